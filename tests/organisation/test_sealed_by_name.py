"""What was sealed to a colleague by name goes to whom two people name: before she leaves by herself,
afterwards by two recovery sheets; never to whom it could concern."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.accounts.models import User
from fanal.cli import main
from fanal.colleagues import access, complaints, helpers, incident_words
from fanal.colleagues import actions as incidents
from fanal.colleagues.models import Helper
from fanal.core.roles import Role
from fanal.health.checks.people import left_by_name
from fanal.keys import named_folders
from fanal.keys.actions import create_folder
from fanal.keys.actions.offboarding import opened_by_nobody_else
from fanal.organisation.models import OrganisationChange, Succession
from fanal.organisation.queries.sealed_by_name import only_hers, proposed
from fanal.prevention.folders import PARTICIPANT
from tests import journal
from tests.organisation.changes import asks, decides, page

PRESENT = ["--present", "anan@fanal.example", "--present", "noi@fanal.example"]
SECRET = "Zsecret: she shouts at us."


@pytest.fixture
def eva(cast):
    """A second director, who came after everybody else."""
    User.objects.update(joined=timezone.localdate() - timedelta(days=300))
    made = cast.join("eva", "Eva Martin", Role.DIRECTOR, "Bangkok")
    User.objects.filter(pk=made.pk).update(joined=timezone.localdate() + timedelta(days=1))
    return made


@pytest.fixture
def complaint(cast):
    """Claire alone opens it: the one director on that day."""
    return complaints.complain(concerns=[cast.noi], words=SECRET, by=cast.rith)


def leaves(cast, one=None):
    end_account(user=one or cast.claire, by=cast.anan)


def names(cast, to, of=None, by=None):
    """Two people name who follows."""
    makes_it = asks(cast, "name_successor", [(of or cast.claire).pk], to=str(to.pk))
    assert OrganisationChange.objects.exists(), makes_it.text
    return decides(cast, by=by)


def third(cast):
    return cast.join("lou", "Lou Petit", Role.DIRECTOR, "Bangkok")


def sheets(monkeypatch, capsys, cast, present=PRESENT):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{cast.shares[0]}\n{cast.shares[2]}\n"))
    code = main(["setup", "sealed-by-name", *present])
    return code, capsys.readouterr()


def reads(cast, user, row):
    listed = access.complaints_for(user).filter(pk=row.pk).exists()
    assert listed == (row.try_unseal(cast.ring(user)) is not None)
    return listed


def person(cast, one):
    return page(cast, cast.anan).get(reverse("accounts:person", args=[one.pk])).text


def test_before_she_leaves_her_page_says_so_and_proposes_who_has_her_role(cast, complaint, eva):
    address = reverse("organisation:name_successor", args=[cast.claire.pk])
    assert address in person(cast, cast.claire)
    assert reverse("organisation:name_successor", args=[cast.duc.pk]) not in person(cast, cast.duc)
    assert "First name on her page who follows" in " ".join(
        map(str, opened_by_nobody_else(cast.claire))
    )
    assert opened_by_nobody_else(cast.duc) == []
    assert proposed(cast.claire) == eva
    shown = page(cast, cast.anan).get(address)
    assert shown.context["form"]["to"].value() == str(eva.pk)
    assert SECRET not in shown.text


def test_she_hands_it_on_herself_once_two_people_named_who_follows(cast, complaint, eva):
    names(cast, eva, by=third(cast))
    today = page(cast, cast.claire).get("/cases/today/").text
    address = reverse("organisation:hand_on")
    assert address in today
    assert "Eva Martin follows: she hands it on" in person(cast, cast.claire)
    assert not reads(cast, eva, complaint)
    claire = page(cast, cast.claire)
    assert "Eva Martin" in claire.get(address).text
    assert claire.post(address).status_code == 302
    assert reads(cast, eva, complaint)
    assert only_hers(cast.claire) == []
    assert claire.get(address).status_code == 404
    assert address not in claire.get("/cases/today/").text
    assert "succession.handed_on" in journal.acts("succession.")
    leaves(cast)
    assert reads(cast, eva, complaint)
    assert left_by_name() is None


def test_after_she_left_at_once_two_people_and_two_sheets_give_it(
    cast, complaint, eva, monkeypatch, capsys
):
    leaves(cast)
    assert "Claire" in str(left_by_name())
    assert "Nobody opens any more what was sealed to her by name" in person(cast, cast.claire)
    assert sheets(monkeypatch, capsys, cast)[0] != 0  # nobody was named yet
    names(cast, eva, by=third(cast))
    assert "fanal setup sealed-by-name" in person(cast, cast.claire)
    assert not reads(cast, eva, complaint)
    code, said = sheets(monkeypatch, capsys, cast)
    assert (code, "Eva Martin" in said.out) == (0, True)
    assert reads(cast, eva, complaint)
    assert not any(reads(cast, one, complaint) for one in (cast.noi, cast.huong, cast.anan))
    assert left_by_name() is None
    assert "succession.recovered" in journal.acts("succession.")
    assert sheets(monkeypatch, capsys, cast)[0] != 0  # once


def test_who_was_here_and_got_no_key_of_a_complaint_gets_none_and_no_page_says_why(
    cast, eva, monkeypatch, capsys
):
    """It is about Eva: she was a director on that day, and it was sealed past her."""
    User.objects.update(joined=timezone.localdate() - timedelta(days=300))
    row = complaints.complain(concerns=[eva], words=SECRET, by=cast.rith)
    lou = third(cast)
    offered = named_folders.could_follow(cast.claire).values_list("pk", flat=True)
    assert {eva.pk, lou.pk} <= set(offered)
    leaves(cast)
    names(cast, eva, by=lou)
    code, said = sheets(monkeypatch, capsys, cast)
    assert code == 0
    assert "Something stays sealed" in said.out
    assert not reads(cast, eva, row)
    assert "Claire" in str(left_by_name())
    User.objects.filter(pk=lou.pk).update(joined=timezone.localdate() + timedelta(days=1))
    names(cast, lou, by=eva)
    assert sheets(monkeypatch, capsys, cast)[0] == 0
    assert reads(cast, lou, row)


def test_who_follows_does_not_agree_to_it(cast, complaint, eva):
    asks(cast, "name_successor", [cast.claire.pk], to=str(eva.pk))
    row = OrganisationChange.objects.get()
    for one in (eva, cast.claire):
        waiting = page(cast, one).get(reverse("organisation:changes")).text
        assert f"id-{row.pk}" not in waiting
        assert decides(cast, by=one).status_code == 404
    assert not Succession.objects.exists()


def test_what_was_asked_stays_asked_when_her_account_ends(cast, complaint, eva):
    asks(cast, "name_successor", [cast.claire.pk], to=str(eva.pk))
    assert "a director has not agreed yet" in person(cast, cast.claire)
    leaves(cast)
    assert OrganisationChange.objects.get().kind == "succession"


def test_an_incident_of_which_nobody_is_left_is_told_to_who_follows(cast, eva, monkeypatch, capsys):
    row = incidents.report(
        kind="threat", on=timezone.localdate(), area=None, near=False, words="Two calls.",
        by=cast.sokha,
    )  # fmt: skip
    holders = [cast.sokha, cast.noi, cast.claire, eva]
    lou = third(cast)
    for holder in holders:
        if User.objects.get(pk=holder.pk).is_active:
            leaves(cast, holder)
    asks(cast, "name_successor", [cast.claire.pk], to=str(lou.pk))
    lea = cast.join("lea", "Lea Roux", Role.DIRECTOR, "Bangkok")
    decides(cast, by=lea)
    present = [word for one in (lou, lea) for word in ("--present", one.email)]
    assert sheets(monkeypatch, capsys, cast, present)[0] == 0
    (found,) = access.incidents_for(lou, timezone.localdate())
    assert found == row
    ((_words, said),) = incident_words.opened(found, cast.ring(lou))
    assert said == "Two calls."


def test_the_register_goes_to_who_works_on_cases_and_prevention_stays_in_its_office(cast, eva):
    helper, other = (Helper(), Helper())
    for row, kind in ((helper, helpers.FOLDER), (other, PARTICIPANT)):
        create_folder(folder=row.id, kind=kind, team=cast.bangkok, by=None, holders=[cast.claire])
    here, there = (cast.join(*told) for told in (
        ("pim", "Pim", Role.PREVENTION_OFFICER, "Bangkok"),
        ("pha", "Pha", Role.PREVENTION_OFFICER, "Vientiane"),
    ))  # fmt: skip
    folders = only_hers(cast.claire)
    assert named_folders.follows(cast.sokha, folders) == {helpers.FOLDER: {helper.id}}
    assert named_folders.follows(here, folders) == {PARTICIPANT: {other.id}}
    assert named_folders.follows(there, folders) == named_folders.follows(cast.anan, folders) == {}


def test_a_name_put_in_by_hand_gets_no_key(cast, complaint, eva, monkeypatch, capsys):
    leaves(cast)
    names(cast, eva, by=third(cast))
    with connection.cursor() as cursor:
        told = [str(cast.noi.pk).replace("-", "")]
        cursor.execute("UPDATE organisation_succession SET to_id = %s", told)
    assert sheets(monkeypatch, capsys, cast)[0] != 0
    assert not reads(cast, cast.noi, complaint)


def test_nobody_is_named_where_nothing_would_be_lost(cast, eva):
    for one in (cast.claire, cast.sokha):
        address = reverse("organisation:name_successor", args=[one.pk])
        assert page(cast, cast.anan).get(address).status_code == 404
    address = reverse("organisation:name_successor", args=[cast.claire.pk])
    assert page(cast, cast.noi).get(address).status_code == 404
