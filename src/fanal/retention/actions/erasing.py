"""Asking for an erasure, agreeing to it, refusing it, taking it back (ADR 24).

When the second person agrees, the keys are deleted in the same transaction: from then on nobody
opens anything of it, whatever becomes of the machine. The rows follow in batches (`running`).
"""

import json
from collections.abc import Collection, Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fanal.accounts.actions.refusing import forget_refusals_of
from fanal.accounts.models import User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import must_still_ask_herself, still_waiting
from fanal.audit import actions as audit
from fanal.audit.models import JournalEntry
from fanal.authority import attested, genuine_rows
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, CasePerson
from fanal.cases.queries.colleagues import whose_task
from fanal.core.casework.retention import ErasureGround, Guard, kept_by
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.words import say
from fanal.installation import restored_state
from fanal.journeys.models import Journey
from fanal.keys.models import Folder, Grant
from fanal.keys.ring import Ring
from fanal.retention.actions import running
from fanal.retention.actions.erased_rows import erase_again
from fanal.retention.erased_list import PARTICIPANT, REGISTER, ErasedLine
from fanal.retention.models import Erasure, RegisterErasure
from fanal.retention.queries import chosen_records as chosen_records
from fanal.retention.queries import deciding, guarding, holding, offering
from fanal.retention.queries.plans import ErasurePlan, plan_for
from fanal.retention.queries.tombstones import came_back
from fanal.sharing.actions import shared
from fanal.sharing.models import Side

WAITS_FOR = timedelta(days=30)
CHANGED = say("Something was changed meanwhile. Look at the page again, and ask anew.")

NOBODY_KNOWN = say(
    "Who decided it has no account here yet: two people accept first what was put back (`fanal "
    "restore accept`)."
)
ON_IT = say("one of these has a record attached that you cannot read, or that concerns others")


@transaction.atomic
def propose(
    *, plan: ErasurePlan, ground: str, by: User, ring: Ring, chosen: Collection[str] = ()
) -> Erasure:
    """Ask for it. Raises BadInput for no ground or a record that is not offered, Refused for all
    that keeps it."""
    if ground not in set(ErasureGround):
        raise BadInput("ground", say("choose why"))
    genuine_rows.run_in_transaction()
    with_attached = _checked_choice(plan, by, ring, chosen)
    # A hold is asked about before the grounds: no ground of an erasure outweighs what a court or
    # an authority asked to be kept.
    holding.must_not_be_held(plan, chosen_records.cases_of(with_attached))
    must_not_be_guarded(ErasureGround(ground), guarding.of_plan(plan, ring))
    today = timezone.localdate()
    _must_be_alone(plan)
    row = Erasure.objects.create(
        kind=plan.kind,
        about=plan.about,
        files=listed(plan.files),
        cases=listed(plan.cases),
        ground=ground,
        by=by,
        asked_on=today,
        until=today + WAITS_FOR,
        chosen=with_attached,
    )
    _entry("erasure.asked", row, by)
    return row


@transaction.atomic
def agree(*, row: Erasure, by: User) -> None:
    """The keys go now. Raises Refused for who may not, and for what speaks against it now."""
    row = _settled(row, by)
    # Who asked may have left or lost her role since, or asked in an account that was taken over:
    # then one person alone would erase.
    must_still_ask_herself(AskedBy(row.by, row.asked_on), Permission.LEAD_CASES)
    # Whoever is tied to a side would have the file against it destroyed by one word of another.
    deciding.must_not_be_kept_out(row.by_id, deciding.kept_out_of(row))
    plan = plan_for(row.kind, row.about)
    # Two people decided about exactly these ids: what was added since, neither of them has seen.
    if plan is None or (listed(plan.files), listed(plan.cases)) != (row.files, row.cases):
        raise Refused(CHANGED)
    # What was hung on a chosen note since may concern somebody who stays.
    if not chosen_records.is_as_chosen(row.chosen, plan):
        raise Refused(CHANGED)
    # Anew: a hold that was put on meanwhile stops the second person too.
    holding.must_not_be_held(plan, chosen_records.cases_of(row.chosen))
    # The second person may hold no key of the file (a director), so only what needs none is asked.
    must_not_be_guarded(ErasureGround(row.ground), guarding.without_keys(plan))
    row.agreed_by, row.agreed_on = by, timezone.localdate()
    row.save(update_fields=["agreed_by", "agreed_on"])
    _entry("erasure.agreed", row, by, whom=str(row.by_id))
    delete_keys(row)
    # After the commit, and robust: a batch that fails is repeated by the sweep, and must not turn a
    # yes that was given into an error page.
    transaction.on_commit(lambda: running.begin(row.pk), robust=True)


@transaction.atomic
def refuse(*, row: Erasure, by: User) -> None:
    """Refuse an erasure: everything stays. Raises Refused."""
    row = _settled(row, by)
    _entry("erasure.refused", row, by, whom=str(row.by_id))
    row.delete()


@transaction.atomic
def take_back(*, row: Erasure, by: User) -> None:
    """Take back an erasure that was asked for. Raises Refused where it was agreed to: the keys are
    gone."""
    # Locked against a second person who agrees at this moment: either she finds nothing, or this
    # does.
    found = still_waiting(Erasure.objects.filter(agreed_on=None), row)
    _entry("erasure.taken_back", found, by)
    found.delete()


def delete_keys(row: Erasure) -> None:
    """Delete what opens the files, and the links by which lists and pages find them."""
    reach = running.reach_of(row)
    # What goes beside it is found by the links that are deleted below, so it is written down
    # first.
    row.save(update_fields=["beside"])
    _end_shared(row)
    folders, links = reach.goes[Folder], reach.goes[CasePerson]
    # The wraps go first: without them even a folder that came back would open to nobody.
    Grant.objects.filter(folder__in=folders).delete()
    CasePerson.objects.filter(pk__in=links).delete()
    Folder.objects.filter(pk__in=folders).delete()
    forget_refusals_of({*reach.files, *reach.cases, *reach.goes[Journey]})


def _end_shared(row: Erasure) -> None:
    """End her two-country files: the other team reads that, and its case goes on."""
    assert row.agreed_by is not None
    sides = Side.objects.filter(case__in=running.ids(row.cases), shared__state__in=shared.RUNNING)
    # Of two files that were found to be of one woman both sides may go: it ends once.
    for side in {side.shared_id: side for side in sides.select_related("shared")}.values():
        shared.end(side=side, by=row.agreed_by)


def must_not_be_guarded(ground: ErasureGround, found: Iterable[Guard]) -> None:
    """Raise Refused with what keeps it."""
    if keeps := kept_by(found, ground):
        raise Refused(*(one.sentence() for one in keeps))


def account_ended(user: User, by: User) -> None:
    asked = Erasure.objects.filter(by=user, agreed_on=None)
    for row in asked.filter(ground=ErasureGround.SHE_ASKED):
        _asked_again(row, by)
    asked.delete()
    RegisterErasure.objects.filter(by=user, agreed_on=None).delete()


def _asked_again(row: Erasure, by: User) -> None:
    """Add a task for whoever works on a case of hers: what she asked for ends with an account of
    ours, and she would wait for it."""
    of_hers = Q(id__in=row.cases.split()) | Q(concerns__person__in=row.files.split())
    case = Case.objects.filter(of_hers).first()
    if case and (whose := whose_task(case)):
        title = say("She asked to be erased: ask for it anew, {who} has left", who=str(row.by))
        add_task(case=case, title=title, by=by, assignee=whose, due=timezone.localdate())


def listed(ids: frozenset[UUID]) -> str:
    return " ".join(sorted(map(str, ids)))


def _checked_choice(plan: ErasurePlan, by: User, ring: Ring, chosen: Collection[str]) -> str | None:
    """What was chosen of the shared cases, with what hangs on it. Raises BadInput."""
    if not chosen:
        return None
    # A choice is checked against what is offered to this reader: a forged form erases nothing that
    # she cannot read.
    known = {one.key for one in offering.offered(plan, by, ring)}
    if set(chosen) - known:
        raise BadInput("chosen", say("choose from the list"))
    found = chosen_records.parsed(" ".join(chosen))
    text = chosen_records.written(chosen_records.with_what_hangs_on(found, plan)) or ""
    # What corrects a chosen note goes along with it, and must be hers to read as well.
    if set(text.split()) - known:
        raise BadInput("chosen", ON_IT)
    return text


def _must_be_alone(plan: ErasurePlan) -> None:
    """Refuse a second erasure of the same at a time. One that nobody agreed to in time gives way;
    whoever asked for any other reads of it until she asks anew."""
    if other := deciding.asked_already(plan):
        raise Refused(deciding.asked_by(other))
    for other in deciding.erasures_of(plan):
        other.delete()


def _settled(row: Erasure, by: User) -> Erasure:
    """The row as it stands now, genuine, for whoever may decide it. Raises Refused."""
    genuine_rows.run_in_transaction()
    found = still_waiting(deciding.waiting_erasures(), row)
    # A row that was written into the database would be a first person who never asked.
    attested.must_be_genuine(found)
    if not deciding.may_decide_erasure(by, found):
        raise Refused(say("Another person decides this."))
    return found


def _entry(act: str, row: Erasure, by: User | None, **detail: object) -> None:
    audit.record(act=act, by=by, about=row.about, detail={"ground": row.ground, **detail})


# Erases again whoever came back with an older backup (ADR 24).
def again() -> int:
    """How many erasures were done once more. Each was decided by two people, and is in the list."""
    found = came_back()
    for line in found:
        if line.kind in (REGISTER, PARTICIPANT):
            erase_rows_again(line)
        else:
            begin_again(line)
    # To the end: whom a backup brought back is not left half erased until the next sweep.
    running.run(batches=100_000)
    return len(found)


@transaction.atomic
def erase_rows_again(line: ErasedLine) -> None:
    """Erase again the rows of a register, or a participant of prevention: gone at once."""
    genuine_rows.run_in_transaction()
    audit.record(
        act="erasure.again", by=None, about=UUID(line.about), detail={"ground": line.ground}
    )
    erase_again(line)


@transaction.atomic
def begin_again(line: ErasedLine) -> None:
    """Begin an erasure again from its line: nobody decides anew. Raises Refused."""
    genuine_rows.run_in_transaction()
    about = UUID(line.about)
    # The backup may hold the request as it stood then, perhaps without the second yes.
    Erasure.objects.filter(about=about).delete()
    by, agreed_by = _deciders(line)
    row = Erasure.objects.create(
        id=UUID(line.erasure),
        kind=line.kind,
        about=about,
        files=line.files,
        cases=line.cases,
        ground=line.ground,
        by=by,
        asked_on=line.day,
        until=timezone.localdate(),
        agreed_by=agreed_by,
        agreed_on=line.day,
        chosen=line.chosen or None,
    )
    audit.record(act="erasure.again", by=None, about=about, detail={"ground": line.ground})
    delete_keys(row)


def _deciders(line: ErasedLine) -> list[User]:
    """Return the two who decided it. Of whom the backup does not know yet, one of those stands for
    her who accepted that we go on from it. Raises Refused where nobody did."""
    ids = [UUID(line.by), UUID(line.agreed_by)]
    known = User.objects.in_bulk(ids)
    if len(known) < len(ids):
        known = User.objects.in_bulk(ids := [*ids, *_accepted_by()])
    two = [known[one] for one in dict.fromkeys(ids) if one in known][:2]
    if len(two) < 2:
        raise Refused(NOBODY_KNOWN)
    return two


def _accepted_by() -> list[UUID]:
    """Return who accepted last that we go on from a backup; nobody while one waits for that."""
    if restored_state.waiting(settings.VAR):
        return []
    # What an entry is about is sealed: it is looked for from the last one back.
    for entry in JournalEntry.objects.order_by("-number").iterator():
        if entry.act == "journal.branch_accepted" and entry.by_id is not None:
            return [entry.by_id, UUID(json.loads(entry.detail)["second"])]
    return []
