"""The facts of a case as the rules of trust read them. No key is needed for them.

Read by plain SQL, because the gate asks for them at every way out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from fanal.cases.models import Case
from fanal.core.casework.consent import ConsentAnswer
from fanal.core.casework.consent import Purpose as Asked
from fanal.core.trust.consent import Consent, Ground, Override
from fanal.core.trust.gate import Approval
from fanal.core.trust.situation import CaseFacts, Suspect
from fanal.core.trust.vocabulary import DataClass, Purpose, Urgency
from fanal.rows import day, moment, places, raw, rows, text
from fanal.server_key import open_text

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

# The first column of each is the case.
_NEVER = """
    SELECT case_id, COALESCE(partner_id, colleague_id), suspect, area_id FROM sharing_nevertell
    WHERE ended_on IS NULL AND case_id IN ({cases})
"""
_OVERRIDES = """
    SELECT case_id, id, ground, text, first_id, second_id, at, COALESCE(partner_id, team_id),
           purpose, classes
    FROM sharing_override WHERE second_id IS NOT NULL AND case_id IN ({cases})
"""
_CONSENTS = """
    SELECT case_id, person_id, id, purpose, answer, data_class, partner, given_by, "on", until,
           withdrawn_on
    FROM cases_consent WHERE case_id IN ({cases})
"""
_APPROVALS = """
    SELECT case_id, by_id, role, at, partner_id, classes
    FROM sharing_approval JOIN accounts_user ON accounts_user.id = by_id
    WHERE case_id IN ({cases})
"""


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
    never, overridden, asked = (_by_case(sql, cases) for sql in (_NEVER, _OVERRIDES, _CONSENTS))
    teams = [str(team.id) for team in own_teams]
    return [
        CaseFacts(
            suspects=tuple(_suspect(who, area) for who, suspect, area in never[case.id] if suspect),
            never_tell=frozenset(text(who) for who, _suspect_, _area in never[case.id]),
            consents=tuple(
                one
                for whose, *row in asked[case.id]
                if text(whose) == str(person.id)
                for one in _consents(teams, *row)
            ),
            overrides=tuple(_override(*row) for row in overridden[case.id]),
            age=age,
            languages=languages,
            urgency=urgency,
        )
        for case, person in pairs
    ]


def approvals_of_each(cases: Iterable[Case]) -> dict[Any, list[Approval]]:
    """The approvals on file, by the id of their case, in one query."""
    found = _by_case(_APPROVALS, {case.id for case in cases})
    return defaultdict(list, {case: [_approval(*row) for row in found[case]] for case in found})


def _by_case(sql: str, cases: Collection[Any]) -> dict[Any, list[tuple[Any, ...]]]:
    """The rows of each case, without their first column."""
    ids = raw(cases)
    called = dict(zip(ids, cases, strict=True))
    found: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for case, *row in rows(sql.format(cases=places(ids)), ids):
        found[called[case]].append(tuple(row))
    return found


def classes_in(codes: str) -> frozenset[DataClass]:
    """The classes of data in a column: codes, separated by spaces."""
    return frozenset(map(DataClass, codes.split()))


def _consents(
    own_teams: list[str],
    id: Any,
    asked: str,
    answer: str,
    data_class: str,
    partner: Any,
    given_by: str,
    on: Any,
    until: Any,
    withdrawn_on: Any,
) -> Iterator[Consent]:
    """A yes for a partner, or for our own teams; a no to whoever it names, or to all."""
    purposes = MEANS.get(Asked(asked))
    if purposes is None or answer == ConsentAnswer.NOT_ABLE_NOW:
        return
    given = answer == ConsentAnswer.GIVEN
    recipients = own_teams if given and not partner else [text(partner)]
    for number, recipient in enumerate(recipients):
        yield Consent(
            id=f"{text(id)}:{number}" if number else text(id),
            given=given,
            on=day(on),
            purposes=purposes,
            classes=frozenset({DataClass(data_class)}) if data_class else EVERYTHING,
            recipient=recipient,
            until=day(until),
            withdrawn_at=_start(day(withdrawn_on)),
            given_by=given_by,
        )


def _override(
    id: Any,
    ground: str,
    why: Any,
    first: Any,
    second: Any,
    at: Any,
    recipient: Any,
    purpose: str,
    classes: str,
) -> Override:
    return Override(
        id=text(id),
        ground=Ground(ground),
        text=open_text(why, "sharing.override.text"),
        by=text(first),
        second=text(second),
        at=moment(at),
        recipient=text(recipient),
        purposes=frozenset({Purpose(purpose)}),
        classes=classes_in(classes),
    )


def _approval(by: Any, role: str, at: Any, recipient: Any, classes: str) -> Approval:
    return Approval(text(by), role, moment(at), text(recipient), classes_in(classes))


def _suspect(who: Any, area: Any) -> Suspect:
    return Suspect(text(who), frozenset({text(area)} if area else ()))


def _start(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, UTC)
