"""The answers to an offer: yes, no, taken back, run out. One of them, once."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.names import names_of
from fanal.accounts.office_time import of_offices
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import must_be_in_her_own_hands
from fanal.cases.actions.cases import all_goes_along
from fanal.cases.actions.teams import end_offer, take_over
from fanal.cases.models import Case
from fanal.cases.queries.codes import worst_in
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.compartments import IDENTITY, WHEREABOUTS, in_order
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
from fanal.sealed.columns import as_written
from fanal.sharing.access import disclosure_gate, own_teams
from fanal.sharing.actions.shared import follow
from fanal.sharing.actions.transfers import files_in, folders_along, hand_over, journal
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
    near_in,
    who_passes_on,
)


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
    files = files_in(transfer.case)
    with transaction.atomic():
        _answer(transfer, Offer.ACCEPTED, by)
        if somebody_new(transfer):
            raise Refused(SOMEBODY_NEW)
        Transfer.objects.filter(id=transfer.id).update(moves_before=transfer.case.moves.count())
        take_over(case=transfer.case, team=transfer.receiving, assignee=worker, by=by)
        offers.take_from_team([transfer.case_id], transfer.giving)
        offered = offers.offered(transfer.id)
        teams = {"giving": transfer.giving, "receiving": transfer.receiving}
        shared = follow(case=transfer.case, **teams, offered=offered, by=by)
        files = [file for file in files if file.id in offered]
        moved = [file for file in files if _pass_on(transfer, file, by)]
        _take_up(transfer, worker, by)
        folders = [transfer.case_id, *(file.id for file in files)]
        ring.forget(folders)
        _must_open(transfer, ring)  # seen only now; where it does not, all of it is undone
        theirs = [transfer.case_id, *(moved_file.id for moved_file in moved)]
        _tell_where(theirs, near, by, ring)
        _new_keys(transfer, theirs, shared, near)
        along = _along(transfer, offered)
        ring.forget(folders)  # what follows is sealed under the new keys
        for file in files:
            refresh(file, ring)
        of_both = [one for pair in shared for one in pair]
        _handed_over(transfer, [*theirs, *of_both, *along], by, ring)
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


def _take_up(transfer: Transfer, worker: User, by: User) -> None:
    """Open what was offered, and what the team kept closed when it gave the case away."""
    all_goes_along(case=transfer.case, of=None, to=worker, by=by)
    offers.take_up(transfer.id)
    for earlier in given_away_by(transfer.receiving, transfer):
        offers.take_up(kept_closed(earlier))


def _new_keys(
    transfer: Transfer, theirs: list[UUID], shared: list[tuple[UUID, UUID]], near: Collection[User]
) -> None:
    """Make keys for all that is written from now on, also into what is kept with a third team."""
    giving, receiving = transfer.giving, transfer.receiving
    for folder in theirs:
        offers.new_keys_for(folder, receiving, giving, near)
    for ours, others in shared:
        offers.new_keys_for(ours, receiving, giving)
        renew(others, without=giving)


def _along(transfer: Transfer, offered: Collection[UUID]) -> list[UUID]:
    along = folders_along(transfer.case, transfer.classes.split())
    along = [folder_along for folder_along in along if folder_along.folder in offered]
    return hand_over(along, transfer.giving, transfer.receiving)


def _handed_over(transfer: Transfer, folders: list[UUID], by: User, ring: Ring) -> None:
    offers.handed_over.send(Transfer, folders=folders, team=transfer.receiving, by=by, ring=ring)


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
        _handed_over(transfer, [case.id, *along], by, ring)
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
