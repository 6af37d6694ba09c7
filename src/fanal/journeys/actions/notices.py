"""Another team of ours is told in time that people come no more, or otherwise than it knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.core.errors import Refused
from fanal.core.journeys.awaited import Awaited, AwaitedNews, LastKnown, after_it, differs, news_of
from fanal.core.words import say
from fanal.journeys.actions.mails import owe
from fanal.journeys.models import Journey, TeamNotice
from fanal.journeys.queries.awaited import awaited
from fanal.journeys.queries.leads import answering_for

NOBODY_COMES = frozenset({AwaitedNews.NOT_YOURS, AwaitedNews.ENDED, AwaitedNews.NOBODY})


@contextmanager
def other_teams_told(journey: Journey, by: User) -> Iterator[None]:
    """Around what changes a journey, in its transaction."""
    before = awaited(journey)
    yield
    for team, now in awaited(journey).items():
        if now != (was := before.get(team, Awaited())):
            _tell(journey, team, was, now, by)


def _tell(journey: Journey, team: UUID, was: Awaited, now: Awaited, by: User) -> None:
    """What is not new to the team, and what it has been told already, owes no mail."""
    mine = [notice for notice in journey.notices.all() if notice.team_id == team]
    open_one = next((one for one in mine if one.understood_on is None), None)
    before = open_one.known if open_one else _known(was, mine)
    if before is None:
        return
    known = after_it(before, was, now)
    what = news_of(known, now, ended=journey.ended_on is not None)
    if open_one and (what, known) == (open_one.what, before) and not differs(was, now):
        return
    if what is None:  # as they know it: what was not read yet is not true any more
        if open_one:
            open_one.delete()
        return
    made = open_one or TeamNotice(journey=journey, version=0)
    made.team_id, made.what, made.known = team, what, known
    made.by, made.on, made.version = by, timezone.localdate(), made.version + 1
    made.save()
    there = answering_for(journey, Team.objects.get(pk=team))
    owe([one for one in there if one != by], timezone.localdate())


def _known(was: Awaited, told: list[TeamNotice]) -> LastKnown | None:
    """What the team read until now; None where it read nothing of this journey."""
    if was.people:
        return LastKnown(len(was.people), was.ways)
    return LastKnown(0, ()) if any(notice.what in NOBODY_COMES for notice in told) else None


@transaction.atomic
def understand(*, notice: TeamNotice, by: User, version: int) -> None:
    """Somebody who answers for the team has read it as it was at `version`.

    Raises `Refused` where more has changed since; where somebody said so before, nothing happens.
    """
    still = TeamNotice.objects.filter(id=notice.id, understood_on=None)
    if still.filter(version=version).update(understood_by=by, understood_on=timezone.localdate()):
        audit.record(act="journey.notice_understood", by=by, about=notice.journey_id)
    elif still.exists():
        raise Refused(say("Something has changed since you saw it: look at it again."))
