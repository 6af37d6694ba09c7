"""The administrator's page of what is still to be done, with how each is known."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from fanal.accounts.models import Office
from fanal.commands.mails import went
from fanal.core.roles import Role
from fanal.installation.backup_notes import BackupNote, KeysExportNote, TriedRestoreNote, note
from fanal.keys.actions.organisation import drawn_shares, keep_shares, open_organisation
from fanal.keys.models import TeamKeyHolder
from fanal.organisation.queries.set_up import items
from fanal.partners.actions.areas import add_area
from fanal.partners.actions.findings import confirm, record_finding
from fanal.partners.actions.partners import add_partner
from fanal.sharing.actions.rules import set_reach
from fanal.web.navigation import entries
from fanal.web.proofs import SetUpProof, last_proof, proved
from fanal.web.sweeps import sweep_ended
from tests import files
from tests.operations.test_operating_documents import COMMAND, parser_at
from tests.shares import strangers

PAGE = reverse("organisation:set_up")


def state(title):
    return next(item for item in items() if title in item.title).state


def test_each_line_has_a_proof_or_says_that_it_is_not_known(cast, settings):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    shown = files.browser(cast, cast.anan).get(PAGE).text
    for words in (
        "No mail server is set.",
        "It never ran",
        "Not known yet",
        "Claire Morel",
        "Bangkok, Ho Chi Minh City, Vientiane",
    ):
        assert words in shown


def test_the_administrator_arrives_there_after_signing_in(cast):
    arrived = files.browser(cast, cast.anan).get(reverse("web:home"), follow=True)
    assert arrived.request["PATH_INFO"] == PAGE


@pytest.mark.parametrize(
    "who", strangers(["noi", "sokha", "mai", "duc", "vera", "claire"], "it is nobody elses")
)
def test_it_is_nobody_elses(cast, who):
    assert files.browser(cast, getattr(cast, who)).get(PAGE).status_code == 404


def test_an_office_without_a_time_zone_is_named(cast):
    assert state("time zones") == "ok"
    Office.objects.filter(name="Vientiane").update(time_zone=None)
    assert state("time zones") == "care"
    assert "No time zone: Vientiane" in files.browser(cast, cast.anan).get(PAGE).text


def test_a_team_that_nobody_leads_does_not_hide_one_with_a_single_lead(cast):
    cast.somchit.is_active = False
    cast.somchit.save()
    page = files.main_of(cast, cast.anan, PAGE).partition("A second lead in each team")[2]
    assert page.index("None has: Vientiane") < page.index("One alone: ") < page.index("Invite")


def test_a_second_director_is_counted_once_she_is_there(cast):
    assert state("second director") == "care"
    cast.join("eve", "Eve", Role.DIRECTOR, "Bangkok")
    assert state("second director") == "ok"


def test_the_timer_is_late_after_a_quarter_of_an_hour(cast):
    sweep_ended(timezone.now())
    assert state("timer") == "ok"
    sweep_ended(timezone.now() - timedelta(minutes=16))
    assert state("timer") == "care"


def test_recovery_sheets_that_were_opened_are_known_to_be_good(cast):
    assert state("Recovery sheets") == "unknown"
    open_organisation(cast.shares[:2])
    assert state("Recovery sheets") == "ok"


def test_a_backup_and_a_restore_that_was_tried_are_known_from_their_notes(cast, settings, tmp_path):
    settings.VAR, now = tmp_path, timezone.now()
    assert (state("Backup"), state("A restore")) == ("care", "care")
    assert "Never, as far as is noted here" in files.browser(cast, cast.anan).get(PAGE).text
    note(tmp_path, BackupNote(now, "fanal.age", size=1, number=9))
    assert state("Backup") == "care", "it opens nothing without the key files"
    assert "fanal keys export" in files.browser(cast, cast.anan).get(PAGE).text
    note(tmp_path, KeysExportNote(now, "keys.age", marks=""))
    assert (state("Backup"), state("A restore")) == ("ok", "care")
    note(tmp_path, TriedRestoreNote(now, "fanal.age", made=now, seconds=7.0, opened=20))
    assert state("A restore") == "ok"


def test_a_backup_of_a_week_ago_and_a_restore_of_four_months_ago_are_not_done(
    cast, settings, tmp_path
):
    settings.VAR, now = tmp_path, timezone.now()
    note(tmp_path, BackupNote(now - timedelta(days=8), "fanal.age", size=1, number=9))
    before = now - timedelta(days=120)
    note(tmp_path, TriedRestoreNote(before, "fanal.age", made=before, seconds=7.0, opened=20))
    assert (state("Backup"), state("A restore")) == ("care", "care")
    shown = files.browser(cast, cast.anan).get(PAGE).text
    assert "too long ago" in shown


def test_where_a_team_can_go_is_to_be_said_and_a_second_lead_invited(cast):
    assert state("Where each team can go") == "care"
    area = add_area(code="MM", name="Myanmar", kind="country", by=cast.noi)
    for team in (cast.bangkok, cast.saigon, cast.vientiane):
        reach = {"team": team, "country": area, "days": 1, "languages": "my", "permitted": True}
        set_reach(**reach, permitted_until=None, by=cast.claire)
    assert state("Where each team can go") == "ok"
    assert state("A second lead") == "care"
    for team in ("Bangkok", "Ho Chi Minh City", "Vientiane"):
        cast.join(f"second{team[:3]}", f"Second {team}", Role.TEAM_LEAD, team)
    assert state("A second lead") == "ok"


def test_it_says_what_the_health_of_the_installation_says(cast):
    """The same is looked at once: what is a warning there is not done here."""
    cast.bangkok.members.filter(role=Role.TEAM_LEAD).update(is_active=False)
    assert state("Teams with a lead") == "care"
    assert "Bangkok" in next(item for item in items() if "Teams" in item.title).proof


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_page_that_it_names_stands_in_the_menu_under_that_name(cast, language):
    anan = cast.client(cast.anan, headers={"Accept-Language": language})
    with override(language):
        menu = {str(entry.label) for entry in entries()}
        shown = unescape(anan.get(PAGE).text)
    named = set(re.findall(r"(?:[Pp]age|pages|and|et) [“«]\s*([^”»]+?)\s*[”»]", shown))
    assert len(named) > 3
    assert named - menu == set()


def test_a_command_that_it_names_can_be_typed_as_it_stands(cast):
    for command in COMMAND.findall(" ".join(item.how for item in items())):
        parser, rest = parser_at(command.split())
        parser.parse_args(rest)


def test_a_line_that_leads_to_an_invitation_proposes_its_role_and_its_team(cast):
    anan = files.browser(cast, cast.anan)
    links = map(unescape, re.findall(r'href="([^"]*role=[^"]*)"', anan.get(PAGE).text))
    by_role = {re.search(r"role=(\w+)", link)[1]: link for link in links}
    roles = {"team_lead", "director", "lawyer", "health_worker", "shelter_worker"}
    assert roles | {"prevention_officer", "finance_officer"} == set(by_role)
    form = anan.get(by_role["team_lead"]).context["form"]
    assert form["role"].value() == "team_lead"
    assert len(form["teams"].value()) == 1


def test_partners_are_set_up_once_two_people_judged_one_of_them(cast):
    """What was read from a list is in the directory, and nobody may be asked anything."""
    area = add_area(code="TH", name="Thailand", kind="country", by=cast.noi)
    lotus, _police = (
        add_partner(kind="organisation", name=name, by=cast.noi) for name in ("Lotus", "Police")
    )
    trust = {"level": "trusted", "area": area, "reliability": "A", "credibility": "1"}
    found = record_finding(about=lotus, by=cast.sokha, **trust)
    assert "Partners: 2, judged: 0; areas: 1" in files.browser(cast, cast.anan).get(PAGE).text
    assert state("Partners and areas") == "care"
    confirm(finding=found, by=cast.noi)
    assert "Partners: 2, judged: 1; areas: 1" in files.browser(cast, cast.anan).get(PAGE).text
    assert state("Partners and areas") == "ok"


def test_a_closed_danger_is_not_counted_among_what_was_judged(cast):
    police = add_partner(kind="organisation", name="Police", by=cast.noi)
    danger = {"level": "dangerous", "reasons": ["extorts_families"]}
    confirm(finding=record_finding(about=police, by=cast.noi, **danger), by=cast.claire)
    assert police.findings.get().closed
    assert "Partners: 1, judged: 0" in files.browser(cast, cast.anan).get(PAGE).text


def test_mail_is_done_once_a_server_took_one_and_not_because_one_is_set(cast, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.locmem.EmailBackend",
            "OPTIONS": {"host": "mail.example.org"},
        }
    }
    assert state("Mail") == "unknown"
    assert "No mail went through mail.example.org" in files.browser(cast, cast.anan).get(PAGE).text
    proved(SetUpProof.MAIL, timezone.localdate())
    assert state("Mail") == "ok"


def test_a_mail_that_went_is_the_proof_of_the_mail_server(cast):
    assert went(cast.noi)
    assert last_proof(SetUpProof.MAIL) == timezone.localdate()


def test_new_sheets_are_to_be_tried_again_and_a_restore_of_before_does_not_prove_them(
    cast, settings, tmp_path
):
    settings.VAR, now = tmp_path, timezone.now()
    private = open_organisation(cast.shares[:2])
    note(tmp_path, TriedRestoreNote(now, "fanal.age", made=now, seconds=7.0, opened=20))
    assert state("Recovery sheets") == "ok"
    keep_shares(drawn_shares(private), opened_by=[1, 2], present=[cast.anan, cast.claire])
    assert state("Recovery sheets") == "unknown"


def test_a_restore_that_was_tried_proves_the_sheets_that_opened_it(cast, settings, tmp_path):
    settings.VAR, now = tmp_path, timezone.now()
    note(tmp_path, TriedRestoreNote(now, "fanal.age", made=now, seconds=7.0, opened=20))
    assert state("Recovery sheets") == "ok"


def test_a_second_lead_who_was_not_let_in_is_no_second_lead_yet(cast):
    for team in ("Bangkok", "Ho Chi Minh City", "Vientiane"):
        cast.join(f"second{team[:3]}", f"Second {team}", Role.TEAM_LEAD, team)
    assert state("A second lead") == "ok"
    holders = TeamKeyHolder.objects.filter(team_key__team=cast.bangkok)
    holders.filter(to_keys__user__display_name="Second Bangkok").delete()
    assert state("A second lead") == "care"
    shown = files.browser(cast, cast.anan).get(PAGE).text
    assert "a lead of Bangkok" in shown
    assert state("Teams with a lead") == "ok"
