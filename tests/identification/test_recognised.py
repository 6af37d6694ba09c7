"""An authority recognises her as a victim: who works on her case meets what may begin, with its
source, and nothing begins by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import Case, Task
from fanal.core.errors import BadInput
from fanal.core.law.recognition import RecognitionRight, begins_in, read_beginnings
from fanal.identification.actions.recording import add_finding
from fanal.keys.actions import grant
from fanal.protection.models import ProtectionRecord
from tests import files


def recognised(cast, concern, by=None, **more):
    told = {
        "status": "ActualVictimOfTrafficking",
        "step": "formally_identified",
        "body": "multidisciplinary_team",
        "found_on": timezone.localdate(),
        "country": "TH",
    } | more
    by = by or cast.sokha
    return add_finding(concern=concern, **cast.acting(by), **told)


@pytest.fixture
def screen(case, sokha):
    return lambda: sokha.get(reverse("cases:case", args=[case.id])).text


def at_stage(case, stage):
    row = Case.objects.get(id=case.id)
    row.move_to(stage)
    row.save(update_fields=["stage", "closed"])


def test_the_case_says_so_and_leads_to_what_may_begin(cast, case, concern, screen, go):
    assert "recognised her as a victim" not in screen()
    recognised(cast, concern)
    assert "recognised her as a victim" in screen()
    assert f"{go()}#begins" in screen()


def test_each_right_stands_with_its_source_and_the_page_on_which_it_is_begun(
    cast, case, person, concern, sokha, go
):
    recognised(cast, concern)
    page = sokha.get(go()).text
    for words in ("45 days", "National Referral Mechanism", "section 37", "section 35", "6(3)"):
        assert words in page
    assert "not confirmed: to be checked by a lawyer" in page
    for address in (
        reverse("protection:of_person", args=[case.id, person.id, "recovery"]),
        reverse("justice:case", args=[case.id]),
        reverse("cases:section", args=[case.id, "needs"]),
    ):
        assert address in page


@pytest.mark.parametrize(
    ("stage", "proposed"),
    [("presumed_victim", "getting to know"), ("identification", "getting to know"), ("plan", "")],
)
def test_the_next_stage_is_proposed_and_never_set(cast, case, concern, sokha, go, stage, proposed):
    at_stage(case, stage)
    recognised(cast, concern)
    page = sokha.get(go()).text
    assert ("The next stage" in page) == bool(proposed)
    assert proposed in page
    assert Case.objects.get(id=case.id).stage == stage
    assert not ProtectionRecord.objects.exists()


def test_what_is_written_down_already_is_not_proposed_again(cast, case, person, concern, sokha, go):
    recognised(cast, concern)
    form = reverse("protection:of_person", args=[case.id, person.id, "recovery"])
    assert sokha.post(form, {"decision": "takes", "country": "TH"}).status_code == 302
    page = sokha.get(go()).text
    assert form not in page.partition('id="begins"')[2]
    assert "Noted" in page


@pytest.mark.parametrize("more", [
    {"body": "ngo"},
    {"step": "presumed", "status": "PossibleVictimOfTrafficking"},
    {"step": "refused", "status": "NotAVictimOfTrafficking", "reason": "none"},
])  # fmt: skip
def test_what_is_no_recognition_by_an_authority_proposes_nothing(
    cast, concern, screen, sokha, go, more
):
    recognised(cast, concern, **more)
    assert "recognised her as a victim" not in screen()
    assert "What may begin now" not in sokha.get(go()).text


def test_what_was_revoked_since_proposes_nothing(cast, concern, sokha, go):
    before = timezone.localdate() - timedelta(days=3)
    recognised(cast, concern, found_on=before)
    recognised(cast, concern, step="revoked", status="NotAVictimOfTrafficking")
    assert "What may begin now" not in sokha.get(go()).text


def test_where_a_lawyer_writes_it_down_who_works_on_the_case_gets_a_task(cast, case, concern):
    grant(folder=case.id, compartments=["legal"], to=cast.mai, **cast.acting(cast.noi))
    Case.objects.filter(id=case.id).update(assignee=cast.sokha)
    concern.case.refresh_from_db()
    recognised(cast, concern, by=cast.sokha)
    assert not Task.objects.exists()
    recognised(cast, concern, by=cast.mai)
    task = Task.objects.get()
    assert task.assignee == cast.sokha
    assert "victim" not in str(task.title)
    today = files.browser(cast, cast.sokha).get(reverse("cases:today")).text
    assert "What the law says" in today


def test_every_right_has_a_row_for_any_country():
    for country in ("TH", "FR", "LA"):
        assert [one.right for one in begins_in(country)] == list(RecognitionRight)
    assert begins_in("LA")[1].country == "anywhere"


@pytest.mark.parametrize(
    ("given", "why"),
    [('code = "gold"\ncountry = "TH"', "no right"), ('code = "stay"\ncountry = "XX"', "3166")],
)
def test_a_malformed_file_is_refused_by_its_line(given, why):
    with pytest.raises(BadInput, match=why):
        read_beginnings("f.toml", f"[[right]]\n{given}\n")
