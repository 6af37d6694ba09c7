"""What two decide on a journey, a missing person, two answers that do not agree, a no to closing."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from fanal.accounts.actions import end_account
from fanal.accounts.deciders import who_decides
from fanal.cases.actions import emergencies, stages, states
from fanal.cases.models import Closure, StateCode, Task
from fanal.commands.sweep import sweep
from fanal.core.errors import BadInput
from fanal.journeys.models import MissingSheet
from fanal.partners.actions import findings
from fanal.sharing.actions import rules
from fanal.sharing.models import Override
from fanal.web.decisions import waiting_for
from tests import files
from tests.decisions.scenes import (
    asks_to_look,
    closes,
    closes_for_a_lead,
    decides_state,
    goes_with,
    in_danger,
    says_she_is_safe,
    somebody_missing,
    to_close,
    with_a_driver,
)
from tests.journeys.scene import trusted
from tests.refused import WHY


def codes(user):
    return [kind.code for kind, _row in waiting_for(user)]


def words(page):
    return " ".join(page.text.split())


# ── Journeys ─────────────────────────────────────────────────────────────────
def test_who_proposes_somebody_who_was_refused_reads_who_decides_it(cast):
    here = with_a_driver(cast)
    page = goes_with(files.browser(cast, cast.sokha), here)
    assert "It waits for a second person: Claire Morel, Noi Saetang." in page.text
    assert codes(cast.noi) == codes(cast.claire) == ["journey_decision"]


def test_where_nobody_can_decide_it_the_page_of_the_decision_says_whom_to_call(cast):
    here = with_a_driver(cast)
    end_account(user=cast.claire, by=cast.anan)
    page = goes_with(files.browser(cast, cast.noi), here)
    assert "nobody can decide it now" in page.text
    made = here.journey.decisions.get()
    page = files.browser(cast, cast.noi).get(
        reverse("journeys:decision", args=[here.journey.id, made.id])
    )
    assert "nobody can decide it now" in page.text
    assert "Anan Suwan" in page.text


# ── A missing person ─────────────────────────────────────────────────────────
@pytest.fixture
def missing(cast):
    here = somebody_missing(cast)
    here.page = asks_to_look(files.browser(cast, cast.sokha), here)
    here.sheet = MissingSheet.objects.get()
    return here


def test_a_missing_person_stands_once_in_the_list_and_leads_to_her_sheet(cast, missing):
    assert "Claire Morel, Noi Saetang" in missing.page.text
    for one in (cast.noi, cast.claire):
        assert codes(one) == ["missing_sheet"]
        listed = files.browser(cast, one).get(reverse("web:decisions"))
        assert reverse("journeys:missing_sheet", args=[missing.sheet.id]) in listed.text
        address = reverse("sharing:override_too", args=[missing.sheet.override_id])
        assert files.browser(cast, one).get(address).status_code == 404
    assert codes(cast.sokha) == codes(cast.somchit) == []


def test_whoever_must_never_be_told_of_the_case_does_not_decide_on_the_sheet(cast, missing):
    rules.never_tell(case=missing.case, colleague=cast.claire, reason="his aunt", by=cast.noi)
    assert codes(cast.claire) == []
    claire = files.browser(cast, cast.claire)
    address = reverse("journeys:agree_to_look", args=[missing.sheet.id])
    assert claire.post(address).status_code == 404
    assert Override.objects.get().second is None


def test_a_no_to_the_sheet_is_read_on_it_and_nobody_is_asked_any_more(cast, missing):
    noi, page = files.browser(cast, cast.noi), missing.page.request["PATH_INFO"]
    address = reverse("accounts:say_no", args=["missing_sheet", missing.sheet.id])
    assert files.browser(cast, cast.sokha).post(address).status_code == 404
    assert address in noi.get(page).text
    assert noi.post(address, {"why": WHY}).status_code == 302
    assert codes(cast.claire) == codes(cast.noi) == []
    sokha = files.browser(cast, cast.sokha)
    assert "Noi Saetang did not agree" in words(sokha.get(page))
    assert (
        files.browser(cast, cast.claire)
        .post(reverse("journeys:agree_to_look", args=[missing.sheet.id]))
        .status_code
        == 404
    )


# ── Two answers that do not agree ────────────────────────────────────────────
def test_the_worker_reads_which_lead_decides_and_the_lead_finds_it(cast):
    here = in_danger(cast)
    assert codes(cast.noi) == []
    said = says_she_is_safe(files.browser(cast, cast.sokha), here)
    assert "It waits for a second person: Noi Saetang." in said.text
    shown = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[here.case.id]))
    assert "It waits for a second person: Noi Saetang." in shown.text
    noi = files.browser(cast, cast.noi)
    assert codes(cast.noi) == ["state"]
    assert codes(cast.sokha) == codes(cast.claire) == codes(cast.somchit) == []
    address = reverse("cases:decide", args=[here.case.id, here.person.id])
    assert address in noi.get(reverse("web:decisions")).text
    decides_state(noi, StateCode.objects.get(), here)
    assert codes(cast.noi) == []


def test_whom_a_conflict_keeps_out_is_not_asked_and_the_worker_is_told(cast):
    here = in_danger(cast)
    emergencies.keep_out(case=here.case, user=cast.noi, reason="her cousin", by=cast.noi)
    said = says_she_is_safe(files.browser(cast, cast.sokha), here)
    assert codes(cast.noi) == []
    assert "nobody can decide it now" in said.text
    assert "Claire Morel" in said.text


def test_a_partner_who_loses_trust_gives_the_lead_something_to_decide(cast):
    here, centre = in_danger(cast), trusted(cast, "Lotus")
    states.say_no_longer(
        case=here.case,
        person=here.person,
        said_by="receiving_side",
        partner=centre,
        said_at=timezone.localtime(),
        what_changed="She is with us.",
        **cast.acting(cast.sokha),
    )
    assert codes(cast.noi) == []
    findings.record_finding(about=centre, level="dangerous", by=cast.noi)
    assert "state" in codes(cast.noi)


def test_states_of_before_the_upgrade_are_looked_at_and_stored_anew(cast):
    here = in_danger(cast)
    StateCode.objects.update(may_need_lead=True)
    assert codes(cast.noi) == []
    files.browser(cast, cast.sokha).get(reverse("cases:case", args=[here.case.id]))
    assert not StateCode.objects.get().may_need_lead


def test_a_closed_case_has_nothing_to_decide(cast):
    here = in_danger(cast)
    says_she_is_safe(files.browser(cast, cast.sokha), here)
    type(here.case).objects.update(closed=True)
    assert codes(cast.noi) == []


# ── Closing ──────────────────────────────────────────────────────────────────
@pytest.fixture
def colleague(cast):
    """One more worker of Bangkok, whose lead has left."""
    cast.tola = cast.join("tola", "Tola Sok", cast.sokha.role, "Bangkok")
    end_account(user=cast.noi, by=cast.anan)
    end_account(user=cast.huong, by=cast.anan)
    return cast.tola


def test_where_no_lead_is_there_a_colleague_agrees_but_not_to_what_takes_a_lead(cast, colleague):
    here = to_close(cast)
    closes(files.browser(cast, cast.sokha), here)
    assert codes(colleague) == ["closure"]
    stages.drop_closure(closure=Closure.objects.get(), **cast.acting(cast.sokha))
    said = closes_for_a_lead(files.browser(cast, cast.sokha), here)
    assert codes(colleague) == []
    assert "nobody can decide it now" in said.text


def test_a_danger_that_began_since_it_was_asked_takes_a_lead_too(cast, colleague):
    here = to_close(cast)
    closes(files.browser(cast, cast.sokha), here)
    states.say_in_danger(
        case=here.case,
        person=here.case.people.get(),
        said_by="herself",
        said_at=None,
        **cast.acting(cast.sokha),
    )
    assert codes(colleague) == []


def test_a_no_to_closing_goes_back_to_whoever_asked_with_the_reason(cast):
    here = to_close(cast)
    closes(files.browser(cast, cast.sokha), here)
    sweep(timezone.localtime())
    mail.outbox.clear()
    noi = files.browser(cast, cast.noi)
    address = reverse("cases:drop", args=[here.case.id])
    assert address in noi.get(reverse("cases:agree", args=[here.case.id])).text
    told = {"answers_to": Closure.objects.get().pk}
    assert noi.post(address, told | {"why": " "}).status_code == 422
    assert noi.post(address, told | {"why": "Her sister has called."}).status_code == 302
    assert codes(cast.noi) == []
    task = Task.objects.get()
    assert task.assignee == cast.sokha
    with translation.override("fr"):
        assert task.heading.startswith("Le dossier reste ouvert")  # in the language of who reads it
    sokha = files.browser(cast, cast.sokha)
    page = sokha.get(reverse("cases:section", args=[here.case.id, "closure"]))
    assert "Her sister has called." in page.text
    assert "Noi Saetang keeps it open" in page.text
    sweep(timezone.localtime())
    assert [one.to[0] for one in mail.outbox] == [cast.sokha.email]
    assert b"sister" not in bytes(Closure.objects.get().sealed)


def test_whoever_asked_takes_it_back_without_a_reason(cast):
    here = to_close(cast)
    sokha = files.browser(cast, cast.sokha)
    closes(sokha, here)
    assert sokha.post(reverse("cases:drop", args=[here.case.id])).status_code == 302
    assert not Task.objects.exists()
    assert Closure.objects.get().dropped_by == cast.sokha
    closes(sokha, here)
    closure = Closure.objects.get(dropped_on=None)
    assert who_decides("closure", closure.id) == [cast.noi]
    with pytest.raises(BadInput, match="say why"):
        stages.drop_closure(closure=closure, **cast.acting(cast.noi))
