"""The facts of a case as the rules of trust read them. No key is needed for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
from fanal.sharing.models import Approval as ApprovalRow
from fanal.sharing.models import NeverTell
from fanal.sharing.models import Override as OverrideRow

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


def facts_of(case: Case, person: Any, **more: Any) -> CaseFacts:
    """What of one case bears on trust; `more` as for `facts_of_each`."""
    return facts_of_each([(case, person)], **more)[0]


def facts_of_each(
    pairs: Sequence[tuple[Case, Any]],
    *,
    age: tuple[int, int] | None = None,
    urgency: Urgency = Urgency.PLANNED,
    languages: frozenset[str] = frozenset(),
    own_teams: Iterable[Any] = (),
) -> list[CaseFacts]:
    """The facts for each person in her case, in the order asked, in three queries for all.

    `age` None: she is treated as a child. `own_teams`: whom a consent to us alone covers.
    """
    cases = {case.id for case, _person in pairs}
    never = _by_case(NeverTell.objects.filter(case__in=cases, ended_on=None))
    overridden = _by_case(OverrideRow.objects.filter(case__in=cases).exclude(second=None))
    asked = _by_case(
        Row.objects.filter(case__in=cases, person__in=[person.id for _case, person in pairs])
        .defer("sealed")
    )  # fmt: skip
    teams = [str(team.id) for team in own_teams]
    return [
        CaseFacts(
            suspects=tuple(_suspect(row) for row in never[case.id] if row.suspect),
            never_tell=frozenset(_who(row) for row in never[case.id]),
            consents=tuple(
                one
                for row in asked[case.id]
                if row.person_id == person.id
                for one in _consents(row, teams)
            ),
            overrides=tuple(map(_override, overridden[case.id])),
            age=age,
            languages=languages,
            urgency=urgency,
        )
        for case, person in pairs
    ]


def approvals_of_each(cases: Iterable[Case]) -> dict[Any, list[Approval]]:
    """The approvals on file, by the id of their case, in one query."""
    rows = ApprovalRow.objects.filter(case__in=[case.id for case in cases]).select_related("by")
    found: dict[Any, list[Approval]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(
            Approval(
                by=str(row.by_id),
                role=row.by.role,
                at=row.at,
                recipient=str(row.partner_id),
                classes=classes_in(row.classes),
            )
        )
    return found


def _by_case(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


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
