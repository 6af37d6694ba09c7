"""What no page offers is refused by the action all the same: a page is not the only way to it."""

import pytest

from fanal.core.errors import BadInput, Refused
from fanal.core.prevention.sessions import Heads
from fanal.prevention.actions import communities, courses, scholarships, sessions
from fanal.prevention.models import EarningLook, PreventionSession, SchoolTerm, SessionTests
from tests.prevention.scene import (
    DAY,
    VILLAGE,
    acts,
    course_in,
    enrolled,
    held,
    participant,
    planned,
    scholar,
    today,
)

PAPERS = {"instrument": "Ten questions", "points": 10, "before": "a 3\nb 4", "after": "a 7\nb 8"}


def test_where_the_work_has_ended_no_session_is_planned(cast, place):
    told = VILLAGE | {"state": "ended"}
    communities.change_community(
        community=place, area=place.area, answers=told, by=cast.bounmy, version=place.version
    )
    with pytest.raises(Refused, match="has ended"):
        planned(cast, place)
    assert not PreventionSession.objects.exists()


def test_papers_are_kept_once_heads_were_counted_and_of_a_number_of_points(cast, place):
    with pytest.raises(Refused, match="no heads yet"):
        sessions.keep_tests(session=planned(cast, place), by=cast.bounmy, **PAPERS)
    row = held(cast, place, heads=Heads(women=2, men=0, girls=0))
    with pytest.raises(BadInput, match="from 1 to") as mistake:
        sessions.keep_tests(session=row, by=cast.bounmy, **PAPERS | {"points": 0})
    assert mistake.value.where == "points"
    sessions.keep_tests(session=row, by=cast.bounmy, **PAPERS)
    assert SessionTests.objects.count() == 1


def test_a_scholarship_is_signed_once_and_has_no_term_after_its_end(cast):
    row = scholar(cast, participant(cast, age=15))
    with pytest.raises(Refused, match="You wrote it"):
        scholarships.sign(scholarship=row, by=cast.bounmy)
    scholarships.sign(scholarship=row, by=cast.claire)
    with pytest.raises(Refused, match="signed this already"):
        scholarships.sign(scholarship=row, by=cast.noi)
    row.refresh_from_db()
    assert row.signed_by == cast.claire
    over = today() - 30 * DAY
    told = {"why": "finished", "version": row.version, **acts(cast)}
    scholarships.end_scholarship(scholarship=row, on=over, **told)
    days = {"first": over + DAY, "last": today(), "days_open": 20, "present": 20, "excused": 0}
    with pytest.raises(BadInput, match="had ended before") as mistake:
        scholarships.add_term(scholarship=row, result="moved_up", sure=True, **days, **acts(cast))
    assert mistake.value.where == "first"
    assert not SchoolTerm.objects.exists()


def test_what_she_earns_is_asked_when_it_is_due_and_once(cast, place):
    row = enrolled(
        cast,
        participant(cast, age=30),
        course_in(cast, place, kind="vocational", market="A hotel\nTwo garages\nA seller"),
    )
    courses.complete(
        enrolment=row,
        attended=8,
        on=today() - DAY,
        certificate="none",
        version=row.version,
        **acts(cast),
    )
    look = EarningLook.objects.order_by("due").first()
    told = {"look": look, "answer": "nothing", "version": look.version, **acts(cast)}
    with pytest.raises(Refused, match="due later"):
        courses.ask_earning(today=look.due - DAY, **told)
    courses.ask_earning(today=look.due, **told)
    with pytest.raises(Refused, match="has its answer"):
        courses.ask_earning(today=look.due, **told)
