"""The facts of a case as the rules of trust read them. No key is needed for them.

Read by plain SQL, because the gate asks for them at every way out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from fanal.cases.models import KIND, Case
from fanal.core.casework.consent import ConsentAnswer, GivenBy
from fanal.core.casework.consent import Purpose as Asked
from fanal.core.trust.consent import Consent, Ground, Override
from fanal.core.trust.gate import Approval
from fanal.core.trust.situation import CaseFacts, Need, Suspect
from fanal.core.trust.vocabulary import DataClass, Purpose, Urgency
from fanal.core.trust.voices import HERSELF, PersonAround
from fanal.people.exclusion import cases_with_the_same_people, kept_out_of_each
from fanal.rows import as_held, day, moment, places, raw, rows, text
from fanal.sharing.models import Referral
from fanal.sharing.queries import sealed_rows

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
BY_COLLEAGUES = {"approval", "override"}
WARNINGS = {"never", "around"}

# What was said about telling of a case, in five tables and one question: what she said, who must
# never know, who overrode her, who is around her, who approved what goes: not whose account has
# ended (whom a conflict keeps out since, `_counts` says). Columns as `Said`, the case first.
_SAID = """
    SELECT case_id, 'consent', id, CAST(NULL AS uuid), person_id, made_by_id, giver_id,
           '', '', '', '', "on", until, withdrawn_on, CAST(NULL AS timestamptz), coded
    FROM cases_consent WHERE case_id IN ({cases})
    UNION ALL
    SELECT case_id, 'never', id, NULL, by_id, NULL, NULL,
           '', '', '', '', NULL, NULL, NULL, NULL, whom
    FROM sharing_nevertell WHERE case_id IN ({cases})
    UNION ALL
    SELECT case_id, 'override', id, COALESCE(partner_id, team_id), first_id, second_id, team_id,
           ground, purpose, classes, '', NULL, NULL, NULL, at, text
    FROM sharing_override WHERE case_id IN ({cases}) AND second_id IN (
        SELECT id FROM accounts_user WHERE is_active) AND first_id IN (
        SELECT id FROM accounts_user WHERE is_active)
    UNION ALL
    SELECT entry.case_id, 'around', entry.id, NULL, made_by_id, NULL, NULL,
           '', '', '', '', NULL, NULL, NULL, NULL, coded
    FROM cases_entry entry LEFT JOIN cases_personaround kept ON kept.entry_id = entry.id
    WHERE kind IN ({around}) AND entry.case_id IN ({cases})
    UNION ALL
    SELECT case_id, 'approval', sharing_approval.id, partner_id, by_id, NULL, NULL,
           role, '', '', '', NULL, NULL, NULL, at, classes
    FROM sharing_approval JOIN accounts_user ON accounts_user.id = by_id
    WHERE case_id IN ({cases}) AND accounts_user.is_active
"""


class Said(NamedTuple):
    """`code`: the answer, the ground, the role of who approves, or "suspect". Of a consent, `by` is
    the person, `second` who recorded it, `area` who of those around her answered, and `given_by`
    ends on whether she agrees too. Of an override, `area` is the team that is told. Ids as texts.
    """

    kind: str
    id: str
    whom: str | None
    by: str
    second: str | None
    area: str | None
    code: str
    purpose: str
    classes: str
    given_by: str
    on: date
    until: date | None
    withdrawn_on: date | None
    at: datetime
    text: Any
    case: str


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
    said: dict[Any, list[Said]] | None = None,
) -> list[CaseFacts]:
    """The facts for each person in her case, in the order asked, in one query for all.

    `age` None: she is treated as a child. `own_teams`: whom a consent to us alone covers. `said`:
    what `said_of` found of these cases, where it was asked already.
    """
    found = said_of(case for case, _person in pairs) if said is None else said
    teams = [str(team.id) for team in own_teams]
    return [
        CaseFacts(
            suspects=tuple(_suspect(one) for one in _only("never", found[case.id]) if one.code),
            around=around_in(found[case.id]),
            never_tell=frozenset(str(one.whom) for one in _only("never", found[case.id])),
            consents=tuple(
                consent
                for one in _only("consent", found[case.id])
                if one.by == str(person.id)
                for consent in _consents(one, teams)
            ),
            overrides=tuple(filter(None, map(_override, _only("override", found[case.id])))),
            age=age,
            languages=languages,
            urgency=urgency,
        )
        for case, person in pairs
    ]


def said_of(cases: Iterable[Case]) -> dict[Any, list[Said]]:
    """What was said about telling, by the id of the case; who must never know by any case of the
    same people must never know of this one. Whom a conflict keeps out lets nothing out of it."""
    related = cases_with_the_same_people(case.id for case in cases)
    every = _rows_of(set().union(*related.values()))
    found = {
        id: [*every[id], *_warnings(every[other] for other in others - {id})]
        for id, others in related.items()
    }
    agreed = {id for id, said in found.items() if any(one.kind in BY_COLLEAGUES for one in said)}
    kept_out = kept_out_of_each(agreed)
    return {
        id: [one for one in said if _counts(one, kept_out[id])] if id in agreed else said
        for id, said in found.items()
    }


def _rows_of(cases: set[UUID]) -> dict[UUID, list[Said]]:
    ids = raw(cases)
    called = dict(zip(ids, cases, strict=True))
    found: dict[UUID, list[Said]] = {id: [] for id in cases}
    around = [as_held(one.blob) for one in KIND.in_scopes(cases, ["around"])]
    asked = _SAID.format(cases=places(ids), around=places(around))
    for case, *row in rows(asked, [*ids * 3, *around, *ids * 2]):
        one = _said(case, *row)
        if (one := sealed_rows.opened(one)) is not None:
            found[called[case]].append(one)
    return found


def _warnings(elsewhere: Iterable[list[Said]]) -> Iterator[Said]:
    """What holds in every case of hers: who must never know, and who around her is a danger."""
    return (one for said in elsewhere for one in said if one.kind in WARNINGS)


def _counts(said: Said, kept_out: set[UUID]) -> bool:
    whose = {said.by, said.second} if said.kind in BY_COLLEAGUES else set()
    return whose.isdisjoint(map(str, kept_out))


def approvals_in(said: Iterable[Said]) -> list[Approval]:
    return [
        Approval(one.by, one.code, one.at, str(one.whom), classes_in(one.classes))
        for one in _only("approval", said)
    ]


def around_in(said: Iterable[Said]) -> tuple[PersonAround, ...]:
    """The people around her. Nothing is known of one whose entry was not looked at since, or whose
    row was changed by hand."""
    return tuple(map(_around, _only("around", said)))


def _around(said: Said) -> PersonAround:
    coded = sealed_rows.coded(said)
    if coded is None:
        return PersonAround(said.id)
    return PersonAround(
        said.id, coded["relation"], coded["never_told"], coded["close"],
        frozenset(coded["parties"]),
    )  # fmt: skip


def givers_in(said: Iterable[Said]) -> frozenset[str]:
    """Who answered for her and is on file: the ties of these decide whether their yes counts."""
    said = list(said)
    known = {one.id: one.parties for one in around_in(said)}
    found: set[str] = set()
    for one in _only("consent", said):
        who = given_by_in(one)
        found |= known.get(who, frozenset[str]())
        if who == one.second:
            found.add(who)
    return frozenset(found)


def given_by_in(said: Said) -> str:
    """Who answered: she herself, somebody around her, our own case worker, or only a role."""
    role = said.given_by.split()[0]
    if role == GivenBy.HERSELF:
        return HERSELF
    if role == GivenBy.CASE_WORKER_IN_HER_INTEREST and said.area is None:
        return str(said.second)
    return said.area or role


def _assent(said: Said) -> bool | None:
    return {"yes": True, "no": False}.get(said.given_by.partition(" ")[2])


def _only(kind: str, said: Iterable[Said]) -> list[Said]:
    return [one for one in said if one.kind == kind]


def _said(case: Any, kind: str, *row: Any) -> Said:
    ids, codes, days, (at, words) = row[:5], row[5:9], row[9:12], row[12:]
    return Said(kind, *map(text, ids), *codes, *map(day, days), moment(at), words, text(case))


def classes_in(codes: str) -> frozenset[DataClass]:
    """The classes of data in a column: codes, separated by spaces."""
    return frozenset(map(DataClass, codes.split()))


def told_by(referral: Referral) -> tuple[DataClass, ...]:
    """What its partner comes to know: what was ticked, and what the purpose tells by itself."""
    purposes = frozenset({Purpose(referral.purpose)})
    return Need(purposes, tells=classes_in(referral.classes)).told


def _consents(said: Said, own_teams: list[str]) -> Iterator[Consent]:
    """A yes for a partner, or for our own teams; a no to whoever it names, or to all."""
    purposes = MEANS.get(Asked(said.purpose))
    if purposes is None or said.code == ConsentAnswer.NOT_ABLE_NOW:
        return
    given = said.code == ConsentAnswer.GIVEN
    for number, recipient in enumerate(own_teams if given and not said.whom else [said.whom]):
        yield Consent(
            id=f"{said.id}:{number}" if number else said.id,
            given=given,
            on=said.on,
            purposes=purposes,
            classes=classes_in(said.classes) or EVERYTHING,
            recipient=recipient,
            until=said.until,
            withdrawn_at=_start(said.withdrawn_on),
            given_by=given_by_in(said),
            assent=_assent(said),
        )


def _override(said: Said) -> Override | None:
    """The override; none where its row was changed by hand."""
    words = sealed_rows.override_text(said)
    if words is None:
        return None
    return Override(
        id=said.id,
        ground=Ground(said.code),
        text=words,
        by=said.by,
        second=str(said.second),
        at=said.at,
        recipient=str(said.whom),
        purposes=frozenset({Purpose(said.purpose)}),
        classes=classes_in(said.classes),
    )


def _suspect(said: Said) -> Suspect:
    return Suspect(str(said.whom), frozenset({said.area} if said.area else ()))


def _start(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, UTC)
