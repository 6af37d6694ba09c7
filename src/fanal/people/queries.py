"""Reading about people, with a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fanal.accounts.models import User
from fanal.core.calendars import (
    AgeInterval,
    BirthClaim,
    BirthSource,
    Interval,
    Minority,
    minority,
    weigh,
)
from fanal.core.calendars import Birth as Weighed
from fanal.core.casework.answers import NOT_ASKED, NoAnswer, load
from fanal.core.words import Sentence, say
from fanal.keys.holders import HOLDS_TEAM_KEY
from fanal.people.actions.details import QUESTIONS
from fanal.people.models import (
    Birth,
    Comparison,
    Details,
    EmergencyGroup,
    Person,
    PersonName,
)


@dataclass(frozen=True)
class Identity:
    """What is known of who she is, as far as the reader's keys reach (`closed` where not)."""

    names: list[tuple[PersonName, dict[str, Any] | None]]
    births: list[tuple[Birth, dict[str, Any] | None]]
    answers: dict[str, Any]
    details_version: int
    weighed: Weighed
    age: AgeInterval | None
    minority: Minority
    closed: bool


def files_of(person: Person) -> list[UUID]:
    """The ids of all files that were found to be this person, hers first."""
    known, level = [person.id], [person.id]
    while level:
        level = list(Person.objects.filter(merged_into__in=level).values_list("id", flat=True))
        known += level
    return known


def identity(person: Person, ring: Any, today: date) -> Identity:
    """Names, births and details of all files of this person, opened."""
    files = files_of(person)
    ring.prepare(files)
    names = [(n, n.try_unseal(ring)) for n in PersonName.objects.filter(person__in=files)]
    births = [(b, b.try_unseal(ring)) for b in Birth.objects.filter(person__in=files)]
    details = Details.objects.filter(person=person).first()
    answers = (details and details.try_unseal(ring)) or {}
    weighed = weigh([claim for _, data in births if (claim := claim_from(data))])
    age = weighed.age_at(today)
    return Identity(
        names=names,
        births=births,
        answers={name: load(answers.get(name)) for name in QUESTIONS},
        details_version=details.version if details else 0,
        weighed=weighed,
        age=age,
        minority=minority(age),
        closed=any(data is None for _, data in [*names, *births]),
    )


def claim_from(data: dict[str, Any] | None) -> BirthClaim | None:
    """The claim that a sealed birth holds; None where it is closed or was taken back."""
    if data is None or data.get("retracted"):
        return None
    span = Interval(date.fromisoformat(data["from"]), date.fromisoformat(data["to"]))
    return BirthClaim(BirthSource(data["source"]), span)


def births(people: Iterable[Person], ring: Any) -> dict[UUID, Weighed]:
    """What is known of the birth of each, in one query for all."""
    ids = [person.id for person in people]
    ring.prepare(ids)
    claims: dict[UUID, list[BirthClaim]] = {one: [] for one in ids}
    for birth in Birth.objects.filter(person__in=ids):
        if claim := claim_from(birth.try_unseal(ring)):
            claims[birth.person_id].append(claim)
    return {one: weigh(known) for one, known in claims.items()}


def ages(people: Iterable[Person], ring: Any, day: date) -> dict[UUID, AgeInterval | None]:
    """The age interval of each; None where nothing is known or readable, or before the birth."""
    return {one: age_on(known, day) for one, known in births(people, ring).items()}


def age_on(known: Weighed, day: date) -> AgeInterval | None:
    """The age on a day; None where nothing is known, or before the birth."""
    before = known.born is not None and known.born.earliest > day
    return None if before else known.age_at(day)


def comparisons(person: Person) -> list[Comparison]:
    """What was decided about this file and others, newest first."""
    one = Comparison.objects.filter(one=person) | Comparison.objects.filter(other=person)
    return list(one.select_related("one", "other", "by").order_by("-on", "id"))


def decided_apart(person_id: UUID) -> set[UUID]:
    """The files that someone has already found not to be this person."""
    pairs = Comparison.objects.filter(same=False, undone_on=None)
    with_one = pairs.filter(one=person_id).values_list("other", flat=True)
    with_other = pairs.filter(other=person_id).values_list("one", flat=True)
    return {*with_one, *with_other}


@dataclass(frozen=True)
class Seen:
    """The version that a form is filled in from."""

    version: int


def cases_of(user: Any, person: Person) -> list[Any]:
    """Her cases in the teams of this user, without those whose conflict list names the user."""
    kept_out = person.cases.filter(kept_out__user=user, kept_out__ended_on=None).values("id")
    cases = person.cases.filter(team__in=user.teams.all()).exclude(id__in=kept_out)
    return list(cases.select_related("assignee").order_by("-opened_on", "id"))


def side_by_side(one: Identity, other: Identity) -> list[dict[str, Any]]:
    """Two identities as rows that can be compared by eye."""
    rows: list[dict[str, Any]] = [
        {"label": say("Names"), "left": _names(one), "right": _names(other)},
        {"label": say("Age today"), "left": _age(one), "right": _age(other)},
    ]
    rows += [
        {"label": label, "left": one.answers[name], "right": other.answers[name]}
        for name, label in QUESTIONS.items()
    ]
    return [row | {"differs": row["left"] != row["right"]} for row in rows]


def _names(known: Identity) -> str:
    return "\n".join(data["text"] for _, data in known.names if data)


def _age(known: Identity) -> Sentence | NoAnswer:
    return known.age.sentence() if known.age else NOT_ASKED


def emergency_group() -> EmergencyGroup | None:
    """The emergency group, where there is one."""
    return EmergencyGroup.objects.select_related("team__office").first()


def could_join(group: EmergencyGroup | None) -> list[User]:
    """Case workers and leads who have keys and are not of the group yet."""
    people = User.objects.filter(role__in=HOLDS_TEAM_KEY, is_active=True, keys__retired=None)
    people = people.exclude(keys=None)
    if group is not None:
        people = people.exclude(teams=group.team)
    return list(people.distinct().order_by("display_name"))
