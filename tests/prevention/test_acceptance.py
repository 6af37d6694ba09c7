"""The acceptance examples of prevention, by their number."""

import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.urls import reverse

from fanal.core.coded_facts.periods import quarter_of
from fanal.core.errors import BadInput, Refused
from fanal.core.prevention.courses import Assent, Yes
from fanal.core.prevention.sessions import Heads
from fanal.prevention.access import observations_for
from fanal.prevention.actions import courses, observations, participants, scholarships, sessions
from fanal.prevention.actions.participants import ParticipantFacts
from fanal.prevention.models import BothReal, LookBack, PreventionParticipant, SessionTests
from fanal.prevention.queries.places import on_the_map
from fanal.prevention.queries.report import report
from fanal.prevention.queries.today import today_for
from tests import files
from tests.journal import entries
from tests.prevention.scene import (
    DAY,
    acts,
    browser,
    course_in,
    enrolled,
    held,
    participant,
    planned,
    scholar,
    today,
)

BORN = date(2011, 5, 4)


def test_p1_heads_are_attendance_and_unique_people_are_not_knowable(cast, place):
    held(cast, place, heads=Heads(women=20, men=11, girls=10))
    found = report(quarter_of(today()), today())
    assert found.heads.attendance == 41
    assert found.completions.people == 0
    page = browser(cast).get(reverse("prevention:report"))
    assert "Unique people: not knowable" in page.text
    words = re.sub(r"<[^>]*>", " ", page.text.split("<main", 1)[1])
    assert not re.search(r"\b31\b(?!\s[A-Z])", words)  # no "31 adults"; a quarter ends on 31 March


def test_what_nobody_wrote_up_yet_is_said_beside_the_heads(cast, place):
    address = reverse("prevention:report")
    planned(cast, place, today())
    assert "not written up" not in browser(cast, cast.claire).get(address).text
    asked = f"{address}?period={quarter_of(today() - DAY).key}"
    planned(cast, place, today() - DAY)
    shown = browser(cast, cast.claire).get(asked).text
    assert "1 session whose day is over is not written up" in shown


def test_p2_two_courses_completed_are_one_person_and_two_completions(cast, place):
    seven = participant(cast, age=30)
    for begins, ends in (
        (date(2026, 4, 1), date(2026, 5, 20)),
        (date(2026, 5, 1), date(2026, 6, 9)),
    ):
        row = enrolled(cast, seven, course_in(cast, place, begins))
        courses.complete(
            enrolment=row,
            attended=9,
            on=ends,
            version=row.version,
            today=date(2026, 7, 1),
            **acts(cast),
        )
    found = report(quarter_of(date(2026, 5, 1)), date(2026, 7, 1)).completions
    assert (found.people, found.completions) == (1, 2)


def test_p3_only_pairs_make_the_figure_and_the_rest_stands_beside_it(cast, place):
    row = held(cast, place)
    before = {f"t{n}": 3 for n in range(30)}
    after = {f"t{n}": 5 if n < 15 else 3 for n in range(22)} | {f"x{n}": 9 for n in range(5)}

    def lines(papers):
        return "\n".join(f"{token} {points}" for token, points in papers.items())

    sessions.keep_tests(
        session=row,
        instrument="A1",
        points=10,
        before=lines(before),
        after=lines(after),
        by=cast.bounmy,
    )
    text = browser(cast).get(reverse("prevention:session", args=[row.id])).text
    assert "15 of 22 paired rose; 8 before and 5 after without a pair" in text
    assert SessionTests.objects.get().papers["points"] == 10


def test_p4_twins_are_both_real_and_it_is_asked_once(cast):
    hoa = participant(cast, "Hoa", born=BORN)
    with pytest.raises(BadInput) as asked:
        participant(cast, "Huệ", "NGUYEN", born=BORN)
    assert asked.value.where == "both_real"
    assert str(hoa.number) in str(asked.value.why)
    hue = participant(cast, "Huệ", "NGUYEN", born=BORN, both_real=True)
    for who in (hoa, hue):
        page = browser(cast).get(reverse("prevention:participant", args=[who.id]))
        assert "Perhaps the same?" not in page.text
    known = {
        "answers": {"given": "Hue", "family": "Nguyễn"},
        "known": ParticipantFacts("female", BORN),
    }
    participants.change_participant(participant=hue, version=hue.version, **known, **acts(cast))
    assert BothReal.objects.count() == 1


def test_p5_nothing_in_prevention_shows_that_a_scholar_became_somebodys_case(cast, place):
    who = participant(cast, "Bouakham", "Vongsa", born=BORN)
    scholar(cast, who)
    pages = [reverse(f"prevention:{name}") for name in ("today", "participants", "scholarships")]
    pages += [reverse("prevention:participant", args=[who.id])]
    pages.append(reverse("prevention:scholarship", args=[who.scholarships.get().id]))
    before = [_main(browser(cast).get(page)) for page in pages]
    person = files.person(cast, names=("Bouakham Vongsa",), by=cast.kham, team=cast.vientiane)
    case = files.case(cast, people=[person], by=cast.kham, team=cast.vientiane)
    assert [_main(browser(cast).get(page)) for page in pages] == before
    assert not [*entries(by=cast.bounmy, about=person.id), *entries(by=cast.bounmy, about=case.id)]
    for model in apps.get_app_config("prevention").get_models():
        for row in model._default_manager.all():
            kept = {str(getattr(row, field.attname)) for field in row._meta.concrete_fields}
            assert not {str(person.id), str(case.id)} & kept


def _main(page):
    """Without the minute in which it was shown."""
    assert page.status_code == 200
    shown = page.text.split("<main", 1)[1].split("print-mark")[0]
    return shown.split('name="once"')[0].split("csrf")[0]


def test_p6_a_year_before_she_is_18_she_herself_is_asked_and_nothing_stops(cast):
    who = participant(cast, born=date(2009, 2, 28))
    scholar(cast, who, begun_on=date(2025, 1, 1))
    assert not today_for(cast.bounmy, date(2026, 2, 27)).turning_18
    assert today_for(cast.bounmy, date(2026, 2, 28)).turning_18.rows == [who]
    row = who.scholarships.get()
    assert today_for(cast.bounmy, date(2027, 2, 28)).turning_18.rows == [who]
    participants.ask_herself(participant=who, own="yes", version=who.version, **acts(cast))
    assert not today_for(cast.bounmy, date(2027, 2, 28)).turning_18
    row.refresh_from_db()
    assert row.state == "running"


def test_p7_her_no_to_a_photo_stands_whatever_her_father_says_and_the_course_goes_on(cast, place):
    girl = participant(cast, born=today().replace(day=1) - timedelta(days=15 * 365 + 100))
    row = enrolled(cast, girl, course_in(cast, place))
    participants.ask_photo(
        participant=girl, own="no", caregiver="yes", version=girl.version, **acts(cast)
    )
    text = browser(cast).get(reverse("prevention:participant", args=[girl.id])).text
    photo = text.split("A photo</dt>")[1].split("</dd>")[0]
    assert "no" in photo
    assert "yes" not in photo
    row.refresh_from_db()
    assert row.state == "enrolled"


def test_p8_an_observation_that_nobody_saw_again_is_off_the_map_and_in_its_history(cast, place):
    row = observations.observe(
        area=place.area,
        on=date(2026, 1, 3),
        kind="agency_advance",
        how="several",
        words="Job agency pays 5 M in advance",
        by=cast.bounmy,
        today=date(2026, 1, 3),
    )
    rows = observations_for(cast.bounmy)
    assert [one.seen for one in on_the_map(rows, date(2027, 1, 2))] == [[row]]
    assert on_the_map(rows, date(2027, 1, 3)) == []
    assert on_the_map(rows, date(2027, 1, 4)) == []
    assert (
        "5 M in advance" in browser(cast).get(reverse("prevention:observation", args=[row.id])).text
    )


def test_p9_no_map_holds_a_number_of_calls(cast, place):
    """Observations alone make it: no address of prevention counts what is in a case."""
    row = held(cast, place)
    for _time in range(4):
        sessions.ask_at_the_side(session=row, by=cast.bounmy)
    found = report(quarter_of(today()), today())
    assert found.side is None
    text = browser(cast).get(reverse("prevention:report")).text
    assert "fewer than 11" in text
    page = browser(cast).get(reverse("prevention:observations"))
    assert "Nothing holds today" in page.text


def test_a_quarter_has_the_address_of_every_period_and_the_one_it_had_opens(cast):
    at, before = reverse("prevention:report"), quarter_of(today()).moved(-1)
    page = browser(cast).get(at).text
    assert f'href="{at}?period={before.key}"' in page
    asked = [browser(cast).get(at, {name: before.key}) for name in ("period", "quarter")]
    assert [one.context["report"].quarter for one in asked] == [before, before]
    assert "The quarter after" in asked[1].text
    assert "The quarter after" not in page


def test_p10_15_months_after_the_end_a_look_back_is_due_and_all_answers_are_printed(cast):
    who = participant(cast, born=BORN)
    row = scholar(cast, who, begun_on=date(2025, 9, 1))
    scholarships.end_scholarship(
        scholarship=row,
        why="finished",
        on=date(2026, 6, 30),
        version=row.version,
        today=date(2026, 7, 1),
        **acts(cast),
    )
    assert LookBack.objects.get(months=15).due == date(2027, 9, 30)
    look = LookBack.objects.get(months=15)
    with pytest.raises(Refused):
        scholarships.look_back(look=look, answer="works", by=cast.bounmy, today=date(2027, 9, 29))
    (due,) = today_for(cast.bounmy, date(2027, 9, 30)).due
    at = reverse("prevention:look_back", args=[look.id])
    assert at in [one.address for one in due.rows]
    late = LookBack.objects.get(pk=look.pk)
    scholarships.look_back(look=look, answer="not_known", by=cast.bounmy, today=date(2027, 9, 30))
    with pytest.raises(Refused, match="has its answer"):
        scholarships.look_back(look=late, answer="works", by=cast.bounmy, today=date(2027, 9, 30))
    counts = dict(report(quarter_of(date(2027, 9, 30)), date(2027, 9, 30)).look_backs)[15]
    assert (counts.in_school, counts.works, counts.not_known, counts.refused) == (0, 0, 1, 0)


def test_nobody_is_a_participant_by_one_signature_alone(cast):
    who = participant(cast, age=30)
    with pytest.raises(BadInput) as refused:
        scholarships.begin_scholarship(
            participant=who,
            begun_on=today() - DAY,
            yes=Yes(Assent.YES),
            answers={"school": "S", "rules": ["poverty"]},
            **acts(cast),
        )
    assert refused.value.where == "second"
    assert PreventionParticipant.objects.count() == 1


def test_what_a_session_claims_and_nothing_shows_is_said_beside_it(cast, place):
    learned, asked = (held(cast, place, claim=claim) for claim in ("learned", "asked_for_help"))
    address = reverse("prevention:session", args=[learned.id])
    assert "no pair of tests is kept here that shows it" in browser(cast).get(address).text
    told = {"instrument": "A", "points": 10, "before": "blue7 4", "after": "blue7 6"}
    sessions.keep_tests(session=learned, by=cast.bounmy, **told)
    assert "no pair of tests" not in browser(cast).get(address).text
    address = reverse("prevention:session", args=[asked.id])
    assert "nobody was counted who asked at the side" in browser(cast).get(address).text
    sessions.ask_at_the_side(session=asked, by=cast.bounmy)
    assert "nobody was counted who asked" not in browser(cast).get(address).text
