"""Pressure on her in one tap, decisions on her status, what the law costs, and what a summary says."""

import pytest
from django.urls import reverse

from fanal.cases.actions.cases import add_person
from fanal.cases.models import Task
from fanal.core.errors import BadInput
from fanal.core.protection.kinds import RecordKind
from fanal.core.trust.vocabulary import DataClass
from fanal.justice.actions.tasks import OURS_TO_PAY
from fanal.justice.models import JusticeRecord
from fanal.protection.actions.recording import record
from fanal.protection.models import ProtectionRecord
from fanal.sharing.queries.payloads import payload
from tests import files
from tests.justice.scene import DAY, K, begins, below, hearing, page_of, records, step, today
from tests.shelters.scene import child


# ── Pressure ─────────────────────────────────────────────────────────────────
def test_one_tap_writes_a_line_asks_for_a_level_and_tells_a_lead_today(cast, mai, here):
    tap = page_of(here, "pressure", here.trial.id)
    record(
        case=here.case,
        kind=RecordKind.RISK,
        person=here.person,
        answers={"level": "low"},
        on=today() - 9 * DAY,
        **cast.acting(cast.noi),
    )
    hearing(cast, here.trial, today() + DAY)
    assert tap in mai.get(page_of(here)).text
    assert tap in mai.get(page_of(here, "proceeding", here.trial.id)).text
    answer = mai.post(tap)
    row = JusticeRecord.objects.latest("number")
    assert (row.record_kind, row.coded) == (K.PRESSURE, {"how": "not_said"})
    assert answer["Location"] == page_of(here, "below", row.id)
    task = Task.objects.get(case=here.case)
    assert (task.assignee, task.due) == (cast.noi, today())
    event = ProtectionRecord.objects.latest("number")
    assert (event.record_kind.value, event.person) == ("pressure", here.person)
    assert str(row.id) in mai.get(reverse("justice:day")).text
    lead = files.browser(cast, cast.noi)
    assert (
        "pressure on her because of a proceeding"
        in lead.get(reverse("protection:case", args=[here.case.id])).text.lower()
    )


def test_what_happened_is_said_afterwards_and_it_ends_once_somebody_says_so(cast, mai, here):
    mai.post(page_of(here, "pressure", here.trial.id))
    row = JusticeRecord.objects.get()
    told = {"news": "learned", "how": "money", "words": "200,000 to withdraw.", "official": "no"}
    assert mai.post(page_of(here, "below", row.id), told).status_code == 302
    text = mai.get(page_of(here, "proceeding", here.trial.id)).text
    assert "200,000 to withdraw." in text
    row.refresh_from_db()
    assert row.waits
    below(cast, row, {"news": "over"})
    row.refresh_from_db()
    assert not row.waits
    assert str(row.id) not in mai.get(reverse("justice:day")).text


def test_who_does_not_write_into_the_legal_part_cannot_tap(cast, here):
    tap = page_of(here, "pressure", here.trial.id)
    assert files.browser(cast, cast.linh).post(tap).status_code == 404
    assert not ProtectionRecord.objects.exists()


# ── Her status, and costs ────────────────────────────────────────────────────
def test_a_refusal_of_her_status_stands_among_what_ends_until_she_decided(cast, mai, here):
    with pytest.raises(BadInput) as wrong:
        records(cast, here.entry, K.STATUS, {"status": "refused"}, due=today() + 9 * DAY)
    assert wrong.value.where == "checked"
    told = {"status": "refused", "decided_by": "police", "words": "None was given."}
    told |= {"body": "Border police", "checked": "An advocate of Hanoi"}
    row = records(cast, here.entry, K.STATUS, told, due=today() + 9 * DAY)
    assert row.waits
    address = page_of(here, "proceeding", here.entry.id)
    assert f"{address}#record-{row.id}" in mai.get(reverse("justice:day")).text
    assert "At the latest" in mai.get(address).text
    below(cast, row, {"news": "no_appeal"})
    assert str(row.id) not in mai.get(reverse("justice:day")).text
    recognised = {"status": "recognised", "decided_by": "court"}
    assert not records(cast, here.trial, K.STATUS, recognised).waits


def test_a_cost_says_who_pays_and_an_amount_needs_its_currency(cast, mai, here):
    with pytest.raises(BadInput) as wrong:
        records(cast, here.trial, K.COST, {"what": "Court fee", "payer": "us", "amount": "200"})
    assert wrong.value.where == "currency"
    records(cast, here.trial, K.COST, {"what": "Court fee", "payer": "waived"})
    records(
        cast,
        here.trial,
        K.COST,
        {"what": "Translation", "payer": "us", "amount": "200", "currency": "THB"},
    )
    text = mai.get(page_of(here, "proceeding", here.trial.id)).text
    assert "Court fee" in text
    assert "200 THB" in text
    assert "Nothing is claimed" in mai.get(reverse("justice:compensation")).text


# ── On paper ─────────────────────────────────────────────────────────────────
def printed(client, here, purpose="team"):
    form = reverse("cases:print", args=[here.case.id, "summary"])
    return client.post(form, {"printed_for": purpose}).text


def test_the_printed_summary_says_how_far_each_proceeding_is_and_hers_does_not(cast, mai, here):
    step(cast, here.trial, "charged", today() - DAY)
    hearing(cast, here.trial, today() + DAY, place="Room 4")
    text = printed(mai, here)
    assert "she is the victim" in text
    assert "hearing on" in text
    assert "Room 4" not in text
    assert "Criminal Court" not in text
    assert "she is the victim" not in printed(mai, here, "herself")


def test_through_the_gate_goes_how_far_each_is_and_only_in_the_legal_class(cast, here):
    step(cast, here.trial, "charged", today() - DAY)

    def goes(*classes):
        lines = payload(here.case, here.person, classes, cast.sokha, cast.ring(cast.sokha), today())
        return [str(line.value) for line in lines if line.told is DataClass.LEGAL]

    assert goes(DataClass.NARRATIVE) == []
    found = " ".join(goes(DataClass.LEGAL))
    assert "criminal proceeding" in found
    assert "she is accused" in found
    assert "Criminal Court" not in found


def test_what_we_are_to_pay_is_asked_for_by_whoever_works_on_the_case(cast, mai, here):
    def titles():
        return [task.title for task in Task.objects.filter(case=here.case)]

    records(cast, here.trial, K.COST, {"what": "Court fee", "payer": "waived"})
    told = {"what": "An expert", "payer": "us", "amount": "900", "currency": "THB"}
    records(cast, here.trial, K.COST, told, by=cast.sokha)
    assert titles() == []
    records(cast, here.trial, K.COST, told | {"what": "Translation"})
    assert titles() == [str(OURS_TO_PAY)]
    address, asks = (
        page_of(here, "proceeding", here.trial.id),
        reverse("funds:new", args=[here.case.id]),
    )
    assert asks in files.browser(cast, cast.sokha).get(address).text
    assert files.browser(cast, cast.sokha).get(asks).status_code == 200
    assert asks not in mai.get(address).text


# What protects her in the court room was asked for: until somebody answered it is not there, and
# the day in court says so. Pressure is written down of whom it is.
NO_ANSWER = "asked for, no answer yet: "


def pages(cast, here):
    """Where a day in court is read, by whoever works on it."""
    for who, address in (
        ("mai", reverse("justice:day")),
        ("mai", page_of(here, "proceeding", here.trial.id)),
        ("mai", reverse("cases:today")),
        ("sokha", reverse("cases:today")),
    ):
        text = files.browser(cast, getattr(cast, who)).get(address).text
        yield text.replace("Asked for, no answer", "asked for, no answer")


def test_a_screen_that_nobody_answered_is_named_at_the_day_in_court(cast, here):
    hearing(cast, here.trial, today() + DAY, interpreter="Noy", escort="Dara")
    screen = records(cast, here.trial, K.MEASURE, {"measure": "screen"})
    records(cast, here.trial, K.MEASURE, {"measure": "residence"})
    records(cast, here.entry, K.MEASURE, {"measure": "video"})
    for text in pages(cast, here):
        assert NO_ANSWER + "a screen in court" in text
        assert "a screen in court, heard by video" not in text
    below(cast, screen, {"news": "granted"})
    for text in pages(cast, here):
        assert NO_ANSWER not in text


def test_what_was_broken_or_refused_is_not_awaited_and_who_need_not_come_needs_none(cast, here):
    hearing(cast, here.trial, today() + DAY, presence="need_not")
    screen = records(cast, here.trial, K.MEASURE, {"measure": "closed_court"})
    assert not any(NO_ANSWER in text for text in pages(cast, here))
    below(cast, screen, {"news": "refused"})
    hearing(cast, here.trial, today() + DAY)
    assert not any(NO_ANSWER in text for text in pages(cast, here))


def test_the_form_of_a_hearing_proposes_what_protects_her_there(cast, here):
    screen = records(cast, here.trial, K.MEASURE, {"measure": "screen"})
    records(cast, here.trial, K.MEASURE, {"measure": "closed_court"})
    below(cast, screen, {"news": "granted"})
    page = files.browser(cast, cast.mai).get(page_of(here, "write", here.trial.id, "hearing"))
    initial = page.context["form"].initial["measures"]
    assert initial == "a screen in court (it was granted); closed court"


# ── Of whom pressure is ──────────────────────────────────────────────────────
@pytest.fixture
def with_daughter(cast, here):
    here.girl = child(cast)[0]
    add_person(case=here.case, person=here.girl, role="child", by=cast.sokha)
    mother, here.person = here.person, here.girl
    here.of_girl = begins(cast, here, "criminal", "TH", "witness")
    here.person = mother
    return here


def test_pressure_is_told_of_each_whom_a_proceeding_is_about(cast, with_daughter):
    here = with_daughter
    client = files.browser(cast, cast.mai)
    page = client.get(page_of(here)).text
    first, hers = (page_of(here, "pressure", one.id) for one in (here.trial, here.of_girl))
    assert f'action="{first}"' in page
    assert f'action="{hers}"' in page
    assert page_of(here, "pressure", here.entry.id) not in page
    assert f"{here.girl.code_name}: tell the lead now" in " ".join(page.split())
    client.post(hers, {"once": "x"}, follow=True)
    rows = [one for one in JusticeRecord.objects.all() if one.record_kind is K.PRESSURE]
    assert [one.proceeding.person for one in rows] == [here.girl]


def test_of_one_person_it_is_one_button(cast, here):
    page = files.browser(cast, cast.mai).get(page_of(here)).text
    assert page.count("tell the lead now") == 1
    assert page_of(here, "pressure", here.trial.id) in page
