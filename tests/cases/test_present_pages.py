"""The present state on the pages: what holds, since when, who said so, and what would end it."""

from datetime import UTC, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.emergencies import break_glass
from fanal.cases.actions.entries import add_entry, add_note
from fanal.cases.actions.states import say_in_danger
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, CaseEntry, StateCode
from fanal.cases.models.state import URGENT
from fanal.cases.queries.codes import not_stored, worst_in
from fanal.cases.queries.present import states_of
from fanal.cases.templatetags.present import MARKS, TONES
from fanal.core.casework.codes import EmergencyGround
from fanal.core.casework.present import DangerState
from fanal.core.sealing.compartments import LEGAL
from fanal.keys.actions import grant
from fanal.keys.models import Grant, TeamKeyHolder
from fanal.people.templatetags.people import STATE_TONES
from tests import files

S = DangerState
DAY = timedelta(days=1)


@pytest.fixture
def danger(write, her):
    told = {"said_by": "mother", "said_at": timezone.now() - timedelta(hours=3)}
    return say_in_danger(person=her, **told, **write)


def page_of(case, name="case", **more):
    return reverse(f"cases:{name}", kwargs={"case_id": case.id, **more})


def moment(**ago):
    return timezone.localtime(timezone.now() - timedelta(**ago)).strftime("%Y-%m-%dT%H:%M")


FREE = {"said_by": "herself", "free": "yes", "what_changed": "She is at her aunt's."}


def end(client, case, her, **told):
    """Send the form, look at what the page will say, save it. Both pages."""
    address = page_of(case, "no_longer", person_id=her.id)
    told = FREE | {"said_at": moment(minutes=2)} | told
    shown = client.post(address, told)
    kept = {name: shown.context["form"].data[name] for name in ("seen", "said_at")}
    return shown, client.post(address, told | kept)


@pytest.mark.parametrize(
    ("said_by", "asks"),
    [
        ("colleague", "say whether she could speak freely"),
        ("herself", "say whether she could speak freely"),
        ("receiving_side", "choose the side that received her"),
    ],
)
def test_what_would_be_refused_is_asked_before_the_page_is_shown_as_it_will_be(
    sokha, case, her, danger, said_by, asks
):
    told = FREE | {"said_by": said_by, "said_at": moment(minutes=2), "free": ""}
    answer = sokha.post(page_of(case, "no_longer", person_id=her.id), told)
    assert answer.status_code == 422
    assert asks in answer.text.lower()
    assert 'name="seen"' not in answer.text


def test_saving_another_answer_leaves_the_danger_on_the_page(sokha, case):
    safety = page_of(case, "write", kind="safety")
    sokha.post(safety, {"danger_now": "yes", "said_by": "mother"})
    sokha.post(safety, {"safe_people": "her aunt"})
    page = sokha.get(page_of(case)).text
    assert "In danger since" in page
    assert "Said by her mother" in page


def test_not_safe_in_a_follow_up_stands_on_the_case(sokha, case):
    sokha.post(page_of(case, "write", kind="visit"), {"safe": "no", "words": "A man waits."})
    assert "In danger since" in sokha.get(page_of(case)).text
    assert "Not known whether" not in sokha.get(page_of(case)).text


def test_a_no_in_the_safety_form_leads_to_what_would_end_the_danger(sokha, case, her, danger):
    sent = sokha.post(page_of(case, "write", kind="safety"), {"danger_now": "no"})
    assert sent["Location"] == page_of(case, "no_longer", person_id=her.id)
    page = sokha.get(sent["Location"]).text
    assert "She still counts as in danger" in page
    assert "she says so herself, and could speak freely" in page.lower()
    assert worst_in(case) is S.DISPUTED


def test_what_the_page_will_say_is_shown_before_it_is_saved(sokha, case, her, danger):
    shown, saved = end(sokha, case, her)
    assert shown.status_code == 200
    assert "Nothing is saved yet" in shown.text
    assert "Safe since" in shown.text
    assert saved["Location"] == page_of(case)
    assert CaseEntry.objects.of_kinds([case.id], "state").count() == 2
    assert "Safe since" in sokha.get(page_of(case)).text


@pytest.fixture
def clock(monkeypatch):
    """Ten past two in the night, and what is set after it."""
    at = timezone.localtime().replace(hour=2, minute=10, second=0, microsecond=0) - DAY
    now = [at]
    monkeypatch.setattr(timezone, "now", lambda: now[0].astimezone(UTC))

    def turn(**more):
        now[0] = at + timedelta(**more)

    return turn


def test_what_is_said_now_stays_after_a_danger_of_this_minute_when_the_minute_turns(
    cast, sokha, case, her, write, clock
):
    clock(seconds=30)
    say_in_danger(person=her, said_by="mother", said_at=None, **write)
    clock(seconds=40)
    address, told = page_of(case, "no_longer", person_id=her.id), FREE | {"said_at": moment()}
    shown = sokha.post(address, told)
    assert "Safe since" in shown.text
    assert 'value="02:10"' in shown.text  # as it was written, without seconds
    clock(seconds=90)
    sokha.post(address, told | {"seen": shown.context["form"].data["seen"]})
    state = states_of([her.id], cast.sokha, cast.ring(cast.sokha))[her.id].state
    assert state.danger is S.SAFE


def test_a_no_longer_of_before_the_danger_says_after_which_word_and_hour_it_has_to_be(
    cast, sokha, case, her, write, clock
):
    clock(seconds=30)
    say_in_danger(person=her, said_by="mother", said_at=None, **write)
    clock(seconds=90)
    told = FREE | {"said_at": moment(seconds=90)}
    shown = sokha.post(page_of(case, "no_longer", person_id=her.id), told)
    page = " ".join(shown.text.split())
    assert "It does not end the danger that her mother told of, today 02:10" in page
    assert "write a later hour" in page
    assert 'value="02:10"' in shown.text
    clock(minutes=3)
    told |= {"said_at": moment(minutes=1)}
    shown = sokha.post(page_of(case, "no_longer", person_id=her.id), told)
    assert "It does not end the danger" not in shown.text


def test_an_answer_that_does_not_count_is_shown_as_such_before_it_is_saved(
    sokha, case, her, danger
):
    shown, _saved = end(sokha, case, her, free="no")
    assert "does not end it" in shown.text
    page = sokha.get(page_of(case)).text
    assert "Two answers do not agree" in page
    assert "Decide between the two" not in page


def test_a_lead_decides_between_two_answers_with_a_reason(sokha, noi, case, her, danger):
    end(sokha, case, her, said_by="holder", free="")
    assert "Decide between the two" in noi.get(page_of(case)).text
    address = page_of(case, "decide", person_id=her.id)
    assert sokha.get(address).status_code == 404
    assert "her employer, or whoever holds her" in noi.get(address).text
    assert noi.post(address, {"danger": "no"}).status_code == 422
    noi.post(address, {"danger": "no", "reason": "I spoke with her alone."})
    assert "Safe since" in noi.get(page_of(case)).text


def test_still_in_danger_takes_no_word_and_ends_nothing(sokha, case, her, danger):
    address = page_of(case, "in_danger", person_id=her.id)
    assert sokha.get(address).status_code == 200
    assert sokha.post(address, {}).status_code == 302
    assert worst_in(case) is S.IN_DANGER


def test_heard_from_says_when_and_by_when_again(sokha, case, her, danger):
    address = page_of(case, "sign_of_life", person_id=her.id)
    assert sokha.post(address, {}).status_code == 422
    told = {"sign": "message", "said_at": moment(minutes=5), "words": "alive"}
    assert sokha.post(address, told).status_code == 302
    page = sokha.get(page_of(case)).text
    assert "a message: no proof" in page
    assert "Next due" in page
    assert "In danger since" in page


def test_everything_that_was_said_stands_on_one_page_with_both_hours(sokha, case, her, danger):
    end(sokha, case, her)
    page = sokha.get(page_of(case, "state", person_id=her.id)).text
    assert "She is at her aunt" in page
    assert "herself" in page
    assert "her mother" in page
    assert page.count("written by Sokha Chea") == 3  # who saw her safe heard from her


def test_a_lawyer_reads_that_she_is_in_danger_and_whom_to_call(cast, case, her, danger):
    told = {"compartments": [LEGAL], "to": cast.mai, **cast.acting(cast.noi)}
    grant(folder=case.id, reason="her complaint", **told)
    mai = files.browser(cast, cast.mai)
    page = mai.get(page_of(case)).text
    assert "In danger: call Sokha Chea" in page
    assert "her mother" not in page
    state = mai.get(page_of(case, "state", person_id=her.id)).text
    assert "her mother" not in state


def test_whoever_has_new_keys_is_told_to_call_a_lead_and_not_that_nothing_is_known(
    cast, case, her, danger, write
):
    add_entry(kind="whereabouts", about=her, answers={"place": "Pakse"}, **write)
    TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).delete()
    Grant.objects.filter(folder=case.id, to_keys__user=cast.sokha).delete()
    sokha = files.browser(cast, cast.sokha)
    for page in (page_of(case), page_of(case, "state", person_id=her.id)):
        text = sokha.get(page).text
        assert "In danger: call Noi" in text
        assert "call Sokha" not in text
        for claim in ("Not known.", "None known.", "None of us is with her."):
            assert claim not in text, (page, claim)
    assert "Not part of your access" in text


def test_who_opens_a_case_in_an_emergency_is_not_told_that_what_she_cannot_read_is_not_known(
    cast, case, her, write
):
    """A place was written down, and no word on danger: nothing is stored of her state."""
    add_entry(kind="whereabouts", about=her, answers={"place": "Pakse"}, **write)
    StateCode.objects.all().delete()
    break_glass(case=case, ground=EmergencyGround.DANGER_NOW, reason=files.WHY, by=cast.kham)
    kham = files.browser(cast, cast.kham)
    for page in (page_of(case), page_of(case, "state", person_id=her.id)):
        text = kham.get(page).text
        assert "Not part of your access" in text
        for claim in ("Not known.", "None of us is with her."):
            assert claim not in text, (page, claim)


def test_each_of_two_people_has_a_strip_the_worst_first(cast, sokha, case, her, danger):
    child = files.person(cast, names=["Noy"])
    add_person(case=case, person=child, by=cast.sokha, role="child")
    sokha.get(page_of(case))
    page = sokha.get(page_of(case)).text
    assert page.index("In danger since") < page.index("Not known whether she is in danger")


# ── Everywhere else ──────────────────────────────────────────────────────────
def test_the_list_of_cases_begins_with_danger(cast, sokha, case, her, danger):
    other = files.case(cast)
    add_task(case=other, title="call", due=files.TODAY, by=cast.sokha)
    page = sokha.get(reverse("cases:list")).text
    assert page.index(case.code_name) < page.index(other.code_name)
    row = page[page.index(case.code_name) :]
    assert "In danger" in row[: row.index("</tr>")]


def test_what_was_written_before_states_were_stored_is_looked_at_by_the_list(
    cast, sokha, case, her, danger
):
    StateCode.objects.all().delete()
    page = sokha.get(reverse("cases:list")).text
    row = page[page.index(case.code_name) :]
    assert "In danger" in row[: row.index("</tr>")]


@pytest.mark.django_db(transaction=True)
def test_that_a_state_of_everybody_is_stored_is_looked_up_once(cast, django_assert_num_queries):
    case, every = files.case(cast), Case.objects.all()
    files.browser(cast, cast.sokha).get(reverse("cases:list"))
    assert not_stored(every) == []
    add_note(case=case, text="She slept well.", **cast.acting(cast.sokha))
    with django_assert_num_queries(1):
        assert not_stored(every) == []
    StateCode.objects.all().delete()
    assert not_stored(every) == [case.people.get().pk]
    files.browser(cast, cast.sokha).get(reverse("cases:list"))
    assert not_stored(every) == []
    files.case(cast)
    assert len(not_stored(every)) == 1, "whoever came into a case since"


def test_the_director_counts_people_in_danger_and_reads_no_name(cast, case, danger):
    claire = files.browser(cast, cast.claire)
    page = claire.get(reverse("cases:overview"))
    (bangkok,) = [row for row in page.context["teams"] if row.team == cast.bangkok]
    assert (bangkok.in_danger, bangkok.unheard) == (1, 0)
    assert case.code_name not in page.text
    assert "In danger now" in page.text


def test_her_file_and_what_a_search_finds_say_that_she_is_in_danger(sokha, case, her, danger):
    assert "In danger" in sokha.get(reverse("people:person", args=[her.id])).text
    found = sokha.post(reverse("people:search"), {"text": her.code_name}).text
    assert "In danger" in found[found.index(her.code_name) :]


def test_a_near_match_says_that_she_is_in_danger(cast, sokha, case, her, danger):
    told = {"role": "child", "name": "ບົວຄຳ ວົງສາ"}
    page = sokha.post(
        page_of(files.case(cast, people=[files.person(cast, names=("Mai",))]), "also"), told
    ).text
    assert "In danger" in page[page.index(her.code_name) :]


def test_her_worker_is_led_to_the_case_and_another_reader_told_whom_to_call(
    cast, sokha, case, danger
):
    page = reverse("sharing:case", args=[case.id])
    assert f"In danger: call {cast.sokha}" not in sokha.get(page).text
    assert (
        f'<a href="{reverse("cases:case", args=[case.id])}">In danger</a>' in sokha.get(page).text
    )
    assert f"In danger: call {cast.sokha}" in files.browser(cast, cast.noi).get(page).text


def test_what_is_urgent_has_one_colour_on_every_page():
    for code in URGENT:
        assert (TONES[code], MARKS[code], STATE_TONES[code]) == ("danger", "danger", "red")


# ── A day whose hour nobody knows ────────────────────────────────────────────
def day_alone(days):
    """As the boxes of the form send it: no near day, no hour."""
    day = timezone.localdate() - timedelta(days=days)
    return {
        "said_at_day": str(day.day), "said_at_month": str(day.month), "said_at_year": str(day.year),
    }  # fmt: skip


def test_a_sign_of_life_of_a_day_whose_hour_nobody_knows_is_kept_as_that_day(
    sokha, case, her, cast
):
    address = page_of(case, "sign_of_life", person_id=her.id)
    day = timezone.localdate() - timedelta(days=4)
    assert "the day alone" in sokha.get(address).text
    sent = sokha.post(address, {"sign": "message"} | day_alone(4))
    assert sent.status_code == 302
    seen = states_of([her.id], cast.sokha, cast.ring(cast.sokha))[her.id].state
    assert seen.last_sign.said == day
    for name in ("case", "state"):
        args = {"person_id": her.id} if name == "state" else {}
        assert "00:00" not in sokha.get(page_of(case, name, **args)).text


def test_a_danger_since_a_day_whose_hour_nobody_knows_counts_from_that_day(sokha, case, her, cast):
    sent = sokha.post(page_of(case, "in_danger", person_id=her.id), day_alone(2))
    assert sent.status_code == 302
    seen = states_of([her.id], cast.sokha, cast.ring(cast.sokha))[her.id].state
    assert (seen.in_danger, seen.since) == (True, timezone.localdate() - timedelta(days=2))


def test_a_day_that_is_still_to_come_is_no_day_of_a_sign(sokha, case, her):
    sent = sokha.post(
        page_of(case, "sign_of_life", person_id=her.id), {"sign": "seen"} | day_alone(-1)
    )
    assert "This time is in the future" in sent.text


def test_that_she_is_safe_again_needs_its_hour(sokha, case, her):
    sent = sokha.post(page_of(case, "no_longer", person_id=her.id), FREE | day_alone(1))
    assert "Write the hour like 18:00" in sent.text


@pytest.mark.parametrize(
    "words",
    ["In danger since %(when)s", "Two answers do not agree: counted as in danger since %(when)s"],
)
def test_in_french_no_article_stands_before_today(words):
    """“depuis le auj. 11 h 35”: `since` gives the article itself where one belongs."""
    with override("fr"):
        assert "depuis %(when)s" in gettext(words)


@pytest.mark.parametrize(
    ("sign", "ends", "proves"),
    [
        ("seen", True, True),
        ("spoken_to_with_code_word", True, True),
        ("spoken_to", False, False),
        ("message", False, False),
    ],
)
def test_where_a_word_is_agreed_her_own_word_ends_a_danger_only_with_proof_that_it_was_her(
    cast, case, her, write, danger, sokha, sign, ends, proves
):
    add_entry(kind="contact", answers={"code_word": "mango"}, **write)
    address = page_of(case, "no_longer", person_id=her.id)
    refused = sokha.post(address, FREE | {"said_at": moment(minutes=2)})
    assert "ay how she was heard from" in refused.text
    shown, _saved = end(sokha, case, her, sign=sign)
    assert ("ask who met her" in shown.text) is not ends
    state = states_of([her.id], cast.sokha, cast.ring(cast.sokha))[her.id].state
    assert state.danger is (S.SAFE if ends else S.DISPUTED)
    assert (state.last_proof is not None) is proves


def test_where_no_word_is_agreed_it_is_not_asked_how_she_was_heard_from(case, her, danger, sokha):
    address = page_of(case, "no_longer", person_id=her.id)
    assert 'name="sign"' not in sokha.get(address).text


def test_a_word_that_was_replaced_or_agreed_with_her_sister_is_asked_of_nobody_else(
    cast, case, her, write, danger, sokha
):
    address = page_of(case, "no_longer", person_id=her.id)
    sister = files.person(cast, names=["Her sister"])
    add_person(case=case, person=sister, by=cast.sokha)
    add_entry(kind="contact", answers={"code_word": "mango"}, about=sister, **write)
    assert 'name="sign"' not in sokha.get(address).text
    add_entry(kind="contact", answers={"code_word": "lotus"}, **write)
    assert 'name="sign"' in sokha.get(address).text
    add_entry(kind="contact", answers={"when": "after six"}, **write)
    assert 'name="sign"' not in sokha.get(address).text
