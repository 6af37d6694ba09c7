"""An incident that somebody else reports: whoever is arrested does not write it down herself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.absences.models import StandIn
from fanal.accounts.joining import join
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.colleagues import access, actions
from fanal.colleagues.later_directors import later_directors
from fanal.colleagues.models import IncidentNotice, SecurityIncident
from fanal.core.errors import Refused
from fanal.core.roles import Permission
from fanal.journeys.actions import plans
from fanal.journeys.models import MailDue
from fanal.keys import named_folders
from fanal.keys.models import Folder, Grant
from fanal.rotation.actions import suspect_person
from tests import files
from tests.journeys.scene import scene

pytestmark = pytest.mark.django_db
KEYS = "The keys of Sokha Chea may be known to others"


def browser(cast, who):
    return files.browser(cast, User.objects.get(email=f"{who}@fanal.example"))


def page(name, *args):
    return reverse(f"colleagues:{name}", args=args)


def arrested(cast, **more):
    """Mai writes down that Sokha was arrested."""
    told = {"kind": "arrest", "on": timezone.localdate(), "words": "At the bridge, at noon."}
    return actions.report(by=cast.mai, **(told | {"colleague": cast.sokha} | more))


def test_the_keys_of_whom_it_happened_to_are_to_be_replaced_and_not_those_of_who_reports_it(cast):
    arrested(cast)
    text = browser(cast, "anan").get("/", follow=True).text
    assert KEYS in text
    assert "The keys of Mai" not in text


def test_her_lead_is_told_and_she_is_not_whose_account_may_be_in_other_hands(cast):
    row = arrested(cast)
    told = {notice.to for notice in IncidentNotice.objects.filter(incident=row)}
    assert cast.noi in told
    assert cast.sokha not in told
    assert cast.sokha not in {due.to for due in MailDue.objects.all()}
    assert browser(cast, "sokha").get(page("incident", row.pk)).status_code == 404
    assert not Grant.objects.filter(folder=row.pk, to_keys__user=cast.sokha).exists()


def test_who_reports_it_chooses_to_whom_and_her_lead_reads_it(cast):
    sent = {"kind": "arrest", "on": str(timezone.localdate()), "colleague": str(cast.sokha.pk)}
    browser(cast, "mai").post(page("report"), sent)
    noi = browser(cast, "noi")
    assert "Sokha Chea" in noi.get(page("incidents")).text
    (notice,) = IncidentNotice.objects.filter(to=cast.noi)
    text = noi.get(page("incident", notice.incident_id)).text
    assert "replaces the keys of Sokha Chea" in text
    assert "Mai " in text.partition("Reported by")[2]


def test_of_sexual_violence_nothing_says_to_whom(cast):
    row = arrested(cast, kind="sexual_violence", words="", named=(cast.ploy, cast.noi))
    assert "colleague" not in row.told


# ── Its end ──────────────────────────────────────────────────────────────────
def test_an_incident_is_not_over_while_keys_that_others_may_know_open_all(cast):
    row = arrested(cast)
    actions.see(incident=row, by=cast.noi)
    with pytest.raises(Refused, match="her keys still open everything"):
        actions.end(incident=row, by=cast.noi)
    suspect_person(user=cast.sokha, by=cast.anan)
    actions.end(incident=row, by=cast.noi)
    assert row.ended_on
    assert not row.unopened


def test_or_a_lead_says_that_nobody_else_can_have_opened_the_device(cast):
    row = arrested(cast, kind="device_taken")
    noi = browser(cast, "noi")
    noi.post(page("seen", row.pk))
    says = "Nobody else can have opened the device"
    assert says in noi.get(page("incident", row.pk)).text
    noi.post(page("end", row.pk), {"unopened": "1"})
    text = noi.get(page("incident", row.pk)).text
    assert "Nobody else can have opened it" in text
    assert "Closed on" in text
    assert KEYS not in browser(cast, "anan").get("/", follow=True).text


def test_who_holds_her_device_does_not_say_so_in_her_name(cast):
    row = actions.report(kind="device_taken", on=timezone.localdate(), by=cast.sokha)
    actions.see(incident=row, by=cast.noi)
    sokha = browser(cast, "sokha")
    assert "Nobody else can have opened" not in sokha.get(page("incident", row.pk)).text
    sokha.post(page("end", row.pk), {"unopened": "1"})
    assert KEYS in browser(cast, "anan").get("/", follow=True).text
    with pytest.raises(Refused):
        actions.end(incident=row, by=cast.sokha, unopened=True)


def test_nor_who_reported_it_and_was_not_told_of_it(cast):
    row = arrested(cast)
    actions.see(incident=row, by=cast.noi)
    with pytest.raises(Refused):
        actions.end(incident=row, by=cast.mai, unopened=True)


def test_a_director_to_whom_it_happened_does_not_read_it_though_nobody_has(cast):
    before = timezone.localdate() - timedelta(days=9)
    row = arrested(cast, colleague=cast.claire, on=before, today=before)
    assert row not in access.incidents_for(cast.claire, timezone.localdate())
    IncidentNotice.objects.create(incident=row, to=cast.claire, told_on=before)
    row = SecurityIncident.objects.get(pk=row.pk)
    assert row not in access.incidents_for(cast.claire, timezone.localdate())
    assert row in access.incidents_for(cast.mai, timezone.localdate())


def test_nor_is_she_offered_its_words_afterwards(cast):
    row = arrested(cast, colleague=cast.claire)
    assert cast.claire not in {one.director for one in later_directors(cast.mai, [row])}
    assert row.pk not in named_folders.follows(cast.claire, Folder.objects.filter(pk=row.pk)).get(
        "incident", set()
    )


def test_that_it_is_over_puts_no_words_back_that_were_moved_meanwhile(cast):
    row = arrested(cast, words="")
    stale = SecurityIncident.objects.get(pk=row.pk)
    stale.told = stale.told | {"words": "At the bridge."}
    actions.see(incident=stale, by=cast.noi)
    actions.end(incident=stale, by=cast.noi, unopened=True)
    assert set(SecurityIncident.objects.get(pk=row.pk).told) == {
        "kind", "near", "colleague", "unopened",
    }  # fmt: skip


# ── What she has in hand ───────────────────────────────────────────────
def test_her_lead_reads_which_journeys_are_hers(cast):
    journey = scene(cast, n=1).journey
    row = arrested(cast)
    text = browser(cast, "noi").get(page("incident", row.pk)).text
    assert "What she has in hand" in text
    assert reverse("journeys:journey", args=[journey.id]) in text
    assert journey.code_name in text


def test_of_a_journey_that_is_closed_to_her_lead_he_reads_whom_to_ask_and_no_more(cast):
    journey = files.journey(cast, by=cast.kham, team=cast.vientiane)
    plans.add_custodian(journey=journey, label="Escort", colleagues=[cast.sokha], by=cast.kham)
    text = browser(cast, "noi").get(page("incident", arrested(cast).pk)).text
    assert "A journey that you have no access to" in text
    assert f"{cast.kham} leads it." in text
    assert journey.code_name not in text


def test_her_lead_names_who_sees_to_her_cases_and_the_page_knows_for_whom(cast, case):
    noi = browser(cast, "noi")
    address = page("incident", arrested(cast).pk)
    assert "She has 1 open case" in noi.get(address).text
    form = noi.get(
        reverse("organisation:name_stand_in", args=[case.team_id]), {"away": cast.sokha.pk}
    )
    assert form.context["form"]["away"].value() == str(cast.sokha.pk)
    assert "open case" not in browser(cast, "mai").get(address).text


def test_who_stands_in_for_her_in_another_team_sees_to_no_case_of_this_one(cast, case):
    join(user=cast.sokha, teams=[cast.vientiane])
    day = timezone.localdate()
    days = {"since": day, "until": day, "asked_on": day, "agreed_on": day}
    who = {"away": cast.sokha, "stand_in": cast.kham, "asked_by": cast.kham}
    StandIn.objects.create(team=cast.vientiane, **who, **days)
    text = browser(cast, "noi").get(page("incident", arrested(cast).pk)).text
    assert "She has 1 open case" in text


def test_who_reports_it_of_another_learns_nothing_of_her_journeys_and_her_cases(cast, case):
    scene(cast, n=1)
    audit.record(act="case.read", by=cast.sokha, about=case.pk)
    row = arrested(cast)
    text = browser(cast, "mai").get(page("incident", row.pk)).text
    assert "What she has in hand" not in text
    assert "journey" not in text.partition("<main")[2].lower()
    assert "Opened by her" not in text
    assert "Opened by her" in browser(cast, "noi").get(page("incident", row.pk)).text


@pytest.mark.parametrize("kind", ["arrest", "device_taken"])
def test_no_page_tells_a_colleague_to_call_a_telephone_that_is_in_other_hands(cast, kind):
    case = files.case(cast)
    files.let_in_lawyer(cast, case)
    files.in_danger(cast, case)
    mai, pages = (
        browser(cast, "mai"),
        [reverse("cases:today"), reverse("justice:case", args=[case.id])],
    )
    assert all("all Sokha" in mai.get(address).text for address in pages)
    arrested(cast, kind=kind)
    for address in pages:
        text = mai.get(address).text
        assert "all Sokha" not in text
        assert f"a lead of {case.team}" in text.replace("A lead", "a lead")


def test_of_the_only_director_every_lead_is_told_and_reads_it(cast):
    row = arrested(cast, colleague=cast.claire)
    told = {notice.to for notice in IncidentNotice.objects.filter(incident=row)}
    assert told == set(User.objects.who_may(Permission.LEAD_CASES)) - {cast.claire}
    assert cast.noi in told
    assert browser(cast, "noi").get(page("incident", row.pk)).status_code == 200
    assert browser(cast, "mai").get(page("incident", row.pk)).status_code == 200
    assert browser(cast, "claire").get(page("incident", row.pk)).status_code == 404


def test_what_a_worker_reports_of_herself_is_read_by_no_lead_of_another_team(cast):
    row = actions.report(kind="threat", on=timezone.localdate(), by=cast.sokha)
    assert browser(cast, "kham").get(page("incident", row.pk)).status_code == 404
