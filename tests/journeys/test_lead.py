"""Whoever leads a journey is called first: the lead can be given on, and who may not open it stands
out."""

from datetime import timedelta
from itertools import product

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.accounts.models import Membership, User
from fanal.audit.sentences import said
from fanal.authority import ledger
from fanal.cases.actions.emergencies import keep_out, let_in
from fanal.commands.sweep import sweep
from fanal.core.errors import BadInput, Conflict
from fanal.journeys.access import journeys_for
from fanal.journeys.access.journeys import closed_to
from fanal.journeys.actions import leads, plans, preparing
from fanal.journeys.models import Journey
from fanal.journeys.queries.leads import could_lead, without_a_lead
from fanal.people.models import Person
from tests import files
from tests.journal import the_entry
from tests.journeys.scene import scene
from tests.shares import strangers


@pytest.fixture
def here(cast):
    return scene(cast, n=2)


def give(here, to, by, version=None):
    version = here.journey.version if version is None else version
    leads.give_lead(journey=here.journey, to=to, by=by, version=version)


def lead(here):
    return Journey.objects.get(id=here.journey.id).lead


def shut(cast, case, user):
    return keep_out(case=case, user=user, reason="his cousin", by=cast.noi)


def address(here, name="give_lead"):
    return reverse(f"journeys:{name}", args=[here.journey.id])


def late():
    return timezone.localtime() + timedelta(days=5, minutes=1)  # prepared two days ago, for seven


def test_the_new_lead_is_told_and_from_then_on_called(cast, here):
    give(here, cast.noi, by=cast.sokha)
    assert lead(here) == cast.noi
    entry = the_entry("journey.lead_given")
    names = {str(cast.noi.pk): "Noi Saetang"}
    assert said(entry, names)["sentence"].startswith(
        "Sokha Chea handed the lead of a journey over to Noi Saetang"
    )
    sweep(timezone.localtime())
    assert [message.to for message in mail.outbox] == [[cast.noi.email]]
    mail.outbox.clear()
    sweep(late())
    assert [message.to for message in mail.outbox] == [[cast.noi.email]]


def test_who_takes_the_lead_herself_gets_no_mail(cast, here):
    give(here, cast.noi, by=cast.noi)
    sweep(timezone.localtime())
    assert mail.outbox == []


def test_nobody_of_another_team_is_given_the_lead_nor_whose_account_ended_nor_who_works_on_no_case(
    cast, here
):
    gone, lawyer = (
        cast.join(name, name, role, "Bangkok")
        for name, role in (("ton", "case_worker"), ("lek", "lawyer"))
    )
    Membership.objects.get_or_create(user=lawyer, team=cast.bangkok)
    end_account(user=gone, by=cast.anan)
    for to in (cast.kham, gone, lawyer, cast.claire):
        with pytest.raises(BadInput, match="cannot lead"):
            give(here, to, by=cast.sokha)
    assert list(could_lead(here.journey)) == [cast.noi, cast.sokha]


def test_whom_a_conflict_keeps_out_of_a_traveller_is_not_given_the_lead(cast, here):
    pim = cast.join("pim", "Pim", "case_worker", "Bangkok")
    conflict = shut(cast, files.case(cast, people=here.people[:1]), pim)
    with pytest.raises(BadInput, match="cannot lead"):
        give(here, pim, by=cast.sokha)
    let_in(conflict=conflict, by=cast.noi)
    give(here, pim, by=cast.sokha)
    assert lead(here) == pim


def test_who_leads_it_already_is_not_given_it_again(cast, here):
    with pytest.raises(BadInput, match="already"):
        give(here, cast.sokha, by=cast.noi)


def test_of_two_who_choose_at_once_the_second_is_shown_whom_the_first_chose(cast, here):
    pim = cast.join("pim", "Pim", "case_worker", "Bangkok")
    give(here, cast.noi, by=cast.sokha, version=1)
    with pytest.raises(Conflict):
        give(here, pim, by=cast.claire, version=1)
    page = files.browser(cast, cast.claire)
    answer = page.post(address(here), {"to": str(pim.pk), "version": 1})
    assert answer.status_code == 409
    assert "Noi Saetang" in answer.text
    assert lead(here) == cast.noi


def test_giving_the_lead_leaves_what_the_sweep_wrote_down_meanwhile(cast, here):
    Journey.objects.filter(id=here.journey.id).update(followed=False)
    give(here, cast.noi, by=cast.sokha)
    assert not Journey.objects.get(id=here.journey.id).followed


@pytest.mark.parametrize("who", ["sokha", "noi", "claire"])
def test_its_lead_the_lead_of_its_team_and_the_director_give_it_on_by_the_page(cast, here, who):
    pim = cast.join("pim", "Pim", "case_worker", "Bangkok")
    page = files.browser(cast, getattr(cast, who))
    assert address(here) in page.get(address(here, "journey")).text
    asked = page.get(address(here)).context["form"].fields["to"].choices
    assert [name for _, name in asked] == ["—", "Noi Saetang", "Pim"]
    answer = page.post(address(here), {"to": str(pim.pk), "version": here.journey.version})
    assert answer["Location"] == address(here, "journey")
    assert lead(here) == pim


def test_another_worker_of_the_team_and_all_others_find_no_such_page(cast, here):
    pim = cast.join("pim", "Pim", "case_worker", "Bangkok")
    assert address(here) not in files.browser(cast, pim).get(address(here, "journey")).text
    for user in (pim, cast.somchit, cast.kham, cast.mai, cast.duc, cast.anan, cast.vera):
        assert files.browser(cast, user).get(address(here)).status_code == 404


def test_who_is_kept_out_neither_gives_the_lead_on_nor_is_chosen_on_the_page(cast, here):
    pim = cast.join("pim", "Pim", "case_worker", "Bangkok")
    for one in (cast.sokha, pim):
        shut(cast, here.case, one)
    assert files.browser(cast, cast.sokha).get(address(here)).status_code == 404
    page = files.browser(cast, cast.noi)
    asked = page.get(address(here)).context["form"].fields["to"].choices
    assert [name for _, name in asked] == ["Noi Saetang"]
    assert page.post(address(here), {"to": str(pim.pk), "version": 1}).status_code == 422


def test_where_nobody_else_may_lead_it_the_page_says_so(cast, here):
    shut(cast, here.case, cast.noi)
    answer = files.browser(cast, cast.claire).get(address(here))
    assert "Nobody else of its team works on cases and may open it." in answer.text


def ended(cast, here):
    end_account(user=cast.sokha, by=cast.anan)


def kept_out(cast, here):
    shut(cast, files.case(cast, people=here.people[1:]), cast.sokha)


def with_another_role(cast, here):
    User.objects.filter(pk=cast.sokha.pk).update(role="administrator")


def left_the_team(cast, here):
    Membership.objects.filter(user=cast.sokha).delete()


@pytest.mark.parametrize(
    "why",
    [
        kept_out,
        left_the_team,
        *(pytest.param(one, marks=pytest.mark.long) for one in (ended, with_another_role)),
    ],
)
def test_that_its_lead_may_no_longer_open_it_stands_on_the_page_the_board_and_the_list(
    cast, here, why
):
    listing = reverse("journeys:list", args=["open"])
    pages = {
        address(here, "journey"): "Its lead may no longer open it: choose another",
        reverse("journeys:board"): "Whoever leads them may no longer open them",
        listing: "may no longer open it",
    }
    browsers = [files.browser(cast, one) for one in (cast.noi, cast.claire)]
    for (page, words), browser in product(pages.items(), browsers):
        assert words not in browser.get(page).text
    why(cast, here)
    for (page, words), browser in product(pages.items(), browsers):
        assert words in browser.get(page).text
    give(here, cast.noi, by=cast.claire)
    for (page, words), browser in product(pages.items(), browsers):
        assert words not in browser.get(page).text


def test_of_another_teams_journey_the_board_does_not_say_who_leads_it(cast, here):
    theirs = files.case(cast, people=here.people[:1], by=cast.kham, team=cast.vientiane)
    here.journey.travellers.filter(person=here.people[0]).update(case=theirs)
    end_account(user=cast.sokha, by=cast.anan)
    board = files.browser(cast, cast.kham).get(reverse("journeys:board")).text
    assert here.people[0].code_name in board
    assert here.journey.code_name not in board
    assert "Whoever leads them" not in board


def test_who_left_the_team_opens_no_journey_of_it_though_she_leads_it(cast, here):
    Membership.objects.filter(user=cast.sokha).delete()
    assert here.journey not in journeys_for(cast.sokha)
    page = files.browser(cast, cast.sokha)
    none = page.get("/no/such/page/")
    assert page.get(address(here, "journey")).content == none.content
    board = page.get(reverse("journeys:board")).text
    assert here.journey.code_name not in board
    assert here.people[0].code_name not in board


def test_a_journey_that_nobody_follows_any_more_needs_no_lead(cast, here):
    ended(cast, here)
    assert list(without_a_lead()) == [here.journey]
    Journey.objects.update(followed=False)
    assert not without_a_lead().exists()


@pytest.mark.parametrize("why", [ended, kept_out, left_the_team])
def test_the_leads_of_the_team_are_called_where_its_lead_may_not_open_it(cast, here, why):
    why(cast, here)
    mail.outbox.clear()
    assert sweep(late())["alarms"] == 1
    assert cast.noi.email in {one for message in mail.outbox for one in message.to}


def test_where_no_lead_of_the_team_may_open_it_either_the_director_is_called_at_once(cast, here):
    give(here, cast.noi, by=cast.noi)
    shut(cast, here.case, cast.noi)
    sweep(late())
    assert [message.to for message in mail.outbox] == [[cast.claire.email]]


def test_the_board_names_the_journeys_that_one_leads(cast, here):
    board = reverse("journeys:board")
    assert here.journey.code_name in files.browser(cast, cast.sokha).get(board).text
    assert here.journey.code_name not in files.browser(cast, cast.noi).get(board).text


def test_all_that_the_question_for_everybody_finds_is_what_the_one_for_each_says(cast, here):
    """By her own case, by another of hers, by a case in which she travels, by a file merged."""
    noi, again = cast.noi, files.person(cast, ["Person 0"])
    other = scene_of(cast, here, [again])
    merge(cast, here.people[0], again)
    strange = files.case(cast, by=cast.kham, team=cast.vientiane)
    here.journey.travellers.filter(person=here.people[1]).update(case=strange)
    shut(cast, files.case(cast, people=[again]), cast.sokha)
    shut(cast, strange, cast.kham)
    shut(cast, files.case(cast, people=list(strange.people.all())), cast.claire)
    let_in(conflict=shut(cast, here.case, cast.somchit), by=noi)
    found = set()
    for user, journey in product(User.objects.all(), (here.journey, other)):
        Journey.objects.update(lead=noi)
        Journey.objects.filter(id=journey.id).update(lead=user)
        closed = closed_to(user).filter(journey=journey).exists()
        opens = user.may("see the overview") or (
            user.may("work on cases") and cast.bangkok in user.teams.all()
        )
        assert (journey in without_a_lead()) == (closed or not opens), user.email
        found |= {(user, journey)} if closed else set()
    assert found == {
        (cast.sokha, here.journey),
        (cast.sokha, other),
        (cast.kham, here.journey),
        (cast.claire, here.journey),
    }


def scene_of(cast, here, people):
    """A second journey, with these people."""
    made = files.journey(cast, "escort", by=cast.noi)
    custodian = plans.add_custodian(journey=made, label="Team", team=cast.bangkok, by=cast.noi)
    case = files.case(cast, people=people)
    for person in people:
        preparing.prepare(journey=made, person=person, case=case, custodian=custodian, by=cast.noi)
    return made


def merge(cast, first, second):
    Person.objects.filter(pk=second.pk).update(merged_into=first)


def test_that_no_lead_may_open_them_takes_one_question_however_many_journeys(cast, here):
    def counted():
        ledger.read()  # what this one transaction ended, which a page finds read
        with CaptureQueriesContext(connection) as queries:
            files.browser(cast, cast.noi).get(reverse("journeys:board"))
        return len(queries)

    ended(cast, here)
    counted()  # what is stored at the first look
    before = counted()
    scene_of(cast, here, [files.person(cast, ["Person 9"])])
    Journey.objects.update(lead=cast.sokha)
    counted()  # what is stored of her at the first look
    assert counted() == before


@pytest.mark.parametrize(
    "who",
    strangers(
        ["kham", "mai", "claire", "anan"],
        "a new journey is led by nobody of elsewhere nor who works on no case",
    ),
)
def test_a_new_journey_is_led_by_nobody_of_elsewhere_nor_who_works_on_no_case(cast, who):
    other = getattr(cast, who)
    Membership.objects.get_or_create(user=cast.sokha, team=cast.vientiane)
    page = files.browser(cast, cast.sokha)
    asked = page.get(reverse("journeys:new")).context["form"].fields["lead"].queryset
    assert (other in asked) == (who == "kham")  # of the other team, in which she works too
    typed = {
        "kind": "return",
        "team": str(cast.bangkok.pk),
        "lead": str(other.pk),
        "every_hours": 6,
        "starts_on": timezone.localdate(),
        "prepare_days": 7,
    }
    assert page.post(reverse("journeys:new"), typed).status_code == 422
    assert not Journey.objects.exists()
    with pytest.raises(BadInput, match="cannot lead"):
        files.journey(cast, lead=other)


def test_whom_a_conflict_keeps_out_of_a_traveller_is_not_offered_as_hands(cast, here):
    pim = cast.join("pim", "Pim", "case_worker", "Bangkok")
    page = files.browser(cast, cast.sokha)
    offered = page.get(address(here, "custodians")).context["form"].fields["colleagues"].queryset
    assert pim in offered
    shut(cast, here.case, pim)
    offered = page.get(address(here, "custodians")).context["form"].fields["colleagues"].queryset
    assert pim not in offered
    assert cast.noi in offered
