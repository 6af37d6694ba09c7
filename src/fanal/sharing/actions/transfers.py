"""Offering a case to another team of ours with its keys; the answers are in `transfer_answers`."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.absences.queries import in_force
from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.cases import access as cases
from fanal.cases.actions import emergencies, teams
from fanal.cases.actions.people_around import refresh_people_around
from fanal.cases.models import Case
from fanal.core.calendars import add_working_days
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import (
    IDENTITY,
    NARRATIVE,
    TEAM_COMPARTMENTS,
    WHEREABOUTS,
    Compartment,
    in_order,
)
from fanal.core.trust.transfers import Offer
from fanal.core.words import Sentence, say
from fanal.keys.actions import create_folder, grant, offers
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.keys.whereabouts_access import who_opens
from fanal.people.access import people_among
from fanal.people.models import Person
from fanal.people.queries import files_of, last_of, merged_of
from fanal.sharing.access import disclosure_gate, own_teams
from fanal.sharing.actions.shared import folders_with
from fanal.sharing.models import Transfer
from fanal.sharing.queries.days_ahead import DayKind, days_to_offer, parts_that_wait, unpacked
from fanal.sharing.queries.teams import leads_of, readers
from fanal.sharing.queries.withheld import kept_closed


def offer(
    *,
    case: Case,
    team: Team,
    classes: Iterable[str],
    near: Collection[User],
    done: str,
    needed: str,
    by: User,
    ring: Ring,
    kept_out: Collection[User] = (),
    why_kept_out: str = "",
    answer_within: int = 5,
    on: date | None = None,
) -> Transfer:
    """Ask `team` to take the case over, and wrap its keys so that they open on a yes alone.

    `near`: the leads of `team` who get the key of where she is. `kept_out`: colleagues of `team`
    who go on the conflict list. `answer_within`: working days of the country of `team`, or
    until the day before a hearing. Raises `BadInput`, also where the gate refuses;
    that stays in the journal, so no transaction is around the gate.
    """
    parts = _checked(case, team, [*classes, *own_teams.ALWAYS], near, kept_out, by, ring)
    # Whose yes counts for her depends on who around her is part of the danger: read anew.
    refresh_people_around(case=case, ring=ring)
    answer = own_teams.must_be_told(case, team, parts, by, kept_out)
    day = on or timezone.localdate()
    words = {"done": long_text("done", done), "needed": long_text("needed", needed)}
    ahead = days_to_offer(case, parts, ring)
    due = _before_court(ahead, add_working_days(day, answer_within, team.office.country), day)
    waiting_parts = in_order(parts_that_wait(case, ring) - set(parts))
    row = _unsaved(case, team, parts, due=due, by=by, on=day)
    with transaction.atomic():
        teams.offer(case=case, team=team, by=by)
        for user in kept_out:
            emergencies.keep_out(case=case, user=user, reason=why_kept_out, by=by, on=day)
        _sealed(row, words | {"ahead": ahead, "kept": list(waiting_parts)}, by, ring)
        _wrap(row, parts, near, by, ring)
        journal(row, disclosure_gate.rests_on(answer), act="transfer.offered", by=by)
    return row


def _before_court(ahead: Sequence[Sequence[str]], usual: date, day: date) -> date:
    """The day before the next hearing after this `day`, where it comes sooner: whoever takes the
    case over has to be ready for it. One of today is seen to by the team that offers it."""
    hearings = [
        offered_day.on
        for offered_day in unpacked({"ahead": ahead})
        if offered_day.kind is DayKind.HEARING
    ]
    return min([usual, *(on - timedelta(days=1) for on in hearings if on > day)])


def _unsaved(
    case: Case, team: Team, parts: Iterable[str], *, due: date, by: User, on: date
) -> Transfer:
    return Transfer(
        case=case,
        giving=case.team,
        receiving=team,
        classes=" ".join(parts),
        due=due,
        offered_by=by,
        offered_on=on,
    )


def _sealed(row: Transfer, words: Content, by: User, ring: Ring) -> None:
    create_folder(folder=row.id, kind="transfer", team=row.giving, by=by, ring=ring)
    # A folder of its own: the giving team keeps what it did for her, and loses the keys of the
    # case.
    row.folder = row.id
    row.seal(ring, words | {"reason": ""})
    row.save()


def journal(
    row: Transfer, more: dict[str, str] | None = None, *, act: str, by: User | None
) -> None:
    """Record an act in the journal with the teams that it is between; `more`: what the answer of
    the gate rests on."""
    teams = {"transfer": str(row.id), "from": str(row.giving_id), "to": str(row.receiving_id)}
    audit.record(act=act, by=by, about=row.case_id, detail=teams | (more or {}))


def files_in(case: Case) -> list[Person]:
    """The files of everybody in the case, with those that were found to be the same person."""
    into = merged_of()
    ids: dict[UUID, None] = {}
    for person in case.people.order_by("id"):
        root = Person.objects.get(id=last_of(person.id, into))
        ids |= dict.fromkeys(files_of(root))
    return list(Person.objects.filter(id__in=list(ids)).select_related("team").order_by("id"))


def _checked(
    case: Case,
    team: Team,
    classes: Iterable[str],
    near: Collection[User],
    kept_out: Collection[User],
    by: User,
    ring: Ring,
) -> tuple[Compartment, ...]:
    parts = in_order(classes)
    if closed := set(parts) - cases.compartments_for(by, case):
        closed_part = min(closed)
        raise BadInput("classes", say("You may not open this yourself: {what}.", what=closed_part))
    leads = set(leads_of(case, team, kept_out))
    if not leads:
        raise BadInput("", say("Nobody who leads that team could accept it."))
    _opens_the_place(case, ring)
    if WHEREABOUTS in parts and not near:
        raise BadInput("near", say("Say who of that team may know where she is."))
    if set(near) - leads:
        raise BadInput("near", say("Only people who lead that team and may know of the case."))
    return parts


def _opens_the_place(case: Case, ring: Ring) -> None:
    """Neither given nor held back by whoever does not open it: her team loses it with the case."""
    if WHEREABOUTS in ring.compartments(case.id):
        return
    who = [reader for reader in readers(case, case.team) if reader in set(who_opens([case.id]))]
    if who:
        why = say(
            "You cannot see where she is yet. {who} gives you access, on the page “Team”, or "
            "makes the offer.",
            who=", ".join(map(str, who)),
        )
        raise BadInput("", why)


def _wrap(
    row: Transfer, parts: tuple[Compartment, ...], near: Collection[User], by: User, ring: Ring
) -> None:
    """Wrap the offer itself to the other team now; everything else waits for its yes."""
    grant(folder=row.id, compartments=[NARRATIVE], to=row.receiving, by=by, ring=ring)
    offered = partial(grant, by=by, ring=ring, waits_for=row.id)
    held_back = [compartment for compartment in TEAM_COMPARTMENTS if compartment not in parts]
    shared = [part for part in parts if part is not WHEREABOUTS]
    offered(folder=row.case_id, compartments=shared, to=row.receiving)
    # The keys of this team go with the case: for what it holds back it is given its own anew.
    if held_back:
        offered(folder=row.case_id, compartments=held_back, to=row.giving)
    for signal in row.case.signals.values_list("signal", flat=True).distinct():
        if NARRATIVE in ring.compartments(signal):
            offered(folder=signal, compartments=[NARRATIVE], to=row.receiving)
    for folder in folders_with(row.case):
        if NARRATIVE in ring.compartments(folder):
            offered(folder=folder, compartments=[NARRATIVE], to=row.receiving)
    wrap_for(row, folders_along(row.case, parts), by, ring)
    files = [file for file in files_in(row.case) if _goes(file, row.case, by, ring)]
    for file in files:
        offered(folder=file.id, compartments=TEAM_COMPARTMENTS, to=row.receiving)
    # Where she is goes to people by name, never to a whole team.
    where = [row.case_id, *(file.id for file in files)] if WHEREABOUTS in parts else []
    for folder in where:
        for lead in near if WHEREABOUTS in ring.compartments(folder) else ():
            offered(folder=folder, compartments=[WHEREABOUTS], to=lead)
    if WHEREABOUTS not in parts and WHEREABOUTS in ring.compartments(row.case_id):
        _hold_back_where(row, by, ring)


def _hold_back_where(row: Transfer, by: User, ring: Ring) -> None:
    """Hold back where she is, for everybody of the giving team who could pass it on: `by`, its
    other leads, and who stands in for one of these, as long as she does."""
    leads = {lead.pk: lead for lead in leads_of(row.case, row.giving)} | {by.pk: by}
    holders: dict[User, date | None] = dict.fromkeys(leads.values())
    theirs = {
        reader.pk: reader for reader in readers(row.case, row.giving) if reader.pk not in leads
    }
    for stand_in in in_force():
        if stand_in.away in leads and stand_in.stand_in in theirs:
            holders[theirs[stand_in.stand_in]] = stand_in.until
    hold = partial(grant, folder=row.case_id, compartments=[WHEREABOUTS], by=by, ring=ring)
    for holder, until in holders.items():
        hold(to=holder, until=until, waits_for=kept_closed(row))


def _goes(file: Person, case: Case, by: User, ring: Ring) -> bool:
    """Whether this file goes along: that of a person of the case has to; one merged with hers, if
    it is open here, by right as well as by key."""
    if case.concerns.filter(person=file).exists():
        return True
    hers = people_among(by, [file.id]).exists()
    return hers and IDENTITY in ring.compartments(file.id)


# Folders of their own that go along with a case: each app says which are about it.
# A record in the folder of a case goes with its keys. What has a folder of its own, because
# somebody beside the team reads it, is named here by the app that keeps it.
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
    """Return all that goes along where these parts of the case go."""
    every_folder = (folder for folders_of in ALONG for folder in folders_of(case))
    return sorted(
        (along for along in every_folder if along.part in parts), key=lambda along: along.folder
    )


def wrap_for(transfer: Transfer, every_folder: Iterable[Along], by: User, ring: Ring) -> None:
    """Wrap the keys of these folders to the other team, which opens them once it says yes."""
    for along in every_folder:
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
    """Wrap what is made while the case is offered to another team."""
    for transfer in Transfer.objects.filter(case=case, state=Offer.OFFERED):
        if one.part in transfer.classes.split():
            wrap_for(transfer, [one], by, ring)


def hand_over(every_folder: Iterable[Along], giving: Team, receiving: Team) -> list[UUID]:
    """Close the case to the team that gave it, which gets no new key. Return the folders."""
    done = []
    for along in every_folder:
        offers.take_from_team([along.folder], giving, but=along.stays)
        offers.new_keys_for(along.folder, receiving, giving, but=along.stays)
        done.append(along.folder)
    return done


def handed_over(transfer: Transfer, folders: list[UUID], by: User, ring: Ring) -> None:
    """Let every app go on with what it keeps in the folders that the team holds now."""
    offers.handed_over.send(Transfer, folders=folders, team=transfer.receiving, by=by, ring=ring)
