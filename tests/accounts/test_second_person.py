"""An administrator alone lets in nobody who sees the work: a second person agrees."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import (
    accept,
    end_account,
    invitation_approval,
    invitation_for,
    let_back,
)
from fanal.accounts.models import Invitation, User
from fanal.audit.sentences import said
from fanal.audit.words import names
from fanal.commands.sweep import sweep
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission, Role
from fanal.keys.demo import PEOPLE
from fanal.web.decisions import how_many
from tests import files
from tests.cast import Browser as Client
from tests.files import browser
from tests.journal import entries, the_entry
from tests.keys.test_asking_again import later
from tests.organisation.changes import asks
from tests.refused import says_no
from tests.shares import some

PAGE = "/accounts/invitations/"
NEW = "seven lamps over the still water"
OWN = "another@fanal.example"
SEEING = [role for role in Role if role is not Role.ADMINISTRATOR]


def link(cast, role=Role.DIRECTOR, *, email=OWN, by=None):
    teams = [cast.bangkok] if role in SEEING else []
    return files.invited(cast, email=email, role=role, teams=teams, by=by or cast.anan)


def status(token):
    """What its page answers: 404, 200, or "waits" where it says that nobody agreed yet."""
    page = Client().get(f"/keys/invitation/{token}/")
    waits = page.status_code == 200 and "until somebody agrees" in page.text
    return "waits" if waits else page.status_code


def waiting(email=OWN):
    return invitation_approval.waiting().get(email=email)


def second_director(cast):
    return cast.join("deux", "Deux", Role.DIRECTOR, "Vientiane")


@pytest.mark.parametrize("role", SEEING)
def test_a_link_that_waits_says_so_to_who_holds_it_and_nothing_of_anybody(cast, role):
    """Finding S13. Whoever holds it is told what it waits for; of whom, as what and by whom no."""
    waits, none = (f"/keys/invitation/{one}/" for one in (link(cast, role), "x" * 32))
    chosen = {"chosen": NEW, "again": NEW}
    for page in (Client().get(waits), Client().post(waits, chosen)):
        assert "This link waits until somebody agrees" in page.text
        shown = re.sub('value="[^"]*"', "", page.text)  # a token may hold any letters
        for told in ("A. Nother", OWN, "Bangkok", "Anan", "Claire", "Noi", str(role.label)):
            assert told not in shown
    assert {Client().get(none).status_code, Client().post(none, chosen).status_code} == {404}
    assert not User.objects.filter(email=OWN).exists()


def test_an_administrator_is_let_in_by_an_administrator(cast):
    assert status(link(cast, Role.ADMINISTRATOR)) == 200
    assert Role.ADMINISTRATOR.permissions == {Permission.MANAGE_ACCOUNTS}


def test_the_journal_says_of_nobody_that_she_was_alone_where_nobody_else_decides(cast):
    """Administrators among themselves, and whoever holds the key of the server."""
    link(cast, Role.ADMINISTRATOR)
    files.invited(cast, email="other@fanal.example", role=Role.DIRECTOR, teams=[], by=None)
    assert not entries("account.alone")


def test_no_administrator_is_put_into_a_team_by_another_alone(cast):
    with pytest.raises(BadInput, match="to no team"):
        files.invited(cast, email=OWN, role=Role.ADMINISTRATOR)
    assert not Invitation.objects.exists()


@pytest.mark.asvs("V6.4.1")
def test_of_two_links_for_one_address_the_older_opens_nothing_any_more(cast):
    older = link(cast)
    invitation_approval.agree(invitation=waiting(), by=cast.claire)
    newer = link(cast)
    assert (status(older), status(newer)) == (404, "waits")
    invitation_approval.agree(invitation=waiting(), by=cast.claire)
    assert (status(older), status(newer)) == (404, 200)


def who_agrees(role):
    """Across the organisation the director; for the work of a team a lead too."""
    across = role in (Role.DIRECTOR, Role.DATA_ANALYST, Role.AUDITOR)
    return {"claire"} if across else {"claire", "noi", "somchit", "huong"}


def asked(role):
    able = who_agrees(role)
    people = [(person[0], role) for person in PEOPLE]
    yes, no = ([one for one in people if (one[0] in able) is may] for may in (True, False))
    return [*some(yes, f"agrees to {role}"), *some(no, f"does not agree to {role}")]


@pytest.mark.parametrize(("who", "role"), [cell for role in SEEING for cell in asked(role)])
def test_only_who_holds_enough_agrees(cast, who, role):
    link(cast, role)
    able = who_agrees(role)
    answer = browser(cast, getattr(cast, who)).post(f"{PAGE}{waiting().pk}/agree/")
    assert answer.status_code == (302 if who in able else 404)
    assert invitation_approval.waiting().exists() == (who not in able)


@pytest.mark.asvs("V6.4.1")
def test_once_a_director_agreed_the_link_works_for_a_day(cast):
    token = link(cast)
    invitation_approval.agree(invitation=waiting(), by=cast.claire)
    assert status(token) == 200
    left = Invitation.objects.get().until - timezone.now()
    assert timedelta(hours=23) < left <= timedelta(hours=24)
    answer = Client().post(f"/keys/invitation/{token}/", {"chosen": NEW, "again": NEW})
    assert answer.status_code == 200
    assert User.objects.get(email=OWN).role == Role.DIRECTOR
    assert status(token) == 404


def test_who_agrees_sees_who_asked_for_whom_as_what_and_since_when(cast):
    link(cast)
    page = browser(cast, cast.claire).get(PAGE).text
    for told in ("A. Nother", OWN, "Director", "<dt>Teams</dt><dd>Bangkok</dd>", "Anan Suwan"):
        assert told in page
    assert timezone.localdate().strftime("%Y") in page
    assert OWN not in browser(cast, cast.noi).get(PAGE).text


def test_agreeing_asks_for_the_passphrase_again(cast):
    link(cast)
    client = later(browser(cast, cast.claire), 6 * 60)
    assert client.get(PAGE).status_code == 200
    id = waiting().pk
    no = reverse("accounts:say_no", args=["invitation", id])
    for address in (reverse("accounts:agree", args=[id]), no):
        asked = client.post(address)
        assert asked["Location"].startswith("/keys/unlock/?next=")


def test_what_was_refused_never_opens(cast):
    token = link(cast)
    answer = says_no(browser(cast, cast.claire), "invitation", waiting().pk)
    assert "Nothing to decide." in answer.text
    assert status(token) == 404
    assert not Invitation.objects.exists()


@pytest.mark.asvs("V2.3.1")
def test_what_was_decided_is_not_decided_again(cast):
    link(cast)
    row, other = waiting(), second_director(cast)
    invitation_approval.agree(invitation=row, by=cast.claire)
    with pytest.raises(Refused):
        invitation_approval.refuse(invitation=row, by=other)
    assert Invitation.objects.get().agreed_by == cast.claire


def test_nobody_agrees_to_her_own_coming_back(cast):
    """A link to come back is a way to become her: an administrator could use it herself."""
    token = let_back(user=cast.claire, by=cast.anan)
    row = waiting(cast.claire.email)
    assert status(token) == "waits"
    assert cast.claire.email not in browser(cast, cast.claire).get(PAGE).text
    with pytest.raises(Refused):
        invitation_approval.agree(invitation=row, by=cast.claire)
    invitation_approval.agree(invitation=row, by=second_director(cast))
    assert status(token) == 200


@pytest.mark.asvs("V2.3.1", "V2.3.2")
def test_nobody_agrees_to_what_she_asked_for_herself(cast):
    """No role invites and agrees. If one ever does, it is still two people."""
    link(cast, by=cast.claire)
    with pytest.raises(Refused):
        invitation_approval.agree(invitation=waiting(), by=cast.claire)
    assert OWN not in browser(cast, cast.claire).get(PAGE).text


def test_of_two_links_for_one_address_the_newest_waits(cast):
    old, new = link(cast, Role.LAWYER), link(cast)
    assert waiting().role == Role.DIRECTOR
    invitation_approval.agree(invitation=waiting(), by=cast.claire)
    assert (status(old), status(new)) == (404, 200)


def test_a_link_ends_with_the_account_of_who_agreed(cast):
    token = link(cast)
    invitation_approval.agree(invitation=waiting(), by=cast.claire)
    end_account(user=cast.claire, by=cast.anan)
    assert status(token) == 404


def test_after_a_week_nobody_waits_any_more(cast):
    link(cast)
    row = waiting()
    Invitation.objects.update(until=timezone.now() - timedelta(minutes=1))
    assert OWN not in browser(cast, cast.claire).get(PAGE).text
    with pytest.raises(Refused):
        invitation_approval.agree(invitation=row, by=cast.claire)


@pytest.fixture
def beginning(cast):
    """A house of which only the administrator is there."""
    User.objects.filter(pk=cast.claire.pk).update(role=Role.ADMINISTRATOR)
    return cast


def test_at_the_beginning_the_first_director_comes_in_at_once_and_the_journal_says_so(beginning):
    assert status(link(beginning)) == 200
    alone = the_entry("account.alone")
    assert said(alone, names())["sentence"] == (
        "Anan Suwan invited Director alone: there was nobody yet who could agree"
    )
    assert not entries("account.asked")


def test_the_beginning_is_over_once_the_first_director_came_in(beginning):
    first, own = link(beginning, email="first@fanal.example"), link(beginning)
    held = invitation_for(own)
    accept(invitation=invitation_for(first), password_hash="!")
    assert status(own) == "waits"
    with pytest.raises(BadInput):
        accept(invitation=held, password_hash="!")
    assert not User.objects.filter(email=OWN).exists()


def test_each_page_says_of_a_link_made_at_the_beginning_what_holds_at_that_moment(beginning):
    """It works at once, as long as nobody is there who could agree; then it waits, and she is told."""
    admin = browser(beginning, beginning.anan)
    told = {"email": OWN, "display_name": "A. Nother", "office": beginning.bangkok.office.pk}
    told |= {"language": "en", "role": "auditor"}
    made = admin.post("/accounts/people/invite/", told).text
    assert "It works once, within 24 hours" in made
    assert "Once somebody comes in who can agree, it waits for her" in made
    listed = admin.get("/accounts/people/").text
    assert "The link was not used yet" in listed
    assert "Waits for a second person" not in listed
    first = link(beginning, email="first@fanal.example")
    director = accept(invitation=invitation_for(first), password_hash="!")
    listed = admin.get("/accounts/people/").text
    assert "Waits for a second person" in listed
    assert waiting().until > timezone.now() + timedelta(days=6)
    assert [one.about for one in entries("account.told")] == [str(director.pk)]
    assert how_many(director) == 1


def test_who_becomes_the_first_director_by_a_change_is_told_of_the_links_that_wait(beginning):
    auditor = beginning.join("iris", "Iris", Role.AUDITOR, "Vientiane")
    own = link(beginning)
    assert status(own) == 200
    asks(beginning, "person", [auditor.pk], role="director")
    director = User.objects.get(pk=auditor.pk)
    assert status(own) == "waits"
    assert waiting().until > timezone.now() + timedelta(days=6)
    assert [one.about for one in entries("account.told")] == [str(director.pk)]
    assert how_many(director) == 1


def test_ending_the_last_director_does_not_bring_the_beginning_back(cast):
    end_account(user=cast.claire, by=cast.anan)
    assert status(link(cast)) == "waits"
    assert not entries("account.alone")


def acts():
    """{act: its sentences}, of what was written about invitations."""
    found = {}
    for entry in entries("account.*"):
        found.setdefault(entry.act, []).append(said(entry, names())["sentence"])
    return found


def test_the_journal_says_who_asked_who_agreed_and_who_was_told(cast):
    second_director(cast)
    link(cast)
    invitation_approval.agree(invitation=waiting(), by=cast.claire)
    written = acts()
    assert written["account.asked"] == [
        "Anan Suwan asked a second person to agree that somebody joins as Director"
    ]
    assert written["account.agreed"] == [
        "Claire Morel agreed that somebody whom Anan Suwan invited joins as Director"
    ]
    told = [
        f"{who} was told that an invitation waits or was decided"
        for who in ("Claire Morel", "Deux")
    ]
    assert written["account.told"] == told * 2
    link(cast, Role.AUDITOR, email="other@fanal.example")
    invitation_approval.refuse(invitation=waiting("other@fanal.example"), by=cast.claire)
    assert acts()["account.refused"] == [
        "Claire Morel refused to let somebody whom Anan Suwan invited join as Auditor"
    ]


def test_who_may_agree_is_told_by_a_mail_that_says_nothing(cast):
    other = second_director(cast)
    link(cast)
    sweep(timezone.localtime())
    assert {one.to[0] for one in mail.outbox} == {cast.claire.email, other.email}
    assert {one.body for one in mail.outbox if one.to[0] == cast.claire.email} == {
        "Quelque chose vous attend."
    }
    invitation_approval.agree(invitation=waiting(), by=other)
    sweep(timezone.localtime())
    assert [one.to[0] for one in mail.outbox].count(cast.claire.email) == 2


def test_the_number_beside_the_menu_is_of_what_waits_for_her(cast):
    link(cast)
    link(cast, Role.CASE_WORKER, email="worker@fanal.example")
    assert [how_many(one) for one in (cast.claire, cast.noi)] == [2, 1]


def test_the_page_of_the_link_says_that_it_waits(cast):
    client = browser(cast, cast.anan)
    told = {"email": OWN, "display_name": "A. Nother", "office": cast.bangkok.office.pk}
    told |= {"language": "fr"}
    page = client.post("/accounts/people/invite/", told | {"role": "director"})
    assert "It opens nothing until a second person agrees" in page.text
    assert "Claire Morel" in page.text
    page = client.post("/accounts/people/invite/", told | {"role": "administrator"})
    assert "It opens nothing" not in page.text
    page = client.post(f"/accounts/people/{cast.claire.pk}/link/")
    assert "Nobody is left who can agree" in page.text
