"""What each who travels said of such a journey, and why it does not count, from the cases.

By the rule that the gate and the interview ask (`fanal.core.casework.whose_consent`), without a
key and in a constant number of queries, however many travel.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from fanal.cases.models import Consent
from fanal.cases.queries.consent_validity import LACKING, AgainstRecord, doubts_of, with_doubts
from fanal.core.casework.consent import ConsentAnswer, ConsentRecord, ConsentState
from fanal.core.journeys.consents import TravelConsent, travel_consent
from fanal.core.journeys.custody import CustodyReason, CustodyTrouble
from fanal.core.trust.proxy_consent import Doubt
from fanal.core.words import Sentence, say
from fanal.people.models import Person
from fanal.people.queries import all_files_of, kin_of
from fanal.sealed.columns import opens

NO_TO_IT = say(
    "She said no to it, and a yes given for her does not lift that. Ask her, alone, what she wants."
)
# Where who answered for her does not count, the reason why says what is to be done.
OF_CARERS = frozenset({ConsentState.VOID, ConsentState.CARER_MISSING})


@dataclass(frozen=True)
class Travels:
    """Somebody on a journey: her code name, her case, and who takes part beside our own."""

    journey: UUID
    kind: str
    person: UUID
    code: str
    case: UUID
    partners: frozenset[str]


@dataclass(frozen=True)
class TravellerConsent:
    """Where her consent stands. `sources`: the records that say so."""

    who: Travels
    said: TravelConsent
    sources: tuple[str, ...] = ()
    doubt: AgainstRecord | None = None

    @property
    def why(self) -> Sentence | None:
        """What is to be done, in words; None where the state says it."""
        if self.said.her_no:
            return NO_TO_IT
        if self.doubt and self.said.state in OF_CARERS:
            return self.doubt.sentence()
        return LACKING.get(self.said.state)

    @property
    def two_decide(self) -> bool:
        """Whether two have to decide first who answers for her."""
        return self.why in (Doubt.DISPUTED.sentence(), Doubt.NO_CARER.sentence())

    @property
    def sentence(self) -> Sentence:
        """The same in one sentence, with whom it is about."""
        what, state = self.said.purpose.sentence(), self.said.state.sentence()
        if self.why is None:
            return say("{who}, {what}: {state}", who=self.who.code, what=what, state=state)
        return say(
            "{who}, {what}: {state}. {why}", who=self.who.code, what=what, state=state, why=self.why
        )

    @property
    def keys(self) -> frozenset[str]:
        """What two people decide on: what she says no to later is not decided with it."""
        if self.said.her_no:
            return self.as_trouble().keys
        return frozenset({f"{CustodyReason.NO_GO}:consent:{self.who.person}:{self.said.state}"})

    def as_trouble(self) -> CustodyTrouble:
        """Return her own no, as the board says it of whoever is on the way all the same."""
        return CustodyTrouble(
            CustodyReason.SHE_SAID_NO,
            "",
            say("She said no to this journey: {what}", what=self.said.purpose.sentence()),
            self.sources,
            str(self.who.person),
        )


def consents_of(travellers: Iterable[Travels]) -> list[TravellerConsent]:
    """Return where the consent of each stands, in the order asked."""
    travellers, today = list(travellers), timezone.localdate()
    files = _files_of({traveller.person for traveller in travellers})
    rows = _on_file(set().union(*files.values()))
    doubtful = doubts_of(rows)
    records: dict[UUID, list[tuple[Consent, ConsentRecord]]] = defaultdict(list)
    for row, record in with_doubts(rows, doubtful, today):
        records[row.person_id].append((row, record))
    return [
        _consent_of(
            traveller,
            [pair for file in files[traveller.person] for pair in records[file]],
            doubtful,
        )
        for traveller in travellers
    ]


def _consent_of(
    who: Travels,
    records: list[tuple[Consent, ConsentRecord]],
    doubtful: Mapping[UUID, AgainstRecord],
) -> TravellerConsent:
    counted = [(row, record) for row, record in records if _concerns(row, who.partners)]
    consent = travel_consent([record for _, record in counted], who.kind, timezone.localdate())
    about = [row for row, record in counted if record.purpose is consent.purpose]
    about.sort(key=lambda row: (row.on, str(row.id)))
    doubt = next((doubtful[row.id] for row in reversed(about) if row.id in doubtful), None)
    return TravellerConsent(who, consent, tuple(str(row.id) for row in about), doubt)


def _concerns(row: Consent, partners: Collection[str]) -> bool:
    """Whether it speaks of this journey: of ours, or of a partner who takes part in it. A no to one
    part of her data is none to going; one that names nobody whom we know is one to everybody."""
    no = row.answer == ConsentAnswer.REFUSED
    if no and row.data_class:
        return False
    if row.partner is None:
        return no or not row.recipient
    return str(row.partner) in partners


def _on_file(files: Collection[UUID]) -> list[Consent]:
    """Return the consents on file; what a hand put into the database is none of hers."""
    rows = Consent.objects.filter(person__in=files).order_by("id") if files else ()
    return [row for row in rows if opens(row, "coded") and opens(row, "recipient")]


def _files_of(people: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return each with her further files; they are looked for one by one only where
    there are any."""
    if not people or not kin_of(people):
        return {person: {person} for person in people}
    return {person: all_files_of(person) for person in people}


def code_names(people: Collection[UUID]) -> dict[UUID, str]:
    rows = Person.objects.filter(id__in=people).order_by()
    return {row.id: row.code_name for row in rows}
