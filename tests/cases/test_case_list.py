"""The list of cases: the most urgent first, found by anything, and never a file opened to compare."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import assign
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.entries import add_note
from fanal.cases.actions.lists import forget_list, save_list
from fanal.cases.actions.states import record_sign
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, CaseDays, SavedList
from fanal.cases.queries.case_list import Wanted, case_list
from fanal.core.errors import BadInput, Refused
from tests import files
from tests.journal import entries

LIST = "/cases/"


TODAY = timezone.localdate


def listed(user, **wanted):
    return [one.id for one in case_list(user, Wanted(**wanted), TODAY()).listed]


def counts(user):
    return case_list(user, Wanted(), TODAY()).counts


def write(cast, case, on=None):
    add_note(case=case, text="She called", **cast.acting(cast.sokha), on=on or TODAY())


def order_on(page):
    return re.findall(r'<a href="/cases/([0-9a-f-]{36})/"><bdi', page)


def test_a_case_whose_days_were_deleted_by_hand_is_counted_among_the_quiet(cast):
    case, other = files.case(cast), files.case(cast)
    assert counts(cast.sokha)["quiet"] == len(listed(cast.sokha, show="quiet"))
    CaseDays.objects.filter(case__in=[case, other]).delete()
    assert counts(cast.sokha)["quiet"] == len(listed(cast.sokha, show="quiet")) == 2


def test_danger_comes_first_then_quiet_then_late_then_the_next_day(cast):
    cases = {
        name: files.case(cast, people=[files.person(cast, names=(name,))])
        for name in ("rest", "soon", "late", "quiet", "danger")
    }
    for name, case in cases.items():
        if name != "quiet":
            write(cast, case)
    for name, days in (("soon", 3), ("late", -2)):
        add_task(case=cases[name], title="call", due=TODAY() + timedelta(days=days), by=cast.sokha)
    files.in_danger(cast, cases["danger"])
    found = listed(cast.sokha)
    assert found == [cases[one].id for one in ("danger", "quiet", "late", "soon", "rest")]


def test_whatever_the_list_is_sorted_by_danger_stays_first(cast):
    first, *others = [files.case(cast) for _ in range(4)]
    files.in_danger(cast, first)
    for sort in ("case", "step", "contact", "next", "worker"):
        for back in ("", "-"):
            found = listed(cast.sokha, sort=f"{back}{sort}")
            assert found[0] == first.id
            assert set(found) == {first.id, *(other.id for other in others)}


def test_a_list_sorted_by_code_name_stands_by_it_and_the_other_way_round(cast):
    cases = [files.case(cast) for _ in range(4)]
    by_name = [case.id for case in sorted(cases, key=lambda case: case.code_name)]
    assert listed(cast.sokha, sort="case") == by_name
    assert listed(cast.sokha, sort="-case") == by_name[::-1]


def test_each_chip_counts_what_it_shows(cast):
    mine, noi_s, quiet, late = [files.case(cast) for _ in range(4)]
    assign(case=noi_s, to=cast.noi, by=cast.sokha, version=1)
    for case in (mine, noi_s, late):
        write(cast, case)
    add_task(case=late, title="call", due=TODAY() - timedelta(days=1), by=cast.sokha)
    files.in_danger(cast, mine)
    record_consent(
        case=mine,
        person=mine.people.get(),
        purpose="care",
        answer="given",
        **cast.acting(cast.sokha),
        until=TODAY() + timedelta(days=10),
    )
    assert counts(cast.sokha) == {
        "mine": 3,
        "team": 4,
        "danger": 1,
        "unheard": 0,
        "quiet": 1,
        "late": 1,
        "consent": 1,
    }
    for name, n in counts(cast.sokha).items():
        assert len(listed(cast.sokha, show=name)) == n
    assert listed(cast.sokha, show="quiet") == [quiet.id]


def test_who_is_not_heard_from_is_not_counted_among_those_in_danger(cast):
    """The same two numbers as on the board and on the director's page."""
    girl, quiet = files.case(cast), files.case(cast)
    files.in_danger(cast, girl)
    record_sign(
        case=quiet,
        person=quiet.people.get(),
        sign="message",
        said_at=None,
        next_by=timezone.now() + timedelta(hours=1),
        **cast.acting(cast.sokha),
    )
    later = TODAY() + timedelta(days=3)
    for show, kept in (("danger", [girl.id]), ("unheard", [quiet.id]), ("", [girl.id, quiet.id])):
        assert [one.id for one in case_list(cast.sokha, Wanted(show), later).listed] == kept


def test_a_consent_that_was_renewed_does_not_end_soon(cast):
    case, soon = files.case(cast), TODAY() + timedelta(days=10)
    asked = {
        "case": case,
        "person": case.people.get(),
        "purpose": "care",
        "answer": "given",
        **cast.acting(cast.sokha),
    }
    record_consent(until=soon, on=TODAY() - timedelta(days=300), **asked)
    assert counts(cast.sokha)["consent"] == 1
    record_consent(until=TODAY() + timedelta(days=365), on=TODAY(), **asked)
    assert counts(cast.sokha)["consent"] == 0


def test_a_refusal_that_ends_is_no_consent_that_ends(cast):
    case = files.case(cast)
    record_consent(
        case=case,
        person=case.people.get(),
        purpose="care",
        answer="refused",
        **cast.acting(cast.sokha),
        until=TODAY() + timedelta(days=5),
    )
    assert counts(cast.sokha)["consent"] == 0


def test_a_list_is_narrowed_by_kind_step_and_worker(cast):
    case, other = files.case(cast, kinds=["labour", "surrogacy"]), files.case(cast)
    assign(case=other, to=cast.noi, by=cast.sokha, version=1)
    assert listed(cast.sokha, kind="surrogacy") == [case.id]
    assert listed(cast.sokha, show="team", worker=str(cast.noi.pk)) == [other.id]
    assert set(listed(cast.sokha, show="team", step="alert")) == {case.id, other.id}
    assert listed(cast.sokha, step="closed") == []


def test_the_first_page_shows_her_age_state_and_next_step(cast, sokha):
    year = TODAY().year
    case = files.case(cast, people=[files.person(cast, births=[("census", year - 16, 1, 1)])])
    add_task(case=case, title="visit the school", due=TODAY() - timedelta(days=3), by=cast.sokha)
    write(cast, case)
    page = sokha.get(LIST).text
    assert "child, 16" in page
    assert "3 days late" in page
    assert "visit the school" in page
    assert [entry.about for entry in entries("case.listed")] == [""]
    assert not entries("case.opened")


def test_a_case_is_found_in_the_list_by_name_number_and_code_name(cast, sokha):
    case = files.case(cast)
    files.case(cast, people=[files.person(cast, names=("Nguyễn Thị Hoa",))])
    for asked in ("Buakham Vongsa", case.code_name, case.people.get().code_name):
        assert order_on(sokha.post(LIST, {"q": asked}).text) == [str(case.id)]
    assert "Nobody like that found" in sokha.post(LIST, {"q": "099 999 9999"}).text


def test_what_is_searched_for_stands_in_no_address_and_is_not_saved(cast, sokha):
    files.case(cast)
    answer = super(type(sokha), sokha).post(LIST + "?show=team&kind=labour", {"q": "Buakham"})
    assert answer.status_code == 303
    assert "Buakham" not in answer["Location"]
    sokha.post("/cases/lists/?show=team&kind=labour&q=Buakham", {"name": "work"})
    assert SavedList.objects.get().filters == {"show": "team", "kind": "labour"}


def test_a_list_of_ones_own_is_shown_as_a_chip_and_to_nobody_else(cast, sokha):
    saved = save_list(name="Children", filters={"show": "team", "kind": "labour"}, by=cast.sokha)
    assert "show=team&amp;kind=labour" in sokha.get(LIST).text
    noi = files.browser(cast, cast.noi)
    assert "Children" not in noi.get(LIST).text
    there = reverse("cases:forget_list", args=[saved.id])
    assert noi.post(there).status_code == 404
    assert sokha.post(there).status_code == 302
    assert not SavedList.objects.exists()


def test_a_saved_list_has_a_name_and_there_are_not_too_many(cast):
    with pytest.raises(BadInput):
        save_list(name="  ", filters={}, by=cast.sokha)
    for n in range(20):
        saved = save_list(name=f"list {n}", filters={"show": "team"}, by=cast.sokha)
    with pytest.raises(Refused):
        save_list(name="one more", filters={}, by=cast.sokha)
    forget_list(saved=saved)


def test_the_database_does_not_tell_what_a_saved_list_is_called_or_shows(cast):
    save_list(
        name="Surrogacy in Pakse", filters={"show": "team", "kind": "surrogacy"}, by=cast.sokha
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_savedlist")
        row = b" ".join(
            bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode()
            for one in cursor.fetchone()
        )
    assert b"urrogacy" not in row


@pytest.mark.parametrize(
    "query",
    [
        "?show=nothing",
        "?sort=x&page=999",
        "?kind=%00&step=%F0%9F%92%A9",
        "?worker=1&worker=2",
        "?page=a",
    ],
)
def test_an_address_that_somebody_made_up_shows_the_list(cast, sokha, query):
    case = files.case(cast)
    page = sokha.get(LIST + query)
    assert page.status_code == 200
    assert case.code_name in page.text or "worker" in query


def test_a_page_has_25_cases_and_the_next_has_the_others(cast, sokha):
    cases = {files.case(cast, people=[]).id for _ in range(27)}
    first, second = (order_on(sokha.get(f"{LIST}?show=team&page={n}").text) for n in (1, 2))
    assert (len(first), len(second)) == (25, 2)
    assert {*first, *second} == {str(case) for case in cases}


def test_whom_a_conflict_keeps_out_is_shown_no_row_and_no_count(cast, sokha):
    case = files.case(cast)
    files.in_danger(cast, case)
    keep_out(case=case, user=cast.sokha, by=cast.noi, reason="her cousin")
    assert counts(cast.sokha) == dict.fromkeys(
        ("mine", "team", "danger", "unheard", "quiet", "late", "consent"), 0
    )
    assert str(case.id) not in sokha.get(LIST).text


def test_a_lawyer_sees_the_cases_granted_to_her_and_searches_nobody(cast):
    case = files.case(cast)
    mai = files.browser(cast, cast.mai)
    assert str(case.id) not in mai.get(LIST).text
    assert 'name="q"' not in mai.get(LIST).text.split("<main")[1]
    assert mai.post(LIST, {"q": "Buakham"}).status_code == 404


def test_the_closed_ones_are_a_chip_and_the_old_address_leads_there(cast, sokha):
    case = files.case(cast)
    Case.objects.filter(id=case.id).update(closed=True)
    assert str(case.id) not in sokha.get(LIST).text
    assert str(case.id) in sokha.get("/cases/closed/", follow=True).text


def test_the_number_of_queries_does_not_grow_with_the_cases(cast, sokha):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert sokha.get(LIST + "?show=team&sort=case").status_code == 200
        return len(queries)

    def more():
        case = files.case(cast)
        write(cast, case)
        add_task(case=case, title="call", due=TODAY(), by=cast.sokha)
        files.in_danger(cast, case)

    for _ in range(2):
        more()
    asked()
    few = asked()
    for _ in range(5):
        more()
    asked()
    assert asked() <= few


@pytest.mark.parametrize(
    "words", ["ນ" * 150, "Nguyễn Thị " * 25, "မြန်မာ" * 45, "張" * 300, "Ж" * 300, "ខ" * 300]
)
def test_twelve_people_with_long_names_are_one_row(cast, sokha, words):
    people = [files.person(cast, names=(words[:200],)) for _ in range(3)]
    case = files.case(cast, people=people)
    page = sokha.get(LIST + "?show=team").text
    assert "and 2 more" in page
    assert order_on(page) == [str(case.id)]
