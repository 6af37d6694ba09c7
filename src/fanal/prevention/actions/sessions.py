"""Sessions: planned, moved, cancelled, written up; and the tests that were written in them."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.coded_facts import actions as facts
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.prevention.knowledge import MOST_POINTS, check_papers, read_papers
from fanal.core.prevention.sessions import (
    MOST_HEADS,
    WITH_HEADS,
    Heads,
    Method,
    SessionClaim,
    SessionState,
    SessionTopic,
    check_written_up,
)
from fanal.core.prevention.volunteers import check_may_lead
from fanal.core.words import say
from fanal.prevention.models import Community, PreventionSession, SessionTests, Volunteer

S = SessionState
OVER = say("This session is written up or cancelled already.")


@transaction.atomic
def plan(
    *,
    community: Community,
    on: date,
    method: str,
    topics: Iterable[str],
    by: User,
    expected: int | None = None,
    language: str = "",
    volunteer: Volunteer | None = None,
    today: date | None = None,
) -> PreventionSession:
    """Plan a session, or note one that was held without a plan: it is written up next.

    Raises `BadInput` naming the question.
    """
    if community.ended:
        raise Refused(say("The work in this community has ended."))
    answers = _method_and_topics(method, topics) | {"expected": expected, "language": language}
    row = PreventionSession(
        community=community,
        volunteer=_may_lead(volunteer, on),
        on=on,
        state=S.PLANNED,
        told=answers,
        made_by=by,
        made_on=today or timezone.localdate(),
    )
    row.save(force_insert=True)
    audit.record(act="prevention.planned", by=by)
    return row


def _may_lead(volunteer: Volunteer | None, on: date) -> Volunteer | None:
    if volunteer is not None:
        check_may_lead(volunteer.stands, volunteer.vetted_until, on)
    return volunteer


def _method_and_topics(method: str, topics: Iterable[str]) -> dict[str, object]:
    chosen = [topic.value for topic in SessionTopic if topic in set(topics)]
    check_code("method", method, Method)
    if not chosen:
        raise BadInput("topics", say("choose at least one topic"))
    return {"method": str(method), "topics": chosen}


@transaction.atomic
def move(*, session: PreventionSession, on: date, why: str, by: User, version: int) -> None:
    """Move a session to another day, with the reason; the days before stay. Raises `Conflict`,
    `BadInput`."""
    _must_be_planned(session)
    _may_lead(session.volunteer, on)
    # Kept one after the other: a session that moves each month is not held, and the list shows it.
    moved = [*session.told.get("moved", []), {"from": session.on.isoformat(), "why": _reason(why)}]
    session.on, session.told = on, session.told | {"moved": moved}
    session.save_if_version(version)
    audit.record(act="prevention.moved", by=by)


@transaction.atomic
def change_who_leads(
    *, session: PreventionSession, volunteer: Volunteer | None, by: User, version: int
) -> None:
    """Name another volunteer, or none: a planned session is led by whoever may on that day. Raises
    `Conflict`, `BadInput`, `Refused`."""
    _must_be_planned(session)
    session.volunteer = _may_lead(volunteer, session.on)
    session.save_if_version(version)
    audit.record(act="prevention.moved", by=by)


@transaction.atomic
def cancel(*, session: PreventionSession, why: str, by: User, version: int) -> None:
    """Cancel a planned session. Raises `Conflict`, `BadInput`."""
    _must_be_planned(session)
    session.state, session.told = S.CANCELLED, session.told | {"why": _reason(why)}
    session.save_if_version(version)
    facts.code_row(session)
    audit.record(act="prevention.moved", by=by)


def _must_be_planned(session: PreventionSession) -> None:
    if session.stands is not S.PLANNED:
        raise Refused(OVER)


def _reason(why: str) -> str:
    return short_text("why", why, needed=say("say why"))


@transaction.atomic
def write_up(
    *,
    session: PreventionSession,
    heads: Heads,
    by: User,
    version: int,
    state: SessionState = S.HELD,
    on: date | None = None,
    claim: str = "",
    words: str = "",
    side: int | None = None,
    sure: bool = False,
    why: str = "",
    today: date | None = None,
) -> None:
    """Write up a session by heads; again, to correct it. Raises `Conflict`; `BadInput`."""
    today, on = today or timezone.localdate(), on or session.on
    if session.stands is S.CANCELLED or state not in WITH_HEADS:
        raise Refused(OVER)
    check_written_up(state, on, heads, session.told.get("expected"), sure, today)
    content = {
        "claim": claim if claim in set(SessionClaim) else "",
        "words": long_text("words", words),
    }
    content["why"] = _reason(why) if state is S.STOPPED else ""
    # Papers were counted first where two write up one session.
    _must_fit_the_tests(session, heads)
    session.on, session.state, session.told = on, state, session.told | content
    # Who asked at the side was counted while it was held; writing it up must not set it to nothing.
    beside = session.side if side is None else side
    session.counted = heads.as_kept() | {"side": _number("side", beside)}
    session.written_on = today
    session.save_if_version(version)
    facts.code_row(session)
    audit.record(act="prevention.written_up", by=by)


def _must_fit_the_tests(session: PreventionSession, heads: Heads) -> None:
    """Refuse corrected heads that are fewer than the papers."""
    tests = SessionTests.objects.filter(session=session).first()
    if tests is not None:
        most = max(len(tests.papers["before"]), len(tests.papers["after"]))
        if most > heads.attendance:
            raise BadInput("women", say("fewer heads than the {n} tests that were saved", n=most))


def _number(name: str, answer: int) -> int:
    if not 0 <= answer <= MOST_HEADS:
        raise BadInput(name, say("a number from 0 to {n}", n=MOST_HEADS))
    return answer


@transaction.atomic
def ask_at_the_side(*, session: PreventionSession, by: User) -> None:
    """Note that somebody needs help: here one is added to a number, and a call is taken
    elsewhere."""
    locked = PreventionSession.objects.select_for_update().get(pk=session.pk)
    # A number and nothing else: in a village the one who asked would be known by her row.
    locked.counted = dict(locked.counted) | {"side": locked.side + 1}
    locked.save_if_version(locked.version)
    audit.record(act="prevention.side", by=by)


@transaction.atomic
def keep_tests(
    *, session: PreventionSession, instrument: str, points: int, before: str, after: str, by: User
) -> SessionTests:
    """Keep the papers as typed; later ones replace them. Raises `BadInput` naming the line."""
    if session.stands not in WITH_HEADS:
        raise Refused(say("Write the session up first: there are no heads yet."))
    if not 0 < points <= MOST_POINTS:
        raise BadInput("points", say("a number from 1 to {n}", n=MOST_POINTS))
    first, second = read_papers("before", before, points), read_papers("after", after, points)
    check_papers(first, second, session.heads.attendance)
    papers: Mapping[str, object] = {
        "instrument": short_text("instrument", instrument),
        "points": points,
        "before": first,
        "after": second,
    }
    # Replaced whole: papers carry no name by which one could be corrected.
    SessionTests.objects.filter(session=session).delete()
    tests = SessionTests.objects.create(
        session=session, papers=papers, made_by=by, made_on=timezone.localdate()
    )
    facts.code_row(tests)
    audit.record(act="prevention.tests", by=by)
    return tests
