"""The answers to an offer: yes, no, taken back, run out. One of them, once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.office_time import of_offices
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import must_be_in_her_own_hands
from fanal.cases.actions.cases import all_goes_along
from fanal.cases.actions.teams import end_offer, take_over
from fanal.cases.models import Case
from fanal.cases.queries.codes import worst_in
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.compartments import IDENTITY, WHEREABOUTS
from fanal.core.trust.transfers import Offer, check_answer
from fanal.core.words import say
from fanal.keys.actions import grant, offers, renew, revoke
from fanal.keys.queries import compartments_granted_to
from fanal.keys.ring import Ring
from fanal.people.actions.teams import pass_on
from fanal.people.models import Person
from fanal.people.queries import files_of
from fanal.people.search_entries import refresh
from fanal.sealed.broken_rows import of_each_that_opens
from fanal.sharing.access import disclosure_gate
from fanal.sharing.actions.shared import follow
from fanal.sharing.actions.transfers import files_in, folders_along, hand_over, handed_over, journal
from fanal.sharing.models import Transfer
from fanal.sharing.queries.objections_to_transfer import (
    ASK_THEM,
    SOMEBODY_NEW,
    against_accepting,
    gate_again,
    somebody_new,
)
from fanal.sharing.queries.teams import readers
from fanal.sharing.queries.withheld import (
    given_away_by,
    kept_closed,
)


@dataclass(frozen=True, slots=True)
class AcceptedCase:
    """What came with a case that was accepted. `files`: of its people; `theirs`: the folders that
    the giving team has no part in any more; `shared`: of each two-country file, the folder of our
    side and of the other; `offered`: the folders that stood in the offer."""

    files: list[Person]
    theirs: list[UUID]
    shared: list[tuple[UUID, UUID]]
    offered: Collection[UUID]


def accept(
    *,
    transfer: Transfer,
    worker: User,
    near: Collection[User],
    by: User,
    ring: Ring,
    read_danger: bool = False,
) -> None:
    """Take the case over from now on: `worker` has it, `near` know where she is. Raises `Refused`,
    `BadInput` for a colleague who may not know of it, `Locked` without the pass-phrase."""
    _may_be_accepted(transfer, worker, near, by, read_danger=read_danger)
    with transaction.atomic():
        _answer(transfer, Offer.ACCEPTED, by)
        if somebody_new(transfer):
            raise Refused(SOMEBODY_NEW)
        taken = _take_over(transfer, worker, by)
        opened = [transfer.case_id, *(file.id for file in taken.files)]
        ring.forget(opened)
        _must_open(transfer, ring)  # seen only now; where it does not, all of it is undone
        _tell_where(taken.theirs, near, by, ring)
        folders = _new_keys(transfer, taken, near)
        ring.forget(opened)  # what follows is sealed under the new keys
        for file in taken.files:
            refresh(file, ring)
        handed_over(transfer, folders, by, ring)
        journal(transfer, act="transfer.accepted", by=by)


def _may_be_accepted(
    transfer: Transfer, worker: User, near: Collection[User], by: User, *, read_danger: bool
) -> None:
    check_answer(_state_now(transfer), Offer.ACCEPTED)
    must_be_in_her_own_hands(AskedBy(transfer.offered_by, transfer.offered_on))
    _may_be_told(transfer, worker, near)
    if why := against_accepting(transfer, by):
        if why is ASK_THEM:
            answer = gate_again(transfer, by)
            disclosure_gate.refused(by, transfer.case, transfer.receiving, answer)
        raise Refused(why)
    _has_read(transfer, read_danger)


def _take_over(transfer: Transfer, worker: User, by: User) -> AcceptedCase:
    """Move the case, the files of its people, and what goes along with them."""
    case, giving, receiving = transfer.case, transfer.giving, transfer.receiving
    files = files_in(case)
    Transfer.objects.filter(id=transfer.id).update(moves_before=case.moves.count())
    take_over(case=case, team=receiving, assignee=worker, by=by)
    offers.take_from_team([case.pk], giving)
    offered = offers.offered(transfer.id)
    shared = follow(case=case, giving=giving, receiving=receiving, offered=offered, by=by)
    files = [file for file in files if file.id in offered]
    whole = [file.id for file in files if _pass_on(transfer, file, by)]
    _take_up(transfer, worker, by)
    return AcceptedCase(files, [case.pk, *whole], shared, offered)


def _take_up(transfer: Transfer, worker: User, by: User) -> None:
    """Open what was offered, and what the team kept closed when it gave the case away."""
    all_goes_along(case=transfer.case, of=None, to=worker, by=by)
    offers.take_up(transfer.id)
    for earlier in given_away_by(transfer.receiving, transfer):
        offers.take_up(kept_closed(earlier))


def _new_keys(transfer: Transfer, taken: AcceptedCase, near: Collection[User]) -> list[UUID]:
    """Make keys for all that is written from now on, also into what is kept with a third team.
    Return the folders."""
    giving, receiving = transfer.giving, transfer.receiving
    for folder in taken.theirs:
        offers.new_keys_for(folder, receiving, giving, near)
    for ours, others in taken.shared:
        offers.new_keys_for(ours, receiving, giving)
        renew(others, without=giving)
    along = folders_along(transfer.case, transfer.classes.split())
    along = [one for one in along if one.folder in taken.offered]
    return [
        *taken.theirs,
        *chain.from_iterable(taken.shared),
        *hand_over(along, giving, receiving),
    ]


def _has_read(transfer: Transfer, read_danger: bool) -> None:
    """Raise `BadInput` where her danger was not read: nobody answers for her without knowing it."""
    if worst_in(transfer.case).counts_as_danger and not read_danger:
        raise BadInput("read_danger", say("say that you have read that she is in danger"))


def decline(*, transfer: Transfer, reason: str, by: User, ring: Ring) -> None:
    """Record that the other team says no, and why: the case stays where it is."""
    _say_no(transfer, Offer.DECLINED, reason, by, ring)


def recall(*, transfer: Transfer, reason: str, by: User, ring: Ring) -> None:
    """Take the offer of the giving team back."""
    _say_no(transfer, Offer.RECALLED, reason, by, ring)


def expire_offers(*, today: date, offices: Collection[UUID] | None = None) -> int:
    """End the offers to the teams of these offices that nobody answered by their day, where it is
    `today`. For the sweep; twice does nothing twice."""
    late = Transfer.objects.filter(state=Offer.OFFERED, due__lt=today)
    return sum(of_each_that_opens(late.filter(of_offices("receiving__office", offices)), _run_out))


def _say_no(transfer: Transfer, answer: Offer, reason: str, by: User, ring: Ring) -> None:
    check_answer(Offer(transfer.state), answer, reason)
    words = transfer.unseal(ring) | {"reason": long_text("reason", reason)}
    version = transfer.version
    transfer.seal(ring, words)
    with transaction.atomic():
        _answer(transfer, answer, by)
        transfer.save_if_version(version)
        _take_back(transfer, by)


@transaction.atomic
def _run_out(transfer: Transfer) -> bool:
    try:
        _answer(transfer, Offer.EXPIRED, None)
    except Refused:  # answered while the sweep was looking
        return False
    _take_back(transfer, None)
    return True


def _answer(transfer: Transfer, answer: Offer, by: User | None) -> None:
    """Record the answer. If two people answer at once the first counts; the second gets a message
    saying so."""
    now = {"state": answer, "answered_by": by, "answered_on": timezone.localdate()}
    if not Transfer.objects.filter(id=transfer.id, state=Offer.OFFERED).update(**now):
        check_answer(_state_now(transfer), answer, "late")
    for name, value in now.items():
        setattr(transfer, name, value)


def _state_now(transfer: Transfer) -> Offer:
    return Offer(Transfer.objects.values_list("state", flat=True).get(id=transfer.id))


def _take_back(transfer: Transfer, by: User | None) -> None:
    offers.take_back(transfer.id)
    offers.take_back(kept_closed(transfer))
    end_offer(case=transfer.case)
    revoke(folder=transfer.id, to=transfer.receiving, by=by)
    journal(transfer, act=f"transfer.{transfer.state}", by=by)


def _may_be_told(transfer: Transfer, worker: User, near: Collection[User]) -> None:
    ours = set(readers(transfer.case, transfer.receiving))
    if worker not in ours:
        raise BadInput("worker", say("this colleague may not know of the case"))
    if set(near) - ours:
        raise BadInput("near", say("this colleague may not know of the case"))


def _pass_on(transfer: Transfer, file: Person, by: User) -> bool:
    """Pass her file on whole where the giving team has no other open case of hers."""
    open_cases = Case.objects.filter(team=transfer.giving, people__in=files_of(file))
    stays = open_cases.exclude(id=transfer.case_id).exclude(closed=True).exists()
    return pass_on(
        person=file, giving=transfer.giving, receiving=transfer.receiving, stays=stays, by=by
    )


def _must_open(transfer: Transfer, ring: Ring) -> None:
    """Raise `Refused` where this ring does not open the case: somebody alive has to, or nothing
    changes hands. Raises `Locked`."""
    if ring.locked:
        ring.newest_key(transfer.case_id, IDENTITY)
    if IDENTITY not in ring.compartments(transfer.case_id):
        raise Refused(say("You hold no key of this team yet: another lead has to let you in."))


def _tell_where(folders: Iterable[UUID], near: Collection[User], by: User, ring: Ring) -> None:
    for folder in folders:
        for colleague in near if WHEREABOUTS in ring.compartments(folder) else ():
            if WHEREABOUTS not in compartments_granted_to(colleague, folder):
                grant(folder=folder, compartments=[WHEREABOUTS], to=colleague, by=by, ring=ring)
