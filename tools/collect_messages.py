"""Collect the strings to translate into one catalogue an app and language.

Python and templates are read by xgettext; what is translated already, in any catalogue, is kept by msgmerge.
Sentences of `fanal.core` (and of the commands, the settings, the key files) go to `core/locale`, and so does what
several apps say; what one app says alone, and what a library says, to its own `locale`. Nothing is wrapped: a text
that was added by hand stands as the tool would write it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "src" / "fanal"
LANGUAGES = ["fr", "vi"]
KEYWORDS = [
    "say",
    "hint",
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "pgettext_lazy:1c,2",
    "_",
]
# The fixed head: a date in it would change every catalogue at every run.
HEAD = {
    "fr": '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n',
    "vi": '"Plural-Forms: nplurals=1; plural=0;\\n"\n',
}


def places() -> list[Path]:
    """The folders that have a catalogue of their own."""
    apps = [
        p for p in sorted(HOUSE.iterdir()) if (p / "urls.py").exists() or (p / "apps.py").exists()
    ]
    libraries = sorted(path.parent for path in ROOT.glob("libraries/*/src/*/py.typed"))
    return [HOUSE / "core", *apps, *libraries]


def sources(place: Path) -> list[Path]:
    core = place.name == "core"
    beside = ["commands", "database", "installation", "processes", "sealed", "settings"]
    folders = [place, *(HOUSE / one for one in beside)] if core else [place]
    return (sorted(HOUSE.glob("*.py")) if core else []) + [
        path
        for folder in folders
        for pattern in ("*.py", "*.html", "*.txt")
        for path in sorted(folder.rglob(pattern))
        if "migrations" not in path.parts and (path.suffix == ".py" or "templates" in path.parts)
    ]


def template_of(place: Path, scratch: Path) -> Path | None:
    """A .pot of every string in `place`, or None where there is none."""
    listed = []
    for path in sources(place):
        name = path.relative_to(ROOT)
        text = path.read_text()
        readable = scratch / f"{name}.py" if path.suffix != ".py" else scratch / name
        readable.parent.mkdir(parents=True, exist_ok=True)
        readable.write_text(text if path.suffix == ".py" else templatize(text, origin=str(name)))
        listed.append(str(readable.relative_to(scratch)))
    pot = scratch / f"{place.name}.pot"
    command = ["xgettext", "--from-code=UTF-8", "-L", "Python", "--no-location"]
    command += ["-o", str(pot), "--add-comments=Translators"]
    subprocess.run(
        [*command, *(f"--keyword={word}" for word in KEYWORDS), *listed], cwd=scratch, check=True
    )
    return pot if pot.exists() else None


def said_once(pots: dict[Path, Path]) -> None:
    """What several apps say moves to the catalogue of the core; a library keeps all of its own."""
    ours = {place: str(pot) for place, pot in pots.items() if place.parent == HOUSE}
    core = ours.pop(HOUSE / "core")
    several = core + ".several"
    run("msgcat", "--more-than=1", "-o", several, core, *ours.values())
    run("msgcat", "--use-first", "-o", core, core, several)
    for pot in ours.values():
        run("msgattrib", f"--only-file={core}", "--set-obsolete", "-o", pot, pot)
        run("msgattrib", "--no-obsolete", "--force-po", "-o", pot, pot)


def run(*command: str) -> None:
    subprocess.run(command, check=True)


def po_of(place: Path, language: str) -> Path:
    return place / "locale" / language / "LC_MESSAGES" / "django.po"


def merge(pot: Path, place: Path, language: str, known: Path) -> None:
    po = po_of(place, language)
    po.parent.mkdir(parents=True, exist_ok=True)
    start = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    start += f'"Language: {language}\\n"\n'
    if not po.exists():
        po.write_text(start + HEAD[language])
    whole = pot.with_suffix(".head.pot")
    strings = pot.read_text().partition("\n\n")[2]
    whole.write_text(start + HEAD[language] + "\n" + strings)
    options = ["--no-fuzzy-matching", "--no-location", "-q", "-C", str(known), "-o", str(po)]
    run("msgmerge", *options, str(po), str(whole))
    run("msgattrib", "--no-obsolete", "--no-wrap", "-o", str(po), str(po))


def collect() -> None:
    settings.configure()
    with tempfile.TemporaryDirectory() as folder:
        pots = {}
        for place in places():
            scratch = Path(folder) / place.name
            scratch.mkdir()
            if pot := template_of(place, scratch):
                pots[place] = pot
        said_once(pots)
        for language in LANGUAGES:
            kept = [po for place in pots if (po := po_of(place, language)).exists()]
            known = Path(folder) / f"{language}.po"
            run("msgcat", "--use-first", "-o", str(known), *map(str, kept))
            for place, pot in pots.items():
                merge(pot, place, language, known)


if __name__ == "__main__":
    sys.exit(collect())
