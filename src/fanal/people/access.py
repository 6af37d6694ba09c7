"""The only way to get a person. What one may not see answers like what does not exist."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404
from django.utils import timezone

from fanal.absences.queries import travelling
from fanal.accounts.access import case_teams as case_teams
from fanal.accounts.access import leads_team, team_ids_of
from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.audit.refusals import refuse
from fanal.authority import genuine_rows
from fanal.authority import reading as attested
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import Compartment
from fanal.database.conditions import RowCondition, all_of, any_of, outside, within
from fanal.database.kept_questions import Kept
from fanal.database.sql import db_value, rows, subquery, these
from fanal.keys.queries import folders_granted_to, folders_of_other_teams, teams_of_folders
from fanal.keys.ring import Ring
from fanal.people.code_names import blind_lookup_key
from fanal.people.exclusion import files_closed_to
from fanal.people.linked_cases import closes_file
from fanal.people.models import Birth, EmergencyGroup, MatchDecision, Person, PersonName
from fanal.sealed.columns import with_ids
from fanal.web.lookup import permitted_or_404, row_or_404

# Written out, since Django takes ten times as long to write them as to answer
# (`fanal.database.sql`).
IN_AN_EMERGENCY = "SELECT person_id FROM people_emergencyaccess WHERE user_id = %s AND until > %s"
ALSO_IN_HER_TEAMS = """
    SELECT a.person_id FROM people_alsoin a
    JOIN accounts_membership m ON m.team_id = a.team_id WHERE m.user_id = %s"""


def people_for(user: User, within: type[Model] | None = None) -> QuerySet[Person]:
    """Everyone whose file this user may open: of the team, granted, or open in an emergency.
    `within`: as `kept_out_of`."""
    return _those_open_to(user).exclude(id__in=kept_out_of(user, within))


def people_among(user: User, ids: Collection[UUID]) -> QuerySet[Person]:
    """The same of these few, of which alone is verified that they are of her team: a page asks it
    at each look, and a team may have thousands of files."""
    found = _those_open_to(user).filter(id__in=these(ids))
    return found.exclude(id__in=files_closed_to(user, ids))


def files_among(user: User, ids: Collection[UUID]) -> list[Person]:
    """Return what `people_among` finds, in no order; composed once."""
    if not _may_hold_files(user):
        return []
    return AMONG.ask(all_of(_ways_in(user), outside("id", files_closed_to(user, ids))), these(ids))


AMONG = Kept(lambda may_open, ids: Person.objects.filter(may_open, id__in=ids).order_by())


def _those_open_to(user: User) -> QuerySet[Person]:
    """Return the files open to this user before conflicts close some."""
    if not _may_hold_files(user):
        return Person.objects.none()
    return Person.objects.filter(_ways_in(user))


def _ways_in(user: User) -> RowCondition:
    emergency = within("id", subquery(IN_AN_EMERGENCY, user.pk, timezone.now()))
    if user.may(Permission.WORK_CASES):
        # Only grants of other teams: her own teams' files are found by the team, and the grants of
        # a lead for all of them, 120,000 in a large team, made each page take a second on
        # PostgreSQL (ADR 13).
        ways = any_of(
            within("team", team_ids_of(user)),
            emergency,
            within("id", subquery(ALSO_IN_HER_TEAMS, user.pk)),
            within("id", folders_of_other_teams(user, Compartment.IDENTITY)),
        )
    else:
        granted = folders_granted_to(user, compartment=Compartment.IDENTITY)
        ways = any_of(emergency, within("id", granted))
    # Travel mode narrows every way in, emergencies too: at a border somebody may make her unlock
    # (docs/operating.md).
    away = travelling(user.pk)
    return ways if away is None else all_of(ways, within("id", these(away.folders)))


def kept_out_of(user: User, within: type[Model] | None = None) -> RawSQL:
    """The people in whose cases this user stands on the list of conflicts, by all their files; for
    `id__in=`. `within`: the table to which it is put, where the `person` of each row is meant: it
    has far fewer than a team has files, of which each would be verified."""
    return files_closed_to(user, within)


def journal_names(reader: User, ids: Collection[UUID]) -> Iterable[tuple[UUID, str]]:
    """What the journal calls these people for its reader: code names, no names."""
    found = Person.objects.filter(id__in=ids).exclude(id__in=kept_out_of(reader))
    return with_ids(found.order_by(), "code_name")


def journal_ids(reader: User, code_name: str) -> Iterable[UUID]:
    """The file of this code name, for whoever looks for it in the journal."""
    # Code names are sealed under the server's key; the keyed hash beside each finds one without
    # opening all of them.
    found = Person.objects.filter(mark=blind_lookup_key(code_name))
    found = found.exclude(id__in=kept_out_of(reader)).order_by()
    return found.values_list("id", flat=True)


def person_by_code(user: User, code_name: str) -> Person | None:
    """The person of that code name among those this user may open."""
    of_this_name = Person.objects.filter(mark=blind_lookup_key(code_name)).order_by()
    ids = list(of_this_name.values_list("id", flat=True))
    return people_among(user, ids).first() if ids else None


def teams_of(user: User) -> QuerySet[Team]:
    """The teams in which this user works; the emergency group is none."""
    # Where the group is offered as a team, a new file or case lands with people who have no
    # caseload, and nobody works on it.
    return case_teams().filter(members=user)


def emergency_group() -> EmergencyGroup | None:
    """The emergency group, where there is one."""
    return EmergencyGroup.objects.select_related("team__office").first()


def verified_emergency_group() -> EmergencyGroup | None:
    """The same inside `genuine_rows.run_in_transaction`: where there is none, it asks nothing."""
    return emergency_group() if genuine_rows.rows_of(EmergencyGroup) else None


def person_for(user: User, person_id: UUID) -> Person:
    """The person, or `Http404`. Each refusal is written down, whether she exists or not."""
    person = people_among(user, [person_id]).select_related("team").first()
    # The query believes the columns of the table; what opens is verified row by row (ADR 9), since
    # whoever writes to the database could point a file at the team of a colleague.
    if person is None or not _as_it_was_made(user, person):
        refuse("person.refused", user, person_id)
    return person


def _as_it_was_made(user: User, person: Person) -> bool:
    """Whether actions here gave the file its team and those it was merged with, and no conflict
    closes it by rows that somebody else took away."""
    team = teams_of_folders([person.id]).get(person.id)
    return (
        team == person.team_id and attested.row_counts(person) and not closes_file(user, person.id)
    )


def written_person_for(user: User, person_id: UUID) -> Person:
    """The person, for who works on her file; `Http404` otherwise."""
    person = person_for(user, person_id)
    if not writes(user, person):
        refuse("person.refused", user, person_id)
    return person


def writes(user: User, person: Person) -> bool:
    """Whether this user may write in the file: of its team, or in an emergency."""
    if not user.may(Permission.WORK_CASES):
        return False
    # A grant is not among the ways to write: who was granted her identity reads it and changes
    # nothing.
    asked = [db_value(one) for one in (user.pk, timezone.now(), person.id)]
    emergency = rows(f"{IN_AN_EMERGENCY} AND person_id = %s", asked)
    return team_at_work(user, person) is not None or bool(emergency)


def leads(user: User, person: Person) -> bool:
    """Whether this user leads the team that has the file."""
    return leads_team(user, person.team_id)


def team_at_work(user: User, person: Person) -> Team | None:
    """The team in which this user works on her: hers, or one that also has a case of hers."""
    holding = Q(pk=person.team_id) | Q(pk__in=person.also_in.values("team"))
    return user.teams.filter(holding).order_by("name").first()


def must_grant(user: User) -> None:
    """Raise `Http404` for whoever grants nothing."""
    permitted_or_404(user, Permission.GRANT)


def must_search(user: User) -> None:
    """Raise `Http404` for roles that search nobody."""
    permitted_or_404(user, Permission.WORK_CASES)


def must_hold_files(user: User) -> None:
    """Raise `Http404` for roles that open no file."""
    if not _may_hold_files(user):
        raise Http404


def name_of(person: Person, name_id: UUID) -> PersonName:
    """Return one of her names, or `Http404`."""
    return row_or_404(PersonName.objects.filter(person=person), name_id)


def birth_of(person: Person, birth_id: UUID) -> Birth:
    """What one source says of her birth, or `Http404`."""
    return row_or_404(Birth.objects.filter(person=person), birth_id)


def comparison_of(person: Person, comparison_id: UUID) -> MatchDecision:
    """A decision about this file, or `Http404`."""
    about = Q(one=person) | Q(other=person)
    return row_or_404(MatchDecision.objects.filter(about), comparison_id)


def opened(user: User, person: Person, *, ring: Ring) -> None:
    """Write down that the identity of a person was opened; without its key, that this user looked
    at her file."""
    part = Compartment.IDENTITY
    act = "person.opened" if part in ring.compartments(person.id) else "person.looked_at"
    audit.record(act=act, by=user, about=person.id, detail={"compartment": part})


def listed(user: User, people: int) -> None:
    """Write down, once for all, that a list showed how old these people are."""
    if people:
        audit.record(act="person.listed", by=user, detail={"people": people})


def _may_hold_files(user: User) -> bool:
    return any(
        user.may(one)
        for one in (Permission.WORK_CASES, Permission.WORK_LEGAL, Permission.APPROVE_DISCLOSURE)
    )
