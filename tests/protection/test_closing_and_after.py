"""What closing asks, and how she is asked after it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.stages import agree_closure, ask_closure, reopen
from fanal.cases.models import Closure
from fanal.cases.queries.codes import codes_in
from fanal.cases.queries.still_open import still_open_in
from fanal.core.casework.closure import OpenEnd
from fanal.core.errors import BadInput
from fanal.core.protection.due import ProtectionStep
from fanal.core.protection.kinds import RecordKind
from fanal.protection.actions.recording import record
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.pages import process_page
from fanal.web.words import translated
from tests import closing, files
from tests.protection.scene import form_of, page_of

DAY = timedelta(days=1)


@pytest.fixture
def girl(case):
    return case.people.get()


@pytest.fixture
def write(cast, case):
    write = {"case": case, **cast.acting(cast.sokha)}
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    record_consent(person=case.people.get(), purpose="care", answer="given", **write)
    return write


def criteria(cast, case):
    found = still_open_in(case, cast.sokha, cast.ring(cast.sokha))
    return [translated(one.says) for one in found if one.end is OpenEnd.CRITERIA]


def close(cast, write, on=None):
    closure = ask_closure(reason="her_wish", words="She said: it is enough.", **write)
    case = write["case"]
    agree_closure(closure=closure, **cast.acting(cast.noi), version=case.version, on=on)
    case.refresh_from_db()


def test_what_nobody_asked_her_speaks_against_closing(cast, case, write):
    assert criteria(cast, case) == ["nobody has answered what closing asks"]
    with pytest.raises(BadInput, match="nobody has answered what closing asks"):
        ask_closure(reason="her_wish", words="", **write)


def test_a_case_is_closed_in_spite_of_it_with_a_reason_that_a_lead_reads(cast, case, write):
    made = ask_closure(reason="her_wish", words="She has left the country.", **write)
    assert made.for_a_lead


@pytest.mark.parametrize("level", ["low", "medium", "high", "immediate"])
def test_a_high_risk_speaks_against_closing_until_it_is_lower(cast, case, girl, write, level):
    closing.answered(case, girl, cast.sokha, cast.ring(cast.sokha))
    told = {"level": level, "dangers": "her cousin"}
    record(kind=RecordKind.RISK, person=girl, answers=told, **write)
    says = f"The risk was last assessed as {level}"
    there = closing.leads_to(cast, case, cast.sokha, says)
    if level in ("low", "medium"):
        assert there is None
        assert not ask_closure(reason="her_wish", words="", **write).for_a_lead
        return
    assert there == page_of(case)
    if level == "immediate":
        return  # she is in danger, and nothing is closed
    with pytest.raises(BadInput, match=f"the risk was last assessed as {level}"):
        ask_closure(reason="her_wish", words="", **write)
    assert ask_closure(reason="her_wish", words="She asked us to stop.", **write).for_a_lead
    record(kind=RecordKind.RISK, person=girl, answers=told | {"level": "low"}, **write)
    assert closing.leads_to(cast, case, cast.sokha, says) is None


def test_what_was_asked_and_is_well_needs_no_lead(cast, case, girl, write):
    closing.answered(case, girl, cast.sokha, cast.ring(cast.sokha))
    assert criteria(cast, case) == []
    assert not ask_closure(reason="her_wish", words="", **write).for_a_lead


def test_the_page_of_closing_leads_to_what_it_asks(cast, case, girl, write):
    sokha = files.browser(cast, cast.sokha)
    there = reverse("protection:closing", args=[case.id])
    assert there in sokha.get(reverse("cases:close", args=[case.id])).content.decode()
    assert sokha.get(there)["Location"] == form_of(case, "closing", girl)


def test_of_several_people_the_page_of_the_case_asks_each(cast):
    case = files.case(cast, people=[files.person(cast), files.person(cast)])
    sokha = files.browser(cast, cast.sokha)
    assert sokha.get(reverse("protection:closing", args=[case.id]))["Location"].startswith(
        page_of(case)
    )
    closing.answered(case, case.people.first(), cast.sokha, cast.ring(cast.sokha))
    assert criteria(cast, case) == ["nobody has answered what closing asks"]


def closed_half_a_year_ago(cast, girl, write):
    closing.answered(write["case"], girl, cast.sokha, cast.ring(cast.sokha))
    close(cast, write, on=timezone.localdate() - 184 * DAY)


def due(cast, case):
    return [one.step.step for one in process_page(case, cast.sokha, cast.ring(cast.sokha)).due]


def test_half_a_year_after_closing_she_is_asked_how_she_is(cast, case, girl, write):
    closed_half_a_year_ago(cast, girl, write)
    assert due(cast, case) == [ProtectionStep.FOLLOW_UP]
    sokha = files.browser(cast, cast.sokha)
    first = sokha.get(reverse("cases:case", args=[case.id])).content.decode()
    assert "ask how she is" in first
    sokha.post(
        form_of(case, "follow_up", girl),
        {"reached": "reached", "safe": "yes", "spoke_freely": "yes", "words": "I have a stall."},
    )
    row = ProtectionRecord.objects.order_by("number").last()
    assert row.coded == {"reached": "reached", "safe": "yes"}
    page = process_page(case, cast.sokha, cast.ring(cast.sokha))
    assert page.due[0].step.by > timezone.localdate()


def test_who_is_not_safe_is_in_danger_and_the_case_is_to_be_opened(cast, case, girl, write):
    closed_half_a_year_ago(cast, girl, write)
    told = {"reached": "reached", "safe": False, "words": "He found me."}
    record(kind=RecordKind.FOLLOW_UP, person=girl, answers=told, **write)
    assert due(cast, case) == [ProtectionStep.REOPEN]
    assert codes_in([case.id])[case.id].counts_as_danger
    shown = files.browser(cast, cast.sokha).get(page_of(case)).content.decode()
    assert reverse("cases:reopen", args=[case.id]) in shown


def test_who_wants_no_more_contact_is_never_asked_again(cast, case, girl, write):
    closed_half_a_year_ago(cast, girl, write)
    record(kind=RecordKind.FOLLOW_UP, person=girl, answers={"reached": "refused"}, **write)
    assert due(cast, case) == []


def test_a_closed_case_is_not_asked_for_reviews(cast, case, girl, write):
    closed_half_a_year_ago(cast, girl, write)
    noi = files.browser(cast, cast.noi)
    late = noi.get(reverse("protection:late")).content.decode()
    assert "Review of the case" not in late
    assert Closure.objects.get().agreed_on


def test_what_she_answered_before_she_came_back_counts_no_more(cast, case, girl, write):
    """Closed ten days ago because it was enough; she calls, and it is opened again."""
    ago = timezone.localdate() - 10 * DAY
    row = closing.answered(case, girl, cast.sokha, cast.ring(cast.sokha))
    ProtectionRecord.objects.filter(id=row.id).update(made_on=ago)
    close(cast, write, on=ago)
    reopen(why="She called.", version=case.version, **write)
    case.refresh_from_db()
    assert criteria(cast, case) == ["nobody has answered what closing asks"]
    closing.answered(case, girl, cast.sokha, cast.ring(cast.sokha))
    assert criteria(cast, case) == []
