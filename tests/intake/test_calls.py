"""A call in three minutes: what was said is looked at once, and never typed again."""

import pytest
from django.urls import reverse

from fanal.cases.actions.entries import add_entry, add_note
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.known_answers import known_for, to_confirm
from fanal.cases.queries.present import said_of, states_of
from fanal.core.casework.answers import NOT_KNOWN, load
from fanal.core.casework.origins import origin_in
from fanal.core.casework.signals import CALLERS, QUESTIONS
from fanal.core.casework.statements import StatementSource
from fanal.intake.actions import add_to_case, make_case, take_signal
from fanal.intake.models import Signal
from fanal.journeys.models import MailDue
from fanal.people.queries import identity
from tests import files
from tests.journal import entries

CALL = {
    "danger_now": True, "who_calls": "mother", "caller": "Mae Noi", "where": "karaoke at the pier",
    "about_whom": "Bouavan, 16", "callback": "+856 20 555 01 42", "callback_safe": "hours",
    "callback_when": "18:00 to 20:00", "cover": "the weaving shop",
}  # fmt: skip
TYPED = CALL | {"danger_now": "yes"}


def url(name, signal):
    return reverse(f"intake:{name}", kwargs={"signal_id": signal.id})


@pytest.fixture
def write(cast):
    return cast.acting(cast.sokha)


@pytest.fixture
def case(cast):
    return files.case(cast, people=[files.person(cast, names=("Bouavan Keo",))])


def calls(cast, browser, **told):
    told = {"team": str(cast.bangkok.pk), **TYPED, **told}
    answer = browser.post(reverse("intake:new"), told)
    return Signal.objects.order_by("-taken_on", "id").get(state="open"), answer["Location"]


def of_kind(case, kind, write):
    return [entry.unseal(write["ring"]) for entry in CaseEntry.objects.of_kinds([case.id], kind)]


# ── Taking it ────────────────────────────────────────────────────────────────
def test_no_reason_for_a_gap_stands_on_the_page_before_a_question_was_left(sokha):
    page = sokha.get(reverse("intake:new")).text
    assert "no-answer" not in page
    assert "not asked" not in page
    assert page.index("Is somebody in danger now?") < page.index("Who is calling?")
    for words in ("Not known", "Will not say", "Ask first", "Call Noi Saetang"):
        assert words in page


@pytest.mark.parametrize(
    ("told", "kept"),
    [("yes", True), ("no", False), ("not_known", NOT_KNOWN)],
)
def test_danger_is_yes_no_or_not_known(cast, sokha, write, told, kept):
    call, _there = calls(cast, sokha, danger_now=told)
    assert load(call.unseal(write["ring"])["danger_now"]) == kept


def test_what_was_left_out_is_answered_afterwards_or_says_why_not(cast, sokha, write):
    call, _there = calls(cast, sokha)
    page = sokha.get(url("signal", call)).text
    assert "questions were left out" in page
    told = {"code_word_why": "does_not_want_to_say", "known": "locked in"}
    sokha.post(url("more", call), told)
    call.refresh_from_db()
    kept = call.unseal(write["ring"])
    assert load(kept["known"]) == "locked in"
    assert load(kept["where"]) == CALL["where"]
    assert entries("signal.completed", about=call.id)
    assert sokha.post(url("more", call), {"where": "elsewhere"}).status_code == 302
    call.refresh_from_db()
    assert load(call.unseal(write["ring"])["where"]) == CALL["where"]


def test_who_takes_no_calls_finds_none_of_its_pages(cast, sokha):
    call, _there = calls(cast, sokha)
    for name in ("match", "known", "more"):
        for user in (cast.linh, cast.mai, cast.claire, cast.vera):
            assert files.browser(cast, user).get(url(name, call)).status_code == 404


# ── Do we know her? ──────────────────────────────────────────────────────────
def test_where_nobody_fits_the_question_is_skipped(cast, sokha):
    call, there = calls(cast, sokha)
    assert there == url("signal", call)
    assert sokha.get(url("match", call))["Location"] == there


def test_her_open_case_comes_first_with_what_fits_and_what_does_not(cast, sokha, case):
    files.person(cast, names=("Bouavan Keo",), births=[("passport", 1990, 3)])
    call, there = calls(cast, sokha)
    assert there == url("match", call)
    page = sokha.get(there).text
    assert "2 people fit" in page
    assert "One has an open case" in page
    assert page.index(case.code_name) < page.index("It is her: open a case")
    assert "Age: not known in her file" in page
    assert "Age does not fit" in page
    first = page.index("Add this call to her case")
    assert first < page.index("Neither: open a case for somebody new")
    assert "Not sure: decide later" in page


def test_danger_with_a_match_tells_the_worker_of_the_open_case_at_once(cast, case):
    noi = files.browser(cast, cast.noi)
    call, _there = calls(cast, noi)
    assert call.state == "open"
    assert set(MailDue.objects.values_list("to", flat=True)) == {cast.sokha.pk}
    assert entries("signal.told", about=call.id)
    assert "are told now" in noi.get(url("match", call)).text


def test_without_danger_nobody_is_told_before_it_is_decided(cast, case):
    calls(cast, files.browser(cast, cast.noi), danger_now="no")
    assert not MailDue.objects.exists()


def test_neither_opens_a_case_for_somebody_new_with_what_was_said(cast, sokha, case, write):
    call, there = calls(cast, sokha)
    page = sokha.get(there)
    told = dict(page.context["hidden"]) | {"seen": page.context["seen"]}
    assert sokha.post(url("case", call), told)["Location"] == url("known", call)
    made = Case.objects.exclude(id=case.id).get().people.get()
    known = identity(made, write["ring"], call.taken_on)
    assert [data["text"] for _row, data in known.names] == ["Bouavan"]
    assert [data["source"] for _row, data in known.births] == ["family"]


# ── What the call said ───────────────────────────────────────────────────────
@pytest.fixture
def call(cast, write):
    return take_signal(team=cast.bangkok, answers=CALL, **write)


def test_nothing_of_a_call_is_typed_again(cast, sokha, call, write):
    sokha.post(url("case", call), {"name": "Bouavan", "ages_least": "16", "ages_most": "16"})
    case = Case.objects.get()
    page = sokha.get(url("known", call)).text
    for words in (
        "karaoke at the pier",
        "18:00 to 20:00",
        "the weaving shop",
        "+856 20 ••• 01 42",
        "Her mother (Mae Noi)",
    ):
        assert words in page
    assert len(to_confirm(case, write["ring"])) == 3
    sokha.post(url("known", call), {"right": "all"})
    assert to_confirm(case, write["ring"]) == []
    (around,), (place,) = of_kind(case, "around", write), of_kind(case, "whereabouts", write)
    assert all(CALL[one] in around["remarks"] for one in ("callback_when", "cover"))
    origin = origin_in(place)
    assert (origin.source, origin.who, origin.fields) == ("mother", "Mae Noi", ("place",))
    assert sokha.get(url("known", call))["Location"] == reverse("cases:case", args=[case.id])


def test_her_case_leads_to_what_the_call_said_until_it_is_confirmed(cast, sokha, call, write):
    case = make_case(signal=call, **write)
    there, known = reverse("cases:case", args=[case.id]), url("known", call)
    assert known in sokha.get(there).text
    add_note(case=case, text="She called again.", **write)
    page = sokha.get(there).text
    assert known in page
    assert "What the call said" in page
    sokha.post(known, {"right": "all"})
    assert known not in sokha.get(there).text


def test_a_case_of_a_call_that_said_nothing_leads_nowhere(cast, sokha, write):
    call = take_signal(team=cast.bangkok, answers={}, **write)
    case = make_case(signal=call, **write)
    assert url("known", call) not in sokha.get(reverse("cases:case", args=[case.id])).text


def test_one_thing_is_right_and_the_others_stay_open(sokha, call, write):
    case = make_case(signal=call, **write)
    assert sokha.post(url("known", call), {"right": "contact"})["Location"] == url("known", call)
    assert url("known", call) in sokha.get(url("signal", call)).text
    section = sokha.get(reverse("cases:section", args=[case.id, "safety"])).text
    assert "Said in the call" in section
    assert "karaoke at the pier" in section
    assert {one.kind for one in to_confirm(case, write["ring"])} == {
        "safety",
        "whereabouts",
        "around",
    }


def test_confirmed_danger_and_place_are_of_the_hour_of_the_call(cast, call, write, sokha):
    case = make_case(signal=call, **write)
    person = case.people.get()
    before = states_of([person.id], **_reader(write))[person.id].state
    sokha.post(url("known", call), {"right": "all"})
    after = states_of([person.id], **_reader(write))[person.id].state
    assert after.since == before.since
    assert {one.who for one in said_of([person.id], **_reader(write))[person.id]} == {"Mae Noi"}
    assert (after.place.said, after.place.source) == (before.place.said, "mother")


def _reader(write):
    return {"user": write["by"], "ring": write["ring"]}


@pytest.mark.parametrize("caller", dict(CALLERS))
def test_every_kind_of_caller_is_a_source_and_the_safety_form_proposes_it(
    cast, sokha, write, caller
):
    assert dict(CALLERS)[caller] == StatementSource(caller).label
    told = {"danger_now": True, "who_calls": caller}
    case = make_case(signal=take_signal(team=cast.bangkok, answers=told, **write), **write)
    form = sokha.get(reverse("cases:write", args=[case.id, "safety"])).context["form"]
    assert form["danger_now"].value() == "yes"
    assert form["said_by"].value() == caller


def test_the_safety_form_keeps_who_said_it_where_it_is_taken_over(sokha, call, write):
    case = make_case(signal=call, **write)
    page = reverse("cases:write", args=[case.id, "safety"])
    sokha.post(page, {"danger_now": "yes", "said_by": "mother", "carry": "papers"})
    (kept,) = of_kind(case, "safety", write)
    assert origin_in(kept).fields == ("danger_now", "said_by")
    assert kept["said"][0]["said_by"] == "mother"
    assert [one.kind for one in to_confirm(case, write["ring"])].count("safety") == 0


def test_a_second_call_is_confirmed_beside_what_stands_already(cast, sokha, case, call, write):
    add_entry(case=case, kind="whereabouts", answers={"place": "with an aunt"}, **write)
    later = take_signal(team=cast.bangkok, answers=CALL, **write)
    add_to_case(signal=later, case=case, reason="", **write)
    assert known_for(case, "whereabouts", write["ring"]) == {}
    page = reverse("cases:write", args=[case.id, "whereabouts"]) + f"?call={later.id}"
    assert sokha.get(page).context["form"]["place"].value() == CALL["where"]
    sokha.post(page, {"place": "karaoke at the bridge"})
    assert of_kind(case, "whereabouts", write)[-1]["place"] == "karaoke at the bridge"


def test_what_somebody_wrote_after_the_call_holds(cast, case, call, write):
    add_to_case(signal=call, case=case, reason="", **write)
    add_entry(case=case, kind="whereabouts", answers={"place": "with an aunt"}, **write)
    assert "whereabouts" not in {one.kind for one in to_confirm(case, write["ring"])}


def test_age_and_name_of_a_call_are_added_to_her_file_by_one_tap(cast, sokha, case, call, write):
    add_to_case(signal=call, case=case, reason="", **write)
    page = sokha.get(url("known", call)).text
    assert "in her file: Bouavan Keo" in page
    assert entries("person.opened", about=case.people.get().id)
    sokha.post(url("known", call), {"right": "all"})
    known = identity(case.people.get(), write["ring"], call.taken_on)
    assert [data["text"] for _row, data in known.names] == ["Bouavan Keo", "Bouavan"]
    assert (known.age.youngest, known.age.oldest) == (16, 16)


def test_every_question_of_a_call_is_asked_once_and_old_calls_lack_the_new_ones(cast, write, call):
    names = [question.name for question in QUESTIONS]
    assert len(names) == len(set(names)) == 18
