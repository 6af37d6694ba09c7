"""What was granted by name of a folder of another team is found without looking at all that a lead
holds; it is verified, and what was altered for it opens nothing more."""

from datetime import timedelta
from itertools import product
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from fanal.accounts.models import Membership, Team, User
from fanal.authority.attested import genuine_only
from fanal.cases.access import cases_for
from fanal.core.roles import Role
from fanal.core.sealing.compartments import NARRATIVE, WHEREABOUTS
from fanal.database.sql import placeholders
from fanal.keys import stored_wraps
from fanal.keys.actions import grant, revoke
from fanal.keys.actions.offers import new_keys_for
from fanal.keys.models import Folder, Grant
from fanal.keys.queries import folders_of_other_teams
from fanal.people.access import people_for
from tests import files
from tests.security.planting import row_of, update
from tests.shares import mostly_long


@pytest.fixture
def granted(cast):
    """A case of Bangkok and what is told in it, granted to Somchit of Vientiane."""
    case = files.case(cast)
    ring = cast.ring(cast.noi)
    (row,) = grant(
        folder=case.id, compartments=[NARRATIVE], to=cast.somchit, by=cast.noi, ring=ring
    )
    assert opens(cast.somchit, case)
    return case, row


def opens(user, case):
    later = User.objects.get(pk=user.pk)  # as the next request loads her
    return cases_for(later).filter(id=case.id).exists()


def found(user, part=None):
    rows = Folder.objects.filter(id__in=folders_of_other_teams(User.objects.get(pk=user.pk), part))
    return set(rows.values_list("id", flat=True))


def plainly(user, part=None):
    """Each of her grants that holds, that an action made, of a folder of a team she is not of."""
    mine = Membership.objects.filter(user=user).values("team")
    rows = Grant.objects.filter(stored_wraps.living(), to_keys__user=user, to_keys__retired=None)
    rows = genuine_only(rows.exclude(folder__team__in=mine))
    return {row.folder_id for row in rows if part is None or part in row.parts()}


@pytest.mark.parametrize("seed", mostly_long(range(3), of=3))
def test_they_are_those_that_the_rule_says_written_plainly(cast, seed):
    chance = Random(seed)
    cases = [files.case(cast) for _ in range(3)]
    people = [cast.somchit, cast.mai, cast.sokha, cast.noi]
    ring = cast.ring(cast.noi)
    for case, to in product(cases, people):
        part = chance.choice([NARRATIVE, WHEREABOUTS, None])
        until = chance.choice(
            [None, timezone.localdate(), timezone.localdate() + timedelta(days=3)]
        )
        if part:
            given = {"folder": case.id, "compartments": [part], "to": to, "by": cast.noi}
            grant(ring=ring, until=until, **given)
            if chance.random() < 0.3:
                revoke(folder=case.id, to=to, by=cast.noi)
    for user, part in product(people, [None, NARRATIVE, WHEREABOUTS]):
        assert found(user, part) == plainly(user, part)


def test_a_grant_says_of_which_team_its_folder_is_and_says_so_when_it_moves(cast, granted):
    case, row = granted
    assert row_of(Grant, id=row.pk)["folder_team_id"] == row_of(Folder, id=case.id)["team_id"]
    phnom_penh = Team.objects.exclude(pk__in=[cast.bangkok.pk, cast.vientiane.pk]).first()
    new_keys_for(case.id, phnom_penh or cast.vientiane, cast.bangkok)
    teams = Grant.objects.filter(folder=case.id).exclude(to_keys=None).values_list("folder_team")
    assert set(teams) == {(Folder.objects.get(id=case.id).team_id,)}


def test_who_left_a_team_opens_what_was_granted_to_her_of_it_since(cast):
    lead = cast.join("lead", "Lead", Role.TEAM_LEAD, "Bangkok")
    case = files.case(cast)
    assert found(lead) == set()
    Membership.objects.filter(user=lead).delete()
    assert case.id in found(lead) == plainly(lead)


def test_a_grant_that_was_altered_opens_nothing(cast, granted):
    case, row = granted
    update(Grant, {"compartments": f"{NARRATIVE} {WHEREABOUTS}"}, id=row.pk)
    assert not opens(cast.somchit, case)


@pytest.mark.parametrize("team", ["vientiane", None])
def test_whoever_alters_the_team_beside_a_grant_closes_it_and_opens_nothing(cast, granted, team):
    case, row = granted
    update(Grant, {"folder_team_id": team and getattr(cast, team).pk}, id=row.pk)
    assert not opens(cast.somchit, case)
    other = files.case(cast)
    update(Grant, {"folder_id": other.id}, id=row.pk)
    assert not opens(cast.somchit, other)
    assert not people_for(cast.somchit).filter(id__in=other.people.values("id")).exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows how many there are")
def test_the_keys_of_a_page_are_looked_for_by_their_folders(cast):
    """By the key of a team SQLite would go through all that was ever wrapped to it."""
    for asked in (
        stored_wraps.GRANTS.format(placeholders("ab"), placeholders("abcde")),
        stored_wraps.BOTH.format(placeholders("abcde")),
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked}", ["x"] * asked.count("%s"))
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert "keys_grant_folder_id" in plan
        assert "to_team_key" not in plan
