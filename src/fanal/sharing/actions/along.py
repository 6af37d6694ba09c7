"""Folders of their own that go along with a case: each app says which are about it.

A record in the folder of a case goes with its keys. What has a folder of its own, because somebody
beside the team reads it, is named here by the app that keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from fanal.accounts.models import Team, User
from fanal.cases.models import Case
from fanal.core.sealing.compartments import Compartment
from fanal.core.trust.transfers import Offer
from fanal.core.words import Sentence
from fanal.keys.actions import grant, offers
from fanal.keys.ring import Ring
from fanal.sharing.models import Transfer


@dataclass(frozen=True)
class Along:
    """A folder that goes where `part` of the case goes. `what`: what stands in it. `stays`: who
    reads it whoever has the case."""

    folder: UUID
    part: Compartment
    what: Sentence
    stays: User


ALONG: list[Callable[[Case], Iterable[Along]]] = []


def folders_along(case: Case, parts: Collection[str]) -> list[Along]:
    """All that goes along where these parts of the case go."""
    found = (folder for folders_of in ALONG for folder in folders_of(case))
    return sorted((one for one in found if one.part in parts), key=lambda one: one.folder)


def wrap_for(transfer: Transfer, found: Iterable[Along], by: User, ring: Ring) -> None:
    """To the other team, once it says yes."""
    for along in found:
        if along.part in ring.compartments(along.folder):
            grant(
                folder=along.folder,
                compartments=[along.part],
                to=transfer.receiving,
                by=by,
                ring=ring,
                waits_for=transfer.id,
            )


def goes_along_too(case: Case, one: Along, by: User, ring: Ring) -> None:
    """It was made while the case is offered to another team."""
    for transfer in Transfer.objects.filter(case=case, state=Offer.OFFERED):
        if one.part in transfer.classes.split():
            wrap_for(transfer, [one], by, ring)


def hand_over(found: Iterable[Along], giving: Team, receiving: Team) -> list[UUID]:
    """The team that gave the case opens them no more, and gets no new key. Their folders."""
    done = []
    for along in found:
        offers.take_from_team([along.folder], giving, but=along.stays)
        offers.new_keys_for(along.folder, receiving, giving, but=along.stays)
        done.append(along.folder)
    return done
