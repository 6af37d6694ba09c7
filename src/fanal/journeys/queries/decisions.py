"""What two people decide on a journey: what stands against it, who may be the second, who asks."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.deciders import who_is_asked
from fanal.accounts.models import User
from fanal.core.journeys.custody import CustodyTrouble
from fanal.core.roles import Permission
from fanal.core.words import Sentence
from fanal.journeys import access
from fanal.journeys.access import sheets_to_agree
from fanal.journeys.models import Decision, Journey, JourneyCustodian
from fanal.journeys.queries.custodians import REFUSED
from fanal.journeys.queries.go_no_go import go_of
from fanal.journeys.queries.planned_custody import planned_troubles
from fanal.web.decisions import WaitingRequest
from fanal.web.lookup import first_or_404
from fanal.web.typing import Context

KIND = "journey_decision"


def objections(journey: Journey, custodian: JourneyCustodian | None, user: User) -> list[Sentence]:
    """Return what stands against it, in the words that `user` may read."""
    now = timezone.localtime()
    if custodian is None:
        return list(go_of(journey, now, user).against)
    return list(dict.fromkeys(trouble.sentence for trouble in _troubles(journey, custodian, user)))


def keys_for(
    journey: Journey, custodian: JourneyCustodian | None, user: User | None
) -> frozenset[str]:
    """Return what would be decided on: what of it `user` may see; all of it without one."""
    if custodian is None:
        return go_of(journey, timezone.localtime()).keys
    return frozenset().union(*(trouble.keys for trouble in _troubles(journey, custodian, user)))


def somebody_said_no(journey: Journey) -> bool:
    """Whether the last that somebody who goes said of it herself is a no."""
    return bool(go_of(journey, timezone.localtime()).said_no)


def _troubles(
    journey: Journey, custodian: JourneyCustodian, user: User | None
) -> list[CustodyTrouble]:
    return planned_troubles(journey, [custodian], timezone.localtime(), seen_by=user)


def fingerprint(keys: Iterable[str]) -> str:
    """A mark of what was shown: something else that stands against it has another one."""
    return sha256("|".join(sorted(keys)).encode()).hexdigest()


def waiting_on(journey: Journey, custodian: JourneyCustodian | None) -> Decision | None:
    """The request about these custodians, or about the departure, that waits for its second."""
    return journey.decisions.filter(custodian=custodian, second=None, ended_on=None).first()


def may_decide(user: User, decision: Decision) -> bool:
    """Whether this user may be the second, of what waits."""
    return any(row.id == decision.id for row in decisions_for(user))


def page_of(decision: Decision, user: User) -> Context:
    """Return what the page of one request shows: what stands against it now, who is asked to
    decide, and the mark of what is shown."""
    custodian = decision.custodian
    waits = decision.second_id is None
    return {
        "decision": decision,
        "against": objections(decision.journey, custodian, user) if waits else [],
        "seen": fingerprint(keys_for(decision.journey, custodian, user)) if waits else "",
        "decides": waits and may_decide(user, decision),
        "asked": who_is_asked(KIND, decision.id, user) if waits else "",
        "ends": decision.first_id == user.pk or user.may(Permission.APPROVE_DISCLOSURE),
    }


def decisions_for(user: User) -> list[Decision]:
    """Return what waits for this user as second person: a lead of the team or the director who may
    open the journey, did not ask, and does not go along herself."""
    if not user.may(Permission.APPROVE_DISCLOSURE):
        return []
    own = access.journeys_for(user).order_by().values("id")
    rows = Decision.objects.filter(second=None, ended_on=None, journey__in=own).exclude(first=user)
    rows = rows.select_related("journey", "custodian", "first")
    return [row for row in rows if not _goes_along(user, row)]


def decision_to_decide(user: User, id: UUID) -> Decision:
    """Return one of these, or raise `Http404`."""
    return first_or_404(row for row in decisions_for(user) if row.id == id)


def _goes_along(user: User, decision: Decision) -> bool:
    return decision.custodian is not None and user.pk in decision.custodian.colleagues_ids


def shown(journey: Journey) -> list[Decision]:
    """Return what two people decided on this journey and nobody took back; and what waits."""
    rows = journey.decisions.filter(Q(ended_on=None) | REFUSED)
    rows = rows.select_related("custodian", "first", "second", "ended_by")
    return [row for row in rows if row.ended_on is None or row.covers]


# What two people decide on journeys, in the list of what waits for a second person.
def decisions(user: User) -> Iterator[WaitingRequest]:
    """Custodians, and departures without a go: urgent once the day has come."""
    today = timezone.localdate()
    for row in decisions_for(user):
        page = reverse("journeys:decision", args=[row.journey_id, row.id])
        yield WaitingRequest(
            row.id,
            page,
            row.on,
            row.first,
            about=row.journey,
            whom=row.custodian.label if row.custodian else _("Leave without a go"),
            urgent=row.journey.starts_on <= today,
        )


def sheets(user: User) -> Iterator[WaitingRequest]:
    """Yield the sheets of missing people that wait."""
    for row in sheets_to_agree(user).order_by("made_on", "id"):
        page = reverse("journeys:missing_sheet", args=[row.id])
        yield WaitingRequest(
            row.id,
            page,
            row.made_on,
            row.override.first,
            about=row.traveller.person,
            whom=row.partner.name,
            urgent=True,
        )
