"""The two-country file: proposed, agreed field by field, filled in, taken back."""

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import must_be_in_her_own_hands
from fanal.audit import actions as audit
from fanal.cases.actions.people_around import refresh_people_around
from fanal.cases.actions.present import say_anew
from fanal.cases.models import Case
from fanal.cases.models.case_days import keeping
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.trust.shared import (
    ENDED,
    FIELDS,
    SharedField,
    field_codes,
    open_fields,
    tells_how_she_is,
)
from fanal.core.trust.vocabulary import DataClass
from fanal.core.words import say
from fanal.keys.actions import create_folder, grant, offers, revoke
from fanal.keys.ring import Ring
from fanal.sealed.columns import as_written
from fanal.sharing.access import both_teams, disclosure_gate, own_teams
from fanal.sharing.access.disclosure_gate import GateAnswer
from fanal.sharing.models import SharedEntry, SharedFile, Side
from fanal.sharing.queries.teams import leads_of

RUNNING = ("proposed", "open")
# Filled when the server starts, by what is told across: called with both sides before a file says
# who has her no longer, and once it says so.
ENDS: list[Callable[[Collection[Side]], None]] = []
BEGINS: list[Callable[[Collection[Side]], None]] = []


def propose(*, case: Case, team: Team, fields: Iterable[str], by: User, ring: Ring) -> SharedFile:
    """Ask `team` to keep one record with us beside its own file. Raises `BadInput`, also where
    the gate refuses that the other team learns that there is a case.
    """
    codes = field_codes(fields)
    if team.pk == case.team_id or not leads_of(case, team).exists():
        raise BadInput("team", say("Nobody who leads that team could answer."))
    # Before the transaction: the refusal of the gate stays in the journal.
    answer = _ask_the_gate(case, team, DataClass.EXISTENCE, by, ring)
    row = SharedFile(proposed_by=by, proposed_on=timezone.localdate())
    with transaction.atomic():
        _one_at_a_time(case, team)
        row.save(force_insert=True)
        ours = Side.objects.create(shared=row, team=case.team, case=case, fields=codes)
        Side.objects.create(shared=row, team=team)
        create_folder(folder=ours.id, kind="shared", team=case.team, by=by, ring=ring)
        # It opens once the other side agrees: until then they know that there is a case.
        grant(folder=ours.id, compartments=[NARRATIVE], to=team, by=by, ring=ring, waits_for=row.id)
        detail = {"to": str(team.pk)} | disclosure_gate.rests_on(answer)
        audit.record(act="shared.proposed", by=by, about=row.id, detail=detail)
    return row


def agree(*, side: Side, case: Case, fields: Iterable[str], by: User, ring: Ring) -> None:
    """Agree for the other side, to these fields, with this file of its own. Raises `BadInput`,
    `Refused` while somebody else may have the telephone of who proposed it."""
    must_be_in_her_own_hands(AskedBy(side.shared.proposed_by, side.shared.proposed_on))
    codes, other = field_codes(fields), other_side(side)
    if case.team_id != side.team_id:
        raise BadInput("case", say("choose a case of your team"))
    answer = _ask_the_gate(case, other.team, DataClass.EXISTENCE, by, ring, other.case)
    with transaction.atomic():
        with keeping(case.pk):  # with which the file was not marked so far
            _open(side.shared)
            columns = as_written(side, {"case": case, "fields": codes})
            Side.objects.filter(id=side.id).update(**columns)
        create_folder(folder=side.id, kind="shared", team=side.team, by=by, ring=ring)
        grant(folder=side.id, compartments=[NARRATIVE], to=other.team, by=by, ring=ring)
        offers.take_up(side.shared_id)
        # What each side says of who has her counts in the other from now on: there, whoever agrees
        # here opens nothing.
        _tell(BEGINS, side)
        say_anew(case=case, by=by, ring=ring)
        audit.record(
            act="shared.agreed",
            by=by,
            about=side.shared_id,
            detail=disclosure_gate.rests_on(answer),
        )


@transaction.atomic
def end(*, side: Side, by: User, ring: Ring | None = None) -> None:
    """Either side ends it, at any time: neither reads any longer what the other put there. `ring`:
    of whoever can derive at once what its own file says without the other."""
    _tell(ENDS, side)
    _end(side, by)
    if ring and side.case:
        say_anew(case=side.case, by=by, ring=ring)


def _tell(whom: Iterable[Callable[[Collection[Side]], None]], side: Side) -> None:
    for each in whom:
        each(Side.objects.filter(shared=side.shared_id).select_related("shared"))


def _end(side: Side, by: User) -> None:
    shared = _still_in(RUNNING, side.shared_id)
    # A proposal that its own side ends was withdrawn; by the side that was asked, declined.
    shared.state = "withdrawn" if shared.state == "open" or side.case_id else "declined"
    shared.ended_by, shared.ended_on = by, timezone.localdate()
    shared.save()
    # What waits for a yes that can no longer come, and what was open already: both keys go.
    offers.take_back(shared.id)
    for each_side in shared.sides.select_related("team"):
        revoke(folder=each_side.id, to=other_side(each_side).team, by=by)
    audit.record(act=f"shared.{shared.state}", by=by, about=shared.id)


@transaction.atomic
def choose_fields(*, side: Side, fields: Iterable[str], by: User) -> None:
    """Share more, or less: a field that one side takes back, the other reads no longer. Raises
    `Refused` before this side has agreed, and after it ended."""
    if side.case_id is None:
        raise Refused(say("Your team has to agree to this two-country file first."))
    _still_in(RUNNING, side.shared_id)
    codes = field_codes(fields)
    before = tells_how_she_is(shown_fields(side))
    after = tells_how_she_is(open_fields(codes.split(), other_side(side).fields.split()))
    if before and not after:
        _tell(ENDS, side)
    columns = as_written(side, {"fields": codes})
    Side.objects.filter(id=side.id).update(**columns)
    if after and not before:
        _tell(BEGINS, side)
    audit.record(act="shared.fields", by=by, about=side.shared_id)


def put(*, side: Side, field: str, text: str, version: int, by: User, ring: Ring) -> SharedEntry:
    """What our side says in a field that both agreed to, as it was at `version` (0: not yet).

    Raises `BadInput`, `Refused` for a field that is not open, `Conflict` if somebody wrote since.
    """
    words, other = long_text("text", text), other_side(side)
    if not words:
        raise BadInput("text", say("say what the other side is to know"))
    if side.case is None or field not in shown_fields(side):
        raise Refused(say("Both sides have to agree to this field first."))
    told = FIELDS[SharedField(field)].told
    answer = _ask_the_gate(side.case, other.team, told, by, ring, other.case)
    with transaction.atomic():
        _still_in(("open",), side.shared_id)
        entry = SharedEntry.objects.filter(side=side, field=field).first()
        entry = entry or SharedEntry(side=side, field=field, folder=side.id)
        entry.made_by, entry.made_on = by, timezone.localdate()
        entry.write(ring, {"text": words}, version)
        detail = {"field": field} | disclosure_gate.rests_on(answer)
        audit.record(act="shared.put", by=by, about=side.shared_id, detail=detail)
    return entry


def folders_with(case: Case) -> list[UUID]:
    """The folders of open records of this case, both sides', for a transfer to take along."""
    sides = Side.objects.filter(shared__state="open", shared__sides__case=case)
    return list(sides.order_by("id").values_list("id", flat=True).distinct())


@transaction.atomic
def follow(
    *, case: Case, giving: Team, receiving: Team, offered: Collection[UUID], by: User
) -> list[tuple[UUID, UUID]]:
    """The case went to another team: its side of a record goes along, or the record ends. The
    folders of what goes along, its own and the other's.

    It ends where it was with that very team, or is not in the offer.
    """
    along: list[tuple[UUID, UUID]] = []
    sides = Side.objects.filter(case=case, shared__state__in=RUNNING)
    for side in sides.select_related("shared").order_by("id"):
        other = other_side(side)
        if other.team_id == receiving.pk:
            _end(side, by)  # what was told across holds on: one team has both files from now on
        elif side.id not in offered:
            end(side=side, by=by)
        else:
            Side.objects.filter(id=side.id).update(team=receiving)
            along.append((side.id, other.id))
        offers.take_from_team([side.id, other.id], giving)
    return along


def _still_in(states: Collection[str], shared_id: UUID) -> SharedFile:
    """Return the file, locked. Raises Refused if it has ended. Who ends it and who writes into it
    wait for one another here."""
    shared = SharedFile.objects.select_for_update().get(id=shared_id)
    if shared.state not in states:
        raise Refused(ENDED)
    return shared


def other_side(side: Side) -> Side:
    """Return the other side; of several rows without a question for each, where
    `shared__sides__team` was read with them."""
    others = (one for one in side.shared.sides.all() if one.pk != side.pk)
    # Releases before 0.3.0 erased the row together with its case: nobody is on that side any more.
    return next(others, None) or Side(shared=side.shared, team=side.team)


def shown_fields(side: Side) -> tuple[SharedField, ...]:
    return open_fields(side.fields.split(), other_side(side).fields.split())


def _ask_the_gate(
    case: Case, team: Team, told: DataClass, by: User, ring: Ring, there: Case | None = None
) -> GateAnswer:
    # Whose yes counts for her depends on who around her is part of the danger: read anew.
    refresh_people_around(case=case, ring=ring)
    answer = both_teams.may_share(case=case, team=team, told=told, by=by, there=there)
    if not answer.allowed:
        disclosure_gate.refused(by, case, team, answer)
        raise BadInput("", answer.sentences[0] if answer.sentences else own_teams.NOT_THIS_TEAM)
    return answer


def _one_at_a_time(case: Case, team: Team) -> None:
    running = SharedFile.objects.filter(state__in=RUNNING, sides__case=case)
    if running.filter(sides__team=team).exists():
        raise BadInput("team", say("There is a two-country file with this team already."))


def _open(shared: SharedFile) -> None:
    if not SharedFile.objects.filter(id=shared.id, state="proposed").update(state="open"):
        raise Refused(say("This was answered already, or taken back."))
