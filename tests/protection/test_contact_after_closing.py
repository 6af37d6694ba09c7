"""Whether she may be contacted after a case is closed: asked once, kept as her consent, obeyed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.consents import record_consent, withdraw_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.stages import agree_closure, ask_closure
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, Closure, Consent, Task
from fanal.cases.queries.consent_answers import said_to
from fanal.core.casework.consent import ConsentPurpose, ConsentState
from fanal.core.protection.due import ProtectionStep
from fanal.core.protection.kinds import RecordKind
from fanal.protection.actions.recording import record
from fanal.protection.queries.pages import process_page
from fanal.reintegration.actions.after_plan_contact import LOOK
from fanal.reintegration.models import Plan
from tests import closing, files
from tests.protection.scene import form_of
from tests.reintegration.scene import begins, tried

DAY = timedelta(days=1)
QUESTION = "After closing: may we contact"
AFTER = ConsentPurpose.AFTER_CLOSING


@pytest.fixture
def write(cast, case):
    write = {"case": case, **cast.acting(cast.sokha)}
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    record_consent(person=case.people.get(), purpose="care", answer="given", **write)
    return write


def close_page(case):
    return reverse("cases:close", args=[case.id])


def asked(her, answer, how=""):
    said = {"reason": "her_wish", "words": "She said: it is enough."}
    return said | {f"contact_{her.id}": answer, f"how_{her.id}": how}


def closed(cast, case, days=190):
    """A second person agreed so many days ago."""
    version = Case.objects.get(id=case.id).version
    on = timezone.localdate() - days * DAY
    closure = Closure.objects.get(case=case)
    agree_closure(closure=closure, **cast.acting(cast.noi), version=version, on=on)
    case.refresh_from_db()


def due(cast, case):
    return [one.step.step for one in process_page(case, cast.sokha, cast.ring(cast.sokha)).due]


def late(cast):
    return files.browser(cast, cast.noi).get(reverse("protection:late")).text


def stands(her):
    return said_to(AFTER, her.id, timezone.localdate())


def test_closing_asks_whether_and_how_she_may_be_contacted(cast, case, her, write, sokha):
    assert QUESTION in sokha.get(close_page(case)).text
    unasked = {"reason": "her_wish", "words": "She said: it is enough."}
    refused = sokha.post(close_page(case), unasked)
    assert refused.status_code == 422
    assert "She said: it is enough." in refused.text
    without = sokha.post(close_page(case), asked(her, "yes"))
    assert without.status_code == 422
    assert "no rule says how to reach her: say it here" in without.text
    assert stands(her) is ConsentState.NOT_ASKED
    saved = sokha.post(close_page(case), asked(her, "yes", "Her aunt, on Sundays."))
    assert saved.status_code == 302, saved.text
    row = [consent for consent in Consent.objects.all() if consent.purpose == AFTER]
    assert [one.answer for one in row] == ["given"]
    assert row[0].unseal(cast.ring(cast.sokha))["words"] == "Her aunt, on Sundays."
    agree = files.browser(cast, cast.noi).get(reverse("cases:agree", args=[case.id])).text
    assert "being contacted after the case is closed:" in agree


def test_after_her_yes_she_is_asked_how_she_is(cast, case, her, write, sokha):
    sokha.post(close_page(case), asked(her, "yes", "Her aunt, on Sundays."))
    closed(cast, case)
    assert due(cast, case) == [ProtectionStep.FOLLOW_UP]
    assert case.code_name in late(cast)


def test_after_her_no_nothing_asks_how_she_is(cast, case, her, write, sokha):
    sokha.post(close_page(case), asked(her, "no"))
    assert stands(her) is ConsentState.REFUSED
    closed(cast, case)
    assert due(cast, case) == []
    assert case.code_name not in late(cast)


def test_her_no_holds_in_every_closed_case_of_hers_from_the_day_she_says_it(
    cast, case, her, write, sokha
):
    sokha.post(close_page(case), asked(her, "yes", "Her aunt, on Sundays."))
    closed(cast, case)
    assert due(cast, case) == [ProtectionStep.FOLLOW_UP]
    given = next(consent for consent in Consent.objects.all() if consent.purpose == AFTER)
    withdraw_consent(consent=given, by=cast.sokha)
    assert due(cast, case) == []
    assert case.code_name not in late(cast)


def test_a_no_ends_the_task_that_would_have_asked_her(cast, case, her, write, sokha):
    look = add_task(case=case, title=LOOK, by=cast.sokha)
    other = files.case(cast, people=[her])
    stays = add_task(case=other, title="Give the room back", by=cast.sokha)
    assert sokha.post(close_page(case), asked(her, "no")).status_code == 302
    assert Task.objects.get(id=look.id).done_on == timezone.localdate()
    assert Task.objects.get(id=stays.id).done_on is None


def test_what_is_on_file_is_shown_and_not_asked_again(cast, case, her, write, sokha):
    record_consent(person=her, purpose="after_closing", answer="given", data_class="legal", **write)
    page = sokha.get(close_page(case))
    assert QUESTION not in page.text
    assert "being contacted after the case is closed:" in page.text
    form = sokha.get(form_of(case, "closing", her))
    assert form.context["form"]["wants_contact"].value() == "yes"
    told = {"reason": "her_wish", "words": "She said: it is enough."}
    assert sokha.post(close_page(case), told).status_code == 302
    assert [consent.purpose for consent in Consent.objects.all()].count(AFTER) == 1


def test_what_closing_asked_before_is_her_consent_and_not_asked_again(case, her, write, sokha):
    closing.answered(person=her, **write)
    assert stands(her) is ConsentState.GIVEN
    assert QUESTION not in sokha.get(close_page(case)).text
    record(kind=RecordKind.CLOSING, person=her, answers={"wants_contact": True}, **write)
    assert [consent.purpose for consent in Consent.objects.all()].count(AFTER) == 1


def test_a_no_at_a_follow_up_is_her_consent_taken_back(cast, case, her, write, sokha):
    sokha.post(close_page(case), asked(her, "yes", "Her aunt, on Sundays."))
    Consent.objects.update(on=timezone.localdate() - 190 * DAY)
    closed(cast, case)
    answers = {"reached": "reached", "safe": True, "wants_contact": False}
    record(kind=RecordKind.FOLLOW_UP, person=her, answers=answers, **write)
    assert stands(her) is ConsentState.REFUSED
    assert due(cast, case) == []


def test_who_could_not_be_asked_is_written_as_not_asked(case, her, write, sokha):
    assert sokha.post(close_page(case), asked(her, "unasked")).status_code == 302
    assert stands(her) is ConsentState.NOT_ASKED


def test_of_a_child_her_yes_alone_is_kept_and_said_to_be_none_yet(cast, sokha):
    girl = files.person(cast, births=[("herself", timezone.localdate().year - 10, 1, 1)])
    case = files.case(cast, people=[girl])
    write = {"case": case, **cast.acting(cast.sokha)}
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    record_consent(person=girl, purpose="care", answer="given", **write)
    page = sokha.post(close_page(case), asked(girl, "yes", "Her aunt."), follow=True)
    assert "Her yes to contact is no consent yet" in page.text
    assert not stands(girl).allows


def test_while_her_plan_goes_on_closing_does_not_ask(cast, case, her, write, sokha):
    begins(cast, her, timezone.localdate() - 10 * DAY)
    page = sokha.get(close_page(case)).text
    assert QUESTION not in page
    assert "her plan goes on, and asks it when it ends" in page


# ── She died ─────────────────────────────────────────────────────────────────
def test_of_who_died_nobody_asks_how_she_is_by_a_yes_of_before(cast, case, her, write, sokha):
    record_consent(
        person=her, purpose=AFTER, answer="given", answers={"words": "Her aunt."}, **write
    )
    plan = begins(cast, her, timezone.localdate() - 190 * DAY)
    today = reverse("cases:today")
    assert her.code_name in sokha.get(today).text
    ask_closure(reason="died", words="The hospital called.", **write)
    closed(cast, case)
    assert her.code_name not in sokha.get(today).text
    shown = sokha.get(reverse("reintegration:person", args=[her.id])).text
    assert "Has died" in shown
    assert "That is recorded in one of her cases" in shown
    Plan.objects.filter(pk=plan.pk).update(ended_on=timezone.localdate())
    assert due(cast, case) == []
    assert case.code_name not in late(cast)


def test_who_died_by_her_plan_is_not_asked_by_the_clock_of_a_closed_case(
    cast, case, her, write, sokha
):
    plan = begins(cast, her, timezone.localdate() - 190 * DAY)
    sokha.post(close_page(case), asked(her, "yes", "Her aunt."))
    closed(cast, case)
    tried(cast, plan, "died")
    shown = sokha.get(reverse("reintegration:person", args=[her.id])).text
    assert "Has died" in shown
    assert "That is recorded" not in shown
    Plan.objects.filter(pk=plan.pk).update(ended_on=timezone.localdate())
    assert due(cast, case) == []
    assert case.code_name not in late(cast)
