"""A village over a year and ten scholars of its school: all of it invented."""

from datetime import date, timedelta
from functools import partial

from fanal.accounts.models import User
from fanal.core.calendars.months import add_months
from fanal.core.prevention.capacity import CapacityAnswer, CapacityKind, CapacityLook
from fanal.core.prevention.courses import Assent, Yes
from fanal.core.prevention.sessions import Heads, SessionState
from fanal.core.prevention.volunteers import Vetted
from fanal.keys.demo import Cast
from fanal.keys.ring import Ring
from fanal.partners.models import Area
from fanal.prevention.actions import (
    call_backs,
    communities,
    courses,
    observations,
    participants,
    sessions,
    volunteers,
)
from fanal.prevention.actions.participants import ParticipantFacts
from fanal.prevention.demo_scholars import play_scholarships
from fanal.prevention.models import Community, PreventionParticipant

DAY = timedelta(days=1)
VILLAGE = {
    "name": "Ban Nam Sai",
    "kind": "village",
    "state": "active",
    "languages": "lo",
    "invited_by": "the teacher",
    "way": "By the ferry at noon; the road is under water in August.",
}
SCHOOL = {
    "name": "Nam Sai secondary school",
    "kind": "school",
    "state": "agreed",
    "languages": "lo",
    "invited_by": "the head of the school",
}
LOOKS = (
    ("two_adults", "yes", 40, "asked eleven children at the well"),
    ("one_woman", "yes", 40, "the nurse"),
    ("numbers_known", "no", 40, "three of nine knew one"),
    ("path_tried", "yes", 420, "a made-up case: answered after 50 minutes"),
    ("mens_group", "not_known", 100, ""),
)
# months ago, method, topics, women, men, girls, boys, how many asked at the side
SESSIONS = (
    (11, "talk", ("safe_migration", "debt"), 18, 6, 4, 3, 2),
    (9, "theatre", ("recruiters", "marriage_brokers"), 31, 12, 22, 19, 3),
    (7, "talk", ("rights_at_work", "papers"), 14, 9, 0, 0, 1),
    (5, "peer_group", ("false_friends", "whom_to_tell"), 0, 0, 16, 14, 2),
    (3, "film", ("safe_migration", "hotline"), 20, 11, 10, 0, 2),
    (1, "training", ("child_abuse", "whom_to_tell"), 12, 5, 0, 0, 1),
)
BEFORE = "sun1 3\nsun2 4\nsun3 2\nsun4 6\nsun5 5\nsun6 3"
AFTER = "sun1 6\nsun2 4\nsun3 7\nsun4 8\nsun7 5"
# given, family, years, sex: the first two are twins
SCHOLARS = (
    ("Dao", "Inthavong", 14, "female"),
    ("Deuan", "Inthavong", 14, "female"),
    ("Noy", "Sengsavath", 13, "female"),
    ("Keo", "Phimmasone", 15, "male"),
    ("Mali", "Vannasouk", 16, "female"),
    ("Souk", "Chanthala", 12, "female"),
    ("Tui", "Bounthavy", 15, "male"),
    ("Oy", "Khamvongsa", 17, "female"),
    ("Phet", "Latsami", 16, "female"),
    ("Vanh", "Sisavath", 14, "male"),
)


def play(cast: Cast, today: date) -> None:
    area = Area.objects.filter(code="LA-VT").first() or Area.objects.order_by("code").first()
    by, ring = cast.bounmy, cast.ring(cast.bounmy)
    if area is None:
        return
    village = communities.add_community(
        area=area, answers=VILLAGE, by=by, on=add_months(today, -12)
    )
    school = communities.add_community(area=area, answers=SCHOOL, by=by, on=add_months(today, -11))
    _volunteers(village, by, ring, today)
    _year(village, by, today)
    _observed(area, by, ring, today)
    people = [_participant(scholar, by, ring, today) for scholar in SCHOLARS]
    _course(school, people[:3], by, ring, today)
    play_scholarships(people, _yes(today), by, ring, today)
    _trained(village, people[7], by, ring, today)


def _year(village: Community, by: User, today: date) -> None:
    """What was found and held; one stopped by officials, one to be written up, one to come."""
    for kind, answer, days, evidence in LOOKS:
        look = CapacityLook(
            CapacityKind(kind), CapacityAnswer(answer), today - days * DAY, evidence
        )
        communities.add_look(community=village, look=look, by=by, today=today)
    plan = partial(sessions.plan, community=village, by=by)
    for months, method, topics, women, men, girls, boys, side in SESSIONS:
        on = add_months(today, -months)
        row = plan(on=on, method=method, topics=topics, language="lo", today=on)
        sessions.write_up(
            session=row,
            heads=Heads(women, men, girls, boys),
            side=side,
            claim="told",
            by=by,
            version=row.version,
            today=today,
        )
    sessions.keep_tests(
        session=row,
        instrument="Whom to tell, version 2",
        points=10,
        before=BEFORE,
        after=AFTER,
        by=by,
    )
    stopped = plan(on=today - 20 * DAY, method="theatre", topics=["marriage_brokers"], expected=40)
    sessions.write_up(
        session=stopped,
        heads=Heads(women=9, girls=4),
        state=SessionState.STOPPED,
        by=by,
        why="Two district officials asked for a permit.",
        version=stopped.version,
        today=today,
    )
    for days, method, subject in ((-1, "talk", "debt"), (4, "market_stall", "hotline")):
        plan(on=today + days * DAY, method=method, topics=[subject], expected=30)


def _volunteers(village: Community, by: User, ring: Ring, today: date) -> None:
    for name, related in (("Chan", "nobody"), ("Phone", "a cousin recruits for an agency")):
        row = volunteers.add_volunteer(
            community=village, answers={"name": name}, by=by, ring=ring, today=today
        )
        vetted = Vetted(2, True, today - 90 * DAY, today - 90 * DAY)
        volunteers.vet(
            volunteer=row,
            vetted=vetted,
            related=related,
            by=by,
            ring=ring,
            version=row.version,
            today=today,
        )
        for days in (30, 9):
            on = today - days * DAY
            volunteers.write_hours(volunteer=row, on=on, hours=4, doing="Theatre", by=by, today=on)
        if related != "nobody":
            volunteers.pause(
                volunteer=row,
                why="The cousin came to two sessions.",
                by=by,
                ring=ring,
                version=row.version,
            )


def _observed(area: Area, by: User, ring: Ring, today: date) -> None:
    for days, kind, how in ((350, "agency_advance", "several"), (25, "online_offer", "one")):
        on = today - days * DAY
        observations.observe(area=area, on=on, kind=kind, how=how, by=by, today=on)
    for days, reach in ((1, "020 555 0101, after six"), (-6, "through the shop by the ferry")):
        on_day = today - 21 * DAY
        call_backs.advise_and_call_back(
            area=area,
            on=on_day,
            call_on=today - days * DAY,
            called="Ba",
            reach=reach,
            by=by,
            answers={"destination": "TH", "channel": "friend", "decided": "goes_prepared"},
            ring=ring,
            today=on_day,
        )
    for days, country, decided in ((60, "TH", "goes_prepared"), (8, "TH", "waits")):
        answers = {"destination": country, "channel": "agency", "decided": decided, "papers": True}
        observations.give_advice(
            area=area, on=today - days * DAY, answers=answers, by=by, today=today
        )


def _participant(
    scholar: tuple[str, str, int, str], by: User, ring: Ring, today: date
) -> PreventionParticipant:
    given, family, years, sex = scholar
    born = add_months(today, -12 * years - 3)
    return participants.add_participant(
        answers={"given": given, "family": family, "caregiver": "the mother"},
        by=by,
        ring=ring,
        known=ParticipantFacts(sex, born),
        both_real=given == "Deuan",
        today=add_months(today, -10),
    )


def _yes(today: date) -> Yes:
    return Yes(Assent.YES, Assent.YES, add_months(today, -10))


def _course(
    school: Community, people: list[PreventionParticipant], by: User, ring: Ring, today: date
) -> None:
    course = courses.add_course(
        community=school,
        begins_on=add_months(today, -6),
        by=by,
        answers={
            "title": "Saying no, and whom to tell",
            "kind": "course",
            "sessions": 8,
            "needed": 6,
        },
    )
    for who, attended in zip(people, (8, 7, None), strict=True):
        row = courses.enrol(
            participant=who, course=course, yes=_yes(today), by=by, ring=ring, today=today
        )
        if attended:
            courses.complete(
                enrolment=row,
                attended=attended,
                on=add_months(today, -4),
                by=by,
                ring=ring,
                version=row.version,
                today=today,
            )


def _trained(
    village: Community, who: PreventionParticipant, by: User, ring: Ring, today: date
) -> None:
    """Play that she learned to sew; after three months it is time to ask what she earns."""
    course = courses.add_course(
        community=village,
        begins_on=add_months(today, -8),
        by=by,
        answers={
            "title": "Sewing bags",
            "kind": "vocational",
            "sessions": 40,
            "needed": 32,
            "market": "A bag maker in the town\nThe market hall\nA school that buys uniforms",
        },
    )
    row = courses.enrol(
        participant=who,
        course=course,
        yes=_yes(today),
        earned=400_000,
        currency="LAK",
        by=by,
        ring=ring,
        today=today,
    )
    courses.complete(
        enrolment=row,
        attended=37,
        on=add_months(today, -4),
        certificate="of_the_course",
        tools="a sewing machine",
        by=by,
        ring=ring,
        version=row.version,
        today=today,
    )
