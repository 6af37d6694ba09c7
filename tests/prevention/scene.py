"""A village near Vientiane, its sessions, and who takes part in courses: all of it invented."""

from datetime import date, timedelta

from django.utils import timezone

from fanal.core.prevention.courses import Assent, Yes
from fanal.core.prevention.sessions import Heads
from fanal.core.prevention.volunteers import Vetted
from fanal.partners.actions.areas import add_area
from fanal.partners.models import Area
from fanal.prevention.actions import (
    communities,
    courses,
    participants,
    scholarships,
    sessions,
    volunteers,
)
from fanal.prevention.actions.participants import ParticipantFacts
from tests import files
from tests.kept import kept

DAY = timedelta(days=1)
VILLAGE = {"name": "Ban Nam Sai", "kind": "village", "state": "active", "invited_by": "the teacher"}
WRITTEN = Yes(Assent.YES, Assent.YES, date(2025, 1, 1))
COURSE = {"title": "Bag sewing", "kind": "course", "sessions": 10, "needed": 8}
SCHOOL = {
    "school": "Lower secondary of Nam Sai",
    "rules": ["poverty"],
    "second": "the head of the school",
}


today = timezone.localdate


@kept
def village(cast):
    area = Area.objects.filter(code="LA-VT").first() or add_area(
        code="LA-VT", name="Vientiane", kind="province", by=cast.noi
    )
    return communities.add_community(area=area, answers=VILLAGE, by=cast.bounmy)


def acts(cast, by=None):
    by = by or cast.bounmy
    return cast.acting(by)


def planned(cast, place, on=None, **more):
    asked = {"method": "talk", "topics": ["safe_migration", "debt"], "by": cast.bounmy} | more
    return sessions.plan(community=place, on=on or today(), **asked)


def held(cast, place, on=None, heads=None, **more):
    row = planned(cast, place, on)
    said = {"heads": heads or Heads(women=20, men=11, girls=10), "by": cast.bounmy} | more
    sessions.write_up(session=row, version=row.version, **said)
    row.refresh_from_db()
    return row


@kept
def participant(cast, given="Hoa", family="Nguyễn", born=None, age=None, sex="female", **more):
    return participants.add_participant(
        answers={"given": given, "family": family},
        known=ParticipantFacts(sex, born, age),
        **acts(cast),
        **more,
    )


def enrolled(cast, who, course, yes=WRITTEN):
    return courses.enrol(participant=who, course=course, yes=yes, **acts(cast))


def course_in(cast, place, begins_on=None, **more):
    return courses.add_course(
        community=place,
        begins_on=begins_on or today() - 60 * DAY,
        answers=COURSE | more,
        by=cast.bounmy,
    )


def scholar(cast, who, begun_on=None, yes=WRITTEN):
    return scholarships.begin_scholarship(
        participant=who,
        begun_on=begun_on or today() - 300 * DAY,
        answers=SCHOOL,
        yes=yes,
        **acts(cast),
    )


@kept
def volunteer(cast, place, vetted=True):
    row = volunteers.add_volunteer(community=place, answers={"name": "Chan"}, **acts(cast))
    if vetted:
        look = Vetted(2, True, today(), today())
        volunteers.vet(volunteer=row, vetted=look, related="", version=row.version, **acts(cast))
    return row


def browser(cast, user=None):
    return files.browser(cast, user or cast.bounmy)


def day(name="on", of=None):
    of = of or today()
    return {f"{name}_day": of.day, f"{name}_month": of.month, f"{name}_year": of.year}
