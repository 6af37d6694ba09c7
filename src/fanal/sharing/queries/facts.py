"""The facts of a case as the rules of trust read them. No key is needed for them.

Read by plain SQL, because the gate asks for them at every way out.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Protocol, TypedDict, Unpack
from uuid import UUID

from django.utils import timezone

from fanal.core.casework.consent import ConsentAnswer, GivenBy
from fanal.core.casework.consent import ConsentPurpose as Asked
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.trust.consent import ConsentFact, OverrideFact, OverrideGround
from fanal.core.trust.gate import ApprovalFact
from fanal.core.trust.proxy_consent import HERSELF, DecidedCarer, PersonAroundFact
from fanal.core.trust.situation import ServiceNeed, Suspect, TrustCaseFacts
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, Urgency
from fanal.database.stored_values import day_of
from fanal.people.exclusion import cases_with_the_same_people, kept_out_of_each
from fanal.people.models import age_in
from fanal.sharing.models import Referral
from fanal.sharing.queries import sealed_rows
from fanal.sharing.queries.attested_rows import GONE
from fanal.sharing.queries.consents import (
    ABOUT,
    EVERYTHING,
    MEANS,
    OTHER_WORK,
    Meanings,
    kept_from_others,
)
from fanal.sharing.queries.gate_rows import GateRow, only, rows_of

BY_COLLEAGUES = {"approval", "override", "decision"}
WARNINGS = {"never", "around", GONE}


class HasId(Protocol):
    """A case, a person or a team, as far as it is asked for: by its id."""

    @property
    def id(self) -> UUID: ...


class FactOptions(TypedDict, total=False):
    """What `facts_of_each` takes beside the case and the person."""

    age: tuple[int, int] | None
    urgency: Urgency
    languages: frozenset[str]
    own_teams: Iterable[HasId]
    among_us: bool
    said: Mapping[UUID, list[GateRow]] | None
    means: Meanings


def facts_of(case: HasId, person: HasId, **more: Unpack[FactOptions]) -> TrustCaseFacts:
    """Return what of one case bears on trust; `more` as for `facts_of_each`."""
    return facts_of_each([(case, person)], **more)[0]


def facts_of_each(
    pairs: Collection[tuple[HasId, HasId]],
    *,
    age: tuple[int, int] | None = None,
    urgency: Urgency = Urgency.PLANNED,
    languages: frozenset[str] = frozenset(),
    own_teams: Iterable[HasId] = (),
    among_us: bool = False,
    said: Mapping[UUID, list[GateRow]] | None = None,
    means: Meanings = MEANS,
) -> list[TrustCaseFacts]:
    """The facts for each person in her case, in the order asked, in one query for all.

    `age` None: she is treated as a child. `own_teams`: whom a consent to us alone covers;
    `among_us`: nobody else is asked about. `said`: what `said_of` found of these cases, where it
    was asked already. `means`: which answers count, and for what.
    """
    rows = said_of(case for case, _person in pairs) if said is None else said
    teams = [str(team.id) for team in own_teams]
    return [
        TrustCaseFacts(
            suspects=tuple(_suspect(row) for row in only("never", rows[case.id]) if row.code),
            around=_around_her(case, person, rows[case.id]),
            consent_age=_age(person, rows[case.id]),
            decisions=tuple(_decisions(person, rows[case.id])),
            never_tell=frozenset(str(row.whom) for row in only("never", rows[case.id])),
            consents=tuple(
                consent
                for row in only("consent", rows[case.id])
                if row.by == str(person.id)
                for consent in _consents(row, teams, among_us, means)
            ),
            overrides=tuple(filter(None, map(_override, only("override", rows[case.id])))),
            age=age,
            languages=languages,
            urgency=urgency,
            gone=bool(only(GONE, rows[case.id])),
        )
        for case, person in pairs
    ]


def said_of(
    cases: Iterable[HasId], related: Mapping[UUID, set[UUID]] | None = None
) -> dict[UUID, list[GateRow]]:
    """What was said about telling, by the id of the case; who must never know by any case of the
    same people must never know of this one. Whom a conflict keeps out lets nothing out of it.

    `related`: what `cases_with_the_same_people` found of these, where it was asked already.
    """
    related = related or cases_with_the_same_people(case.id for case in cases)
    every = rows_of(set().union(*related.values()))
    by_case = {
        id: [*every[id], *_warnings(every[other] for other in others - {id})]
        for id, others in related.items()
    }
    # Whom a conflict keeps out is asked only of cases in which a colleague decided something.
    agreed = {id for id, said in by_case.items() if any(row.kind in BY_COLLEAGUES for row in said)}
    kept_out = kept_out_of_each(agreed)
    return {
        id: [row for row in said if _counts(row, kept_out[id])] if id in agreed else said
        for id, said in by_case.items()
    }


def _warnings(elsewhere: Iterable[list[GateRow]]) -> Iterator[GateRow]:
    """What holds in every case of hers: who must never know, and who around her is a danger."""
    return (row for said in elsewhere for row in said if row.kind in WARNINGS)


def _counts(row: GateRow, kept_out: set[UUID]) -> bool:
    whose = {row.by, row.second} if row.kind in BY_COLLEAGUES else set()
    return whose.isdisjoint(map(str, kept_out))


def approvals_in(rows: Iterable[GateRow]) -> list[ApprovalFact]:
    return [
        ApprovalFact(row.by, row.code, row.at, str(row.whom), classes_in(row.classes))
        for row in only("approval", rows)
        if row.at is not None
    ]


def _age(person: HasId, rows: Iterable[GateRow]) -> ConsentAge:
    """Return her age: a child's where nothing is on file, or it was changed by hand."""
    for row in only("age", rows):
        if row.id == str(person.id) and (coded := sealed_rows.coded_age(row)):
            return age_in(coded, timezone.localdate())
    return ConsentAge()


def _decisions(person: HasId, rows: Iterable[GateRow]) -> Iterator[DecidedCarer]:
    """Yield who answers for her, as two decided and nobody ended since."""
    for row in only("decision", rows):
        if row.whom != str(person.id) or row.withdrawn_on or row.on is None:
            continue
        if role := sealed_rows.role_decided(row):
            yield DecidedCarer(row.id, row.area or role, row.by, str(row.second), row.on, row.until)


def _around_her(
    case: HasId, person: HasId, rows: Iterable[GateRow]
) -> tuple[PersonAroundFact, ...]:
    """Return who is around her. Who stands in another case of hers, or beside another child of this
    one, claims nothing."""
    about = (None, str(person.id))
    return tuple(
        replace(_around(row), claims=row.case == str(case.id) and row.whom in about)
        for row in only("around", rows)
    )


def around_in(rows: Iterable[GateRow]) -> tuple[PersonAroundFact, ...]:
    """Return the people around her. Nothing is known of one whose entry was not looked at since, or
    whose row was changed by hand."""
    return tuple(map(_around, only("around", rows)))


def _around(row: GateRow) -> PersonAroundFact:
    coded = sealed_rows.coded(row)
    if coded is None:
        return PersonAroundFact(row.id)
    return PersonAroundFact(
        row.id,
        coded["relation"],
        coded["never_told"],
        coded["close"],
        frozenset(coded["parties"]),
        coded.get("role", ""),
        day_of(coded.get("role_until")),
        coded.get("disputed", False),
    )


def givers_in(rows: Iterable[GateRow]) -> frozenset[str]:
    """Who answered for her and is on file: the ties of these decide whether their yes counts."""
    rows = list(rows)
    known = {person.id: person.parties for person in around_in(rows)}
    givers: set[str] = set()
    for row in only("consent", rows):
        who = given_by_in(row)
        givers |= known.get(who, frozenset[str]())
        if who == row.second:
            givers.add(who)
    return frozenset(givers)


def given_by_in(row: GateRow) -> str:
    """Who answered: she herself, somebody around her, our own case worker, or only a role."""
    role = row.given_by.split()[0]
    if role == GivenBy.HERSELF:
        return HERSELF
    if role == GivenBy.CASE_WORKER_IN_HER_INTEREST and row.area is None:
        return str(row.second)
    return row.area or role


def role_in(row: GateRow) -> str:
    """The role in which somebody answered for her, beside who it was; "" where she did herself."""
    role = row.given_by.split()[0]
    return "" if role == GivenBy.HERSELF else role


def _assent(row: GateRow) -> bool | None:
    return {"yes": True, "no": False}.get(row.given_by.partition(" ")[2])


def classes_in(codes: str) -> frozenset[DataClass]:
    """Return the classes of data in a column: codes, separated by spaces."""
    return frozenset(map(DataClass, codes.split()))


def told_by(referral: Referral) -> tuple[DataClass, ...]:
    """What its partner comes to know: what was ticked, and what the purpose tells by itself."""
    purposes = frozenset({PartnerPurpose(referral.purpose)})
    return ServiceNeed(purposes, tells=classes_in(referral.classes)).told


def _consents(
    row: GateRow, own_teams: list[str], among_us: bool, means: Meanings
) -> Iterator[ConsentFact]:
    """A yes for a partner, or for our own teams; a no to whoever it names, or to all."""
    purposes = means.get(Asked(row.purpose))
    if purposes is None or row.code == ConsentAnswer.NOT_ABLE_NOW:
        return
    given, on = row.code == ConsentAnswer.GIVEN, row.on
    assert on is not None  # the column takes no NULL
    stands = given and row.withdrawn_on is None and _assent(row) is not False
    # A no among ourselves keeps back what it was asked about, and not everything.
    otherwise = ABOUT.get(Asked(row.purpose)) if among_us and not stands else None
    for number, recipient in enumerate(own_teams if given and not row.whom else [row.whom]):
        yield ConsentFact(
            # One fact a team, each with an id of its own; the first has that of the record.
            id=f"{row.id}:{number}" if number else row.id,
            given=given,
            on=on,
            purposes=purposes,
            classes=classes_in(row.classes) or otherwise or EVERYTHING,
            recipient=recipient,
            until=row.until,
            withdrawn_at=_start(row.withdrawn_on),
            given_by=given_by_in(row),
            assent=_assent(row),
            role=role_in(row),
            narrow=frozenset() if row.classes else kept_from_others(Asked(row.purpose)),
            narrow_types=OTHER_WORK.get(Asked(row.purpose), frozenset()),
        )


def _override(row: GateRow) -> OverrideFact | None:
    """The override; none where its row was changed by hand."""
    words = sealed_rows.override_text(row)
    if words is None or row.at is None:
        return None
    return OverrideFact(
        id=row.id,
        ground=OverrideGround(row.code),
        text=words,
        by=row.by,
        second=str(row.second),
        at=row.at,
        recipient=str(row.whom),
        purposes=frozenset({PartnerPurpose(row.purpose)}),
        classes=classes_in(row.classes),
    )


def _suspect(row: GateRow) -> Suspect:
    return Suspect(str(row.whom), frozenset({row.area} if row.area else ()))


def _start(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, UTC)
