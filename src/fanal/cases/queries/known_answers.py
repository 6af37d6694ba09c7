"""What was said before a form asks for it: proposed with who said it and when, to be confirmed.

Higher apps add what their records say (`intake`: the calls of a case). What was confirmed keeps
where it comes from (`fanal.core.casework.origins`); until then it is marked as said in the call.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.cases.models import Case, CaseEntry, Consent
from fanal.core.casework.consent import GivenBy
from fanal.core.casework.entry_statements import AT
from fanal.core.casework.origins import ORIGIN, AnswerOrigin, origin_in, said_before
from fanal.core.words import Sentence
from fanal.database.combined_queries import RowsRead
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import Person
from fanal.web.typing import PageText

NUMBERS = {("contact", "number"), ("around", "reach")}
SHOWN_FIRST, SHOWN_LAST = 5, 4


def masked(number: str) -> str:
    """The first and the last digits, to know it again by; of a short one the last two alone."""
    # Whole numbers stand behind the rules of calling: a call at the wrong hour is heard by who
    # holds her.
    digits = [place for place, sign in enumerate(number) if sign.isdecimal()]
    enough = len(digits) > SHOWN_FIRST + SHOWN_LAST
    shown = {*digits[:SHOWN_FIRST], *digits[-SHOWN_LAST:]} if enough else {*digits[-2:]}
    return "".join("•" if i in digits and i not in shown else sign for i, sign in enumerate(number))


@dataclass(frozen=True)
class KnownAnswer:
    """An answer to one question of one kind of entry. `source`: who said it, and where."""

    kind: str
    field: str
    value: object
    source: Sentence
    on: date
    origin: AnswerOrigin

    @property
    def shown(self) -> object:
        """The answer before the rules of calling were read: a number without its middle."""
        number = (self.kind, self.field) in NUMBERS and isinstance(self.value, str)
        return masked(str(self.value)) if number else self.value


@dataclass(frozen=True)
class ToConfirm:
    """What one call said of one kind of entry, and nobody has confirmed or written anew since."""

    kind: str
    origin: AnswerOrigin
    answers: tuple[KnownAnswer, ...]


@dataclass(frozen=True)
class WrittenElsewhere:
    """A kind of entry that another app writes: on which page of a case, on which day it was last
    written there, and what a button that leads there says."""

    page: str
    last_on: Callable[[Case], date | None]
    button: PageText


@dataclass(frozen=True)
class WaitingCall:
    """A call of which something waits to be confirmed: on which page, and what a button that leads
    there says. `elsewhere`: nothing is left but what another app writes."""

    page: str
    button: PageText
    elsewhere: bool = False


Provider = Callable[[Case, Ring, RowsRead], Iterable[KnownAnswer]]
# The kinds of entries into which answers of a call are carried.
CARRIED_TO = frozenset({"safety", "whereabouts", "contact", "around", "health", "note"})
# Of these a case has many, each about something else: what a call said stands in none of them until
# one comes from that call, and no other form proposes it.
ONE_OF_MANY = frozenset({"note"})
PROVIDERS: list[Provider] = []


# By the kind of entry that this app writes no more (`fanal.care`: health).
ELSEWHERE: dict[str, WrittenElsewhere] = {}
# The call of which it is still to be said which of several women called, "" where there is none.
CALLERS_ASKED: list[Callable[[Case, Ring, RowsRead], str]] = []
# Which language she said that she speaks, "" where nobody asked her.
LANGUAGES_SAID: list[Callable[[Case, Ring], str]] = []


def known_for(
    case: Case, kind: str, ring: Ring, said_in: UUID | None = None
) -> dict[str, KnownAnswer]:
    """Return by field what was said last; nothing once an entry of this kind stands: that one
    holds.

    `said_in`: what this call said alone, until it is confirmed, whatever stands already.
    """
    if said_in is not None:
        waiting = [call for call in to_confirm(case, ring) if call.kind == kind]
        answers = [a for call in waiting if call.origin.id == str(said_in) for a in call.answers]
        return {answer.field: answer for answer in answers}
    stands = kind in ONE_OF_MANY or CaseEntry.objects.of_kinds([case.id], kind).exists()
    if stands or _last_elsewhere(case, kind):
        return {}
    answers = [answer for answer in _known_answers(case, ring) if answer.kind == kind]
    return {answer.field: answer for answer in sorted(answers, key=lambda answer: answer.on)}


def page_to_write(case: Case, kind: str) -> str:
    """The address on which this is written, with what was said proposed."""
    if kind in ELSEWHERE:
        return reverse(ELSEWHERE[kind].page, args=[case.id])
    return reverse("cases:write", args=[case.id, kind])


def language_said(case: Case, ring: Ring, person: Person | None) -> str:
    """The language that she speaks, in the words of whoever wrote it down: in which she was asked
    for her consent last, else as her call says it. `person`: who she is; without one nothing is
    said where several were asked in different languages."""
    consents = _languages_of_consents(case, ring)
    if person is not None and person.pk in consents:
        return consents[person.pk]
    if person is None and consents:
        return consents.popitem()[1] if len(set(consents.values())) == 1 else ""
    if len(case.concerned[:2]) > 1:
        return ""  # nobody knows which of them called
    return next((language for read in LANGUAGES_SAID if (language := read(case, ring))), "")


def _languages_of_consents(case: Case, ring: Ring) -> dict[UUID, str]:
    """Return in which language each person of the case was asked for her own consent last."""
    said: dict[UUID, str] = {}
    for row in Consent.objects.filter(case=case).order_by("on", "id"):
        if row.given_by == GivenBy.HERSELF:
            language = (row.try_unseal(ring) or {}).get("language")
            if isinstance(language, str) and language:
                said[row.person_id] = language
    return said


def to_confirm(
    case: Case, ring: Ring, read: RowsRead | None = None, entries: Iterable[CaseEntry] | None = None
) -> list[ToConfirm]:
    """What calls said that stands in no entry yet, the oldest call first. Raises Locked. `read`
    and `entries` (of `CARRIED_TO` at least): where a page has them already."""
    by_origin: dict[tuple[AnswerOrigin, str], list[KnownAnswer]] = {}
    for answer in _known_answers(case, ring, read):
        by_origin.setdefault((answer.origin, answer.kind), []).append(answer)
    kinds = {kind for _origin, kind in by_origin}
    if entries is None or not kinds <= CARRIED_TO:
        entries = CaseEntry.objects.of_kinds([case.id], *kinds) if kinds else ()
    written = _written(entries, kinds, ring)
    return [
        ToConfirm(kind, origin, tuple(answers))
        for (origin, kind), answers in by_origin.items()
        if not any(_settles(entry, data, origin) for entry, data in written.get(kind, ()))
        and not _written_elsewhere_since(case, kind, origin)
    ]


def call_to_confirm(
    case: Case, ring: Ring, read: RowsRead, entries: Iterable[CaseEntry], *, several: bool
) -> WaitingCall | None:
    """The first call of which something waits to be confirmed; `several`: whether more than one of
    them can have called herself. What is written elsewhere waits last. Raises Locked."""
    waits = to_confirm(case, ring, read, entries)
    here = next((one.origin.id for one in waits if one.kind not in ELSEWHERE), "")
    asks = (asked(case, ring, read) for asked in CALLERS_ASKED) if several else ()
    if call := here or next(filter(None, asks), ""):
        return WaitingCall(reverse("intake:known", args=[call]), _("Confirm what the call said"))
    return next((_waits_elsewhere(case, one) for one in waits), None)


def _waits_elsewhere(case: Case, fact: ToConfirm) -> WaitingCall:
    page = f"{page_to_write(case, fact.kind)}?call={fact.origin.id}"
    return WaitingCall(page, ELSEWHERE[fact.kind].button, elsewhere=True)


def kept_with(answers: Mapping[str, KnownAnswer], content: Content) -> Content:
    """What an entry keeps of where its answers come from: those that were taken over as said. A
    note that says it in other words comes from that call as well."""
    same = [answer for answer in answers.values() if content.get(answer.field) == answer.value]
    other = [answer for answer in answers.values() if answer.kind in ONE_OF_MANY]
    for first in (same or other)[:1]:
        return {ORIGIN: first.origin.kept([answer.field for answer in same])}
    return {}


def _last_elsewhere(case: Case, kind: str) -> date | None:
    return ELSEWHERE[kind].last_on(case) if kind in ELSEWHERE else None


def _written_elsewhere_since(case: Case, kind: str, origin: AnswerOrigin) -> bool:
    last = _last_elsewhere(case, kind)
    return last is not None and said_before(origin.at, last.isoformat())


def _known_answers(case: Case, ring: Ring, read: RowsRead | None = None) -> list[KnownAnswer]:
    rows_read = {} if read is None else read
    return [answer for provider in PROVIDERS for answer in provider(case, ring, rows_read)]


def _written(
    entries: Iterable[CaseEntry], kinds: Collection[str], ring: Ring
) -> dict[str, list[tuple[CaseEntry, Content]]]:
    by_kind: dict[str, list[tuple[CaseEntry, Content]]] = {}
    for entry in entries:
        if entry.kind in kinds:
            by_kind.setdefault(entry.kind, []).append((entry, entry.try_unseal(ring) or {}))
    return by_kind


def _settles(entry: CaseEntry, data: Content, origin: AnswerOrigin) -> bool:
    """Whether this entry confirms what was said, or was written after it by itself."""
    confirmed = origin_in(data)
    if confirmed is not None or entry.kind in ONE_OF_MANY:
        # An entry that confirms another call leaves what this one said open.
        return confirmed is not None and confirmed.id == origin.id
    return said_before(origin.at, data.get(AT) or entry.made_on.isoformat())
