"""The events of journeys on the line of a case, of the journeys that the reader may open.

Of a journey that another team runs, what happened to her.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.authority import reading
from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.core.casework.contact_evidence import SPOKEN_TO_WRONG
from fanal.core.casework.timeline import TimelineKind
from fanal.core.journeys.events import Event, EventKind
from fanal.core.sealing.compartments import FILES
from fanal.journeys import access
from fanal.journeys.models import Certificate, JourneyCustodian, JourneyEvent, Traveller
from fanal.journeys.queries.events import events_of
from fanal.web.words import translated

SIGN = TimelineKind.SIGN
TONES = {EventKind.RECEIVED: "ok", EventKind.RETURNED: "ok", EventKind.LEFT: "amber"}


def journeys_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    if not access.may_see_board(query.user):
        query.closed.append(_("journeys"))
        return
    seen = access.journeys_seen_by(query.user).order_by().values("id")
    rows = Traveller.objects.filter(case=query.case, journey__in=seen)
    own = set(access.journeys_for(query.user).order_by().values_list("id", flat=True))
    travellers = list(rows.select_related("person"))
    elsewhere = reading.rows_that_count(
        [traveller for traveller in travellers if traveller.journey_id not in own]
    )
    yield from _events(
        [
            traveller
            for traveller in travellers
            if traveller.journey_id in own or traveller in elsewhere
        ],
        own,
    )
    yield from _certificates(query)


def _events(travellers: Iterable[Traveller], own: Collection[UUID]) -> Iterator[TimelineItem]:
    of: dict[UUID, dict[str, Traveller]] = {}
    for traveller in travellers:
        of.setdefault(traveller.journey_id, {})[str(traveller.person_id)] = traveller
    if not of:
        return
    events = events_of(JourneyEvent.objects.filter(journey__in=of))
    names = {
        str(custodian.id): custodian.label
        for custodian in JourneyCustodian.objects.filter(journey__in=of)
    }
    names |= _names(event.by for several in events.values() for event in several)
    for journey, ours in of.items():
        for event in events[journey]:
            if about := [ours[person] for person in sorted(event.persons) if person in ours]:
                yield _event(journey, event if journey in own else _hers(event, ours), about, names)


def _hers(event: Event, ours: Collection[str]) -> Event:
    """Return the event as whoever reads of her alone may know it: how many were counted, and words
    that may be about somebody else, stay with the team that runs the journey."""
    words = event.reason if set(event.persons) <= set(ours) else ""
    return replace(event, count=None, reason=words)


def _event(
    journey: UUID, event: Event, about: list[Traveller], names: dict[str, str]
) -> TimelineItem:
    """Return the item of an event. `names`: of custodians and of people, by id."""
    named = [names[custodian] for custodian in (event.custodian, event.to) if custodian in names]
    codes = [traveller.person.code_name for traveller in about]
    words = SPOKEN_TO_WRONG[1] if event.calls_for_help else event.sign and event.sign.label
    sign = translated(words) if words else ""
    how = [translated(event.channel.label)] if event.channel else []
    return TimelineItem(
        id=f"{event.id}:{about[0].case_id}",
        said=event.said,
        by=names.get(event.by, ""),
        kind=SIGN if event.kind is EventKind.SIGN_OF_LIFE else TimelineKind.JOURNEY,
        title=f"{_title(event)} · {sign}" if sign else _title(event),
        details=tuple(detail for detail in (" → ".join(named), *how) if detail),
        text=event.reason,
        said_by=event.said_by,
        person=about[0].person_id if len(about) == 1 else None,
        code=", ".join(codes),
        tone="danger" if event.calls_for_help else TONES.get(event.kind, ""),
        address=reverse("journeys:journey", args=[journey]),
        leads_to=_("The journey"),
    )


def _title(event: Event) -> str:
    """Return the title of an event; of what explains nothing, how many the receiving side counted,
    or that it took nobody."""
    if event.kind is EventKind.SETTLED and event.count is not None:
        return _("The count there is not right: {n}").format(n=event.count)
    if event.not_taken:
        return _("They did not take her")
    return translated(event.title)


def _names(ids: Iterable[str]) -> dict[str, str]:
    known = {id for id in ids if id}
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=known)}


def _certificates(query: TimelineQuery) -> Iterator[TimelineItem]:
    if FILES not in query.may_open:
        return
    for row in Certificate.objects.filter(case=query.case).select_related("person", "by"):
        yield TimelineItem(
            id=str(row.id),
            kind=TimelineKind.DOCUMENT,
            said=row.kept_on,
            by=str(row.by),
            title=_("Safe copy of a certificate"),
            person=row.person_id,
            code=row.person.code_name,
            part=FILES,
            address=reverse("journeys:certificates", args=[row.case_id]),
            leads_to=_("Safe copies of certificates"),
        )
