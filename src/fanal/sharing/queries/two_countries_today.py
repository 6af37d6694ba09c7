"""Rows of the start page on two-country files: what the other side wrote, that it agreed, and that
she took back that both teams tell each other."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
from fanal.core.trust.shared import FIELDS, SharedField, open_fields
from fanal.keys.models import Folder
from fanal.sharing.access import sides_for
from fanal.sharing.actions.shared import other_side
from fanal.sharing.models import SharedEntry, Side
from fanal.sharing.queries.answered_offers import GONE_FOR
from fanal.sharing.queries.withdrawn_agreement import sides_taken_back
from fanal.web.days_in_words import past_day
from fanal.web.words import translated


def written_by_the_other_side(user: User, now: datetime) -> list[TodayRow]:
    """Return what the other side of a two-country file put there these days, for who works on our
    case and who leads it. That it agreed is told to who proposed it, until it says something, for
    as long from the day of the yes, on which the folder of that side was made.
    """
    leads, own = user.may(Permission.LEAD_CASES), {*whose_work(user), None}
    sides = sides_for(user).filter(shared__state="open").exclude(case=None)
    entries = Prefetch("shared__sides__entries", SharedEntry.objects.defer("sealed"))
    mine = [
        side
        for side in sides.prefetch_related("shared__sides__team", entries)
        if side.case and not side.case.closed and (leads or side.case.assignee_id in own)
    ]
    closed = sides_taken_back([one for side in mine for one in (side, other_side(side))])
    agreed = _agreed_on([side for side in mine if side.shared.proposed_by_id == user.pk])
    still = [side for side in mine if not closed.keys() & {side.pk, other_side(side).pk}]
    return [
        *(_taken_back(side, closed, now.date()) for side in mine if side not in still),
        *(row for side in still if (row := _written(side, agreed.get(side.pk), now))),
    ]


def _taken_back(side: Side, closed: Mapping[UUID, date], today: date) -> TodayRow:
    """Return the row of either side: who wrote reads it too, for until a lead ends the file, the
    keys to what was written stay wrapped to the other team."""
    other = other_side(side)
    if side.pk in closed:
        title = _("She took back that {team} tells you of her")
        more = _("What they wrote is not shown any longer. End the file, unless she agrees again.")
    else:
        title = _("She took back that you tell {team} of her")
        more = _(
            "They do not read it any longer, and hold its key until the file ends. End it, "
            "unless she agrees again."
        )
    return TodayRow(
        reverse("sharing:shared", args=[side.shared_id]),
        title.format(team=other.team.name),
        about=side.case.code_name if side.case else "",
        when=past_day(closed.get(side.pk) or closed[other.pk], today),
        more=more,
        icon="consent",
        tone="care",
    )


def _agreed_on(mine: Iterable[Side]) -> dict[UUID, date]:
    """Return by our side of each file on which day the other agreed: its folder is made then."""
    others = {other_side(side).pk: side.pk for side in mine}
    made = Folder.objects.filter(pk__in=others).values_list("pk", "made")
    return {others[pk]: day for pk, day in made}


def _written(side: Side, agreed_on: date | None, now: datetime) -> TodayRow | None:
    other = other_side(side)
    since = now.date() - GONE_FOR
    both_agreed = open_fields(side.fields.split(), other.fields.split())
    entries = [one for one in other.entries.all() if one.field in both_agreed]
    new = {SharedField(one.field): one.made_on for one in entries if one.made_on >= since}
    if new:
        what = ", ".join(translated(FIELDS[field].label) for field in SharedField if field in new)
        title = _("{team} wrote in the two-country file: {what}")
    elif not entries and agreed_on and agreed_on >= since:
        what, title = "", _("{team} agreed to the two-country file")
    else:
        return None
    alert = new.get(SharedField.SAFETY)
    return TodayRow(
        reverse("sharing:shared", args=[side.shared_id]),
        title.format(team=other.team.name, what=what),
        about=side.case.code_name if side.case else "",
        when=past_day(max(new.values()), now.date()) if new else "",
        icon="referral",
        tone="care" if alert else "",
        # A warning of the other country is read before what is to do, on its day and the next.
        pressing=bool(alert and alert >= now.date() - timedelta(days=1)),
    )
