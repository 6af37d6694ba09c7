"""What ends on a day stands wherever days stand, until it was done; a decision of an office and the
arrest of a woman who is accused are followed by somebody."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Task
from fanal.core.errors import BadInput
from fanal.core.justice.limits import last_working_day
from fanal.core.sealing.compartments import FILES, LEGAL
from fanal.justice.actions.tasks import SHE_IS_HELD, SHE_IS_OUT
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.steps import ASKED_AGAIN_AFTER
from fanal.keys.actions import revoke
from tests import files
from tests.justice.scene import DAY, K, begins, below, hearing, page_of, records, step, today
from tests.justice.test_papers_of_a_court import paper
from tests.justice.test_until_when import asked
from tests.security.planting import update

REFUSED = {"status": "refused", "decided_by": "police", "words": "No.", "checked": "Mai"}
ENDS = "A time limit that cannot be extended ends"


@pytest.fixture
def mai(cast):
    return files.browser(cast, cast.mai)


def start(client):
    return client.get(reverse("cases:today")).text


def refused(cast, here, days=5, on=None):
    return records(cast, here.trial, K.STATUS, REFUSED, on=on or today(), due=today() + days * DAY)


def limit(cast, here, due, proceeding=None):
    told = {"rule": "appeal", "checked": "An advocate"}
    return records(cast, proceeding or here.trial, K.LIMIT, told, due=due)


def titles(here):
    return [task.title for task in Task.objects.filter(case=here.case)]


# ── Her status ───────────────────────────────────────────────────────────────
def test_once_her_status_was_appealed_its_last_day_is_behind_her(cast, here, mai):
    row = refused(cast, here)
    assert ENDS in start(mai)
    below(cast, row, {"news": "appealed"})
    assert ENDS not in start(mai)
    assert str(row.id) not in mai.get(reverse("justice:day")).text
    first = mai.get(reverse("cases:case", args=[here.case.id])).text
    assert "last day of a time limit" not in first


def test_an_appeal_for_her_status_is_asked_after_until_it_is_decided(cast, here, mai):
    says = "An appeal for her status was not decided: ask again"
    row = refused(cast, here, on=today() - 40 * DAY)
    below(cast, row, {"news": "appealed"}, on=today() - ASKED_AGAIN_AFTER + DAY)
    assert says not in start(mai)
    JusticeRecord.objects.filter(under=row).update(on=today() - ASKED_AGAIN_AFTER)
    assert says in start(mai)
    assert str(row.id) in mai.get(reverse("justice:day")).text
    below(cast, row, {"news": "on_appeal"})
    assert says not in start(mai)


def test_a_last_day_to_appeal_stands_among_the_limits_of_the_case_by_what_ends(cast, here, mai):
    row = refused(cast, here)
    for address in page_of(here), reverse("justice:day"):
        text = " ".join(mai.get(address).text.split())
        assert f"#record-{row.id}" in text
        assert "Appeal for her status" in text


def test_a_case_in_which_only_a_status_can_be_appealed_is_not_left_by_its_lawyer_unseen(cast, here):
    refused(cast, here)
    revoke(folder=here.case.id, to=cast.mai, by=cast.noi, compartments=[LEGAL, FILES])
    assert "Her lawyer does not open this case any more" in start(files.browser(cast, cast.sokha))


# ── At the closing ───────────────────────────────────────────────────────────
WAITING = {
    "Decisions on her status that may be appealed, or were: 1": (K.STATUS, REFUSED),
    "Acts that she was made to do, and may still be punished for: 1": (K.ACT, {"act": "Carried."}),
    "Things that she asked to be told of, without an answer: 1": (
        K.INFORMATION,
        {"topic": "release"},
    ),
    "Pieces of evidence that somebody still keeps: 1": (
        K.EVIDENCE,
        {"what": "A telephone", "keeper": "Safe of the office"},
    ),
}


@pytest.mark.parametrize("says", WAITING)
def test_closing_names_what_nobody_would_follow_any_more(cast, here, says):
    client = files.browser(cast, cast.sokha)
    address = reverse("cases:close", args=[here.case.id])
    assert says not in client.get(address).text
    kind, told = WAITING[says]
    records(cast, here.trial, kind, told, on=today())
    assert says in client.get(address).text


# ── In the calendar ──────────────────────────────────────────────────────────
def calendar(client, show="law"):
    return client.get(reverse("cases:tasks"), {"show": show}).text


def test_hearings_and_time_limits_of_the_calendar_hold_the_limits_too(cast, here, mai):
    row = limit(cast, here, today() + 3 * DAY)
    hearing(cast, here.trial, today() + 3 * DAY, hour="")
    for who in ("mai", "sokha", "noi"):
        text = calendar(files.browser(cast, getattr(cast, who)))
        assert f"#record-{row.id}" in text
        assert "Appeal against the judgment or the decision" in text
        assert "last day of a time limit that cannot be extended · Thailand" in text
    below(cast, row, {"news": "met"})
    assert f"#record-{row.id}" not in calendar(mai)


def test_a_limit_whose_last_day_was_taken_out_by_hand_is_due_today_in_the_calendar(cast, here, mai):
    row = limit(cast, here, today() + 300 * DAY)
    update(JusticeRecord, {"due": None}, id=row.id)
    assert f"#record-{row.id}" in calendar(mai)


def test_who_does_not_open_the_legal_part_has_no_limit_in_the_calendar(cast, here):
    row = limit(cast, here, today() + 3 * DAY)
    assert f"#record-{row.id}" not in calendar(files.browser(cast, cast.linh), "mine")


def test_a_limit_stands_once_on_the_start_page(cast, here, mai):
    limit(cast, here, today() + 3 * DAY)
    text = start(mai)
    assert ENDS in text
    assert "Appeal against the judgment" not in text


def test_a_last_day_on_which_offices_are_closed_says_until_when_they_work(cast, here, mai):
    saturday = today() + timedelta(days=7 + (5 - today().weekday()) % 7)
    closed = limit(cast, here, saturday)
    address = page_of(here, "proceeding", here.trial.id)
    says = "A holiday or a weekend there, by our calendar"
    assert says in mai.get(address).text
    below(cast, closed, {"news": "met"})
    limit(cast, here, last_working_day(saturday, "TH"))
    card = mai.get(address).text.partition("A holiday or a weekend there")[2]
    assert says not in card


# ── She is accused ───────────────────────────────────────────────────────────
def test_until_when_the_decision_of_an_office_can_be_challenged_is_asked(cast, here):
    step(cast, here.entry, "decision", answers={"words": "She has to leave."})
    assert len(asked(here)) == 1


def test_a_court_that_decides_something_on_the_way_asks_nothing(cast, here):
    step(cast, here.trial, "decision")
    assert asked(here) == []


def test_a_charge_against_her_that_was_dropped_is_not_to_be_challenged(cast, here):
    charged = begins(cast, here, "criminal", "TH", "accused")
    step(cast, charged, "dropped")
    assert asked(here) == []


@pytest.mark.parametrize(
    ("code", "where", "follows"),
    [
        ("arrest", None, SHE_IS_HELD),
        ("charged", "held", SHE_IS_HELD),
        ("release", None, SHE_IS_OUT),
        ("judged", "free", SHE_IS_OUT),
        ("charged", None, None),
    ],
)
def test_that_she_is_held_or_comes_out_is_told_to_whoever_works_on_her_case(
    cast, here, code, where, follows
):
    told = {"the_accused": where} if where else {}
    step(cast, here.trial, code, answers=told, sure=True)
    step(cast, here.trial, "arrest")
    assert not {str(SHE_IS_HELD), str(SHE_IS_OUT)} & set(titles(here))
    charged = begins(cast, here, "criminal", "TH", "accused")
    step(cast, charged, code, answers=told, sure=True)
    found = {str(SHE_IS_HELD), str(SHE_IS_OUT)} & set(titles(here))
    assert found == ({str(follows)} if follows else set())


def test_where_she_is_the_accused_the_form_asks_where_she_is(cast, here, mai):
    hers = mai.get(page_of(here, "write", here.entry.id, "step")).text
    assert "Where is she now?" in hers
    assert "Whoever is free may come to her" not in hers
    assert (
        "Where is the accused now?" in mai.get(page_of(here, "write", here.trial.id, "step")).text
    )
    step(cast, here.entry, "arrest", answers={"the_accused": "held"})
    page = mai.get(page_of(here, "proceeding", here.entry.id)).text
    assert "· she is in custody" in " ".join(page.split())


# ── On paper ─────────────────────────────────────────────────────────────────
def printed(cast, here, kind, body=""):
    made = paper(cast, here, kind, cast.mai)
    if body:
        made.seal(here.ring, made.unseal(here.ring) | {"body": body})
        made.save()
    client = files.browser(cast, cast.mai)
    return client.get(reverse("papers:for_her", args=[here.case.id, made.id, "en"])).text


def test_no_paper_for_one_court_says_that_another_accuses_her(cast, here):
    begins(cast, here, "criminal", "LA", "accused", body="Court of Vientiane")
    text = printed(cast, here, "compensation_claim", "Criminal Court, Bangkok")
    assert "Court of Vientiane" not in text
    assert "Court of Vientiane" not in printed(cast, here, "compensation_claim")
    hers = printed(cast, here, "protective_measures", "Court of Vientiane")
    assert "Criminal Court" not in hers


def test_a_paper_lists_no_empty_place_for_a_measure_that_is_over(cast, here):
    over = records(cast, here.trial, K.MEASURE, {"measure": "screen"})
    below(cast, over, {"news": "refused"})
    claim = begins(cast, here, "civil", "TH", "claimant")
    records(cast, claim, K.MEASURE, {"measure": "video"})
    text = printed(cast, here, "protective_measures")
    assert "heard by video" in text
    assert ", heard by video" not in text


# ── Who is beside her ────────────────────────────────────────────────────────
@pytest.mark.parametrize("where", ["adult", "escort", "child_care"])
def test_nobody_whom_she_has_to_fear_is_arranged_for_her_day_in_court(cast, here, where):
    for name, safe in (("Thongchai", "suspect"), ("Malee", "safe")):
        known = {"name": name, "relation": "relative", "safe": safe}
        add_entry(case=here.case, kind="around", answers=known, **cast.acting(cast.sokha))
    told = {"day": today() + 9 * DAY, "presence": "must"}

    def arranges(who):
        asked = told | {where: who}
        return records(cast, here.trial, K.HEARING, asked, by=cast.sokha, sure=True)

    with pytest.raises(BadInput) as wrong:
        arranges("her stepfather, thongchai")
    assert wrong.value.where == where
    made = arranges("Malee")
    with pytest.raises(BadInput) as wrong:
        below(cast, made, {"news": "arranged", where: "Thongchai"}, by=cast.sokha)
    assert wrong.value.where == where
