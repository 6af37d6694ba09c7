"""Remove from an installation what an image never uses: languages of libraries that Fanal does not
speak, the libraries' own tests, and the installer.

/opt/fanal/bin/python tools/prune_image.py

Run when an image is built (deploy/Containerfile), by the Python of the installation that is pruned. An
image is never installed into again, so that what pip knows of its files is no longer needed.
"""

from __future__ import annotations

import shutil
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from babel.languages import get_official_languages

from fanal.web.codes import COUNTRIES, LANGUAGES, PAGES

TRANSLATED = ("django", "allauth", "holidays")  # libraries with a catalogue for each language
TESTED = ("numpy", "scipy", "sklearn", "numba")  # whose own tests are installed with them
BABEL = Path("babel/locale-data")


def languages() -> set[str]:
    """The languages in which a page is shown, and those in which a country or a language of our
    work is found by its own name (`fanal.web.codes`)."""
    official = (get_official_languages(one, de_facto=True) for one in COUNTRIES.near)
    return {*PAGES, *LANGUAGES.near, *(one for those in official for one in those)}


def unused(site: Path) -> Iterator[Path]:
    """The files and folders of `site` (site-packages) that an image does without."""
    for library in TRANSLATED:
        yield from (
            one for one in site.glob(f"{library}/**/locale/*/") if base(one.name) not in PAGES
        )
    # A language in another script or country stands on the data of its own language.
    kept = {*languages(), "root"}
    yield from (one for one in (site / BABEL).glob("*.dat") if base(one.stem) not in kept)
    for library in TESTED:
        yield from site.glob(f"{library}/**/tests/")
    yield from site.glob("pip/")
    yield from site.glob("pip-*.dist-info/")


def base(language: str) -> str:
    return language.partition("_")[0]


def prune(site: Path) -> int:
    """Remove what is unused; how many bytes that was."""
    freed = 0
    for path in list(unused(site)):
        files = [file for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file()]
        freed += sum(file.stat().st_size for file in files)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return freed


if __name__ == "__main__":
    print(f"{prune(Path(sysconfig.get_path('purelib'))) / 1e6:.0f} MB removed")
