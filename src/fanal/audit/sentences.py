"""Renders an entry as a sentence. Each app lists those of its acts: `ACTS` in its `actions.py`.

`UNSAID` there names the acts of which a page shows the sentence alone: their codes and ids stay in
the entry and in the chain. `JOURNAL_CODES` in its `words.py` says what its codes are called, by the
name of the detail; `journal_names` in its `access.py`, what its ids are called for one reader.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.audit.models import JournalEntry
from fanal.audit.words import CODES, LABELS, YES_NO, names
from fanal.web.typing import Context
from fanal.web.words import translated

NOBODY = "–"
NAMED_IN = ("access", "journal_access")  # where an app says what its ids are called
ID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def said(entry: JournalEntry, names: Mapping[str, str]) -> Context:
    """What an entry says: `number`, `when` (a moment), `sentence`, and `more` beside it.

    `names`: of staff and teams by their ids, and what else `names_for` knows. Of all else an id
    shows its first letters.
    """
    detail = json.loads(entry.detail)
    when = datetime.fromisoformat(detail.pop("at"))
    template = str(acts().get(entry.act, _("{who}: {act} {about}")))
    called = codes_of(entry.act)
    details = {name: _text(value, called.get(name, {}), names) for name, value in detail.items()}
    # An entry of an earlier release may lack a detail that the sentence of today names.
    words = defaultdict(lambda: NOBODY, details)
    about = _text(entry.about, {}, names) if entry.about else ""
    words |= {"who": str(entry.by or _("the server")), "act": entry.act, "about": about}
    alone = entry.act in unsaid()
    known = [] if alone else [name for name, value in details.items() if value not in ("", NOBODY)]
    beside = [name for name in known if f"{{{name}}}" not in template]
    return {
        "number": entry.number,
        "when": when,
        "sentence": template.format_map(words),
        "more": [(str(LABELS.get(name, name)), details[name]) for name in beside],
    }


@cache
def acts() -> dict[str, object]:
    """The sentence of each act of every app, by the act's code."""
    found: dict[str, object] = {}
    for module in modules():
        found |= getattr(module, "ACTS", {})
    return found


@cache
def codes_of(act: str) -> dict[str, dict[str, object]]:
    """What the codes of each detail of an act are called. A code that is not here stays as it is.

    Apps call different things by one code: those of the app whose act it is come before the
    common ones, and those of other apps last.
    """
    apps = [module for module in modules("words") if hasattr(module, "JOURNAL_CODES")]
    own = next((app_of(module) for module in modules() if act in getattr(module, "ACTS", ())), "")
    others = [module.JOURNAL_CODES for module in apps if app_of(module) != own]
    first = [module.JOURNAL_CODES for module in apps if app_of(module) == own]
    found: dict[str, dict[str, object]] = {}
    for name, words in (pair for table in [*others, CODES, *first] for pair in table.items()):
        found.setdefault(name, {}).update({str(code): word for code, word in words.items()})
    return found


def app_of(module: ModuleType) -> str:
    """Return the app in which a module lies."""
    return module.__name__.rpartition(".")[0]


def names_for(reader: User, entries: Iterable[JournalEntry]) -> dict[str, str]:
    """What the ids in these entries are called: staff and teams by their names; cases, people and
    so on by the code names that colleagues use, where no conflict keeps this reader out."""
    ids = {one for entry in entries for one in ID.findall(f"{entry.about} {entry.detail}")}
    return names_of(reader, ids)


def names_of(reader: User, ids: Iterable[str]) -> dict[str, str]:
    """The same of these ids."""
    wanted = {UUID(one) for one in ids}
    found = names()
    for module in modules(*NAMED_IN):
        if known := getattr(module, "journal_names", None):
            found |= {str(id): name for id, name in known(reader, wanted)}
    return found


@cache
def unsaid() -> frozenset[str]:
    """The acts whose codes and ids no page shows."""
    return frozenset().union(*(getattr(module, "UNSAID", ()) for module in modules()))


def modules(*among: str) -> Iterator[ModuleType]:
    """Yield the modules of the apps that have one of these names; without a name, where acts are
    listed."""
    for app in settings.OURS:
        for module in among or ("actions", "access"):
            if find_spec(f"{app}.{module}"):
                yield import_module(f"{app}.{module}")


def _text(value: object, codes: Mapping[str, object], names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_text(one, codes, names) for one in value)
    if isinstance(value, bool):
        return str(YES_NO[value])
    text = NOBODY if value is None else str(value)
    if text in codes:
        return translated(codes[text])
    several = text.split()
    if len(several) > 1 and all(one in codes or ID.fullmatch(one) for one in several):
        return ", ".join(_text(one, codes, names) for one in several)
    return names.get(text, text[:8] if ID.fullmatch(text) else text)
