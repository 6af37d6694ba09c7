"""Who may open whose file is written in SQL for its speed, and answers as the plain rules do."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db.models import Q
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import ConflictOfInterest
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import Compartment
from fanal.keys.models import Folder, Grant
from fanal.people.access import people_for
from fanal.people.exclusion import all_files_closed_to
from fanal.people.models import AdditionalTeam, EmergencyAccess, Person
from fanal.people.queries import kin_of
from tests import files
from tests.shares import mostly_long

COMPARTMENTS = ("identity", "identity,narrative", "medical", "legal,medical")
HOLDERS = {Permission.WORK_CASES, Permission.WORK_LEGAL, Permission.APPROVE_DISCLOSURE}


def living_grants(user):
    """Neither taken back, nor run out, nor waiting for an offer; to keys that she still has."""
    unended = Q(until=None) | Q(until__gte=timezone.localdate())
    to_her = Grant.objects.filter(to_keys__user=user, to_keys__retired=None)
    return to_her.filter(unended, revoked=None, waits_for=None)


def plainly(user):
    if not any(user.may(holder) for holder in HOLDERS):
        return set()
    granted = living_grants(user).filter(compartments__contains=Compartment.IDENTITY)
    emergency = EmergencyAccess.objects.filter(user=user, until__gt=timezone.now())
    ways = Q(id__in=granted.values("folder")) | Q(id__in=emergency.values("person"))
    if user.may(Permission.WORK_CASES):
        ways |= Q(team__in=user.teams.all())
        ways |= Q(id__in=AdditionalTeam.objects.filter(team__in=user.teams.all()).values("person"))
    rows = Person.objects.filter(ways).exclude(id__in=plainly_kept_out(user))
    return set(rows.values_list("id", flat=True))


def plainly_listed(user):
    return ConflictOfInterest.objects.filter(user=user, ended_on=None).values("case")


def plainly_kept_out(user):
    listed = Person.objects.filter(cases__in=plainly_listed(user))
    own = set(listed.values_list("id", flat=True))
    return own | kin_of(own)


def people_of_all_teams(cast, chance):
    return [
        Person.objects.create(
            team=chance.choice([cast.bangkok, cast.vientiane, cast.saigon]),
            code_name=f"Blue Heron {n}",
            made_by=cast.sokha,
            made_on=files.TODAY,
        )
        for n in range(40)
    ]


def merged(chance, people):
    """Chains and bunches of files of one person: each into one that comes later."""
    for n in chance.sample(range(len(people) - 1), 20):
        people[n].merged_into = chance.choice(people[n + 1 : n + 6])
        people[n].save()


def ways_in(cast, chance, people, users):
    today, now = timezone.localdate(), timezone.now()
    for person in people:
        Folder.objects.create(id=person.id, kind="person", team=person.team)
        if chance.random() < 0.3:
            AdditionalTeam.objects.create(
                person=person, team=chance.choice([cast.bangkok, cast.saigon])
            )
        for user in chance.sample(users, 4):
            until = now + timedelta(minutes=chance.choice([-1, 1]), seconds=chance.randrange(59))
            EmergencyAccess.objects.create(person=person, user=user, until=until)
        for user in chance.sample([one for one in users if one.pk in cast.private], 4):
            Grant.objects.create(
                folder_id=person.id,
                folder_team=person.team,
                generation=1,
                compartments=chance.choice(COMPARTMENTS),
                to_keys=cast.private[user.pk][0],
                wrapped=b"",
                fingerprint=b"",
                signature=b"",
                until=today + timedelta(days=chance.choice([-1, 0, 1]))
                if chance.random() < 0.6
                else None,
                revoked=chance.choice([None, None, today]),
                waits_for=chance.choice([None, None, person.id]),
            )


def ways_out(cast, chance, people, users):
    for n in range(8):
        case = files.case(cast, people=chance.sample(people, 2)) if n else files.case(cast)
        for user in chance.sample(users, 3):
            ConflictOfInterest.objects.create(
                case=case,
                user=user,
                reason="Her uncle.",
                by=cast.noi,
                on=files.TODAY,
                ended_on=chance.choice([None, date(2026, 3, 3)]),
            )


@pytest.mark.parametrize("seed", mostly_long(range(4), of=4))
def test_everybody_opens_the_files_that_the_plain_rules_say(cast, seed):
    chance, users = Random(seed), list(User.objects.order_by("email"))
    people = people_of_all_teams(cast, chance)
    merged(chance, people)
    ways_in(cast, chance, people, users)
    ways_out(cast, chance, people, users)
    some = 0
    for user in users:
        seen = set(people_for(user).values_list("id", flat=True))
        assert seen == plainly(user), user.email
        assert all_files_closed_to(user) == plainly_kept_out(user)
        some += bool(seen) and len(seen) < len(people)
    assert some >= 3  # whose files are some and not all
