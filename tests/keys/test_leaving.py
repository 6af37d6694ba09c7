"""Somebody leaves a team: asked by an administrator, agreed to by a second person, and then closed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.accounts.actions import offboarding as accounts
from fanal.accounts.decisions import leavings
from fanal.accounts.models import Membership, TeamRemoval, User
from fanal.audit.sentences import said
from fanal.audit.words import names
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.queries.lists import overview, unassigned_cases
from fanal.core.errors import Refused
from fanal.core.roles import Role
from fanal.core.sealing.compartments import LEGAL, NARRATIVE, WHEREABOUTS
from fanal.core.sealing.failures import NotGranted
from fanal.journeys.models import Journey
from fanal.journeys.queries.leads import without_a_lead
from fanal.keys import key_pairs
from fanal.keys.actions import grant, onboarding
from fanal.keys.models import Grant, TeamKeyHolder
from fanal.keys.stored_wraps import living
from fanal.keys.whereabouts_access import leads_with_keys
from fanal.people.actions.emergencies import make_emergency_group
from fanal.web.decisions import how_many
from tests import files
from tests.journal import entries, the_entry
from tests.refused import says_no
from tests.shares import strangers
from tests.sharing.transfers import accept, offer, told_case

WAITING = reverse("accounts:invitations")


def asks(cast, user, team=None):
    """The administrator's page, sent."""
    address = reverse("keys:leave", args=[user.pk, (team or cast.bangkok).pk])
    return files.browser(cast, cast.anan).post(address, follow=True)


def decides(cast, by, name="agree_leaving"):
    row = TeamRemoval.objects.get()
    return files.browser(cast, by).post(reverse(f"keys:{name}", args=[row.pk]), follow=True)


def leaves(cast, user, by=None, team=None):
    asks(cast, user, team)
    return decides(cast, by or cast.claire)


def is_in(user, team):
    return Membership.objects.filter(user=user, team=team).exists()


@pytest.fixture
def case(cast):
    return files.case_with_whereabouts(cast)


def test_it_waits_for_a_second_person_who_is_told(cast, case):
    said_so = asks(cast, cast.sokha)
    assert "It waits until a second person agrees" in said_so.text
    assert is_in(cast.sokha, cast.bangkok)
    for who in (cast.claire, cast.noi, cast.somchit):
        page = files.browser(cast, who).get(WAITING)
        assert "Sokha Chea leaves the team Bangkok" in page.text
        assert how_many(who) == 1
    told = [entry.about for entry in entries("team.told")]
    assert {str(cast.claire.pk), str(cast.noi.pk), str(cast.somchit.pk)} <= set(told)


@pytest.mark.parametrize(
    "who", strangers(["sokha", "kham", "mai", "duc", "anan", "vera"], "nobody else agrees nor asks")
)
def test_nobody_else_agrees_nor_asks(cast, who):
    user = getattr(cast, who)
    asks(cast, cast.sokha)
    answer = decides(cast, user)
    assert answer.status_code == 404
    assert is_in(cast.sokha, cast.bangkok)
    address = reverse("keys:leave", args=[cast.sokha.pk, cast.bangkok.pk])
    for method in ("get", "post"):
        answer = getattr(files.browser(cast, user), method)(address)
        assert (answer.status_code == 404) == (who != "anan")


def test_nobody_agrees_to_her_own_leaving(cast):
    cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    asks(cast, cast.noi)
    assert "leaves the team" not in files.browser(cast, cast.noi).get(WAITING).text
    assert decides(cast, cast.noi).status_code == 404
    assert is_in(cast.noi, cast.bangkok)


def test_what_was_refused_changes_nothing(cast, case):
    asks(cast, cast.sokha)
    says_no(files.browser(cast, cast.noi), "leaving", TeamRemoval.objects.get().pk)
    assert is_in(cast.sokha, cast.bangkok)
    assert not TeamRemoval.objects.exists()
    assert cast.ring(cast.sokha).compartments(case.id)


def test_the_administrator_sees_until_when_it_waits(cast):
    """Else it runs out unseen, and she who asked believes her out."""
    page = reverse("accounts:person", args=[cast.sokha.pk])
    anan = files.browser(cast, cast.anan)
    waits = "Nobody has agreed yet that she leaves Bangkok"
    assert waits not in anan.get(page).text
    asks(cast, cast.sokha)
    assert waits in anan.get(page).text
    TeamRemoval.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert waits not in anan.get(page).text


def test_after_a_week_nobody_agrees_any_more(cast):
    asks(cast, cast.sokha)
    TeamRemoval.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert "Sokha Chea" not in files.browser(cast, cast.claire).get(WAITING).text
    assert decides(cast, cast.claire).status_code == 404


def test_it_ends_with_the_account_of_who_asked(cast):
    other = cast.join("arun", "Arun", Role.ADMINISTRATOR, "Bangkok")
    asks(cast, cast.sokha)
    end_account(user=cast.anan, by=other)
    assert not TeamRemoval.objects.exists()


def test_once_out_neither_right_nor_key_opens_anything_of_the_team(cast, case):
    sokha = files.browser(cast, cast.sokha)
    page = reverse("cases:case", args=[case.id])
    assert sokha.get(page).status_code == 200
    assert WHEREABOUTS in cast.ring(cast.sokha).compartments(case.id)
    leaves(cast, cast.sokha)
    assert sokha.get(page).status_code == 404
    assert cast.ring(cast.sokha).compartments(case.id) == frozenset()
    assert not Grant.objects.filter(living(), to_keys__user=cast.sokha).exists()
    assert not TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).exists()
    assert not Grant.objects.filter(to_keys__user=cast.sokha).exclude(wrapped=b"").exists()
    assert WHEREABOUTS in cast.ring(cast.noi).compartments(case.id)


def test_what_she_has_of_another_team_stays(cast, case):
    theirs = files.case(cast, by=cast.kham, team=cast.vientiane)
    grant(folder=theirs.id, compartments=[LEGAL], to=cast.sokha, **cast.acting(cast.somchit))
    cast.enter(cast.sokha, cast.saigon)
    leaves(cast, cast.sokha)
    assert is_in(cast.sokha, cast.saigon)
    assert cast.ring(cast.sokha).compartments(theirs.id) == {LEGAL}
    assert TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).count() == 1


def test_what_was_granted_to_keys_that_she_lost_is_not_granted_again(cast, case):
    fresh = key_pairs.prepare_keys("seven lamps over the still water")
    key_pairs.save_keys(user=cast.sokha, fresh=fresh)
    leaves(cast, cast.sokha)
    again = onboarding.grant_again(user=cast.sokha, **cast.acting(cast.noi))
    assert again == 0


def test_what_she_had_in_hand_is_in_nobodys_hands_and_it_is_said(cast, case):
    journey = files.journey(cast, by=cast.noi, lead=cast.sokha)
    Journey.objects.update(followed=True)
    assert case not in unassigned_cases()
    assert journey not in without_a_lead()
    leaves(cast, cast.sokha)
    assert case in unassigned_cases()
    listed = files.browser(cast, cast.noi).get(reverse("cases:list")).text
    assert "nobody responsible" in listed.replace("&#x27;", "'").replace("’", "'")
    rows = {row.team: row.unheld for row in overview(cast.claire, timezone.localdate())[0]}
    assert rows[cast.bangkok] == 1
    assert journey in without_a_lead()


def test_the_emergency_group_is_left_as_any_team(cast):
    write = cast.acting(cast.noi)
    group = make_emergency_group(
        name="Emergency", office=cast.bangkok.office, members=[cast.kham], **write
    )
    made = files.case(cast)
    assert NARRATIVE in cast.ring(cast.kham).compartments(made.id)
    leaves(cast, cast.kham, team=group.team)
    assert cast.ring(cast.kham).compartments(made.id) == frozenset()
    assert is_in(cast.kham, cast.vientiane)


def test_the_last_who_holds_the_key_of_the_team_stays(cast, case):
    end_account(user=cast.sokha, by=cast.anan)
    answer = asks(cast, cast.noi)
    assert "Nobody else opens the cases of this team" in answer.text
    assert is_in(cast.noi, cast.bangkok)
    assert not TeamRemoval.objects.exists()


def test_a_lead_leaves_once_another_can_open_where_people_sleep(cast, case):
    """Nok came after the case was made: the right of a lead is hers, and no key to it is."""
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    assert WHEREABOUTS not in cast.ring(nok).compartments(case.id)
    assert "where people sleep in some of its cases and journeys" in asks(cast, cast.noi).text
    assert is_in(cast.noi, cast.bangkok)

    noi = files.browser(cast, cast.noi)
    shown = noi.get(reverse("keys:team")).text
    assert "cannot see where people sleep in 1 of its cases and journeys" in shown
    noi.post(reverse("keys:admit", args=[cast.bangkok.pk, nok.pk]))
    assert "cannot see where people sleep" not in noi.get(reverse("keys:team")).text
    assert WHEREABOUTS in cast.ring(nok).compartments(case.id)

    leaves(cast, cast.noi)
    assert not is_in(cast.noi, cast.bangkok)
    assert WHEREABOUTS in cast.ring(nok).compartments(case.id)
    with pytest.raises(NotGranted):
        cast.ring(cast.noi).newest_key(case.id, NARRATIVE)


def test_a_lead_who_is_let_in_opens_where_people_sleep(cast, case):
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Vientiane")
    Membership.objects.create(user=nok, team=cast.bangkok)
    noi = files.browser(cast, cast.noi)
    noi.post(reverse("keys:admit", args=[cast.bangkok.pk, nok.pk]))
    assert WHEREABOUTS in cast.ring(nok).compartments(case.id)


@pytest.mark.parametrize("who", ["nok", "noi"])
def test_what_a_conflict_closes_is_neither_handed_on_nor_counted(cast, case, who):
    """Where she sleeps stands under no key of the team: a cousin of whoever sold her gets none."""
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Vientiane")
    Membership.objects.create(user=nok, team=cast.bangkok)
    listed = {"nok": nok, "noi": cast.noi}[who]
    keep_out(case=case, user=listed, reason="a cousin", by=cast.sokha)
    noi = files.browser(cast, cast.noi)
    address = reverse("keys:admit", args=[cast.bangkok.pk, nok.pk])
    assert "cannot see where people sleep" not in noi.post(address, follow=True).text
    assert WHEREABOUTS not in cast.ring(nok).compartments(case.id)
    assert "opens the team" in noi.get(reverse("keys:team")).text


def test_a_worker_who_is_let_in_does_not(cast, case):
    dao = cast.join("dao", "Dao", Role.CASE_WORKER, "Vientiane")
    Membership.objects.create(user=dao, team=cast.bangkok)
    noi = files.browser(cast, cast.noi)
    noi.post(reverse("keys:admit", args=[cast.bangkok.pk, dao.pk]))
    assert NARRATIVE in cast.ring(dao).compartments(case.id)
    assert WHEREABOUTS not in cast.ring(dao).compartments(case.id)


def test_it_is_looked_at_again_when_somebody_agrees(cast, case):
    asks(cast, cast.sokha)
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    User.objects.filter(pk=cast.noi.pk).update(is_active=False)
    answer = decides(cast, cast.claire)
    assert "where people sleep in some of its cases and journeys" in answer.text
    assert is_in(cast.sokha, cast.bangkok)
    assert TeamRemoval.objects.exists()
    assert WHEREABOUTS not in cast.ring(nok).compartments(case.id)


def test_what_waits_for_her_in_an_offer_to_the_team_never_opens(cast):
    here = told_case(cast)
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Vientiane")
    row = offer(cast, here, near=[cast.somchit, nok])
    leaves(cast, nok, team=cast.vientiane)
    accept(cast, row)
    assert cast.ring(nok).compartments(here.case.id) == frozenset()
    assert WHEREABOUTS in cast.ring(cast.somchit).compartments(here.case.id)


def test_who_alone_would_learn_where_she_is_from_an_offer_stays_until_it_is_answered(cast):
    here = told_case(cast)
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Vientiane")
    row = offer(cast, here, near=[nok])
    assert "where people sleep in some of its cases and journeys" in (
        asks(cast, nok, cast.vientiane).text
    )
    assert row.state == "offered"


def test_the_page_says_what_nobody_can_take_back(cast):
    address = reverse("keys:leave", args=[cast.sokha.pk, cast.bangkok.pk])
    page = files.browser(cast, cast.anan).get(address).text
    for told in (
        "Sokha Chea",
        "Bangkok",
        "What she has read cannot be taken back",
        "get new keys",
        "obody is responsible",
        "end her account",
        'class="button button--danger"',
    ):
        assert told in page


def test_she_is_told_and_the_journal_says_who(cast):
    leaves(cast, cast.sokha, by=cast.noi)
    entry = the_entry("team.left")
    assert said(entry, names())["sentence"] == (
        "Noi Saetang agreed that Sokha Chea leaves team Bangkok, as Anan Suwan asked"
    )
    page = files.browser(cast, cast.sokha).get(reverse("accounts:sessions")).text
    assert "you were taken out of a team" in page


def test_an_administrator_finds_the_way_on_the_page_of_the_person(cast):
    page = files.browser(cast, cast.anan).get(reverse("accounts:person", args=[cast.sokha.pk])).text
    assert reverse("keys:leave", args=[cast.sokha.pk, cast.bangkok.pk]) in page


def test_nobody_but_a_lead_whose_account_works_is_handed_where_people_sleep(cast):
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    assert set(leads_with_keys([cast.bangkok])) == {cast.noi, nok}
    end_account(user=nok, by=cast.anan)
    assert set(leads_with_keys([cast.bangkok])) == {cast.noi}


def test_who_leaves_waits_in_the_list_of_decisions_and_leads_to_the_page(cast):
    asks(cast, cast.sokha)
    (row,) = leavings(cast.claire)
    assert row.address == f"{WAITING}#id-{TeamRemoval.objects.get().pk}"
    assert row.address.rpartition("#")[2] in files.browser(cast, cast.claire).get(WAITING).text


@pytest.mark.parametrize("who", ["duc", "anan", "sokha"])
def test_nobody_settles_it_past_the_page_either(cast, who):
    asks(cast, cast.sokha)
    row = TeamRemoval.objects.get()
    with pytest.raises(Refused):
        accounts.refuse(leaving=row, by=getattr(cast, who))
    accounts.refuse(leaving=row, by=cast.claire)
    assert not TeamRemoval.objects.exists()


def test_where_nobody_was_ever_there_to_agree_it_is_done_at_once(cast):
    leads = [cast.noi.pk, cast.somchit.pk, cast.huong.pk, cast.claire.pk]
    User.objects.filter(pk__in=leads).update(role=Role.CASE_WORKER)
    assert "She is out of the team." in asks(cast, cast.sokha).text
    assert not is_in(cast.sokha, cast.bangkok)


def test_where_nobody_is_left_who_agrees_the_administrator_is_told_what_to_do(cast):
    cast.join("nok", "Nok", Role.CASE_WORKER, "Bangkok")
    for one in (cast.somchit, cast.huong, cast.claire, cast.noi):
        end_account(user=one, by=cast.anan)
    page = asks(cast, cast.sokha).text
    assert "Nobody is left who can agree. If she has to be out, end her account." in page
    assert is_in(cast.sokha, cast.bangkok)
