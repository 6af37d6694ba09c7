"""The facts of a case as the rules of trust read them. No key is needed for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from fanal.cases.models import Case
from fanal.cases.models import Consent as Row
from fanal.core.casework.consent import ConsentAnswer
from fanal.core.casework.consent import Purpose as Asked
from fanal.core.trust.consent import Consent, Ground, Override
from fanal.core.trust.gate import Approval
from fanal.core.trust.situation import CaseFacts, Suspect
from fanal.core.trust.vocabulary import DataClass, Purpose, Urgency
from fanal.sharing.models import NeverTell

# What she was asked, in the words of the case, as what a partner would be asked.
MEANS = {
    Asked.REFERRAL: frozenset(
        {
            Purpose.KNOW_IDENTITY,
            Purpose.KNOW_WHEREABOUTS,
            Purpose.RECEIVE_DOCUMENTS,
            Purpose.HOLD_THE_PERSON,
            Purpose.BE_PAID,
        }
    ),
    Asked.FAMILY_TRACING: frozenset({Purpose.TRACE_FAMILY}),
    Asked.RETURN: frozenset({Purpose.ESCORT, Purpose.HOLD_THE_PERSON, Purpose.KNOW_WHEREABOUTS}),
    Asked.LEGAL_ACTION: frozenset({Purpose.RECEIVE_DOCUMENTS}),
    Asked.MEDICAL: frozenset({Purpose.RECEIVE_DOCUMENTS}),
}
EVERYTHING = frozenset(DataClass)


def facts_of(
    case: Case,
    person: Any,
    *,
    age: tuple[int, int] | None = None,
    urgency: Urgency = Urgency.PLANNED,
    languages: frozenset[str] = frozenset(),
    own_teams: Iterable[Any] = (),
) -> CaseFacts:
    """`age` None: she is treated as a child. `own_teams`: whom a consent to us alone covers."""
    rows = list(NeverTell.objects.filter(case=case, ended_on=None))
    consents = Row.objects.filter(case=case, person=person).defer("sealed")
    return CaseFacts(
        suspects=tuple(_suspect(row) for row in rows if row.suspect),
        never_tell=frozenset(_who(row) for row in rows),
        consents=tuple(
            one for row in consents for one in _consents(row, [str(team.id) for team in own_teams])
        ),
        overrides=tuple(_override(row) for row in case.overrides.exclude(second=None)),
        age=age,
        languages=languages,
        urgency=urgency,
    )


def approvals_of(case: Case) -> list[Approval]:
    return [
        Approval(
            by=str(row.by_id),
            role=row.by.role,
            at=row.at,
            recipient=str(row.partner_id),
            classes=classes_in(row.classes),
        )
        for row in case.approvals.select_related("by")
    ]


def classes_in(codes: str) -> frozenset[DataClass]:
    """The classes of data in a column: codes, separated by spaces."""
    return frozenset(map(DataClass, codes.split()))


def _consents(row: Row, own_teams: list[str]) -> Iterator[Consent]:
    """A yes for a partner, or for our own teams; a no to whoever it names, or to all."""
    purposes = MEANS.get(Asked(row.purpose))
    if purposes is None or row.answer == ConsentAnswer.NOT_ABLE_NOW:
        return
    given = row.answer == ConsentAnswer.GIVEN
    recipients: list[str | None] = [str(row.partner)] if row.partner else [None]
    if given and not row.partner:
        recipients = [*own_teams]
    for number, recipient in enumerate(recipients):
        yield Consent(
            id=f"{row.id}:{number}" if number else str(row.id),
            given=given,
            on=row.on,
            purposes=purposes,
            classes=frozenset({DataClass(row.data_class)}) if row.data_class else EVERYTHING,
            recipient=recipient,
            until=row.until,
            withdrawn_at=_start(row.withdrawn_on),
            given_by=row.given_by,
        )


def _override(row: Any) -> Override:
    return Override(
        id=str(row.id),
        ground=Ground(row.ground),
        text=row.text,
        by=str(row.first_id),
        second=str(row.second_id),
        at=row.at,
        recipient=str(row.partner_id),
        purposes=frozenset({Purpose(row.purpose)}),
        classes=classes_in(row.classes),
    )


def _suspect(row: NeverTell) -> Suspect:
    return Suspect(_who(row), frozenset({str(row.area_id)}) if row.area_id else frozenset())


def _who(row: NeverTell) -> str:
    return str(row.partner_id or row.colleague_id)


def _start(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, UTC)
