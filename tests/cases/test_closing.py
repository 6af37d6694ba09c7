"""Closing shows both people what is still open, and closes nobody who is in danger."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry, edit_entry
from fanal.cases.actions.stages import agree_closure, ask_closure, reopen
from fanal.cases.actions.states import record_sign, say_in_danger, say_no_longer
from fanal.cases.actions.tasks import add_task, finish_task
from fanal.cases.models import Case, Closure
from fanal.cases.queries import pages
from fanal.cases.queries.deaths import died_of
from fanal.cases.queries.last_contact import said_what_became
from fanal.cases.queries.still_open import still_open_in
from fanal.core.casework.closure import OpenEnd
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from tests import closing, files
from tests.shares import mostly_long


@pytest.fixture
def write(cast, case, her):
    write = {"case": case, **cast.acting(cast.sokha)}
    add_entry(kind="safety", answers={"carry": "papers"}, **write)
    record_consent(person=her, purpose="care", answer="given", **write)
    closing.answered(person=her, **write)
    return write


def agree(closure, by, cast):
    version = Case.objects.get(id=closure.case_id).version
    agree_closure(closure=closure, **cast.acting(by), version=version)


def ends_of(case, user, cast):
    return [one.end for one in still_open_in(case, user, cast.ring(user))]


def well(write, her):
    """She says so herself, and was seen; somebody may call her."""
    told = {"said_by": "herself", "free": True, "what_changed": "She works in her aunt's shop."}
    say_no_longer(person=her, said_at=timezone.now() - timedelta(hours=1), **told, **write)
    record_sign(person=her, sign="seen", said_at=None, **write)
    add_entry(kind="contact", answers={"when": "evenings"}, **write)


def test_a_case_in_danger_is_not_closed_whatever_the_reason(cast, case, her, write):
    say_in_danger(person=her, said_by="mother", said_at=None, **write)
    for reason in ("safe_and_independent", "her_wish", "other"):
        with pytest.raises(Refused, match="she is in danger"):
            ask_closure(reason=reason, words="We are tired.", **write)


def test_a_disputed_danger_closes_no_case_either(cast, her, write):
    say_in_danger(person=her, said_by="mother", said_at=None, **write)
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    with pytest.raises(Refused, match="she is in danger"):
        ask_closure(reason="her_wish", words="", **write)


def test_danger_that_begins_after_it_was_asked_for_stops_the_second_person(cast, her, write):
    closure = ask_closure(reason="her_wish", words="", **write)
    say_in_danger(person=her, said_by="mother", said_at=None, **write)
    with pytest.raises(Refused, match="she is in danger"):
        agree(closure, cast.noi, cast)


def test_danger_in_another_case_of_hers_closes_neither(cast, her, write):
    other = files.case(cast, people=[her])
    say_in_danger(person=her, said_by="mother", said_at=None, **write | {"case": other})
    with pytest.raises(Refused, match="she is in danger"):
        ask_closure(reason="her_wish", words="", **write)


def test_a_reason_that_contradicts_the_state_takes_words_and_a_lead(cast, case, her, write):
    with pytest.raises(BadInput, match="no sign of life") as problem:
        ask_closure(reason="safe_and_independent", words="", **write)
    assert problem.value.where == "words"
    closure = ask_closure(reason="safe_and_independent", words="Her aunt says so.", **write)
    assert closure.for_a_lead
    chea = cast.join("chea", "Chea", Role.CASE_WORKER, "Bangkok")
    with pytest.raises(Refused, match="a lead has to agree"):
        agree(closure, chea, cast)
    agree(closure, cast.noi, cast)
    assert Case.objects.get(id=case.id).stage == "closed"


def test_where_nothing_speaks_against_it_two_workers_close_a_case(cast, case, her, write):
    well(write, her)
    closure = ask_closure(reason="safe_and_independent", words="", **write)
    assert not closure.for_a_lead
    agree(closure, cast.join("chea", "Chea", Role.CASE_WORKER, "Bangkok"), cast)
    assert Case.objects.get(id=case.id).stage == "closed"


def test_a_lost_contact_and_a_death_are_read_by_a_lead(cast, her, write):
    well(write, her)
    closure = ask_closure(reason="died", words="", **write)
    with pytest.raises(Refused, match="a lead has to agree"):
        agree(closure, cast.join("chea", "Chea", Role.CASE_WORKER, "Bangkok"), cast)


def test_what_comes_up_after_it_was_asked_for_is_asked_for_again(cast, her, write):
    well(write, her)
    closure = ask_closure(reason="goals_reached", words="", **write)
    add_entry(kind="goal", answers={"words": "a shop"}, **write)
    with pytest.raises(Refused, match="something speaks against this now"):
        agree(closure, cast.noi, cast)


def test_everything_that_is_open_is_named(cast, case, her, write):
    other = files.case(cast, people=[her])
    until = timezone.localdate() + timedelta(days=10)
    record_consent(person=her, purpose="care", answer="given", until=until, **write)
    add_entry(kind="goal", answers={"words": "a shop"}, **write)
    assert ends_of(case, cast.sokha, cast) == [
        OpenEnd.NOT_KNOWN,
        OpenEnd.NO_SIGN,
        OpenEnd.CONTACT_RULES,
        OpenEnd.OTHER_CASES,
        OpenEnd.CONSENT,
        OpenEnd.GOALS,
    ]
    said = " ".join(str(one.says) for one in still_open_in(case, cast.sokha, write["ring"]))
    assert other.code_name in said


def test_a_case_of_another_team_is_named_by_whom_to_call_alone(cast, case, her, write):
    theirs = files.case(cast, people=[her], by=cast.linh, team=cast.saigon)
    said = " ".join(str(one.says) for one in still_open_in(case, cast.sokha, write["ring"]))
    assert theirs.code_name not in said
    assert f"call {cast.linh}" in said


def test_both_people_read_what_is_open_and_why_it_is_closed(cast, case, her, write):
    sokha, noi = files.browser(cast, cast.sokha), files.browser(cast, cast.noi)
    close, agreed = (reverse(f"cases:{one}", args=[case.id]) for one in ("close", "agree"))
    assert "No rule says how to reach her" in sokha.get(close).text
    refused = sokha.post(close, {"reason": "safe_and_independent"})
    assert refused.status_code == 422
    assert "this speaks against the reason" in refused.text
    sokha.post(close, {"reason": "safe_and_independent", "words": "Her aunt says so."})
    assert Closure.objects.get().for_a_lead
    page = noi.get(agreed).text
    assert "No sign of life is known" in page
    assert "(speaks against the reason)" in page
    assert "Her aunt says so." in page
    assert "A lead has to be one of the two." in page
    assert "closing waits for a lead" in noi.get(reverse("cases:list")).text


def test_what_is_open_leads_to_where_it_is_settled(cast, case, her):
    page = files.browser(cast, cast.sokha).get(reverse("cases:close", args=[case.id])).text
    rules = reverse("cases:section", args=[case.id, "contact"])
    assert f'<a href="{rules}">No rule says how to reach her</a>' in page
    hers = reverse("cases:state", args=[case.id, her.id])
    assert f'<a href="{hers}">No sign of life is known</a>' in page


def test_of_several_each_danger_leads_to_the_page_of_her_of_whom_it_was_said(cast, case, her):
    also = files.person(cast, names=("ນ້ອຍ",))
    add_person(case=case, person=also, by=cast.sokha)
    for one in (her, also):
        told = {"said_by": "mother", "said_at": None}
        say_in_danger(case=case, person=one, **told, **cast.acting(cast.sokha))
    page = files.browser(cast, cast.sokha).get(reverse("cases:close", args=[case.id])).text
    for one in (her, also):
        hers = reverse("cases:state", args=[case.id, one.id])
        code = f'<bdi class="code-name" translate="no">{one.code_name}</bdi>'
        assert f'<a href="{hers}">{code}: she is in danger</a>' in page


def test_what_stops_a_closing_is_listed_once_where_it_can_be_settled(cast, case, her, write):
    say_in_danger(person=her, said_by="mother", said_at=None, **write)
    add_task(case=case, title="Call the aunt", by=cast.sokha)
    page = (
        files.browser(cast, cast.sokha)
        .get(reverse("cases:section", args=[case.id, "closure"]))
        .text
    )
    assert page.count("This must be answered first.") == 2
    assert "Tasks that are not done: 1" in page
    for twice in ("Before it can be closed", "Tasks are still open", "nobody whose word counts"):
        assert twice not in page
    assert "Ask to close the case" not in page


def test_a_follow_up_that_would_stand_on_no_list_is_named_until_it_is_done(cast, case, write):
    says = "follow-ups and steps of the plan that will be on no list once it is closed: 1"
    page = lambda: files.browser(cast, cast.sokha).get(reverse("cases:close", args=[case.id])).text  # noqa: E731
    assert says not in page().casefold()
    planned = {"answers": {"how": "visit"}, "due": timezone.localdate()}
    later = planned | {"due": timezone.localdate() + timedelta(days=1)}
    add_entry(kind="visit", **later, **write)  # stands in the calendar after closing too
    assert says not in page().casefold()
    entry = add_entry(kind="visit", **planned, **write)
    assert says in page().casefold()
    done = {"due": entry.due, "done_on": timezone.localdate(), "version": entry.version}
    edit_entry(entry=entry, answers={"how": "visit"}, by=cast.sokha, ring=write["ring"], **done)
    assert says not in page().casefold()


def test_what_must_be_done_first_is_said_before_the_reason_is_asked(cast, case, her, write):
    add_task(case=case, title="Call the aunt", by=cast.sokha)
    page = files.browser(cast, cast.sokha).get(reverse("cases:close", args=[case.id])).text
    assert "This must be answered first." in page
    assert "Ask a second person" not in page
    assert 'name="reason"' not in page


def test_what_was_typed_comes_back_where_something_came_up_before_it_was_sent(
    cast, case, her, write
):
    sokha, page = files.browser(cast, cast.sokha), reverse("cases:close", args=[case.id])
    assert "Ask a second person" in sokha.get(page).text
    add_task(case=case, title="Call the aunt", by=cast.sokha)
    sent = {"reason": "safe_and_independent", "words": "Her aunt says so."}
    answer = sokha.post(page, sent)
    assert answer.status_code == 422
    assert "Her aunt says so." in answer.text
    assert "Tasks are still open" in answer.text


def test_a_case_that_nobody_asked_anything_says_where_that_is_done_first(cast, case):
    page = files.browser(cast, cast.sokha).get(reverse("cases:close", args=[case.id])).text
    for section in ("safety", "consent"):
        address = reverse("cases:section", args=[case.id, section])
        assert f'<li><a href="{address}">' in page
    assert "Ask a second person" not in page


def test_whoever_cannot_agree_reads_why_and_finds_no_button(cast, case, her, write):
    well(write, her)
    closure = ask_closure(reason="contact_lost", words="Nobody answers.", **write)
    chea = cast.join("chea", "Chea", Role.CASE_WORKER, "Bangkok")
    page = lambda who: files.browser(cast, who).get(reverse("cases:agree", args=[case.id])).text  # noqa: E731
    assert "A lead has to agree to this reason." in page(chea)
    assert "Agree and close" not in page(chea)
    assert "Agree and close" in page(cast.noi)
    add_task(case=case, title="Call the aunt", by=cast.sokha)
    assert "Agree and close" not in page(cast.noi)
    assert closure.waits


# Of two closings of one day the later one counts, everywhere.
@pytest.fixture(params=mostly_long(range(6), of=6))
def closed_twice(request, cast, case, her):
    """As it died and, opened again the same day, lost contact: several times, since
    ids are drawn."""
    write = {"case": case, **cast.acting(cast.sokha)}
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    record_consent(person=her, purpose="care", answer="given", **write)
    closing.answered(person=her, **write)
    first = closes(cast, case, "died")
    version = Case.objects.get(id=case.id).version
    reopen(case=case, why="It was another woman.", version=version, **cast.acting(cast.noi))
    for task in case.tasks.filter(done_on=None):
        finish_task(task=task, by=cast.noi, version=task.version)
    last = closes(cast, case, "contact_lost")
    return first, last


def closes(cast, case, reason):
    case.refresh_from_db()
    ring = cast.ring(cast.sokha)
    closure = ask_closure(case=case, reason=reason, words="As we know.", by=cast.sokha, ring=ring)
    version = Case.objects.get(id=case.id).version
    agree_closure(closure=closure, **cast.acting(cast.noi), version=version)
    return closure


def test_the_later_of_two_of_one_day_says_why_it_is_closed(case, her, closed_twice):
    first, last = closed_twice
    assert list(case.closures.all()) == [first, last]
    assert pages.last_of(pages.standing(case.closures.all())) == last
    assert died_of([her.id]) == {}
    assert said_what_became({her.id: files.TODAY}) == {her.id}
