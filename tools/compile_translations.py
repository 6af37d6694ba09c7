"""Compile each .po beside its .mo when it is newer: the .mo files are not committed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "fanal"


def compile_catalogue(po: Path) -> None:
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
        return
    language = po.parent.parent.name
    with po.open("rb") as source:
        catalogue = read_po(source, locale=language)
    with mo.open("wb") as target:
        write_mo(target, catalogue)


if __name__ == "__main__":
    for po in sorted(SOURCE.rglob("locale/*/LC_MESSAGES/*.po")):
        compile_catalogue(po)
