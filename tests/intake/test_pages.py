"""The pages of signals as a browser sees them."""

from datetime import date

import pytest
from django.urls import reverse

from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Case
from fanal.intake.actions import add_to_case, make_case, mark_duplicate, take_signal
from fanal.intake.forms import ChoiceForm
from fanal.intake.models import Signal, Triage
from fanal.people.models import MatchDecision
from tests import files
from tests.cast import PASSPHRASE
from tests.journal import entries
from tests.keys.drafts import filled_in
from tests.keys.idle import idle_for
from tests.shares import strangers

TOLD = {
    "who_calls": "mother", "where": "a karaoke at Sungai Kolok", "danger_now": "yes",
    "callback": "+856 555 0100", "callback_when": "after eight", "language": "Lao",
    "urgent": "on",
}  # fmt: skip

OPEN = "Open a case"
# Of one form, on two pages.
NEW_EACH_TIME = {"once", "csrfmiddlewaretoken", "draft_seen", "draft_ticket"}


def url(name, signal):
    return reverse(f"intake:{name}", kwargs={"signal_id": signal.id})


@pytest.fixture
def signal(cast):
    return take_signal(team=cast.bangkok, answers={"where": "Kolok"}, by=cast.sokha)


def test_a_signal_is_taken_read_and_waits_for_a_decision(cast, sokha):
    answer = sokha.post(reverse("intake:new"), {**TOLD, "team": str(cast.bangkok.pk)})
    page = sokha.get(answer["Location"]).text
    assert all(word in page for word in ("Sungai Kolok", "her mother", "Lao"))
    assert page.index("after eight") < page.index("+856 555 0100")
    waiting = files.browser(cast, cast.noi).get(reverse("intake:list")).text
    assert "cannot wait" in waiting
    assert "Kolok" not in waiting


def test_danger_now_cannot_wait_though_nobody_ticked_the_box(sokha, cast):
    calm = take_signal(team=cast.bangkok, answers={"danger_now": False}, by=cast.sokha)
    sent = sokha.post(reverse("intake:new"), {"danger_now": "yes", "team": str(cast.bangkok.pk)})
    page = sokha.get(sent["Location"]).text
    assert "There is danger now" in page
    assert "cannot wait" in page
    first, second = Signal.objects.all()
    assert (first.urgent, second) == (True, calm)


def test_danger_in_a_call_stands_on_the_case_that_it_becomes(sokha, cast):
    told = {"danger_now": True, "who_calls": "mother"}
    signal = take_signal(team=cast.bangkok, answers=told, by=cast.sokha)
    page = sokha.post(url("case", signal), {"kinds": ["at_risk"]}, follow=True)
    assert "In danger" in page.text
    page = sokha.post(url("known", signal), {"right": "all"}, follow=True)
    assert "In danger since" in page.text
    assert "Said by her mother" in page.text
    assert "The call could not wait" not in page.text


def test_a_call_that_could_not_wait_asks_for_her_safety_until_it_is_answered(sokha, cast):
    signal = take_signal(team=cast.bangkok, answers={}, urgent=True, by=cast.sokha)
    page = sokha.post(url("case", signal), {"kinds": ["at_risk"]}, follow=True)
    assert "The call could not wait" in page.text
    write = {"case": Case.objects.get(), **cast.acting(cast.sokha)}
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    assert "The call could not wait" not in sokha.get(page.redirect_chain[-1][0]).text


def test_a_call_needs_nothing_and_asks_once_whether_it_is_saved_so(cast, sokha):
    told = {"team": str(cast.bangkok.pk)}
    asked = sokha.post(reverse("intake:new"), told)
    assert "Save without anything?" in asked.text
    assert not Signal.objects.exists()
    assert sokha.post(reverse("intake:new"), told | {"empty": "yes"}).status_code == 302
    assert Signal.objects.get().taken_by == cast.sokha


def test_a_call_that_meets_the_lock_is_a_draft_and_a_signal_once_she_unlocks(cast, sokha):
    page = reverse("intake:new")
    told = filled_in(sokha, page) | TOLD | {"team": str(cast.bangkok.pk)}
    asked = idle_for(sokha, 11).post(page, told)
    assert "is kept" in sokha.get(asked["Location"]).text
    assert not Signal.objects.exists()
    sokha.post("/keys/unlock/", {"passphrase": PASSPHRASE, "next": page})
    again = filled_in(sokha, page)
    assert again | {"urgent": "on"} == told | {name: again[name] for name in NEW_EACH_TIME}
    assert sokha.post(page, again).status_code == 302
    assert b"Kolok" not in bytes(Signal.objects.get().sealed)


def test_a_team_of_others_is_no_choice(cast, sokha):
    answer = sokha.post(reverse("intake:new"), {**TOLD, "team": str(cast.saigon.pk)})
    assert answer.status_code == 422
    assert "Sungai Kolok" in answer.text


def test_a_signal_becomes_a_case(sokha, signal):
    answer = sokha.post(url("case", signal), {"name": "Bouakham", "kinds": ["labour"]})
    case = Case.objects.get()
    assert answer["Location"] == url("known", signal)
    assert sokha.post(url("known", signal), {"right": "all"})["Location"] == reverse(
        "cases:case", kwargs={"case_id": case.id}
    )
    section = reverse("cases:section", kwargs={"case_id": case.id, "section": "signal"})
    assert signal.code_name in sokha.get(section).text


def test_a_signal_becomes_a_case_of_somebody_known_by_code(cast, sokha, signal):
    person = files.person(cast)
    wrong = sokha.post(url("case", signal), {"person": "Nobody Heron 11"})
    assert wrong.status_code == 422
    sokha.post(url("case", signal), {"person": person.code_name})
    assert Case.objects.get().people.get() == person


def test_a_signal_is_added_to_a_case(cast, sokha, signal):
    case = files.case(cast)
    told = {"chosen": str(case.id), "reason": "she called again"}
    assert sokha.post(url("addition", signal), told).status_code == 302
    assert (
        "added to this case"
        in sokha.get(
            reverse("cases:section", kwargs={"case_id": case.id, "section": "signal"})
        ).text
    )


def test_a_signal_is_a_duplicate(cast, sokha, signal):
    again = take_signal(team=cast.bangkok, answers={}, by=cast.noi)
    sokha.post(url("duplicate", again), {"chosen": str(signal.id), "reason": "same"})
    assert Triage.objects.get().duplicate_of == signal


def test_a_case_is_opened_by_one_word_and_whose_file_it_is_of_is_another(sokha, signal):
    """Two words beside each other for one act made people ask which of them is the right one."""
    page = sokha.get(url("signal", signal)).text
    assert page.count(f'href="{url("case", signal)}"') == 1
    assert page.count(OPEN) == 1
    assert "Choose her file, or correct her name" in page
    assert "It becomes a case" not in page
    assert f">{OPEN}</h1>" in sokha.get(url("case", signal)).text


def test_what_makes_no_duplicate_is_said_at_the_choice(cast, sokha, signal):
    again, third = (take_signal(team=cast.bangkok, answers={}, by=cast.noi) for _ in range(2))
    sokha.get(page := url("duplicate", third))
    sokha.post(url("duplicate", again), {"chosen": str(signal.id)})
    answer = sokha.post(page, {"chosen": str(again.id)})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["chosen"]


def test_what_is_not_for_us_stays_readable_with_reason_who_and_when(sokha, signal):
    assert sokha.post(url("aside", signal), {"reason": ""}).status_code == 422
    sokha.post(url("aside", signal), {"reason": "unpaid wages", "referred_to": "labour office"})
    page = sokha.get(url("signal", signal)).text
    assert all(word in page for word in ("unpaid wages", "labour office", "Sokha"))
    assert OPEN not in page
    late = sokha.post(url("case", signal), {})
    assert "decided on this call already" in late.text


def test_a_signal_put_aside_by_mistake_is_opened_again_with_a_reason(sokha, signal):
    assert url("reopen", signal) not in sokha.get(url("signal", signal)).text
    sokha.post(url("aside", signal), {"reason": "unpaid wages"})
    assert url("reopen", signal) in sokha.get(url("signal", signal)).text
    assert sokha.post(url("reopen", signal), {"reason": " "}).status_code == 422
    sokha.post(url("reopen", signal), {"reason": "she cannot leave"})
    page = sokha.get(url("signal", signal)).text
    assert all(word in page for word in ("unpaid wages", "she cannot leave", "opened again"))
    assert OPEN in page
    assert "to decide" in sokha.get(reverse("intake:list")).text
    late = sokha.post(url("reopen", signal), {"reason": "once more"})
    assert "put aside can be opened again" in late.text


@pytest.mark.parametrize("name", ["signal", "aside", "duplicate", "addition", "case", "reopen"])
def test_foreign_signals_are_not_there(cast, signal, name):
    for user in (cast.linh, cast.mai, cast.claire, cast.duc, cast.anan, cast.vera):
        assert files.browser(cast, user).get(url(name, signal)).status_code == 404


@pytest.mark.parametrize(
    "name",
    strangers(["mai", "claire", "duc", "anan", "vera"], "who takes no signals has no such pages"),
)
def test_who_takes_no_signals_has_no_such_pages(cast, name):
    client = files.browser(cast, getattr(cast, name))
    assert client.get(reverse("intake:list")).status_code == 404
    assert client.get(reverse("intake:new")).status_code == 404


def test_the_list_takes_the_same_number_of_queries_for_one_or_many(
    cast, sokha, signal, django_assert_max_num_queries
):
    counts = []
    for _ in range(2):
        take_signal(team=cast.bangkok, answers={}, by=cast.sokha)
        sokha.get(reverse("intake:list"))
        with django_assert_max_num_queries(40) as captured:
            sokha.get(reverse("intake:list"))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_files_of_near_names_are_shown_before_a_signal_becomes_a_new_file(cast, sokha, signal):
    person = files.person(cast, names=["ບົວຄຳ ວົງສາ"])
    told = {"name": "Bouakham Vongsa", "place": "Champasak"}
    shown = sokha.post(url("case", signal), told)
    assert person.code_name in shown.text
    assert not Case.objects.exists()
    told |= {"seen": str(person.id), f"answer_{person.id}": "not_same"}
    sokha.post(url("case", signal), told)
    made = Case.objects.get().people.get()
    assert made != person
    assert MatchDecision.objects.get(one=made, other=person).same is False
    assert "Champasak" in sokha.get(reverse("people:identity", args=[made.id])).text


def test_a_near_file_that_is_hers_is_chosen_on_the_page_that_shows_it(cast, sokha, signal):
    her = files.person(cast, names=("ບົວຄຳ ວົງສາ",))
    told = {"name": "ບົວຄຳ ວົງສາ", "kinds": ["forced_marriage"]}
    shown = sokha.post(url("case", signal), told).text
    assert f'name="she_is" value="{her.code_name}"' in shown
    answer = sokha.post(url("case", signal), told | {"she_is": her.code_name})
    made = Case.objects.get()
    assert answer["Location"] == url("known", signal)
    assert made.people.get() == her


def test_signals_to_choose_from_say_their_day_in_words(cast, sokha, signal):
    take_signal(team=cast.bangkok, answers={}, by=cast.sokha, on=date(2026, 9, 16))
    assert "16 Sep 2026" in sokha.get(url("duplicate", signal)).text


def test_who_is_kept_out_of_a_case_does_not_read_its_signals(cast, sokha, signal):
    again = take_signal(team=cast.bangkok, answers={}, by=cast.sokha)
    write = cast.acting(cast.sokha)
    mark_duplicate(signal=again, of=signal, reason="", **write)
    case = make_case(signal=signal, **write)
    assert case.code_name in sokha.get(url("signal", signal)).text
    keep_out(case=case, user=cast.sokha, reason="his cousin", by=cast.noi)
    assert case.code_name not in sokha.get(reverse("intake:list")).text
    for one in (signal, again):
        assert sokha.get(url("signal", one)).status_code == 404
        assert files.browser(cast, cast.noi).get(url("signal", one)).status_code == 200


def test_the_code_of_a_case_that_one_may_not_open_does_not_stand_on_its_signal(cast):
    """A colleague with a grant added the call to a case of another team."""
    case = files.case(cast, by=cast.linh, team=cast.saigon)
    signal = take_signal(
        team=cast.bangkok, answers={"known": "a girl calls"}, **cast.acting(cast.sokha)
    )
    add_to_case(signal=signal, case=case, reason="the same girl", **cast.acting(cast.sokha))
    address = reverse("intake:signal", args=[signal.id])
    told = files.browser(cast, cast.noi).get(address).text
    assert "the same girl" in told
    assert case.code_name not in told
    assert str(case.id) not in told


def test_who_decides_reads_beside_the_form_what_was_said(cast, sokha):
    told = {"about_whom": "Nok, 16 or 17", "callback": "+856 555 0100"}
    signal = take_signal(team=cast.bangkok, answers=told, by=cast.sokha)
    page = sokha.get(url("case", signal)).text
    assert "Nok, 16 or 17" in page
    assert "+856 555 0100" not in page
    assert entries("signal.opened", about=signal.id)


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("+856 20 555-0100", "tel:+856205550100"),
        ("020 555 0100 / 020 555 0101", None),
        ("WhatsApp: mae.noi", None),
        ("12 34", None),
    ],
)
def test_the_number_to_call_back_is_a_link_where_it_is_one_number(cast, sokha, said, called):
    signal = take_signal(team=cast.bangkok, answers={"callback": said}, by=cast.sokha)
    page = sokha.get(url("signal", signal)).text
    assert said in page
    assert (f'href="{called}"' in page) if called else ("tel:" not in page)


def test_twins_are_said_where_a_new_file_is_opened_and_never_asked_again(cast, sokha, signal):
    sister = files.person(cast, names=["ບົວຄຳ ວົງສາ"])
    told = {"name": "Bouakham Vongsa"}
    assert 'value="twins"' in sokha.post(url("case", signal), told).text
    told |= {"seen": str(sister.id), f"answer_{sister.id}": "twins"}
    sokha.post(url("case", signal), told)
    made = Case.objects.get().people.get()
    kept = MatchDecision.objects.get(one=made, other=sister)
    assert (kept.same, kept.twins(cast.ring(cast.sokha))) == (False, True)
    assert made.code_name not in sokha.get(reverse("matching:duplicates")).text


def test_of_very_many_cases_the_code_name_is_typed(cast, sokha, signal, monkeypatch):
    monkeypatch.setattr(ChoiceForm, "FEW", 1)
    first, _second = files.case(cast), files.case(cast)
    there = url("addition", signal)
    assert first.code_name not in sokha.get(there).text
    wrong = sokha.post(there, {"chosen": "Case Nobody 1", "reason": ""})
    assert wrong.status_code == 422
    assert "You have access to no file with this code name." in wrong.text
    told = {"chosen": f"  {first.code_name.lower()} ", "reason": ""}
    assert sokha.post(there, told).status_code == 302
    assert first.signals.get().outcome == "addition"
