"""A second office and team, made by two people: an administrator asks, a director agrees."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account, invitation_approval, invitation_for
from fanal.accounts.models import Invitation, Membership, Office, Team, User
from fanal.audit.sentences import said
from fanal.audit.words import names
from fanal.authority import genuine_rows
from fanal.cases.models import Case
from fanal.colleagues.actions import report
from fanal.core.errors import Refused
from fanal.core.roles import Role
from fanal.keys.actions import create_folder, onboarding
from fanal.keys.models import TeamKey, TeamKeyHolder, UserKeys
from fanal.organisation.models import OrganisationChange
from fanal.partners.actions.areas import add_area
from fanal.sharing.models import TeamReach
from fanal.web.decisions import how_many
from tests import files
from tests.journal import entries, the_entry
from tests.organisation.changes import MYANMAR, asks, decides, makes, page, second_administrator
from tests.refused import says_no
from tests.shares import strangers

PARIS = {"name": "Paris", "country": ["France"], "time_zone": "Europe/Paris", "languages": ["fr"]}
LIST = reverse("organisation:list")
WAITING = reverse("organisation:changes")


def test_an_office_waits_for_a_director_who_sees_exactly_what(cast):
    answer = asks(cast, "new_office", **PARIS)
    assert "It waits for a second person: Claire Morel" in answer.text
    assert not Office.objects.filter(name="Paris").exists()
    assert how_many(cast.claire) == 1
    shown = page(cast, cast.claire).get(WAITING).text
    for words in ("Paris", "France", "Paris (France)", "French", "Anan Suwan"):
        assert words in shown
    decides(cast)
    row = Office.objects.get(name="Paris")
    assert (row.country, row.time_zone, row.languages) == ("FR", "Europe/Paris", "fr")
    assert "Paris (France)" in page(cast, cast.anan).get(LIST).text
    assert how_many(cast.claire) == 0


def test_the_journal_says_who_asked_and_who_agreed(cast):
    makes(cast, "new_office", **PARIS)
    known = names()
    asked = said(the_entry("organisation.asked"), known)["sentence"]
    agreed = said(the_entry("organisation.agreed"), known)["sentence"]
    assert asked.startswith("Anan Suwan asked a second person to agree to a change: Office")
    assert agreed.startswith("Claire Morel agreed to a change that Anan Suwan asked for: Office")
    assert {entry.about for entry in entries("organisation.told")} == {str(cast.claire.pk)}


def test_of_a_country_with_several_time_zones_those_are_offered_and_one_has_to_be_chosen(cast):
    answer = asks(cast, "new_office", **PARIS | {"country": ["Indonesia"], "time_zone": ""})
    assert "Choose the time zone" in answer.text
    for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"):
        assert f'value="{zone}"' in answer.text
    assert "Europe/Paris" not in answer.text
    assert not OrganisationChange.objects.exists()


def test_of_a_country_with_one_time_zone_nobody_is_asked_for_it(cast):
    makes(cast, "new_office", **PARIS | {"time_zone": ""})
    assert Office.objects.get(name="Paris").time_zone == "Europe/Paris"


def test_a_time_zone_of_another_country_is_refused_in_one_line(cast):
    answer = asks(cast, "new_office", **PARIS | {"country": ["Laos"]})
    assert "This is the time zone of France: choose one of Laos." in answer.text
    assert "Vientiane (Laos)" in answer.text
    assert not OrganisationChange.objects.exists()


def test_an_office_that_had_such_a_time_zone_before_can_be_renamed(cast):
    Office.objects.filter(pk=cast.vientiane.office_id).update(time_zone="Asia/Bangkok")
    genuine_rows.run()
    makes(cast, "office", [cast.vientiane.office_id], name="Vientiane 2")
    assert Office.objects.filter(name="Vientiane 2", time_zone="Asia/Bangkok").exists()


def test_an_office_of_a_name_that_is_there_is_refused_and_nothing_typed_is_lost(cast):
    answer = asks(cast, "new_office", **PARIS | {"name": "bangkok"})
    assert "Another office has this name already" in answer.text
    assert 'value="bangkok"' in answer.text


@pytest.mark.parametrize(
    "who", strangers(["noi", "sokha", "mai", "duc", "vera", "claire"], "nobody else asks")
)
def test_nobody_else_asks(cast, who):
    client = page(cast, getattr(cast, who))
    for name in ("new_office", "new_team"):
        address = reverse(f"organisation:{name}")
        assert client.get(address).status_code == client.post(address, PARIS).status_code == 404


@pytest.mark.parametrize(
    "who", strangers(["noi", "sokha", "mai", "duc", "vera", "anan"], "nobody else agrees")
)
def test_nobody_else_agrees(cast, who):
    asks(cast, "new_office", **PARIS)
    assert decides(cast, getattr(cast, who)).status_code == 404
    assert not Office.objects.filter(name="Paris").exists()


def test_what_was_refused_or_taken_back_changes_nothing(cast):
    asks(cast, "new_office", **PARIS)
    says_no(page(cast, cast.claire), "organisation", OrganisationChange.objects.get().pk)
    assert not OrganisationChange.objects.exists()
    asks(cast, "new_office", **PARIS)
    decides(cast, cast.anan, "take_back")
    assert not OrganisationChange.objects.exists()
    assert not Office.objects.filter(name="Paris").exists()


def test_a_change_waits_a_week_and_then_counts_for_nothing(cast):
    asks(cast, "new_office", **PARIS)
    OrganisationChange.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert "Paris" not in page(cast, cast.claire).get(WAITING).text
    assert decides(cast).status_code == 404


def test_what_waits_ends_with_the_account_of_whoever_asked(cast):
    other = second_administrator(cast)
    asks(cast, "new_office", **PARIS)
    end_account(user=cast.anan, by=other)
    assert not OrganisationChange.objects.exists()


def test_at_the_beginning_no_director_is_there_and_it_is_made_at_once(cast):
    User.objects.filter(role=Role.DIRECTOR).update(role=Role.LAWYER)
    answer = asks(cast, "new_office", **PARIS)
    assert "It is made. No director was there yet to agree." in answer.text
    assert Office.objects.filter(name="Paris").exists()
    assert the_entry("organisation.alone")


def test_a_new_team_has_a_key_that_its_first_lead_holds(cast):
    told = {"name": "Mae Sot", "office": str(cast.bangkok.office_id), "lead": str(cast.noi.pk)}
    makes(cast, "new_team", **told)
    team = Team.objects.get(name="Mae Sot")
    assert Membership.objects.filter(team=team, user=cast.noi).exists()
    key = TeamKey.objects.get(team=team, retired=None)
    holders = TeamKeyHolder.objects.filter(team_key=key).values_list("to_keys__user", flat=True)
    assert set(holders) == {cast.noi.pk, None}  # and the organisation's recovery key
    case = files.case(cast, by=cast.noi, team=team)
    assert cast.ring(cast.noi).compartments(case.id)


def test_the_key_of_a_team_that_two_people_made_is_known_to_the_journal(cast):
    from fanal.keys.certifying import Journalled

    makes(
        cast, "new_team", name="Mae Sot", office=str(cast.bangkok.office_id), lead=str(cast.noi.pk)
    )
    team = Team.objects.get(name="Mae Sot")
    assert (str(team.pk), str(cast.noi.pk)) in Journalled().let_in
    assert (str(team.pk), str(cast.claire.pk)) not in Journalled().let_in


def telephone_lost(user, by):
    report(kind="device_taken", on=timezone.localdate(), words="At home.", colleague=user, by=by)


def without_keys(user, by):
    UserKeys.objects.filter(user=user).update(retired=timezone.localdate())


CANNOT_LEAD = [(without_keys, "has no keys yet"), (telephone_lost, "can be given no key now")]
LED = {"name": "Mae Sot"}


@pytest.mark.parametrize(("happens", "why"), CANNOT_LEAD)
def test_of_a_lead_who_cannot_lead_it_any_more_both_people_read_what_to_do(cast, happens, why):
    led = LED | {"office": str(cast.bangkok.office_id), "lead": str(cast.noi.pk)}
    asks(cast, "new_team", **led)
    happens(cast.noi, cast.somchit)
    for read_by, where, then in (
        (cast.claire, WAITING, "Refuse it, and tell Anan Suwan."),
        (cast.anan, LIST, "Take it back, and ask anew."),
    ):
        shown = page(cast, read_by).get(where).text
        for words in (f"{cast.noi} {why}", "No team was made.", then):
            assert words in shown
        assert "/agree/" not in shown
    assert why in decides(cast).text  # from a page that was open before
    assert not Team.objects.filter(name="Mae Sot").exists()
    assert OrganisationChange.objects.exists()  # nothing half done: it still waits


@pytest.mark.parametrize(
    ("happens", "why"), [(without_keys, "has no keys yet"), (telephone_lost, "do not call her")]
)
def test_a_lead_who_cannot_lead_a_new_team_is_named_with_the_reason(cast, happens, why):
    happens(cast.noi, cast.somchit)
    shown = page(cast, cast.anan).get(reverse("organisation:new_team"))
    assert f"{cast.noi} ({why})" in shown.text
    assert str(cast.noi.pk) not in dict(shown.context["form"].fields["lead"].choices)
    led = LED | {"office": str(cast.bangkok.office_id), "lead": str(cast.noi.pk)}
    answer = asks(cast, "new_team", **led)
    assert "She cannot be its first lead now." in answer.text


def test_whose_telephone_is_in_other_hands_makes_no_key_of_a_team_by_moving_to_it(cast):
    makes(cast, "new_team", **LED | {"office": str(cast.bangkok.office_id), "lead": ""})
    both = [str(cast.bangkok.pk), str(Team.objects.get(name="Mae Sot").pk)]
    telephone_lost(cast.noi, cast.somchit)
    answer = asks(cast, "person", [cast.noi.pk], teams=both)
    assert "A team without a key would get it with her: not now." in answer.text
    assert not OrganisationChange.objects.exists()


def test_who_agrees_to_a_team_without_a_lead_reads_that_one_is_to_be_invited(cast):
    asks(cast, "new_team", **LED | {"office": str(cast.bangkok.office_id), "lead": ""})
    told = decides(cast).text
    assert (
        "It is made: Team · Mae Sot. It has no key yet: the administrator invites its lead" in told
    )
    assert reverse("accounts:invite") in page(cast, cast.anan).get(LIST).text


def test_a_team_without_a_lead_says_so_and_is_led_by_who_is_invited(cast):
    makes(cast, "new_team", name="Mae Sot", office=str(cast.bangkok.office_id), lead="")
    shown = page(cast, cast.anan).get(LIST).text
    assert "none: invite one" in shown
    team = Team.objects.get(name="Mae Sot").pk
    assert f"{reverse('accounts:invite')}?role=team_lead&amp;team={team}" in shown
    assert "not yet: its first lead makes them" in shown


def test_a_team_is_renamed_and_moves_to_another_office(cast):
    makes(cast, "team", [cast.saigon.pk], name="Mekong", office=str(cast.bangkok.office_id))
    team = Team.objects.get(pk=cast.saigon.pk)
    assert (team.name, team.office_id) == ("Mekong", cast.bangkok.office_id)


def test_who_agrees_that_a_team_moves_reads_that_its_people_keep_their_office(cast):
    said = "Its people keep their office: change it in their accounts."
    asks(cast, "team", [cast.saigon.pk], office=str(cast.bangkok.office_id))
    assert said in page(cast, cast.claire).get(WAITING).text
    decides(cast)
    asks(cast, "team", [cast.saigon.pk], name="Mekong")
    assert said not in page(cast, cast.claire).get(WAITING).text


def test_a_team_with_open_cases_is_not_closed(cast):
    files.case(cast)
    answer = asks(cast, "close_team", [cast.bangkok.pk])
    assert "It has open cases" in answer.text
    assert not OrganisationChange.objects.exists()


def test_a_team_in_which_a_case_was_opened_meanwhile_is_not_closed(cast):
    asks(cast, "close_team", [cast.bangkok.pk])
    files.case(cast)
    assert "It has open cases" in decides(cast).text
    assert Team.objects.get(pk=cast.bangkok.pk).closed_on is None


def test_a_closing_waits_while_cases_are_open_and_says_what_is_to_be_done_first(cast):
    asks(cast, "close_team", [cast.bangkok.pk])
    case = files.case(cast)
    said = ["This cannot be made yet", "they are closed, or given to another team, first"]
    director, admin = page(cast, cast.claire), page(cast, cast.anan)
    for text in (director.get(WAITING).text, admin.get(LIST).text):
        assert [one for one in (*said, "any more", "Refuse it") if one in text] == said
    assert "Let it wait, and tell Anan Suwan" in director.get(WAITING).text
    assert "need not be asked for anew" in admin.get(LIST).text
    Case.objects.filter(pk=case.pk).update(closed=True)
    assert "This cannot be made" not in director.get(WAITING).text
    decides(cast)
    assert Team.objects.get(pk=cast.bangkok.pk).closed_on == timezone.localdate()


def test_in_a_closed_team_nothing_new_is_opened(cast):
    makes(cast, "close_team", [cast.bangkok.pk])
    team = Team.objects.get(pk=cast.bangkok.pk)
    assert team.closed_on == timezone.localdate()
    with pytest.raises(Refused, match="closed"):
        files.case(cast)
    with pytest.raises(Refused, match="closed"):
        create_folder(folder=team.pk, kind="case", team=cast.bangkok, by=cast.noi)
    invite = page(cast, cast.anan).get(reverse("accounts:invite"))
    assert str(team.pk) not in invite.text


def test_where_a_team_can_go_is_said_by_two(cast):
    area = add_area(code="MM", name="Myanmar", kind="country", by=cast.noi)
    makes(cast, "reach", [cast.bangkok.pk], **MYANMAR)
    row = TeamReach.objects.get(team=cast.bangkok, country=area)
    assert (row.days, row.languages, row.permitted) == (2, "my", True)
    assert row.permitted_until == date(2027, 3, 1)
    assert (
        "Myanmar"
        in page(cast, cast.anan).get(reverse("organisation:team", args=[cast.bangkok.pk])).text
    )


def invited(cast, *teams, role="case_worker", office=""):
    told = {
        "email": "new@fanal.example",
        "display_name": "New",
        "role": role,
        "language": "en",
        "office": office,
        "teams": [team.pk for team in teams],
    }
    return page(cast, cast.anan).post(reverse("accounts:invite"), told, follow=True)


def test_that_somebody_comes_in_as_first_lead_a_director_agrees_and_no_other_lead(cast):
    makes(cast, "new_team", name="Mae Sot", office=str(cast.bangkok.office_id), lead="")
    invited(cast, Team.objects.get(name="Mae Sot"), role="team_lead")
    waits = reverse("accounts:invitations")
    assert "new@fanal.example" not in page(cast, cast.noi).get(waits).text
    assert "new@fanal.example" in page(cast, cast.claire).get(waits).text


def test_a_lead_who_comes_back_makes_the_key_of_a_team_that_has_none_once_a_director_agreed(cast):
    makes(cast, "new_team", name="Mae Sot", office=str(cast.bangkok.office_id), lead="")
    team = Team.objects.get(name="Mae Sot")
    end_account(user=cast.somchit, by=cast.anan)
    token = files.invited(
        cast,
        email=cast.somchit.email,
        display_name=cast.somchit.display_name,
        role=Role.TEAM_LEAD,
        office=team.office,
        teams=[team],
    )
    row = Invitation.objects.get(user=cast.somchit)
    assert not invitation_approval.who_may_agree(row).filter(pk=cast.noi.pk).exists()
    invitation_approval.agree(invitation=row, by=cast.claire)
    onboarding.come_back(
        invitation=invitation_for(token), passphrase="seven lamps over water", code=""
    )
    assert team.keys.get().holders.filter(to_keys__user=cast.somchit).exists()


def test_who_agrees_to_an_invitation_reads_who_is_to_hear_that_the_link_works(cast):
    invited(cast, cast.bangkok)
    row = Invitation.objects.get()
    told = page(cast, cast.noi).post(reverse("accounts:agree", args=[row.pk]), follow=True).text
    assert "The link of New works now, for 24 hours. Tell Anan Suwan, who has it." in told


def test_of_a_further_lead_of_a_team_the_other_leads_agree_too(cast):
    invited(cast, cast.bangkok, role="team_lead")
    assert "new@fanal.example" in page(cast, cast.noi).get(reverse("accounts:invitations")).text


def test_of_several_offices_none_is_chosen_before_in_an_invitation(cast):
    shown = page(cast, cast.anan).get(reverse("accounts:invite")).text
    offices = shown.split('name="office"')[1].split("</select>")[0]
    assert '<option value="" selected>The office of the team</option>' in offices


@pytest.mark.parametrize("team", ["vientiane", "bangkok"])
def test_who_is_invited_into_a_team_is_of_the_office_of_that_team(cast, team):
    team = getattr(cast, team)
    invited(cast, team)
    assert Invitation.objects.get().office == team.office


def test_another_office_that_was_chosen_stays(cast):
    invited(cast, cast.vientiane, office=cast.bangkok.office_id)
    assert Invitation.objects.get().office == cast.bangkok.office


def test_where_no_team_says_which_office_it_is_asked(cast):
    sentence = "No team says which office: choose it."
    assert sentence in invited(cast).text
    assert sentence in invited(cast, cast.bangkok, cast.vientiane).text
    assert not Invitation.objects.exists()


def moved(cast, user, *teams, **told):
    makes(cast, "person", [user.pk], teams=[str(team.pk) for team in teams], **told)
    return User.objects.get(pk=user.pk).office


def test_who_moves_to_a_team_of_another_office_is_of_that_office(cast):
    shown = page(cast, cast.anan).get(reverse("organisation:person", args=[cast.sokha.pk])).text
    offices = shown.split('name="office"')[1].split("</select>")[0]
    assert '<option value="" selected>The office of the team</option>' in offices
    assert moved(cast, cast.sokha, cast.vientiane) == cast.vientiane.office


def test_the_director_who_agrees_reads_that_the_office_changes_with_the_team(cast):
    asks(cast, "person", [cast.sokha.pk], teams=[str(cast.vientiane.pk)])
    shown = page(cast, cast.claire).get(WAITING).text
    assert str(cast.bangkok.office) in shown
    assert str(cast.vientiane.office) in shown


def test_the_director_who_agrees_reads_that_her_work_is_nobodys_then(cast):
    nobodys = "Nobody is responsible for what she worked on"
    asks(cast, "person", [cast.sokha.pk], display_name="Sokha C.")
    assert nobodys not in page(cast, cast.claire).get(WAITING).text
    asks(cast, "person", [cast.noi.pk], teams=[str(cast.vientiane.pk)])
    assert nobodys in page(cast, cast.claire).get(WAITING).text
    ending = reverse("accounts:end_account", args=[cast.sokha.pk])
    assert nobodys in page(cast, cast.anan).get(ending).text


def test_whoever_ends_an_account_reads_how_many_cases_are_hers(cast):
    ending = reverse("accounts:end_account", args=[cast.sokha.pk])
    assert "She works on" not in page(cast, cast.anan).get(ending).text
    case = files.case_with_whereabouts(cast)
    text = page(cast, cast.anan).get(ending).text
    assert "She works on 1 open case. A lead hands it on" in text
    assert case.code_name not in text


def test_an_office_that_is_chosen_where_the_team_changes_stays(cast):
    office = str(cast.bangkok.office_id)
    assert moved(cast, cast.sokha, cast.vientiane, office=office) == cast.bangkok.office


def test_whoever_joins_a_second_team_elsewhere_keeps_her_office(cast):
    assert moved(cast, cast.sokha, cast.bangkok, cast.vientiane) == cast.bangkok.office


def test_an_office_that_was_not_that_of_her_team_is_kept_as_it_was_chosen(cast):
    User.objects.filter(pk=cast.sokha.pk).update(office=cast.saigon.office)
    shown = page(cast, cast.anan).get(reverse("organisation:person", args=[cast.sokha.pk]))
    assert shown.context["form"]["office"].value() == str(cast.saigon.office_id)
