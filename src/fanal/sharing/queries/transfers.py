"""What an offer shows before it is made, and what each side sees of it afterwards."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from fanal.accounts.models import User
from fanal.cases.forms.fields import COMPARTMENT_WORDS
from fanal.cases.models import (
    CarerDecision,
    Case,
    CaseEntry,
    CasePerson,
    Closure,
    StageMove,
    TakenOff,
)
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.entries import entry_kind
from fanal.core.sealing.compartments import FILES, IDENTITY, NARRATIVE, Compartment
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring
from fanal.keys.sealed import SealedRecord
from fanal.people.access import people_among, writes
from fanal.people.models import Birth, Details, Person, PersonName
from fanal.sharing.actions.transfers import folders_along
from fanal.sharing.models import Referral, Transfer
from fanal.sharing.queries.days_ahead import parts_that_wait
from fanal.web.typing import PageText

# Records that stand in the folder of a case and go with its keys, in words: each app above adds its
# own when the server starts.
RECORDS: dict[type[SealedRecord], Sentence] = {
    CarerDecision: say("Decisions on who answers for her"),
    Closure: say("Closings of the case"),
    TakenOff: say("People taken off the case"),
    Referral: say("Referrals"),
}


@dataclass
class TransferItem:
    """One kind of thing that goes: how many, and which of its fields are filled in."""

    label: Sentence
    count: int = 0
    fields: dict[str, Sentence] = field(default_factory=dict)


@dataclass(frozen=True)
class TransferPart:
    """What goes of one compartment; `closed` where the reader holds no key to all of it, `waits`
    where something in it does not wait, and would if it were held back."""

    code: Compartment
    words: PageText
    items: list[TransferItem]
    closed: bool
    waits: bool


def preview(case: Case, ring: Ring) -> list[TransferPart]:
    """Exactly which parts and fields a transfer of this case would open."""
    ring.prepare([case.id])
    rows = list(CaseEntry.objects.filter(case=case).order_by("number"))
    recorded, waiting = _recorded(case), parts_that_wait(case, ring)
    return [
        TransferPart(
            part,
            words,
            [*_items(case, part, rows, ring), *recorded[part]],
            part not in ring.compartments(case.id),
            part in waiting,
        )
        for part, words in COMPARTMENT_WORDS.items()
    ]


def _recorded(case: Case) -> dict[Compartment, list[TransferItem]]:
    """What apps above have written into the folder of the case, by the part that opens it."""
    counts: Counter[tuple[Compartment, Sentence]] = Counter()
    for model, words in RECORDS.items():
        rows = model._default_manager.filter(folder=case.id).order_by().defer("sealed")
        counts.update((row.group(), words) for row in rows)
    items: dict[Compartment, list[TransferItem]] = defaultdict(list)
    for (part, words), count in counts.items():
        items[part].append(TransferItem(words, count))
    return items


def _items(
    case: Case, part: Compartment, rows: list[CaseEntry], ring: Ring
) -> Iterator[TransferItem]:
    if part is IDENTITY:
        yield from _identity(case)
    beside = Counter(along.what for along in folders_along(case, [part]))
    yield from (TransferItem(what, count) for what, count in beside.items())
    by_kind: dict[str, TransferItem] = {}
    for row in rows:
        if row.compartment != part:
            continue
        kind = entry_kind(row.kind)
        item = by_kind.setdefault(row.kind, TransferItem(kind.title))
        item.count += 1
        data = row.try_unseal(ring) or {}
        for question in kind.fields:
            if is_value(load(data.get(question.name))):
                item.fields[question.name] = question.label
    yield from by_kind.values()
    if part is NARRATIVE:
        yield from _conversations(case)
    if part is FILES and case.documents.exists():
        yield TransferItem(say("Documents"), case.documents.count())


def _identity(case: Case) -> Iterator[TransferItem]:
    people = Person.objects.filter(cases=case)
    for model, label in (
        (PersonName, say("Names")),
        (Birth, say("Sources on her birth")),
        (Details, say("Answers about her")),
    ):
        if count := model.objects.filter(person__in=people).count():
            yield TransferItem(label, count)


def _conversations(case: Case) -> Iterator[TransferItem]:
    if count := case.consents.count():
        yield TransferItem(say("Conversations about consent"), count)
    if count := case.signals.values("signal").distinct().count():
        yield TransferItem(say("Calls"), count)


def files_to_compare(transfer: Transfer, user: User) -> list[Person]:
    """Return whom the case concerns, of those in whose files this user may write: only the team
    that took it over can find another file that it had of her."""
    links = CasePerson.objects.filter(case=transfer.case_id).exclude(of_family=True)
    rows = people_among(user, set(links.order_by().values_list("person", flat=True)))
    return [person for person in rows.order_by("id") if writes(user, person)]


def history(transfer: Transfer) -> list[StageMove]:
    """The stages up to the hand-over: the further life of the case is not the giving team's."""
    moves = transfer.case.moves.select_related("by").order_by("number")
    return list(moves if transfer.moves_before is None else moves[: transfer.moves_before])
