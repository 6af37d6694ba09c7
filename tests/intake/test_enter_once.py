"""What a call said is proposed by the forms that come after it, with who said it and when."""

import pytest
from django.urls import reverse

from fanal.care.actions.asking import ask
from fanal.cases.actions.entries import add_entry, add_note, confirm
from fanal.cases.models import CaseEntry
from fanal.cases.queries.known_answers import known_for, to_confirm
from fanal.core.errors import Refused
from fanal.intake.actions import make_case, take_signal
from fanal.people.models import Person
from tests import files

CALL = {
    "who_calls": "mother",
    "danger_now": True,
    "where": "karaoke bar near the bridge",
    "about_whom": "Bouavan, 16",
    "callback": "020 5555 0101",
    "callback_when": "after 18:00",
    "code_word": "mango",
    "caller": "Mae Noi",
    "health": "a fever since Monday",
}


@pytest.fixture
def call(cast):
    return take_signal(team=cast.bangkok, answers=CALL, by=cast.sokha)


@pytest.fixture
def case(cast, call):
    return make_case(signal=call, person=files.person(cast), **cast.acting(cast.sokha))


def form_of(cast, case, kind):
    url = reverse("cases:write", kwargs={"case_id": case.id, "kind": kind})
    return files.browser(cast, cast.sokha).get(url).context["form"]


def care_form(cast, case):
    url = reverse("care:ask", args=[case.id])
    return files.browser(cast, cast.sokha).get(url).context["form"]


def test_name_and_age_of_the_call_are_proposed_for_the_case(cast, call):
    url = reverse("intake:case", kwargs={"signal_id": call.id})
    form = files.browser(cast, cast.sokha).get(url).context["form"]
    assert form["name"].value() == "Bouavan"
    assert form["ages"].value() == [16, 16]


def test_a_date_that_somebody_types_counts_before_the_age_that_was_proposed_unseen(cast, call):
    url = reverse("intake:case", kwargs={"signal_id": call.id})
    told = {"name": "Bouavan", "ages_least": "16", "ages_most": "16", "born_year": "2009"}
    sokha = files.browser(cast, cast.sokha)
    assert sokha.post(url, told | {"ages_most": "17"}).status_code == 422
    assert sokha.post(url, told).status_code == 302
    (birth,) = Person.objects.get().births.all()
    content = birth.unseal(cast.ring(cast.sokha))
    assert "2009" in str(content)
    assert content.get("ages") is None


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("safety", "danger_now", "yes"),
        ("whereabouts", "place", CALL["where"]),
        ("around", "name", CALL["caller"]),
        ("around", "relation", "mother"),
        ("around", "reach", CALL["callback"]),
        ("around", "remarks", "When is it safe? after 18:00\nCode word mango"),
    ],
)
def test_what_the_call_said_is_proposed_with_its_source(cast, case, kind, field, value):
    box = form_of(cast, case, kind)[field]
    assert box.value() == value
    assert "Said in the call by her mother" in box.help_text


def test_what_it_said_of_her_health_is_proposed_where_the_health_worker_is_asked(cast, case):
    box = care_form(cast, case)["words"]
    assert box.value() == CALL["health"]
    assert "Said in the call by her mother" in box.help_text


def test_it_is_proposed_until_a_health_worker_was_asked(cast, case):
    ring = cast.ring(cast.sokha)
    assert "health" in {one.kind for one in to_confirm(case, ring)}
    ask(
        case=case,
        person=case.people.get(),
        to=cast.ploy,
        agreed="yes",
        words=CALL["health"],
        act=None,
        happened=False,
        by=cast.sokha,
        ring=ring,
    )
    assert not care_form(cast, case)["words"].value()
    assert "health" not in {one.kind for one in to_confirm(case, ring)}


def test_the_page_of_the_call_leads_to_where_each_of_it_is_written(cast, call, case):
    sokha = files.browser(cast, cast.sokha)
    page = sokha.get(reverse("intake:known", kwargs={"signal_id": call.id})).text
    there = f"{reverse('care:ask', args=[case.id])}?call={call.id}"
    assert there in page
    assert sokha.get(there).context["form"]["words"].value() == CALL["health"]


def test_all_right_as_said_writes_no_health_into_the_case_and_leads_to_the_health_worker(
    cast, call, case
):
    sokha, ring = files.browser(cast, cast.sokha), cast.ring(cast.sokha)
    (health,) = (one for one in to_confirm(case, ring) if one.kind == "health")
    there = f"{reverse('care:ask', args=[case.id])}?call={call.id}"
    known = reverse("intake:known", kwargs={"signal_id": call.id})
    assert sokha.post(known, {"right": "health"})["Location"] == known
    assert sokha.post(known, {"right": "all"})["Location"] == there
    written = {entry.kind for entry in CaseEntry.objects.filter(case=case)}
    assert {"safety", "whereabouts"} <= written
    assert "health" not in written
    page = sokha.get(known).text  # what is left waits, and is proposed to the health worker alone
    assert "Ask the health worker" in page
    assert "All right as said" not in page
    assert sokha.get(there).context["form"]["words"].value() == CALL["health"]
    with pytest.raises(Refused):
        confirm(case=case, proposal=health, by=cast.sokha, ring=ring)


def test_after_all_was_right_the_case_asks_to_look_at_nothing_but_her_health(cast, call, case):
    sokha = files.browser(cast, cast.sokha)
    of_case, known = (
        reverse("cases:case", args=[case.id]),
        reverse("intake:known", kwargs={"signal_id": call.id}),
    )
    assert "Look at them once" in sokha.get(of_case).text
    sokha.post(known, {"right": "all"})
    page = sokha.get(of_case).text
    assert "Look at them once" not in page
    assert f"{reverse('care:ask', args=[case.id])}?call={call.id}" in page


def test_what_stands_already_is_not_shown_to_be_looked_at(cast, call):
    case = make_case(signal=call, person=files.person(cast, ["Bouavan"]), **cast.acting(cast.sokha))
    url = reverse("intake:known", kwargs={"signal_id": call.id})
    facts = files.browser(cast, cast.sokha).get(url).context["facts"]
    assert case
    assert "name" not in {fact.code for fact in facts}
    assert "age" in {fact.code for fact in facts}


def test_the_number_of_her_mother_is_not_proposed_as_hers(cast, case):
    assert form_of(cast, case, "contact")["number"].value() in (None, "")


def test_nothing_is_proposed_beside_what_somebody_wrote_since(cast, case):
    add_entry(
        case=case, kind="whereabouts", answers={"place": "with an aunt"}, **cast.acting(cast.sokha)
    )
    assert form_of(cast, case, "whereabouts")["place"].value() in (None, "")


@pytest.mark.parametrize("text", ["two girls, 15 and 16", "", None])
def test_no_age_is_guessed_of_several_people(cast, text):
    answers = CALL | {"about_whom": text} if text is not None else {"who_calls": "mother"}
    call = take_signal(team=cast.bangkok, answers=answers, by=cast.sokha)
    url = reverse("intake:case", kwargs={"signal_id": call.id})
    form = files.browser(cast, cast.sokha).get(url).context["form"]
    assert not form["ages"].value()


def test_a_reader_without_the_call_is_proposed_nothing(cast, case):
    assert known_for(case, "safety", cast.ring(cast.kham)) == {}


WORDS = "They took my passport. He hits the others."


@pytest.fixture
def in_words(cast):
    """A case that was a call in her own words."""
    told = {"who_calls": "herself", "known": WORDS}
    made = take_signal(team=cast.bangkok, answers=told, by=cast.sokha)
    return made, make_case(signal=made, person=files.person(cast), **cast.acting(cast.sokha))


def test_what_the_caller_said_in_her_own_words_is_looked_at_and_stands_in_the_case(cast, in_words):
    call, case = in_words
    page, sokha = reverse("intake:known", args=[call.id]), files.browser(cast, cast.sokha)
    # A note of ours about something else changes nothing of it.
    add_note(case=case, text="Her sister came by.", **cast.acting(cast.sokha))
    assert page in sokha.get(reverse("cases:case", args=[case.id])).text
    notes = reverse("cases:section", args=[case.id, "notes"])
    assert WORDS in sokha.get(notes).text
    assert WORDS in sokha.get(page).text
    sokha.post(page, {"right": "note"})
    assert page not in sokha.get(reverse("cases:case", args=[case.id])).text
    entry = CaseEntry.objects.of_kinds([case.id], "note").get(made_by=cast.sokha, number__gt=1)
    data = entry.unseal(cast.ring(cast.sokha))
    assert WORDS in str(data["text"])
    assert data["said_by"] == "herself"
    assert data["origin"]["id"] == str(call.id)
    assert WORDS in sokha.get(reverse("cases:timeline", args=[case.id])).text


def test_her_words_can_be_written_otherwise_and_no_other_note_is_begun_with_them(cast, in_words):
    call, case = in_words
    form = reverse("cases:write", args=[case.id, "note"])
    sokha = files.browser(cast, cast.sokha)
    assert WORDS not in sokha.get(reverse("cases:note", args=[case.id]), follow=True).text
    address = f"{form}?call={call.id}"
    assert WORDS in sokha.get(address).text
    told = {"text": "They took her passport, she says.", "said_by": "herself"}
    assert sokha.post(address, told).status_code == 302
    assert not to_confirm(case, cast.ring(cast.sokha))
