"""Whoever writes to the database offers nobody who was paused, hides no way to a danger, sends nobody
where she may not go, and keeps no news of a journey from the team it is for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.authority import genuine_rows, ledger, ledger_head, queries
from fanal.authority.attested import Unauthentic
from fanal.authority.failures import FindingsGone
from fanal.colleagues import helpers
from fanal.colleagues.helper_queries import in_case
from fanal.colleagues.models import Helper
from fanal.commands.sweep import sweep
from fanal.core.colleagues.helpers import HelperState
from fanal.core.prevention.volunteers import Vetted
from fanal.journeys.models import TeamNotice
from fanal.partners.actions.areas import add_area
from fanal.partners.actions.partners import tie
from fanal.partners.models import Tie
from fanal.partners.queries.findings_integrity import must_be_whole
from fanal.partners.queries.world import world
from fanal.sharing.actions import rules
from fanal.sharing.models import TeamReach
from tests import files
from tests.journeys import test_nobody_comes_any_more as coming
from tests.security.planting import delete, insert, put_back, row_of, update
from tests.sharing.scene import scene

today = timezone.localdate


# ── Interpreters and volunteers ──────────────────────────────────────────────
@pytest.fixture
def paused(cast):
    ring = cast.ring(cast.noi)
    said = {"name": "Bee Chan", "languages": "lo", "phone": ""}
    row = helpers.add_helper(kind="interpreter", answers=said, by=cast.noi, ring=ring)
    write = {"helper": row, "by": cast.noi, "ring": ring}
    look = Vetted(2, declared=True, code_signed_on=today(), on=today())
    helpers.vet(vetted=look, version=row.version, **write)
    row.before = row_of(Helper, id=row.pk)
    helpers.pause(why="A rumour.", version=row.version, **write)
    return row


def offered(cast):
    case = files.case(cast)
    return [one.row.pk for one in in_case(case, cast.sokha, cast.ring(cast.sokha), today())]


def test_who_was_paused_is_offered_after_an_action_alone(cast, paused):
    assert offered(cast) == []
    ring = cast.ring(cast.noi)
    helpers.resume(helper=paused, by=cast.noi, ring=ring, version=paused.version)
    assert offered(cast) == [paused.pk]
    assert queries.unsettled() == []


ATTACKS = {
    "active": lambda one: update(Helper, {"state": "active"}, id=one.pk),
    "as before": lambda one: put_back(Helper, one.before),
    "vetted for ever": lambda one: update(
        Helper, {"state": "active", "vetted_until": today() + timedelta(days=9_000)}, id=one.pk
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_who_was_paused_is_not_offered_because_somebody_wrote_so(cast, paused, attack):
    ATTACKS[attack](paused)
    assert offered(cast) == []
    assert any("interpreters and volunteers" in str(fault) for fault in queries.faults())
    sweep(timezone.localtime())
    assert Helper.objects.get(pk=paused.pk).stands is HelperState.PAUSED


def test_nor_is_it_made_genuine_by_an_action(cast, paused):
    update(Helper, {"state": "active"}, id=paused.pk)
    held, ring = Helper.objects.get(pk=paused.pk), cast.ring(cast.noi)
    with pytest.raises(Unauthentic):
        helpers.pause(helper=held, why="Again.", by=cast.noi, ring=ring, version=held.version)


# ── Ties ─────────────────────────────────────────────────────────────────────
@pytest.fixture
def tied(cast):
    here = scene(cast)
    here.tie = tie(one=here.shelter, other=here.station, words="Brothers.", by=cast.noi)
    genuine_rows.run()
    must_be_whole()
    return here


TIES = {
    "deleted": lambda one: delete(Tie, id=one.tie.pk),
    "to another": lambda one: update(
        Tie, {"other_id": None, "colleague_id": one.case.made_by_id}, id=one.tie.pk
    ),
}


@pytest.mark.parametrize("attack", TIES)
def test_while_a_tie_is_gone_nothing_goes_out_to_anybody(cast, tied, attack):
    TIES[attack](tied)
    genuine_rows.run()
    with pytest.raises(FindingsGone):
        must_be_whole()
    assert world().gone
    assert any("who is tied to whom" in str(fault) for fault in queries.faults())


def test_a_tie_of_before_counts_until_it_is_certified(cast, tied):
    ledger_head.certify_anew_above(6)
    ledger.read()
    delete(Tie, id=tied.tie.pk)
    genuine_rows.run()
    must_be_whole()


# ── Where our teams can go ───────────────────────────────────────────────────
@pytest.mark.parametrize("attack", ["put in", "permitted"])
def test_no_team_may_go_where_no_action_said_so(cast, attack):
    area = add_area(code="MM", name="Myanmar", kind="country", by=cast.noi)
    said = {"country": area, "days": 2, "languages": "my", "by": cast.anan}
    row = rules.set_reach(team=cast.bangkok, permitted=False, **said)
    genuine_rows.run()
    if attack == "put in":
        more = {"days": 1, "languages": "my", "permitted": True}
        insert(TeamReach, team_id=cast.vientiane.pk, country_id=area.pk, **more)
    else:
        update(TeamReach, {"permitted": True}, id=row.pk)
    genuine_rows.run()
    assert not TeamReach.objects.filter(permitted=True).exists()
    assert any("where teams can go" in str(fault) for fault in queries.faults())


# ── News of a journey ────────────────────────────────────────────────────────
def test_news_that_nobody_understood_is_read_again_after_the_next_sweep(cast):
    here = coming.scene_of(cast)
    coming.remove(cast, here)
    notice = TeamNotice.objects.get()
    said = {"understood_by_id": cast.somchit.pk, "understood_on": today()}
    update(TeamNotice, said, id=notice.pk)
    assert coming.NOT_YOURS not in coming.read(cast, cast.somchit)
    sweep(timezone.localtime())
    assert coming.NOT_YOURS in coming.read(cast, cast.somchit)
    assert any("news of journeys" in str(fault) for fault in queries.faults())


def test_news_that_was_understood_stays_so(cast):
    here = coming.scene_of(cast)
    coming.remove(cast, here)
    coming.understands(cast, cast.somchit, TeamNotice.objects.get())
    sweep(timezone.localtime())
    assert coming.NOT_YOURS not in coming.read(cast, cast.somchit)
    assert queries.unsettled() == []
