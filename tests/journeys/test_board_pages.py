"""The board in pages: nobody is lost between two, nobody stands on two, and what is kept of it in
the process says the same as what is worked out anew."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import consents, emergencies, entries, stages
from fanal.cases.actions.cases import add_person, assign
from fanal.cases.actions.states import record_sign
from fanal.cases.models import Case, CasePerson, StateCode, WatchList
from fanal.cases.queries import at_risk
from fanal.journeys import access
from fanal.journeys.access.board import open_cases_for, reach_of
from fanal.journeys.queries import in_danger, open_people
from fanal.journeys.queries.tonight import board
from fanal.journeys.views import journeys as views
from fanal.partners.models import Area
from fanal.people.actions.merges import decide
from fanal.processes import process_cache
from tests import closing, files
from tests.journeys.scene import scene
from tests.journeys.test_tonight import heard
from tests.kept import kept
from tests.shares import in_turn, tried

FILTERS = ("", "mine", "danger", "unheld", "journey", "case")


@pytest.fixture
def house(cast):
    return _house(cast)


@kept
def _house(cast):
    """A journey; beside it nine cases: in danger, safe, with family, with nobody, not known."""
    scene(cast)
    made = [files.case(cast) for _n in range(8)]
    made.append(files.case(cast, people=[made[0].people.get()]))  # another case of the first
    for case in made[:2]:
        files.in_danger(cast, case)
    for case in made[2:4]:
        files.safe_at_home(cast, case)
    heard(cast, made[4])
    heard(cast, made[5], with_whom="nobody")
    decide(
        keep=made[6].people.get(),
        other=made[7].people.get(),
        same=True,
        **cast.acting(cast.sokha),
        reason="the same scar",
    )
    return made


def codes_on(page):
    return [line.code for _words, _n, _colour, some in page.context["parts"] for line in some]


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_in_pages_nobody_is_lost_and_nobody_stands_twice(cast, house, monkeypatch, size):
    """In the short form each filter with two of the sizes."""
    monkeypatch.setattr(views, "PEOPLE", size)
    seen = board(cast.sokha, timezone.localtime())
    for which in FILTERS:
        if tried(size in in_turn((1, 2, 3, 50), ("size", which), 2)):
            in_pages(cast, seen, which)


def in_pages(cast, seen, which):
    wanted = [line.code for line in seen.drawn(seen.shown_by(which))]
    browser, found, number, pages = files.browser(cast, cast.sokha), [], 0, 1
    while number < pages:
        number += 1
        page = browser.get(reverse("journeys:board"), {"show": which, "page": number})
        found += codes_on(page)
        pages = page.context["page"].paginator.num_pages
    assert sorted(found) == sorted(wanted)
    assert len(wanted) == len(set(wanted))
    counted = {code: n for code, _words, n in page.context["filters"]}
    assert counted[which] == len(found)


def test_who_is_in_danger_stands_on_the_first_page_before_everybody(cast, house, monkeypatch):
    monkeypatch.setattr(views, "PEOPLE", 2)
    page = files.browser(cast, cast.sokha).get(reverse("journeys:board"))
    assert set(codes_on(page)) == {case.people.get().code_name for case in house[:2]}
    assert page.context["board"].danger == 2


def test_a_page_opens_the_cases_of_its_own_people_alone(cast, house, monkeypatch):
    monkeypatch.setattr(views, "PEOPLE", 1)
    monkeypatch.setattr(in_danger, "_in_danger", lambda *_asked: 0)  # of the menu
    with patch.object(access, "with_open_cases", wraps=access.with_open_cases) as read:
        files.browser(cast, cast.sokha).get(reverse("journeys:board"))
    assert [len(call.args[1]) for call in read.call_args_list] == [1]


# ── What is kept ─────────────────────────────────────────────────────────────
@pytest.fixture
def keeps(process_remembers):
    return open_people._kept.held


def moved(cast, case):
    assign(case=case, to=cast.sokha, by=cast.noi, version=case.version)


def closed(cast, case):
    write = {"case": case, **cast.acting(cast.sokha)}
    person = case.people.get()
    entries.add_entry(kind="safety", answers={"carry": "papers"}, **write)
    consents.record_consent(person=person, purpose="care", answer="given", **write)
    closing.answered(person=person, **write)
    asked = stages.ask_closure(reason="her_wish", words="She is well.", **write)
    version, ring = Case.objects.get(id=case.id).version, cast.ring(cast.noi)
    stages.agree_closure(closure=asked, by=cast.noi, ring=ring, version=version)
    assert Case.objects.get(id=case.id).closed


def joined(cast, case):
    add_person(case=case, person=files.person(cast), by=cast.sokha)


def merged(cast, case):
    decide(
        keep=case.people.first(),
        other=files.case(cast).people.get(),
        same=True,
        **cast.acting(cast.sokha),
        reason="the same scar",
    )


def merged_of_before(cast, case):
    """Both stood on the board already, and no state of the other is stored."""
    others = CasePerson.objects.filter(case__states=None, person__merged_into=None)
    decide(
        keep=case.people.first(),
        other=others.exclude(case=case).first().person,
        same=True,
        **cast.acting(cast.sokha),
        reason="the same scar",
    )


def replaced(cast, case):
    """One comes into the case and another goes: it has as many people as before."""
    joined(cast, case)
    gone = case.people.order_by("made_on", "id").first()
    CasePerson.objects.get(case=case, person=gone).delete()


ACTS = {
    "in danger": files.in_danger,
    "safe": files.safe_at_home,
    "heard from": heard,
    "with nobody": lambda cast, case: heard(cast, case, "nobody"),
    "another case": lambda cast, _case: files.case(cast),
    "a worker": moved,
    "closed": closed,
    "another person": joined,
    "two files one": merged,
    "two on the board one": merged_of_before,
    "another in her place": replaced,
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_kept_says_what_is_worked_out_anew(cast, house, keeps, act):
    now = timezone.localtime()
    open_people.with_open_cases(cast.sokha, now)
    at_risk.urgent_files(now.date())
    assert keeps
    assert at_risk._kept.held
    ACTS[act](cast, house[4])
    kept = open_people.with_open_cases(cast.sokha, now)
    anew = open_people._worked_out(open_cases_for(cast.sokha), now)
    assert kept == open_people._in_order(anew)
    assert at_risk._watched(now.date()) == at_risk._worked_out(now.date())


def test_a_case_of_a_file_for_which_another_stands_is_hers(cast, house, keeps):
    Case.objects.filter(id=house[6].id).update(opened_on=house[7].opened_on - timedelta(days=1))
    _the_same_as_anew(cast, timezone.localtime(), lambda: moved(cast, house[7]))


def test_whose_sign_of_life_did_not_come_is_not_heard_from_the_day_after(cast, house, keeps):
    now = timezone.localtime()
    record_sign(
        case=house[4],
        person=house[4].people.get(),
        sign="message",
        said_at=None,
        next_by=now + timedelta(days=1),
        **cast.acting(cast.sokha),
    )
    known = {one.told.code for one in open_people.with_open_cases(cast.sokha, now)}
    later = now + timedelta(days=2)
    _the_same_as_anew(cast, later, lambda: None)
    assert {one.told.code for one in open_people.with_open_cases(cast.sokha, later)} != known


def test_whose_state_was_erased_is_not_known(cast, house, keeps):
    def erased():
        StateCode.objects.get(case=house[4]).delete()
        WatchList.objects.update(version=F("version") + 1)

    _the_same_as_anew(cast, timezone.localtime(), erased)


def _the_same_as_anew(cast, now, act):
    open_people.with_open_cases(cast.sokha, now - timedelta(days=1))
    open_people.with_open_cases(cast.sokha, now)
    act()
    kept = open_people.with_open_cases(cast.sokha, now)
    assert kept == open_people._in_order(open_people._worked_out(open_cases_for(cast.sokha), now))


def test_while_nothing_is_stored_nobody_is_opened_again(cast, house, keeps, monkeypatch):
    now = timezone.localtime()
    first = open_people.with_open_cases(cast.sokha, now)
    monkeypatch.setattr(open_people, "_worked_out", lambda *_some: pytest.fail("worked out again"))
    assert open_people.with_open_cases(cast.sokha, now) is first
    assert open_people.with_open_cases(cast.noi, now) is first  # of the same teams


@pytest.mark.parametrize("act", ["in danger", "safe", "with nobody", "a worker", "closed"])
def test_once_a_case_is_another_its_people_alone_are_opened_again(
    cast, house, keeps, monkeypatch, act
):
    now, opened = timezone.localtime(), _opened_again(monkeypatch)
    open_people.with_open_cases(cast.sokha, now)
    person = house[4].people.get().id
    ACTS[act](cast, house[4])
    opened.clear()
    found = open_people.with_open_cases(cast.sokha, now)
    assert opened == [[] if act == "closed" else [(house[4].id, person)]]
    assert (person in {one.person for one in found}) == (act != "closed")


def test_who_comes_onto_the_board_stands_where_her_case_belongs(cast, house, keeps, monkeypatch):
    now, opened = timezone.localtime(), _opened_again(monkeypatch)
    open_people.with_open_cases(cast.sokha, now)
    case = files.case(cast)
    opened.clear()
    found = open_people.with_open_cases(cast.sokha, now)
    assert opened == [[(case.id, case.people.get().id)]]
    assert found == open_people._in_order(open_people._worked_out(open_cases_for(cast.sokha), now))


def _opened_again(monkeypatch):
    """Of whom the board was worked out, each time."""
    whole, opened = open_people._worked_out, []

    def counted(cases, now):
        opened.append([(one.case, one.person) for one in cases])
        return whole(cases, now)

    monkeypatch.setattr(open_people, "_worked_out", counted)
    return opened


def test_of_very_many_cases_everybody_is_opened_again(cast, house, keeps, monkeypatch):
    now, opened = timezone.localtime(), _opened_again(monkeypatch)
    first = open_people.with_open_cases(cast.sokha, now)
    files.in_danger(cast, house[4])
    monkeypatch.setattr(open_people, "MANY", 0)
    opened.clear()
    open_people.with_open_cases(cast.sokha, now)
    assert len(opened[0]) >= len(first) > 1


def test_the_next_day_and_after_ten_minutes_it_is_worked_out_anew(cast, house, keeps, monkeypatch):
    now = timezone.localtime()
    first = open_people.with_open_cases(cast.sokha, now)
    assert open_people.with_open_cases(cast.sokha, now + timedelta(days=1)) is not first
    first = open_people.with_open_cases(cast.sokha, now)
    later = process_cache.monotonic() + open_people.TEN_MINUTES + 1
    monkeypatch.setattr(process_cache, "monotonic", lambda: later)
    assert open_people.with_open_cases(cast.sokha, now) is not first


def test_for_whom_a_conflict_keeps_out_nothing_is_kept(cast, house, keeps):
    emergencies.keep_out(case=house[0], user=cast.sokha, by=cast.noi, reason="her cousin")
    assert reach_of(cast.sokha) is None
    now = timezone.localtime()
    shown = {one.person for one in open_people.with_open_cases(cast.sokha, now)}
    assert not keeps
    assert house[0].people.get().id not in shown


def test_another_team_s_board_is_another(cast, house, keeps):
    now = timezone.localtime()
    assert len(open_people.with_open_cases(cast.sokha, now)) > 1
    assert open_people.with_open_cases(cast.kham, now) == []
    assert len(open_people.with_open_cases(cast.claire, now)) > 1


def test_inside_a_transaction_nothing_is_kept(cast, house):
    open_people.with_open_cases(cast.sokha, timezone.localtime())
    assert not open_people._kept.held


def test_a_country_of_the_way_is_named_in_the_language_of_the_page(cast):
    """On the board and on the page of the journey, as where it was chosen."""
    way = scene(cast, n=1)
    country = Area.objects.get(code="TH")
    leaves = timezone.now() + timedelta(hours=3)
    files.leg(way.journey, country, way.areas[2], way.escort, leaves, by=way.by)
    sokha = cast.client(cast.sokha, headers={"accept-language": "fr"})
    for address in (reverse("journeys:board"), reverse("journeys:journey", args=[way.journey.id])):
        page = sokha.get(address).text
        assert "Thaïlande" in page
        assert "Thailand" not in page
