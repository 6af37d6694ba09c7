"""The changes for a team of ours on a journey of another, until it is understood there."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.reachable import whom_to_call
from fanal.accounts.models import User
from fanal.cases.queries.today.rows import RowAction, TodayRow
from fanal.core.journeys.awaited import NOBODY_COMES, Awaited, AwaitedNews, Ways
from fanal.journeys import access
from fanal.journeys.models import Journey, TeamNotice
from fanal.journeys.queries.awaited import awaited, awaited_in
from fanal.web.days_in_words import relative_day


def changed_for(user: User, now: datetime) -> Iterator[TodayRow]:
    """Yield the rows for all who read that people come; only who answers for the team ends one."""
    notices = access.open_notices(user)
    answers = {team: access.answering_in(team) for team in {notice.team_id for notice in notices}}
    still = awaited_in([*{notice.journey_id: notice.journey for notice in notices}.values()])
    for notice in notices:
        page = (
            reverse("journeys:notice", args=[notice.id])
            if user.pk in answers[notice.team_id]
            else ""
        )
        yield TodayRow(
            page or reverse("journeys:board"),
            what_changed(notice),
            more=" ".join(filter(None, [from_whom(notice.journey, user), of_whom(notice)])),
            when=_planned(notice, still[notice.journey_id], now),
            icon="hands",
            tone="care",
            act=RowAction(_("Read it"), page, "hands") if page else None,
        )


def from_whom(journey: Journey, reader: User) -> str:
    return _("From {team}. Call {who}.").format(
        team=journey.team, who=whom_to_call(journey.lead, journey.team, reader=reader)
    )


def of_whom(notice: TeamNotice) -> str:
    """Return that not all of them need have been for this team, where others took people in too."""
    if not notice.known.shared:
        return ""
    return _("Others of this journey take people in too: nobody wrote who was to come to whom.")


def what_changed(notice: TeamNotice) -> str:
    """Return in one sentence what changed, by number: the team knows no code name."""
    known, what = notice.known, AwaitedNews(notice.what)
    if what is AwaitedNews.FEWER:
        words = _("Fewer people come to your team: {now}, not {n}")
        return words.format(now=known.left, n=known.n)
    if what is AwaitedNews.CHANGED:
        return _("The plan for people coming to your team has changed")
    if what is AwaitedNews.AGAIN:
        n = known.left
        words = ngettext(
            "{n} person comes to your team after all", "{n} people come to your team after all", n
        )
        return words.format(n=n)
    if what is AwaitedNews.NOBODY and 0 < known.gone <= known.denied:
        words = ngettext(
            "Two others say that {n} person never came: your team had said that she is there",
            "Two others say that {n} people never came: your team had said that they are there",
            known.gone,
        )
        return words.format(n=known.gone)
    # Of what was written before nobody knows whose leg it was: that nobody comes is true of both.
    sure = AwaitedNews.NOBODY if known.own is None and what is AwaitedNews.NOT_YOURS else what
    return _nobody_comes(sure, known.gone)


def _nobody_comes(what: AwaitedNews, n: int) -> str:
    words = {
        AwaitedNews.NOT_YOURS: ngettext(
            "{n} person was to come to your team: her leg is no longer yours",
            "{n} people were to come to your team: their leg is no longer yours",
            n,
        ),
        AwaitedNews.ENDED: ngettext(
            "{n} person was to come to your team: her journey has ended",
            "{n} people were to come to your team: their journey has ended",
            n,
        ),
        AwaitedNews.NOBODY: ngettext(
            "{n} person was to come to your team: nobody comes any more",
            "{n} people were to come to your team: nobody comes any more",
            n,
        ),
    }[what]
    return words.format(n=n)


def planned_for(notice: TeamNotice, now: datetime) -> str:
    """Return when they leave by the plan of today, and by that which the team knew, where it is
    another: whoever goes to meet them goes by the first."""
    return _planned(notice, awaited(notice.journey), now)


def _planned(notice: TeamNotice, waits: Mapping[UUID, Awaited], now: datetime) -> str:
    before = _leaves(notice.known.ways, now)
    if AwaitedNews(notice.what) in NOBODY_COMES:
        return _("planned: {when}").format(when=before) if before else ""
    still = waits.get(notice.team_id)
    today = _leaves(still.ways, now) if still else ""
    if before and today and today != before:
        return _("planned now: {when}; before: {before}").format(when=today, before=before)
    planned = today or before
    return _("planned: {when}").format(when=planned) if planned else ""


def _leaves(ways: Ways, now: datetime) -> str:
    """Return when the first of these legs leaves."""
    leaves = [datetime.fromisoformat(way[0]) for way in ways]
    return relative_day(min(leaves), now.date()) if leaves else ""
