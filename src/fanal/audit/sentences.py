"""An entry as a sentence. Each app lists the sentences of its acts: `ACTS` in its `actions.py`.

`UNSAID` there names the acts of which a page shows the sentence alone: their codes and ids stay in
the entry and in the chain.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from fanal.audit.models import Entry

NOBODY = "–"


def said(entry: Entry) -> dict[str, Any]:
    """What an entry says: `number`, `when` (a moment), `sentence`, `about`, `more` (codes)."""
    detail = json.loads(entry.detail)
    when = datetime.fromisoformat(detail.pop("at"))
    template = str(acts().get(entry.act, _("{who}: {act} {about}")))
    words = defaultdict(lambda: NOBODY, {name: _text(value) for name, value in detail.items()})
    words |= {"who": str(entry.by or _("the server")), "act": entry.act, "about": entry.about[:8]}
    return {
        "number": entry.number,
        "when": when,
        "sentence": template.format_map(words),
        "more": []
        if entry.act in unsaid()
        else [(name, _text(value)) for name, value in detail.items()],
    }


@cache
def acts() -> dict[str, Any]:
    """The sentence of each act of every app, by the act's code."""
    found: dict[str, Any] = {}
    for module in _modules():
        found |= getattr(module, "ACTS", {})
    return found


@cache
def unsaid() -> frozenset[str]:
    """The acts whose codes and ids no page shows."""
    return frozenset().union(*(getattr(module, "UNSAID", ()) for module in _modules()))


def _modules() -> Iterator[ModuleType]:
    for app in settings.OURS:
        for module in ("actions", "access", "holders", "organisation", "recovery"):
            if find_spec(f"{app}.{module}"):
                yield import_module(f"{app}.{module}")


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return NOBODY if value is None else str(value)
