"""Journeys of a colleague to whom something happened: who is on the way with her needs another."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.absences.reachable import responsible
from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.journeys.access import journeys_for
from fanal.journeys.models import Journey, JourneyCustodian


def journeys_with(colleague: User, reader: User) -> Iterator[TodayRow]:
    """Yield the journeys that are not over and that she leads or goes along on. Of one that is
    closed to the reader no more than whom to ask: somebody has to, tonight."""
    going = _under_way_with(colleague)
    open_to = set(
        journeys_for(reader).filter(id__in=[journey.id for journey in going]).values_list("id")
    )
    for journey in going:
        leads = journey.lead_id == colleague.pk
        if (journey.id,) in open_to:
            address = reverse("journeys:journey", args=[journey.id])
            title = capfirst(_("journey not over: {code}").format(code=journey.code_name))
            more = _("She leads it.") if leads else _led_by(journey, reader)
        else:
            address, title = "", _("A journey that you have no access to")
            more = _("Ask the direction.") if leads else _led_by(journey, reader)
        yield TodayRow(address, title, more=more, tone="danger")


def _under_way_with(colleague: User) -> list[Journey]:
    under_way = {
        journey.id: journey
        for journey in Journey.objects.filter(ended_on=None).select_related("lead", "team")
    }
    custodians = JourneyCustodian.objects.filter(journey__in=list(under_way))
    along = {
        custodian.journey_id for custodian in custodians if colleague.pk in custodian.colleagues_ids
    }
    return [
        journey
        for journey in under_way.values()
        if journey.id in along or journey.lead_id == colleague.pk
    ]


def _led_by(journey: Journey, reader: User) -> str:
    return _("{who} leads it.").format(who=responsible(journey.lead, journey.team, reader=reader))
