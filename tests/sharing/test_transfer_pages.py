"""The pages of a transfer, as the two leads and everybody else see them."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from fanal.care.models import CareRequest
from fanal.cases.actions import stages
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Case, CaseEntry, Consent, Document
from fanal.core.casework.stages import CaseStage
from fanal.core.justice.kinds import JusticeKind
from fanal.intake import actions as intake
from fanal.intake.models import Triage
from fanal.journeys.actions import plans, preparing
from fanal.justice.actions import proceedings, recording
from fanal.keys.actions import grant
from fanal.keys.sealed import SealedRecord
from fanal.sharing.models import Transfer
from fanal.sharing.queries.transfers import RECORDS
from fanal.shelters.models import BedRequest, ShelterStay
from tests import files
from tests.shares import strangers
from tests.sharing.transfers import accept, offer, told_case


@pytest.fixture
def here(cast):
    return told_case(cast)


def url(name, *args):
    return reverse(f"sharing:{name}", args=args)


def filled(cast, **more):
    return {
        "classes": ["medical", "legal", "finance", "files", "whereabouts"],
        "near": [cast.somchit.pk],
        "done": "Brought out on Monday.",
        "needed": "Family near you.",
        "answer_within": 3,
    } | more


def test_a_lead_chooses_sees_exactly_what_goes_and_offers(cast, here):
    noi = files.browser(cast, cast.noi)
    assert url("give", here.case.id) in noi.get(reverse("cases:case", args=[here.case.id])).text
    chosen = noi.post(url("give", here.case.id), {"team": cast.vientiane.pk})
    page = noi.get(chosen.url)
    for words in ("What hurts or worries her", "Names", "Kham Phommachan", "Conversations"):
        assert words in page.text
    assert "Fever since Monday" not in page.text  # fields, not their content
    assert noi.post(chosen.url, filled(cast, done="")).status_code == 422
    assert noi.post(chosen.url, filled(cast, near=[])).status_code == 422
    made = noi.post(chosen.url, filled(cast))
    assert made.status_code == 302
    assert "Bangkok" in noi.get(made.url).text
    case = noi.get(reverse("cases:case", args=[here.case.id])).text
    assert "offered to Vientiane" in case
    again = noi.post(chosen.url, filled(cast))
    assert again.status_code == 422
    assert "offered to a team already" in again.text


@pytest.mark.parametrize("agrees", [True, False])
def test_a_missing_consent_is_named_before_the_form_is_filled_with_the_way_to_it(cast, agrees):
    here = told_case(cast, consent=agrees)
    noi = files.browser(cast, cast.noi)
    address = url("offer", here.case.id, cast.vientiane.pk)
    page = noi.get(address).text
    consent = reverse("cases:consent", args=[here.case.id]) + f"?purpose=referral&next={address}"
    assert (consent in unescape(page)) is not agrees
    assert ("This may not go out now" in page) is not agrees
    if not agrees:
        assert "whether Vientiane may take her case over" in page
        assert "receive documents" not in page
        refused = noi.post(address, filled(cast)).text
        why = re.search(r"This may not go out now.*?<li>\s*(.*?)\s*<a ", page, re.DOTALL)[1]
        assert refused.count(why) == 2  # as it is refused
        assert noi.get(consent).status_code == 200
        told = {"person": here.person.pk, "purpose": "referral", "answer": "given"}
        told |= {"data_class": "every", "given_by": "herself", "on": timezone.localdate()}
        assert noi.post(consent, told).url == address, "she goes on where it was missing"


def test_a_part_that_she_keeps_back_is_named_beside_what_may_go(cast, here):
    write = {"case": here.case, "by": cast.sokha, "ring": here.ring}
    told = {"person": here.person, "purpose": "medical", "answer": "refused"}
    record_consent(**told, **write)
    page = files.browser(cast, cast.noi).get(url("offer", here.case.id, cast.vientiane.pk)).text
    against = page.partition("Not all of this may go out now")[2].partition("</ul>")[0]
    assert against.count("<li>") == 1
    assert "Health" in against
    assert reverse("cases:consent", args=[here.case.id]) not in against  # she was asked


def test_what_other_apps_wrote_into_the_case_is_among_what_goes(cast, here):
    """Nothing stands there as “nothing saved” that their keys would open."""
    write = {"by": cast.sokha, "ring": here.ring}
    told = {"kind": "criminal", "country": "TH", "role": "victim"}
    begun = proceedings.begin(case=here.case, person=here.person, answers=told, **write)
    recording.record(
        proceeding=begun,
        kind=JusticeKind.HEARING,
        answers={"day": timezone.localdate() + timedelta(days=7), "presence": "must"},
        sure=True,
        **write,
    )
    text = files.browser(cast, cast.noi).get(url("offer", here.case.id, cast.vientiane.pk)).text
    for words in ("Proceedings", "Hearings, decisions and time limits"):
        assert words in text


def test_each_app_that_writes_into_cases_says_what_goes():
    """A record with a case stands in its folder, unless a folder of its own is made for it."""
    in_cases = {
        model
        for model in apps.get_models()
        if issubclass(model, SealedRecord) and any(f.name == "case" for f in model._meta.fields)
    }
    told_apart = {CaseEntry, Consent, Document, Triage}
    of_their_own = {BedRequest, CareRequest, ShelterStay, Transfer}
    assert in_cases - told_apart - of_their_own <= RECORDS.keys()


def test_a_team_or_a_colleague_from_elsewhere_is_no_choice(cast, here):
    noi = files.browser(cast, cast.noi)
    assert noi.get(url("offer", here.case.id, cast.bangkok.pk)).status_code == 404
    page = url("offer", here.case.id, cast.vientiane.pk)
    assert noi.post(page, filled(cast, near=[cast.huong.pk])).status_code == 422
    assert noi.post(page, filled(cast, classes=["existence"])).status_code == 422
    assert not Transfer.objects.exists()


def test_the_other_lead_reads_the_offer_and_takes_the_case_over(cast, here):
    row = offer(cast, here)
    somchit, kham = files.browser(cast, cast.somchit), files.browser(cast, cast.kham)
    assert here.case.code_name in somchit.get(url("list")).text
    assert here.case.code_name not in kham.get(url("list")).text
    page = somchit.get(url("transfer", row.id)).text
    assert "Her family is near you." in page
    assert reverse("cases:case", args=[here.case.id]) not in page
    assert "Call the doctor" in somchit.get(url("accept", row.id)).text
    taken = somchit.post(url("accept", row.id), {"worker": cast.kham.pk, "near": [cast.kham.pk]})
    assert taken.url == reverse("cases:case", args=[here.case.id])
    assert kham.get(taken.url).status_code == 200
    need = kham.get(reverse("cases:section", args=[here.case.id, "needs"]))
    assert "Fever since Monday" in need.text
    safety = kham.get(reverse("cases:section", args=[here.case.id, "safety"]))
    assert "above the bakery" in safety.text
    assert somchit.post(url("accept", row.id), {"worker": cast.kham.pk}).status_code == 422


def test_the_giving_team_keeps_its_summary_and_no_more(cast, here):
    stages.move(case=here.case, to=CaseStage.SCREENING, by=cast.sokha, version=here.case.version)
    row = offer(cast, here)
    accept(cast, row)
    case = Case.objects.get(id=here.case.id)
    stages.move(case=case, to=CaseStage.IMMEDIATE_SAFETY, by=cast.kham, version=case.version)
    sokha = files.browser(cast, cast.sokha)
    assert sokha.get(reverse("cases:case", args=[case.id])).status_code == 404
    assert sokha.get(reverse("people:person", args=[here.person.id])).status_code == 404
    page = sokha.get(url("transfer", row.id)).text
    assert "She was brought out on Monday." in page
    assert "First look" in page
    assert "Safety first" not in page
    assert reverse("cases:case", args=[case.id]) not in page


@pytest.mark.parametrize(
    "who",
    strangers(
        ["huong", "linh", "kham", "claire", "duc", "anan", "vera", "mai"],
        "whoever has no part in it finds nothing",
    ),
)
def test_whoever_has_no_part_in_it_finds_nothing(cast, here, who):
    row = offer(cast, here)
    client = files.browser(cast, getattr(cast, who))
    for name in ("transfer", "accept", "decline", "recall", "pass_on"):
        assert client.get(url(name, row.id)).status_code == 404
    assert client.get(url("give", here.case.id)).status_code == 404
    assert client.get(url("offer", here.case.id, cast.saigon.pk)).status_code == 404


def test_each_side_does_its_own_part_alone(cast, here):
    row = offer(cast, here)
    noi, sokha = files.browser(cast, cast.noi), files.browser(cast, cast.sokha)
    somchit = files.browser(cast, cast.somchit)
    for client, name in (
        (noi, "accept"),
        (noi, "decline"),
        (somchit, "recall"),
        (somchit, "pass_on"),
        (sokha, "recall"),
        (sokha, "accept"),
    ):
        assert client.post(url(name, row.id), {"reason": "x"}).status_code == 404
    assert sokha.get(url("transfer", row.id)).status_code == 200
    assert somchit.post(url("decline", row.id), {"reason": ""}).status_code == 422
    assert somchit.post(url("decline", row.id), {"reason": "No bed."}).status_code == 302
    assert "No bed." in noi.get(url("transfer", row.id)).text
    assert somchit.get(url("transfer", row.id)).status_code == 404


def test_on_the_conflict_list_one_does_not_learn_of_the_offer(cast, here):
    second = cast.join("dao", "Dao Lim", "team_lead", "Vientiane")
    row = offer(cast, here, kept_out=[second], why_kept_out="A cousin.")
    client = files.browser(cast, second)
    assert client.get(url("transfer", row.id)).status_code == 404
    assert here.case.code_name not in client.get(url("list")).text


def test_the_signal_behind_the_case_is_read_by_both_teams(cast, here):
    signal = intake.take_signal(team=cast.bangkok, answers={"where": "Kolok"}, by=cast.sokha)
    intake.add_to_case(
        signal=signal, case=here.case, reason="The same girl.", by=cast.sokha, ring=here.ring
    )
    page = reverse("intake:signal", args=[signal.id])
    kham, sokha = files.browser(cast, cast.kham), files.browser(cast, cast.sokha)
    row = offer(cast, here)
    assert kham.get(page).status_code == 404
    accept(cast, row)
    assert "Kolok" in kham.get(page).text
    assert sokha.get(page).status_code == 200


def test_whoever_was_granted_a_part_by_name_keeps_it(cast, here):
    grant(folder=here.case.id, compartments=["medical"], to=cast.claire, **cast.acting(cast.noi))
    row = offer(cast, here)
    assert "Claire Morel" in files.browser(cast, cast.somchit).get(url("accept", row.id)).text
    accept(cast, row)
    assert here.entries["health"].try_unseal(cast.ring(cast.claire))


def test_the_board_says_who_answers_for_her(cast, here):
    journey = files.journey(cast)
    custodian = plans.add_custodian(journey=journey, label="Team", by=cast.sokha)
    preparing.prepare(
        journey=journey, person=here.person, case=here.case, custodian=custodian, by=cast.sokha
    )
    board = reverse("journeys:board")
    noi, kham = files.browser(cast, cast.noi), files.browser(cast, cast.kham)
    row = offer(cast, here)
    assert "offered to Vientiane" in noi.get(board).text
    assert here.person.code_name not in kham.get(board).text
    accept(cast, row)
    page = kham.get(board).text
    assert here.person.code_name in page
    assert reverse("journeys:journey", args=[journey.id]) in page
    assert "Vientiane" in noi.get(board).text


def test_whoever_took_her_over_on_the_way_is_told_to_call_the_team_that_runs_the_journey(
    cast, here
):
    journey = files.journey(cast)
    custodian = plans.add_custodian(
        journey=journey, label="Escort", team=cast.bangkok, by=cast.sokha
    )
    preparing.prepare(
        journey=journey, person=here.person, case=here.case, custodian=custodian, by=cast.sokha
    )
    write = {"case": here.case, **cast.acting(cast.sokha)}
    add_entry(kind="safety", answers={"danger_now": True}, **write)
    accept(cast, offer(cast, here), read_danger=True)
    for user in (cast.somchit, cast.kham):
        page = files.browser(cast, user).get(reverse("journeys:board")).text
        assert here.person.code_name in page
        assert "Call Noi Saetang (Bangkok)." in page
        assert "(Vientiane)." not in page


def test_whoever_takes_a_case_over_reads_that_all_that_happened_goes_along(cast, here):
    row = offer(cast, here)
    page = files.browser(cast, cast.somchit).get(url("transfer", row.id)).text
    assert "what happened and what is planned" in page
    assert "needs and goals" not in page
    assert "all documents" in page


def test_a_case_says_that_another_team_of_ours_was_asked_to_take_it(cast):
    here = told_case(cast)
    there = reverse("sharing:case", args=[here.case.id])
    browser = files.browser(cast, cast.sokha)
    assert "Nobody has been asked yet" in browser.get(there).text
    row = offer(cast, here)
    page = browser.get(there).text
    assert reverse("sharing:transfer", args=[row.id]) in page
    assert "Nobody has been asked yet" not in page
