"""What the kind of a case asks beyond the rest, and the sums of what was said of money. And what
the file of her child says already, for the form that asks of a child born."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.access import compartments_for
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.agenda_after_closing import FOLLOW_UP
from fanal.cases.queries.hearings import KEPT_ABOVE, LEGAL_SITUATION
from fanal.cases.queries.pages import OpenedEntry
from fanal.core.calendars import PartialDate
from fanal.core.casework.amounts import Amount, totals
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.contact_evidence import SAID_WORD
from fanal.core.casework.entries import EntryKind, Field, entry_kind
from fanal.core.casework.statements import StatementSource
from fanal.core.casework.topics import (
    ALSO,
    ASKING,
    AnsweredEntry,
    Topic,
    entries_asked,
    topics_asked,
)
from fanal.core.law.case import Sex
from fanal.core.sealing.compartments import IDENTITY, Compartment
from fanal.core.words import Sentence
from fanal.keys.ring import Ring
from fanal.people.own_words import sex_of
from fanal.people.queries import answers_in, births
from fanal.web.amounts import amount_words
from fanal.web.typing import Answers

CHILD = "child"
# What is left out of a kind where it need not be asked.
LEFT_OUT = {LEGAL_SITUATION: "hearing", FOLLOW_UP: SAID_WORD}


def the_one_of(case: Case) -> UUID | None:
    """Return whom a case is surely about: the only one whom it concerns beside children of hers.
    Of several nobody knows whose an entry is that is about no one in particular."""
    people = [link.person_id for link in case.concerned if link.role != CHILD]
    return people[0] if len(people) == 1 else None


def topics_of(case: Case, ring: Ring, may_open: Collection[Compartment]) -> frozenset[Topic]:
    """What the kinds of this case ask, and the answers that this reader may open."""
    with_child = any(link.role == CHILD for link in case.concerns.all())
    entries = _opened_entries(case, ring, may_open)
    return topics_asked(case.kinds.split(), entries, with_child=with_child)


def topics_told(case: Case, ring: Ring, may_open: Collection[Compartment]) -> frozenset[Topic]:
    """What the answers alone ask, whatever the kinds of the case are."""
    return topics_asked((), _opened_entries(case, ring, may_open))


def _opened_entries(
    case: Case, ring: Ring, may_open: Collection[Compartment]
) -> list[AnsweredEntry]:
    rows = CaseEntry.objects.of_kinds([case.id], *ASKING)
    opened = ((row, row.try_unseal(ring)) for row in rows if row.compartment in may_open)
    return [AnsweredEntry(row.kind, data) for row, data in opened if data is not None]


def still_to_ask(case: Case, kind: EntryKind, ring: Ring, *, word: bool) -> EntryKind:
    """Return the kind without what need not be asked: of what else a case may be about, what its
    kinds ask, and of a man no pregnancy; of a legal situation the hearing, where a proceeding of
    the case keeps them; of a follow-up the agreed word, where none is: `word`."""
    kept_above = kind.code == LEGAL_SITUATION and any(kept(case) for kept in KEPT_ABOVE)
    if kept_above or (kind.code == FOLLOW_UP and not word):
        left_out = LEFT_OUT[kind.code]
        return replace(kind, fields=tuple(one for one in kind.fields if one.name != left_out))
    if kind.code != ALSO:
        return kind
    known = topics_asked(case.kinds.split())
    if _only_men(case, ring):
        known |= {Topic.SURROGACY}
    return replace(kind, fields=tuple(field for field in kind.fields if field.name not in known))


def _only_men(case: Case, ring: Ring) -> bool:
    """Whether all concerned are men, as their files say; a child of hers says nothing of her."""
    links = case.concerned.select_related("person__details")
    hers = [link.person for link in links if link.role != CHILD]
    answers = [
        answers_in(getattr(details, "details", None), ring).get("gender") for details in hers
    ]
    # Only where each says so: of whom nothing is written, everything is asked.
    return bool(answers) and all(sex_of(answer) is Sex.MALE for answer in answers)


def kinds_asked(
    case: Case, ring: Ring, may_open: Collection[Compartment], stand: Iterable[OpenedEntry]
) -> list[EntryKind]:
    """The kinds of entries that are offered: those asked for, and those of which one stands."""
    asked = entries_asked(topics_of(case, ring, may_open))
    also = {entry.kind.code for entry in stand}
    return [entry_kind(code) for code in dict.fromkeys((*asked, *sorted(also)))]


@dataclass(frozen=True, slots=True)
class Total:
    """What one source says of one question, in one currency."""

    label: Sentence
    source: Sentence
    amount: str
    currency: str


def totals_in(entries: Iterable[OpenedEntry]) -> list[Total]:
    """The sums of each question for money, apart by who says so and by currency."""
    by_question: dict[tuple[str, str], tuple[Field, list[Amount]]] = {}
    for entry in entries:
        for field, amount in _amounts(entry):
            # Never added across sources or currencies: what an employer says and what she says are
            # two claims.
            by_question.setdefault((entry.kind.code, field.name), (field, []))[1].append(amount)
    return [
        Total(field.label, StatementSource(source).sentence(), amount_words(amount), currency)
        for field, amounts in by_question.values()
        for (source, currency), amount in totals(amounts).items()
    ]


def _amounts(entry: OpenedEntry) -> Iterator[tuple[Field, Amount]]:
    data = entry.data or {}
    for field in entry.kind.fields:
        value = load(data.get(field.name))
        if field.currency and is_value(value):
            source = load(data.get("said_by"))
            said_by = source if is_value(source) else StatementSource.NOT_SAID.value
            yield field, Amount(Decimal(value), load(data.get(field.currency)), said_by)


CHILD_BORN = "child_born"


def child_on_file(case: Case, kind: str, user: User, ring: Ring) -> Answers:
    """The day of birth of her only child in this case, until somebody has written of a child."""
    children = [
        concern.person
        for concern in case.concerns.select_related("person")
        if concern.role == CHILD
    ]
    if kind != CHILD_BORN or len(children) != 1 or IDENTITY not in compartments_for(user, case):
        return {}
    if CaseEntry.objects.of_kinds([case.id], kind).exists():
        return {}
    weighed = births(children, ring).get(children[0].id)
    born = weighed.born if weighed else None
    # A month or a year is no day: the form would claim more than anybody said.
    if born is None or born.earliest != born.latest:
        return {}
    day = born.earliest
    return {"born_on": PartialDate(day.year, day.month, day.day)}
