"""Compile each .po beside its .mo when it is newer: the .mo files are not committed.

French signs of two parts get a space that does not break (narrow: U+202F), so that no line begins
with a colon; whoever translates types a plain one.
"""

import re
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [ROOT / "src" / "fanal", *sorted(ROOT.glob("libraries/*/src"))]


def compile_catalogue(po: Path) -> None:
    mo = po.with_suffix(".mo")
    newest = max(po.stat().st_mtime, Path(__file__).stat().st_mtime)
    if mo.exists() and mo.stat().st_mtime >= newest:
        return
    language = po.parent.parent.name
    with po.open("rb") as source:
        catalogue = read_po(source, locale=language)
    for message in catalogue if language == "fr" else ():
        if message.id:  # the head of the catalogue counts plurals with `!=`
            message.string = unbroken(message.string)
    with mo.open("wb") as target:
        write_mo(target, catalogue)


def unbroken(said: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """`said`, or each of its plurals, with the space before : ; ! ? » and after « kept together."""
    if isinstance(said, tuple):
        return tuple(unbroken(one) for one in said)
    return re.sub(r" (?=[:;!?»])|(?<=«) ", "\u202f", said)


if __name__ == "__main__":
    for source in SOURCES:
        for po in sorted(source.rglob("locale/*/LC_MESSAGES/*.po")):
            compile_catalogue(po)
