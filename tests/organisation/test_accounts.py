"""An account changes by two people: its keys, its sessions and its words go with it."""

import re
from argparse import Namespace

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import let_back, offboarding
from fanal.accounts.models import Invitation, Membership, Office, SignIn, TeamRemoval, User
from fanal.accounts.notices import latest
from fanal.cases.access import cases_for
from fanal.commands import changes
from fanal.core.errors import BadInput
from fanal.core.roles import Permission, Role
from fanal.core.sealing.compartments import LEGAL, NARRATIVE, WHEREABOUTS
from fanal.keys import key_pairs
from fanal.keys.actions import grant
from fanal.keys.models import Grant, TeamKeyHolder
from fanal.organisation.models import OrganisationChange
from tests import files
from tests.cast import Browser
from tests.journal import the_entry
from tests.organisation.changes import as_shown, asks, decides, makes, page, second_administrator


@pytest.fixture
def case(cast):
    return files.case_with_whereabouts(cast)


def changed(cast, user, **told):
    return makes(cast, "person", [user.pk], **told)


def teams(*of):
    return [str(one.pk) for one in of]


def living(user, team=None):
    rows = Grant.objects.filter(to_keys__user=user, revoked=None)
    return rows.filter(folder__team=team) if team else rows


def test_a_name_and_an_address_are_corrected(cast):
    changed(cast, cast.sokha, display_name="Sokha Chéa", email="Chea@fanal.example")
    row = User.objects.get(pk=cast.sokha.pk)
    assert (row.display_name, row.email) == ("Sokha Chéa", "chea@fanal.example")
    assert any("were changed" in one for one in latest(row))
    assert row.attested_version > cast.sokha.attested_version


def test_the_director_sees_each_value_now_and_as_asked_for(cast):
    asks(cast, "person", [cast.sokha.pk], role="team_lead")
    shown = page(cast, cast.claire).get(reverse("organisation:changes")).text
    for words in ("Sokha Chea", "Case worker", "Team lead", "Her sessions end", "security key"):
        assert words in shown


def test_a_new_address_is_what_she_signs_in_with(cast):
    asks(cast, "person", [cast.sokha.pk], email="chea@fanal.example")
    shown = page(cast, cast.claire).get(reverse("organisation:changes")).text
    assert "She signs in with the new address from then on: tell her." in shown


def test_who_opens_the_form_again_reads_what_was_asked_for_already(cast):
    form = reverse("organisation:person", args=[cast.sokha.pk])
    assert "Waits for a director" not in page(cast, cast.anan).get(form).text
    asks(cast, "person", [cast.sokha.pk], display_name="Sokha Martin")
    text = page(cast, cast.anan).get(form).text
    assert "Waits for a director" in text
    assert "Sokha Chea → Sokha Martin" in text


def test_nobody_agrees_to_a_change_of_her_own_account(cast):
    asks(cast, "person", [cast.claire.pk], display_name="Clara")
    assert "Clara" not in page(cast, cast.claire).get(reverse("organisation:changes")).text
    assert decides(cast, cast.claire).status_code == 404


def test_who_asks_reads_that_nobody_is_left_who_can_agree(cast):
    answer = asks(cast, "person", [cast.claire.pk], display_name="Claire M")
    assert "nobody can decide it now" in answer.text


def test_a_worker_who_becomes_a_lead_grants_and_needs_a_key_to_sign_in(cast, case):
    changed(cast, cast.sokha, role="team_lead")
    row = User.objects.get(pk=cast.sokha.pk)
    assert row.may(Permission.GRANT)
    assert row.needs_passkey
    assert cast.ring(cast.sokha).compartments(case.id)  # what she held she holds


def test_a_lead_who_becomes_a_worker_loses_what_she_was_granted_by_name(cast, case):
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    grant(folder=case.id, compartments=[WHEREABOUTS], to=nok, **cast.acting(cast.noi))
    changed(cast, nok, role="case_worker")
    assert not living(nok, cast.bangkok).exists()
    assert WHEREABOUTS not in cast.ring(nok).compartments(case.id)
    assert NARRATIVE in cast.ring(nok).compartments(case.id)  # as every worker of the team


def test_the_only_lead_who_opens_where_people_sleep_stays_one(cast, case):
    living(cast.sokha, cast.bangkok).update(revoked=timezone.localdate())
    answer = asks(cast, "person", [cast.noi.pk], role="case_worker")
    assert "Nobody else would be able to see where people sleep" in answer.text
    assert not OrganisationChange.objects.exists()


def test_who_becomes_a_lawyer_opens_nothing_by_the_key_of_her_team(cast, case):
    changed(cast, cast.sokha, role="lawyer", teams=[])
    assert not TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).exists()
    assert not living(cast.sokha).exists()
    assert not cast.ring(cast.sokha).compartments(case.id)
    assert not cases_for(User.objects.get(pk=cast.sokha.pk)).exists()


def test_a_role_that_shows_nothing_of_the_work_ends_every_grant(cast, case):
    grant(folder=case.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    changed(cast, cast.mai, role="auditor")
    assert not living(cast.mai).exists()
    assert not Grant.objects.filter(to_keys__user=cast.mai).exclude(wrapped=b"").exists()


def test_in_a_second_team_she_waits_until_its_lead_lets_her_in(cast):
    far = files.case(cast, by=cast.kham, team=cast.vientiane)
    changed(cast, cast.sokha, teams=teams(cast.bangkok, cast.vientiane))
    assert cast.sokha.teams.count() == 2
    assert not cast.ring(cast.sokha).compartments(far.id)
    somchit = page(cast, cast.somchit)
    assert "Sokha Chea" in somchit.get("/decisions/").text
    somchit.post(reverse("keys:admit", args=[cast.vientiane.pk, cast.sokha.pk]), follow=True)
    assert NARRATIVE in cast.ring(cast.sokha).compartments(far.id)


def test_who_changes_teams_opens_nothing_more_of_the_old_one(cast, case):
    changed(cast, cast.sokha, teams=teams(cast.vientiane), office=str(cast.vientiane.office_id))
    assert not cast.ring(cast.sokha).compartments(case.id)
    assert not living(cast.sokha, cast.bangkok).exists()
    assert User.objects.get(pk=cast.sokha.pk).office_id == cast.vientiane.office_id
    assert not Membership.objects.filter(user=cast.sokha, team=cast.bangkok).exists()


def test_the_director_reads_what_is_to_be_handed_over_before_she_changes_teams(cast, case):
    asks(cast, "person", [cast.sokha.pk], teams=teams(cast.bangkok), display_name="Sokha C.")
    address = reverse("organisation:changes")
    assert "To hand over first" not in page(cast, cast.claire).get(address).text
    OrganisationChange.objects.all().delete()
    asks(cast, "person", [cast.sokha.pk], teams=teams(cast.vientiane))
    shown = page(cast, cast.claire).get(address).text
    assert "To hand over first" in shown
    assert "She works on 1 open case." in shown
    assert case.code_name not in shown


def test_a_lead_of_a_team_without_a_key_makes_it(cast):
    makes(cast, "new_team", name="Mae Sot", office=str(cast.bangkok.office_id), lead="")
    team = Office.objects.get(name="Bangkok").teams.get(name="Mae Sot")
    changed(cast, cast.noi, teams=teams(cast.bangkok, team))
    held = TeamKeyHolder.objects.filter(team_key__team=team, to_keys__user=cast.noi)
    assert held.exists()


@pytest.mark.asvs("V7.4.2", "V7.4.5")
def test_every_session_of_hers_ends(cast):
    page(cast, cast.sokha)
    SignIn.objects.create(user=cast.sokha, session="x" * 40)
    changed(cast, cast.sokha, display_name="Sokha C")
    assert not SignIn.objects.filter(user=cast.sokha).exists()


def test_with_another_role_what_she_asked_for_or_agreed_to_is_gone(cast):
    offboarding.ask(user=cast.kham, team=cast.vientiane, by=cast.anan)
    other = second_administrator(cast)
    key_pairs.save_keys(user=other, fresh=key_pairs.prepare_keys("a long enough phrase"))
    changed(cast, cast.anan, role="auditor")
    assert not TeamRemoval.objects.exists()
    assert the_entry("account.role")


def test_a_link_to_her_old_address_opens_nothing(cast):
    let_back(user=cast.sokha, by=cast.anan)
    changed(cast, cast.sokha, email="new@fanal.example")
    assert not Invitation.objects.filter(user=cast.sokha, used=False).exists()


def test_the_last_administrator_stays_one(cast):
    answer = asks(cast, "person", [cast.anan.pk], role="auditor")
    assert "Nobody else would manage accounts" in answer.text


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"email": "kham@fanal.example"}, "as an account already"),
        ({"display_name": "kham phommachan"}, "A colleague has this name already"),
        ({"email": "nowhere"}, "valid email"),
        ({"role": "administrator"}, "to no team"),
        ({}, "Nothing is different"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(cast, told, why):
    assert why in asks(cast, "person", [cast.sokha.pk], **told).text
    assert not OrganisationChange.objects.exists()


def test_of_two_administrators_at_once_the_second_is_told_of_the_first(cast):
    asks(cast, "person", [cast.sokha.pk], role="team_lead")
    answer = asks(cast, "person", [cast.sokha.pk], display_name="Sokha C")
    assert "Anan Suwan asked for a change of the same already" in answer.text
    assert OrganisationChange.objects.count() == 1


def test_a_form_that_was_shown_before_another_change_asks_for_nothing(cast):
    """Else what a colleague changed would be asked back unseen."""
    anan = page(cast, cast.anan)
    address = reverse("organisation:person", args=[cast.sokha.pk])
    shown = anan.get(address)
    old = as_shown(shown) | {"display_name": "Sokha C"}
    changed(cast, cast.sokha, role="team_lead")
    answer = anan.post(address, old, follow=True)
    assert "Something was changed meanwhile" in answer.text
    sent_again = old | {"seen": re.search(r'name="seen" value="(\w+)"', answer.text)[1]}
    assert "Something was changed meanwhile" in anan.post(address, sent_again, follow=True).text
    assert not OrganisationChange.objects.exists()


def test_what_was_changed_meanwhile_is_not_agreed_to(cast):
    asks(cast, "person", [cast.sokha.pk], display_name="Sokha C")
    User.objects.filter(pk=cast.sokha.pk).update(display_name="Sokha D")
    assert "Something was changed meanwhile" in decides(cast).text
    assert User.objects.get(pk=cast.sokha.pk).display_name == "Sokha D"


def test_an_account_that_has_ended_is_not_changed(cast):
    asks(cast, "person", [cast.sokha.pk], display_name="Sokha C")
    User.objects.filter(pk=cast.sokha.pk).update(is_active=False)
    assert "This account has ended" in decides(cast).text


def test_where_nobody_is_left_it_is_agreed_to_on_the_server(cast, capsys):
    asks(cast, "person", [cast.claire.pk], display_name="Clara")
    row = OrganisationChange.objects.get()
    changes.run(Namespace(agree=None))
    assert "Claire Morel -> Clara" in capsys.readouterr().out
    changes.run(Namespace(agree=str(row.pk)))
    assert User.objects.get(pk=cast.claire.pk).display_name == "Clara"
    assert the_entry("organisation.agreed").by is None


def test_where_somebody_is_left_the_server_decides_nothing(cast):
    asks(cast, "person", [cast.sokha.pk], display_name="Sokha C")
    with pytest.raises(BadInput):
        changes.run(Namespace(agree=str(OrganisationChange.objects.get().pk)))


def test_her_own_account_is_ended_and_its_keys_replaced_by_another_administrator(cast):
    """The action refuses it: no button leads there."""
    own, other = (
        page(cast, cast.anan).get(reverse("accounts:person", args=[one.pk])).text
        for one in (cast.anan, cast.claire)
    )
    for name in ("accounts:end_account", "rotation:suspect_person"):
        assert reverse(name, args=[cast.anan.pk]) not in own
        assert reverse(name, args=[cast.claire.pk]) in other
    assert "Another administrator replaces its keys or ends it." in own


def test_before_the_only_director_leaves_a_second_one_is_asked_for(cast):
    def read():
        return (
            page(cast, cast.anan).get(reverse("accounts:end_account", args=[cast.claire.pk])).text
        )

    assert "She is the only director" in read()
    cast.join("eve", "Eve", Role.DIRECTOR, "Bangkok")
    assert "She is the only director" not in read()


# ── She forgot her pass-phrase ───────────────────────────────────────────────
def test_a_lost_passphrase_is_called_so_where_a_second_person_agrees(cast):
    """Nobody “comes”: whoever has the link acts in her name, so she is asked herself."""
    let_back(user=cast.sokha, by=cast.anan)
    noi = files.browser(cast, cast.noi)
    assert "who lost her pass-phrase" in noi.get(reverse("web:decisions")).text
    assert "ask her whether she wants it" in noi.get(reverse("accounts:invitations")).text
    assert str(cast.sokha.pk) in the_entry("account.asked").detail, "for whom, the auditor reads"


def test_what_was_typed_wrongly_is_called_as_the_page_calls_it(cast):
    nobody = Browser()
    told = {"login": cast.sokha.email, "password": "not the one at all"}
    answer = nobody.post(reverse("account_login"), told)
    assert "The e-mail address or the pass-phrase is not right." in answer.text
    address = reverse("keys:invitation", args=[let_back(user=cast.sokha, by=None)])
    chosen = "lantern heath drum storm fennel grate"
    told = {"chosen": chosen, "again": chosen, "code": "AAAA-BBBB-CCCC-DDDD"}
    assert "This is not the right code." in nobody.post(address, told).text


def test_whoever_came_back_is_told_that_her_earlier_code_is_dead(cast):
    address = reverse("keys:invitation", args=[let_back(user=cast.sokha, by=None)])
    chosen = "lantern heath drum storm fennel grate"
    answer = Browser().post(address, {"chosen": chosen, "again": chosen})
    assert "An earlier code opens nothing any more" in answer.text
