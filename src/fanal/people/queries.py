"""Reading about people, with a constant number of queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

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
from fanal.core.calendars import WeighedBirth as Weighed
from fanal.core.casework.answers import load
from fanal.database.kept_questions import Kept
from fanal.database.sql import these
from fanal.keys.key_pairs import HOLDS_TEAM_KEY
from fanal.keys.queries import folders_not_held
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.access import emergency_group as emergency_group
from fanal.people.access import people_among
from fanal.people.exclusion import cases_closed_to
from fanal.people.models import (
    QUESTIONS,
    Birth,
    Details,
    EmergencyGroup,
    MatchDecision,
    Person,
    PersonName,
)
from fanal.web.request_cache import once_a_page
from fanal.web.typing import Answers

# Compared with the smallest id, and not with NULL, the column's index is used everywhere.
MERGED = Kept(
    lambda: (
        Person.objects.filter(merged_into__gt=UUID(int=0))
        .order_by()
        .values_list("id", "merged_into")
    )
)
BIRTHS = Kept(lambda people: Birth.objects.filter(person__in=people))
DETAILS = Kept(lambda people: Details.objects.filter(person__in=people))
COVERED = ("person", "case", "signal", "journey")  # what the emergency group opens


@dataclass(frozen=True)
class Identity:
    """What is known of who she is, as far as the reader's keys reach (`closed` where not).

    `answers` are of the file itself; `others` of each further file of hers that has any.
    """

    names: list[tuple[PersonName, Content | None]]
    births: list[tuple[Birth, Content | None]]
    answers: Answers
    details_version: int
    others: dict[UUID, Answers]
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


@once_a_page
def merged_of() -> Mapping[UUID, UUID]:
    """The files for which another stands, each with the next one."""
    return {file: into for file, into in MERGED.ask() if into}


def last_of(file: UUID, into: Mapping[UUID, UUID]) -> UUID:
    """The file that stands for this one in the end: itself where no other does."""
    while file in into:
        file = into[file]
    return file


def code_names(files: Collection[UUID]) -> dict[UUID, str]:
    """The code name of each of these files; none asked for costs no question."""
    found = Person.objects.filter(pk__in=files) if files else ()
    return {person.pk: person.code_name for person in found}


def chain_of(file: UUID, into: Mapping[UUID, UUID]) -> set[UUID]:
    """Return this file and those that stand for it, one after the other."""
    chain = {file}
    while file in into:
        file = into[file]
        chain.add(file)
    return chain


def kin_of(files: Iterable[UUID]) -> set[UUID]:
    """The other files that were found to be the same people as these."""
    into, own = merged_of(), set(files)
    whose = {last_of(one, into) for one in own}
    same = {file for file in into if last_of(file, into) in whose}
    return (same | (whose & set(into.values()))) - own


def all_files_of(file: UUID) -> set[UUID]:
    """Return this file and all others that were found to be the same person, also those above
    it."""
    return {file, *kin_of([file])}


def identity(person: Person, ring: Ring, today: date) -> Identity:
    """Names, births and details of all files of this person that the reader may open, opened."""
    files = _of_hers(person, ring)
    ring.prepare(files)
    names = [(n, n.try_unseal(ring)) for n in PersonName.objects.filter(person__in=files)]
    # Those of the file itself first: a stable sort leaves the name to use at the head.
    names.sort(key=lambda one: one[0].person_id != person.id)
    births = [(b, b.try_unseal(ring)) for b in Birth.objects.filter(person__in=files)]
    described = {row.person_id: row for row in Details.objects.filter(person__in=files)}
    details = described.pop(person.id, None)
    weighed = weigh([claim for _, data in births if (claim := claim_from(data))])
    age = weighed.age_at(today)
    return Identity(
        names=names,
        births=births,
        answers=_answered(details, ring),
        details_version=details.version if details else 0,
        others={file: _answered(described[file], ring) for file in files if file in described},
        weighed=weighed,
        age=age,
        minority=minority(age),
        closed=any(data is None for _, data in [*names, *births]),
    )


def _of_hers(person: Person, ring: Ring) -> list[UUID]:
    """Return her file, and the others of hers that whose ring this is may open: a key alone is no
    right (the emergency group holds one to each)."""
    _, *others = files = files_of(person)
    if not others:
        return files
    if ring.pair is None:
        return [person.id]
    visible = people_among(ring.pair.user, others).values_list("id", flat=True)
    may = set(visible)
    return [person.id, *(other for other in others if other in may)]


def _answered(details: Details | None, ring: Ring) -> Answers:
    """The answer to each question; not asked, where nothing is written or the reader has no key."""
    content = (details and details.try_unseal(ring)) or {}
    return {name: load(content.get(name)) for name in QUESTIONS}


def claim_from(data: Content | None) -> BirthClaim | None:
    """The claim that a sealed birth holds; None where it is closed or was taken back."""
    if data is None or data.get("retracted"):
        return None
    span = Interval(date.fromisoformat(data["from"]), date.fromisoformat(data["to"]))
    return BirthClaim(BirthSource(data["source"]), span)


def births(
    people: Iterable[Person], ring: Ring, read: Iterable[Birth] | None = None
) -> dict[UUID, Weighed]:
    """What is known of the birth of each, in one query for all; none where a page has `read` what
    was said of them already."""
    ids = [person.id for person in people]
    ring.prepare(ids)
    claims: dict[UUID, list[BirthClaim]] = {one: [] for one in ids}
    for birth in BIRTHS.ask(these(ids)) if read is None else read:
        if claim := claim_from(birth.try_unseal(ring)):
            claims[birth.person_id].append(claim)
    return {one: weigh(known) for one, known in claims.items()}


def described(people: Iterable[UUID], ring: Ring) -> dict[UUID, Answers]:
    """The answers about each person whose details the reader may open, in one query for all."""
    rows = DETAILS.ask(these(list(people)))
    opened = {row.person_id: answers_in(row, ring) for row in rows}
    return {one: content for one, content in opened.items() if content}


def answers_in(row: Details | None, ring: Ring) -> Answers:
    """What the details of somebody say, where there are any and the reader has the key."""
    content = (row and row.try_unseal(ring)) or {}
    return {name: load(stored) for name, stored in content.items()}


def ages(people: Iterable[Person], ring: Ring, day: date) -> dict[UUID, AgeInterval | None]:
    """The age interval of each; None where nothing is known or readable, or before the birth."""
    return {one: age_on(known, day) for one, known in births(people, ring).items()}


def age_on(known: Weighed, day: date) -> AgeInterval | None:
    """The age on a day; None where nothing is known, or before the birth."""
    before = known.born is not None and known.born.earliest > day
    return None if before else known.age_at(day)


def comparisons(person: Person, user: User) -> list[MatchDecision]:
    """What was answered about this file and others that this user may see, newest first."""
    about = MatchDecision.objects.filter(Q(one=person) | Q(other=person))
    rows = list(about.select_related("one", "other", "by", "undone_by").order_by("-on", "id"))
    # A decision names a second file by its code: it is shown only to whoever may open both.
    others = {row.one_id if row.other_id == person.id else row.other_id for row in rows}
    visible = set(people_among(user, others).values_list("id", flat=True)) if others else others
    return [row for row in rows if {row.one_id, row.other_id} <= {person.id, *visible}]


def decisions_in_force() -> QuerySet[MatchDecision]:
    """The answers that nobody took back."""
    return MatchDecision.objects.filter(undone_on=None)


def standing_between(ours: Iterable[UUID], theirs: Iterable[UUID]) -> list[MatchDecision]:
    """The answers that stand between files of one person and files of another."""
    one, other = list(ours), list(theirs)
    pairs = Q(one__in=one, other__in=other) | Q(one__in=other, other__in=one)
    return list(decisions_in_force().filter(pairs).order_by("on", "id"))


def answered_about(person_id: UUID) -> set[UUID]:
    """The files about which someone was already asked whether they are this person's, by
    whichever of her files."""
    hers = all_files_of(person_id)
    with_one = decisions_in_force().filter(one__in=hers).values_list("other", flat=True)
    with_other = decisions_in_force().filter(other__in=hers).values_list("one", flat=True)
    return {*with_one, *with_other}


@dataclass(frozen=True)
class EditedVersion:
    """The version that a form is filled in from."""

    version: int


def cases_of(user: User, person: Person) -> list[Any]:
    """The cases of all her files in this user's teams, but those that a conflict closes to them."""
    every = person.cases.model.objects.filter(people__in=files_of(person)).distinct()
    cases = every.filter(team__in=user.teams.all()).exclude(id__in=cases_closed_to(user))
    return list(cases.select_related("assignee").order_by("-opened_on", "id"))


def around(user: User, people: Iterable[Person]) -> dict[UUID, list[str]]:
    """The code names of who else is in her cases, as far as the reader may open them."""
    found: dict[UUID, list[str]] = {}
    for person in people:
        beside = Person.objects.filter(cases__in=cases_of(user, person)).order_by()
        ids = set(beside.exclude(id__in=files_of(person)).values_list("id", flat=True))
        others = people_among(user, ids) if ids else ()
        found[person.id] = sorted(other.code_name for other in others)
    return found


def holders_of_the_emergency_key() -> list[User]:
    """Who can open what is sealed in a case of another team; nobody where there is no group."""
    group = emergency_group()
    return list(group.team.members.filter(is_active=True).order_by("display_name")) if group else []


def not_covered(user: User, group: EmergencyGroup | None) -> list[UUID]:
    """Folders of this lead's teams that were made before the group, and are closed to it."""
    if group is None:
        return []
    return folders_not_held(user.teams.exclude(pk=group.team_id), group.team, COVERED)


def could_join(group: EmergencyGroup | None) -> list[User]:
    """Case workers and leads who have keys and are not of the group yet."""
    people = User.objects.filter(role__in=HOLDS_TEAM_KEY, is_active=True, keys__retired=None)
    # `keys__retired=None` is also true of who has no keys at all: Django joins outer for a NULL.
    people = people.exclude(keys=None)
    if group is not None:
        people = people.exclude(teams=group.team)
    return list(people.distinct().order_by("display_name"))
