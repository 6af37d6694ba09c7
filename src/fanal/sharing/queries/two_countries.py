"""Two-country files of a case on its first screen and on its line: with whom, since when, what
waits. What stands in them is read on their own page."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.story import StoryItem, StoryQuery
from fanal.cases.queries.timeline import TimelineItem, TimelineQuery, after
from fanal.core.casework.timeline import TimelineKind
from fanal.core.words import Sentence, say
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read
from fanal.sharing import access
from fanal.sharing.actions.shared import RUNNING, other_side
from fanal.sharing.models import Side
from fanal.sharing.words import SHARED

OTHER_SIDES = "shared__sides__team"
SIDES = "two-country files of the case"
WAITS = say("two-country file with {team}: proposed {day}, waits for their answer")
OPEN = say("two-country file with {team}, proposed {day}: both sides agreed")


def sides_ahead(query: StoryQuery, _opens: frozenset[UUID]) -> RowsAsked:
    return {SIDES: RowsOf(Side, lambda: _running(query))} if query.rights.works else {}


def open_files(query: StoryQuery) -> Iterator[StoryItem]:
    """Yield those that are proposed or open, the newest first."""
    if not query.rights.works:
        return
    sides = rows_read(query.read, SIDES, lambda: _running(query))
    opens = _opened_by(query.user, sides)
    for side in sorted(sides, key=lambda one: (-one.shared.proposed_on.toordinal(), one.id)):
        words = WAITS if side.shared.state == "proposed" else OPEN
        names = {"team": other_side(side).team.name, "day": side.shared.proposed_on}
        yield StoryItem(Sentence(words.template, names), _page(side, opens))


def _opened_by(user: User, sides: Collection[Side]) -> frozenset[UUID]:
    """Return the sides whose record this user may open: not whoever reads the case by a grant, and
    is in neither team."""
    if not sides:
        return frozenset()
    own = access.sides_for(user).filter(pk__in=[side.pk for side in sides]).order_by()
    return frozenset(own.values_list("pk", flat=True))


def _page(side: Side, opens: Collection[UUID]) -> str:
    return reverse("sharing:shared", args=[side.shared_id]) if side.pk in opens else ""


def _running(query: StoryQuery) -> QuerySet[Side]:
    sides = access.sides_of(query.case, query.user).filter(shared__state__in=RUNNING)
    return sides.prefetch_related(OTHER_SIDES)


def files_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    """Yield that each was proposed, where it stands, and its end."""
    found = access.sides_of(query.case, query.user).select_related("shared__ended_by")
    sides = list(found.prefetch_related(OTHER_SIDES))
    opens = _opened_by(query.user, sides)
    for side in sides:
        shared, team = side.shared, other_side(side).team.name
        proposed = TimelineItem(
            id=str(side.id),
            kind=TimelineKind.SHARING,
            said=shared.proposed_on,
            by=str(shared.proposed_by),
            title=_("Two-country file with {team}").format(team=team),
            details=(capfirst(str(SHARED[shared.state])),),
            address=_page(side, opens),
            leads_to=_("The two-country file"),
        )
        yield proposed
        if shared.ended_on:
            title = _("The two-country file with {team} ended").format(team=team)
            yield after(proposed, "ended", shared.ended_on, title, str(shared.ended_by))
