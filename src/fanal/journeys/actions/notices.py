"""Another team of ours is told in time that people come no more, or otherwise than it knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.cases.actions.present import to_tell
from fanal.cases.models import CasePerson
from fanal.core.errors import Refused
from fanal.core.journeys.awaited import (
    NOBODY_COMES,
    Awaited,
    LastKnown,
    after_it,
    differs,
    never_there,
    news_of,
)
from fanal.core.words import say
from fanal.database.sql import these
from fanal.journeys.actions.mails import owe
from fanal.journeys.models import Journey, TeamNotice
from fanal.journeys.queries.awaited import awaited
from fanal.journeys.queries.leads import answering_for
from fanal.journeys.queries.people_with_partner import parts_of, people_of
from fanal.partners.models import Partner
from fanal.sharing.queries.earlier_disclosures import still_told_of
from fanal.sharing.queries.unfit_elsewhere import told_elsewhere


@contextmanager
def other_teams_told(journey: Journey, by: User, *, typed: bool = False) -> Iterator[None]:
    """Around what changes a journey, in its transaction. `typed`: the way is being written for the
    first time: of a team that was told nothing yet, no hour of it has changed."""
    before = awaited(journey)
    yield
    after = awaited(journey)
    # Also a team that was taken out of the plan.
    for team in before | after:
        was, now = before.get(team, Awaited()), after.get(team, Awaited())
        if now != was:
            mine = [notice for notice in journey.notices.all() if notice.team_id == team]
            if not (typed and not mine and now.people >= was.people):
                _notify(journey, team, mine, was, now, by)


def _notify(
    journey: Journey, team: UUID, mine: list[TeamNotice], was: Awaited, now: Awaited, by: User
) -> None:
    """Notify a team; what is not new to it, and what it has been told already, owes no mail."""
    open_one = next((notice for notice in mine if notice.understood_on is None), None)
    before = open_one.known if open_one else _last_read(was, now, mine)
    # A team that read nothing of this journey learns of nobody by being told that nobody comes.
    if before is None:
        return
    last_known = after_it(before, was, now)
    what = news_of(last_known, now, ended=journey.ended_on is not None)
    # The same news a second time is no second mail.
    if open_one and (what, last_known) == (open_one.what, before) and not differs(was, now):
        return
    if what is None:  # as they know it: what was not read yet is not true any more
        if open_one:
            open_one.delete()
        return
    notice = open_one or TeamNotice(journey=journey, version=0)
    notice.team_id, notice.what, notice.known = team, what, last_known
    # With the version whoever reads it now cannot say that she understood what came later.
    notice.by, notice.on, notice.version = by, timezone.localdate(), notice.version + 1
    notice.save()
    answering = answering_for(journey, Team.objects.get(pk=team))
    owe([user for user in answering if user != by], timezone.localdate())


def _last_read(was: Awaited, now: Awaited, notices: list[TeamNotice]) -> LastKnown | None:
    """Return what the team read until now; None where it read nothing of this journey."""
    told = any(notice.what in NOBODY_COMES for notice in notices)
    # Of who may come to it or to others it is news that they surely come to it again.
    knew = was.people | never_there(was, now)
    if knew and not (told and was.shared and now.people and not now.shared):
        return LastKnown(len(knew), was.ways, own=was.own, shared=was.shared)
    return LastKnown(0, ()) if told else None


@transaction.atomic
def understand(*, notice: TeamNotice, by: User, version: int) -> None:
    """Write down that somebody who answers for the team has read it as it was at `version`.

    Raises `Refused` where more has changed since; where somebody said so before, nothing happens.
    """
    still = TeamNotice.objects.filter(id=notice.id, understood_on=None)
    if still.filter(version=version).update(understood_by=by, understood_on=timezone.localdate()):
        audit.record(act="journey.notice_understood", by=by, about=notice.journey_id)
    elif still.exists():
        raise Refused(say("Something has changed since you saw it: look at it again."))


# Mails to those who answer for somebody whom a partner has, is to have, or was told of, when
# something is found of it: the mail says only that something waits.


def warn_of(partner: Partner, by: User) -> None:
    parts = parts_of(partner)
    rows = CasePerson.objects.filter(case__in=these(still_told_of(parts))).exclude(of_family=True)
    people = people_of(parts).union(rows.order_by().values_list("person", flat=True))
    if people:
        people |= told_elsewhere(people)
        owe(to_tell(people).exclude(pk=by.pk), timezone.localdate())
