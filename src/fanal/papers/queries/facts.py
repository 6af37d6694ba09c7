"""What is known for a print: each fact by the name that the lines of `prints` ask for.

Only what the classes of the print let out, and what the reader may open. What nobody wrote stays
blank. An app that knows more adds a reader to `KNOWN` when the server starts: a reflection period
is told as `reflection_from`, `reflection_until`, `reflection_rule`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import CaseEntry
from fanal.core.calendars import read_text
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.entries import FieldType, entry_kind
from fanal.core.errors import BadInput
from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.prints import PrintText
from fanal.core.trust.vocabulary import DataClass
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.papers.models import TypedPaper
from fanal.people.queries import Identity, identity
from fanal.sharing.queries.payloads import may_open
from fanal.web.templatetags.fanal import partial_date
from fanal.web.words import translated

CHILD = "child"
# By the name of the fact: the kind of entry and its question; the last one written holds.
FROM_ENTRIES = {
    "matter": ("legal", "matter"),
    "papers": ("legal", "papers"),
    "charged": ("legal", "charged"),
    "wish": ("goal", "words"),
    "platform": ("images", "platform"),
    "account": ("images", "account"),
    "images_asked": ("images", "asked_on"),
    "child_born": ("child_born", "born_on"),
    "child_where": ("child_born", "born_where"),
    "child_nationality": ("child_born", "nationality"),
}


@dataclass(frozen=True)
class FactQuery:
    """What is asked of a paper: which, for whom; `classes`: what of her file stands on it."""

    paper: TypedPaper
    user: User
    ring: Ring
    classes: frozenset[DataClass]


KNOWN: list[Callable[[FactQuery], Mapping[str, str]]] = []


def facts_for(paper: TypedPaper, text: PrintText, user: User, ring: Ring) -> dict[str, str]:
    """What is known, in the language that is active now. Raises Locked."""
    mine = may_open(paper.case, paper.person, user)
    classes = frozenset(one for one in text.classes if one.value in mine)
    asked = FactQuery(paper, user, ring, classes)
    found = _of_paper(paper, paper.unseal(ring)) | _of_entries(asked)
    if DataClass.IDENTITY in classes:
        found |= _who(asked)
    for more in KNOWN:
        found |= more(asked)
    wanted = {line.fact for line in text.lines}
    return {name: value for name, value in found.items() if value and name in wanted}


def _of_paper(paper: TypedPaper, data: Content) -> dict[str, str]:
    due = paper.due.isoformat() if paper.due else ""
    return {
        "body": data["body"],
        "number": data["number"],
        "until": day_in_words(data["until"]),
        "due": day_in_words(due),
    }


def _who(asked: FactQuery) -> dict[str, str]:
    """Return her name to be used, birth and nationality; of her child, where the paper is the
    child's."""
    person = asked.paper.person
    known = identity(person, asked.ring, timezone.localdate())
    facts = {"name": _name(known), "born": _born(known), "nationality": _nationality(known)}
    link = asked.paper.case.concerns.filter(person=person).first()
    if asked.paper.kind != PaperKind.BIRTH_REGISTRATION:
        return facts
    if link is not None and link.role == CHILD:
        return {
            "child_name": facts["name"],
            "child_born": facts["born"],
            "child_nationality": facts["nationality"],
        }
    return {"mother": facts["name"], "mother_born": facts["born"]}


def _name(known: Identity) -> str:
    names = [(row, data["text"]) for row, data in known.names if data is not None]
    chosen = [text for row, text in names if row.to_use] or [text for _row, text in names]
    return str(chosen[0]) if len(chosen) == 1 else ""


def _born(known: Identity) -> str:
    """Return her day of birth where the sources agree on one, else her age as an interval."""
    born = known.weighed.born
    if born and known.weighed.agreed and born.earliest == born.latest:
        return day_in_words(born.earliest.isoformat())
    return translated(known.age.sentence()) if known.age else ""


def _nationality(known: Identity) -> str:
    citizenship = known.answers.get("citizenship")
    return str(citizenship) if is_value(citizenship) and citizenship else ""


def _of_entries(asked: FactQuery) -> dict[str, str]:
    """What stands written of her, or of everybody in the case; of each kind the last."""
    open_kinds = {
        kind
        for kind, _field in FROM_ENTRIES.values()
        if DataClass(entry_kind(kind).compartment.value) in asked.classes
    }
    if not open_kinds:
        return {}
    rows = CaseEntry.objects.of_kinds([asked.paper.case_id], *open_kinds)
    rows = rows.filter(Q(about=None) | Q(about=asked.paper.person_id)).order_by("number")
    last = {row.kind: data for row in rows if (data := row.try_unseal(asked.ring)) is not None}
    return {
        fact: _words(kind, field, last[kind])
        for fact, (kind, field) in FROM_ENTRIES.items()
        if kind in last
    }


def _words(kind: str, name: str, data: Content) -> str:
    answer = load(data.get(name))
    if not is_value(answer):
        return ""
    day = entry_kind(kind).field(name).type is FieldType.DAY
    return day_in_words(str(answer)) if day else str(answer)


def day_in_words(kept: str) -> str:
    try:
        return partial_date(read_text(kept).date) if kept else ""
    except BadInput:
        return ""
