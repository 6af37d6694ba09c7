"""A village of the office of Vientiane with one of everything: its officer opens it, and nobody else."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from fanal.core.prevention.courses import Assent, Yes
from fanal.core.prevention.sessions import Heads
from fanal.core.prevention.volunteers import Vetted
from fanal.core.roles import Role
from fanal.partners.models import Area
from fanal.prevention.actions import (
    call_backs,
    communities,
    courses,
    observations,
    participants,
    scholarships,
    sessions,
    volunteers,
)
from fanal.prevention.actions.participants import ParticipantFacts
from fanal.prevention.models import EarningLook, LookBack

YES = Yes(Assent.YES)
DAY = timedelta(days=1)

OPENS = {"prevention": {"bounmy"}, "prevention:countersign": {"bounmy", "claire"}}


def ids(cast, here, acts):
    today = timezone.localdate()
    write = cast.acting(cast.bounmy)
    area = Area.objects.order_by("code").first()
    place = communities.add_community(
        area=area,
        answers={"name": "Ban Nam Sai", "kind": "village", "state": "active"},
        by=cast.bounmy,
    )
    plan = {"community": place, "method": "talk", "topics": ["debt"], "by": cast.bounmy}
    held, planned = (sessions.plan(on=today, **plan) for _ in range(2))
    sessions.write_up(session=held, heads=Heads(women=5), by=cast.bounmy, version=held.version)
    seen = observations.observe(area=area, on=today, kind="recruiter", how="one", by=cast.bounmy)
    who, other = _two(cast, write)
    course = courses.add_course(
        community=place,
        begins_on=today - 30 * DAY,
        by=cast.bounmy,
        answers={"title": "Sewing", "kind": "course", "sessions": 2, "needed": 1},
    )
    enrolment = courses.enrol(participant=who, course=course, yes=YES, **write)
    runs, ended = (_scholar(one, today, write) for one in (who, other))
    scholarships.end_scholarship(
        scholarship=ended, why="finished", on=today - 250 * DAY, version=ended.version, **write
    )
    cast.sengdao = cast.join("sengdao", "Sengdao Keo", Role.PREVENTION_OFFICER, "Vientiane")
    helper = volunteers.add_volunteer(community=place, answers={"name": "Chan"}, **write)
    vetted = Vetted(2, True, today, today)
    volunteers.vet(volunteer=helper, vetted=vetted, related="", version=helper.version, **write)
    trained = courses.add_course(
        community=place,
        begins_on=today - 200 * DAY,
        by=cast.bounmy,
        answers={
            "title": "Sewing",
            "kind": "vocational",
            "sessions": 2,
            "needed": 1,
            "market": "A\nB\nC",
        },
    )
    done = courses.enrol(participant=who, course=trained, yes=YES, **write)
    courses.complete(
        enrolment=done,
        attended=2,
        on=today - 120 * DAY,
        certificate="none",
        version=done.version,
        **write,
    )
    hours = volunteers.write_hours(
        volunteer=helper, on=today, hours=3, doing="Theatre", by=cast.sengdao
    )
    call = call_backs.advise_and_call_back(
        area=area,
        on=today,
        call_on=today,
        called="Ba",
        reach="020",
        **write,
        answers={"channel": "friend", "decided": "waits"},
    )
    return {
        ("prevention", "call_back_id"): (call.id, None),
        ("prevention:due", "what"): ("call-backs", None),
        ("prevention:earning", "look_id"): (EarningLook.objects.get(months=3).id, None),
        ("prevention", "hours_id"): (hours.id, None),
        ("prevention", "community_id"): (place.id, None),
        ("prevention", "session_id"): (held.id, None),
        **{
            (f"prevention:{name}", "session_id"): (planned.id, None)
            for name in ("write_up", "move", "cancel", "side_question")
        },
        ("prevention", "kind"): ("path", None),
        ("prevention", "observation_id"): (seen.id, None),
        ("prevention", "participant_id"): (who.id, None),
        ("prevention", "other_id"): (other.id, None),
        ("prevention", "course_id"): (course.id, None),
        ("prevention", "enrolment_id"): (enrolment.id, None),
        ("prevention", "scholarship_id"): (runs.id, None),
        ("prevention", "look_id"): (LookBack.objects.get(months=6).id, None),
        ("prevention", "colleague_id"): (cast.sengdao.id, None),
        ("prevention", "volunteer_id"): (helper.id, None),
    }


def _two(cast, write):
    known = ParticipantFacts("female", None, 19)
    return (
        participants.add_participant(
            answers={"given": given, "family": "Vong"}, known=known, **write
        )
        for given in ("Noy", "Keo")
    )


def _scholar(who, today, write):
    told = {"school": "Nam Sai", "rules": ["poverty"], "second": "the head of the school"}
    return scholarships.begin_scholarship(
        participant=who, begun_on=today - 400 * DAY, answers=told, yes=YES, **write
    )
