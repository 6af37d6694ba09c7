"""What is loaded before workers are forked: a fresh worker answers its first request at once.

Nothing here opens a row: a worker must find nothing in its memory that somebody wrote.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import scriptnames
from fanal.installation import key_files

if TYPE_CHECKING:
    from django.urls import URLResolver

# Loaded with numpy when it is first used, which here would be in each worker once more.
USED_BY_A_SEARCH = ("Index", "NameTable")
PURPOSES = ("text", "signing", "journal", "attempts")


def load_all() -> None:
    """Addresses with their views, catalogues, templates, and what a search of names needs; shared
    by all workers as it is."""
    from django.conf import settings
    from django.urls import get_resolver
    from django.utils import translation
    from django.utils.translation.trans_real import translation as catalogue

    _views(get_resolver())
    for code, _name in settings.LANGUAGES:
        catalogue(code)
        with translation.override(code):
            get_resolver()._populate()
    _templates(Path(settings.HOUSE))
    for name in USED_BY_A_SEARCH:
        getattr(scriptnames, name)
    gc.collect()
    gc.freeze()  # what is loaded stays: not walked again, and so not copied


def keys() -> list[bytes]:
    """The key files, and what is derived from them for each request."""
    from django.conf import settings

    from fanal.sealed.server_key import derived

    names = (key_files.SERVER, key_files.PEPPER, key_files.DJANGO)
    files = [key_files.read(settings.KEY_FOLDER, name) for name in names]
    return files + [derived(purpose) for purpose in PURPOSES]


def _views(resolver: URLResolver) -> None:
    from django.urls import URLResolver

    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            _views(pattern)


def _templates(house: Path) -> None:
    from django.template.loader import get_template

    for folder in house.glob("*/templates"):
        for page in folder.rglob("*.*"):
            get_template(str(page.relative_to(folder)))
