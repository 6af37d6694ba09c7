"""What was held back from a case that was given away is passed on, once she agrees."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction

from fanal.accounts.models import User
from fanal.accounts.names import names_of
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.compartments import WHEREABOUTS, in_order
from fanal.core.trust.transfers import Offer
from fanal.core.words import say
from fanal.keys.actions import grant, offers, revoke
from fanal.keys.ring import Ring
from fanal.sealed.columns import as_written
from fanal.sharing.access import disclosure_gate, own_teams
from fanal.sharing.actions.transfers import folders_along, hand_over, handed_over, journal
from fanal.sharing.models import Transfer
from fanal.sharing.queries.withheld import (
    kept_closed,
    near_in,
    who_passes_on,
)


def pass_on_more(*, transfer: Transfer, classes: Iterable[str], by: User, ring: Ring) -> None:
    """Let the team that has the case read what was held back, once she agrees."""
    parts = in_order(classes)
    if transfer.state != Offer.ACCEPTED or not set(parts) <= set(transfer.held_back()) or not parts:
        raise BadInput("classes", say("Say which of what was held back."))
    case, team = transfer.case, transfer.receiving
    if case.team_id != team.pk:
        raise Refused(say("this case is now with another team"))
    answer = own_teams.must_be_told(case, team, parts, by, comes_to=own_teams.READ_MORE)
    near = near_in(transfer) if WHEREABOUTS in parts else []
    with transaction.atomic():
        if WHEREABOUTS in parts:
            _open_where(transfer, by, ring)
        for part in parts:
            for holder in near if part is WHEREABOUTS else [team]:
                grant(folder=case.id, compartments=[part], to=holder, by=by, ring=ring)
        passed_on = [*transfer.classes.split(), *parts]
        more = as_written(transfer, {"classes": " ".join(in_order(passed_on))})
        Transfer.objects.filter(id=transfer.id).update(**more)
        # Who passed it on held it for this alone.
        for holder in (transfer.giving, by):
            revoke(folder=case.id, to=holder, by=by, compartments=parts)
        if WHEREABOUTS in parts:
            offers.take_back(kept_closed(transfer))
        offers.new_keys_for(case.id, team, transfer.giving, near)
        along = _more_along(transfer, parts, by, ring)
        handed_over(transfer, [case.id, *along], by, ring)
        journal(transfer, disclosure_gate.rests_on(answer), act="transfer.more", by=by)


def _more_along(transfer: Transfer, parts: Collection[str], by: User, ring: Ring) -> list[UUID]:
    """What waited beside the case for the part that is passed on now."""
    along = folders_along(transfer.case, parts)
    for waiting in along:
        if waiting.part in ring.compartments(waiting.folder):
            grant(
                folder=waiting.folder,
                compartments=[waiting.part],
                to=transfer.receiving,
                by=by,
                ring=ring,
            )
    return hand_over(along, transfer.giving, transfer.receiving)


def _open_where(transfer: Transfer, by: User, ring: Ring) -> None:
    """Open where she is, kept by the leads of the giving team, and by who stands in for one."""
    who = who_passes_on(transfer)
    if by not in who:
        if not who:
            raise BadInput("classes", say("Nobody in your team can see where she is any more."))
        raise BadInput("classes", say("Only {who} can pass on where she is.", who=names_of(who)))
    offers.take_up(kept_closed(transfer), by)
    ring.forget([transfer.case_id])
