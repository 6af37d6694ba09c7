"""A care file that nobody opens any more goes to another health worker: one person asks, a second
agrees, and two recovery sheets give the key. Neither of the two reads it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import must_still_ask_herself
from fanal.audit import actions as audit
from fanal.authority import attested, genuine_rows
from fanal.care.access import could_keep, kept_out
from fanal.care.models import CareFile, CareRecovery
from fanal.care.queries.recovering import orphans, waiting_for
from fanal.core.care.recovering import HerAnswer, check_recovery
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import MEDICAL
from fanal.core.sealing.pairs import PrivateKeys
from fanal.core.words import say
from fanal.keys.actions import recovery

MEANWHILE = say("This was answered meanwhile: look at it again.")


@transaction.atomic
def ask_recovery(*, file: CareFile, to: User, hers: str, why: str, by: User) -> CareRecovery:
    """Ask that `to` keep a file. Raises BadInput; Refused where somebody holds it, or another asked
    meanwhile."""
    # Before anything is decided on rows that somebody may have written by hand (ADR 9).
    genuine_rows.run_in_transaction()
    locked = CareFile.objects.select_for_update().get(pk=file.pk)
    if hers not in set(HerAnswer):
        raise BadInput("hers", say("choose one of these"))
    why = long_text("why", why)
    check_recovery(HerAnswer(hers), why)
    # From the list that was offered, asked again here: a form may send any id.
    if not could_keep(locked, by).filter(pk=to.pk).exists():
        raise BadInput("to", say("choose one of the health workers"))
    # Somebody opens it: she can be asked, and no sheets are needed.
    if _has_holder(locked) or locked.recoveries.filter(done_on=None).exists():
        raise Refused(MEANWHILE)
    recovery = CareRecovery.objects.create(
        file=locked, to=to, hers=hers, why=why, by=by, asked_on=timezone.localdate()
    )
    _entry("care.recovery_asked", recovery, by)
    return recovery


def _has_holder(file: CareFile) -> bool:
    return not orphans().filter(pk=file.pk).exists()


@transaction.atomic
def agree_recovery(*, row: CareRecovery, by: User) -> None:
    """The second person. Nothing opens yet: the sheets do that. Raises Refused."""
    genuine_rows.run_in_transaction()
    locked = CareRecovery.objects.select_for_update().get(pk=row.pk)
    # An agreement counts for what was asked, not for what stands in a changed row.
    attested.must_be_genuine(locked)
    if not waiting_for(by).filter(pk=locked.pk).exists():
        raise Refused(MEANWHILE)
    # Who asked may have left or changed her role: an old request is no request.
    must_still_ask_herself(AskedBy(locked.by, locked.asked_on), Permission.APPROVE_DISCLOSURE)
    locked.agreed_by, locked.agreed_on = by, timezone.localdate()
    locked.save(update_fields=["agreed_by", "agreed_on"])
    _entry("care.recovery_agreed", locked, by)


@transaction.atomic
def end_recovery(*, row: CareRecovery, by: User) -> None:
    """End a recovery that was refused, or taken back: the file stays sealed, and another may be
    proposed."""
    locked = CareRecovery.objects.select_for_update().filter(pk=row.pk, done_on=None).first()
    if locked is None:
        raise Refused(MEANWHILE)
    _entry("care.recovery_ended", locked, by)
    # The journal keeps it; the table holds only what waits or was done.
    locked.delete()


def agreed_recoveries() -> list[CareRecovery]:
    """What two people decided, and only the sheets are missing."""
    rows = CareRecovery.objects.filter(done_on=None).exclude(agreed_by=None)
    return attested.genuine_only(rows.select_related("file__person", "to", "by", "agreed_by"))


@transaction.atomic
def recover_files(*, private: PrivateKeys, shares: Iterable[int], present: Iterable[User]) -> int:
    """Give the key of each file that two people decided about to whom they named. How many.
    `private`: the recovery key. A file that somebody holds by now, or whose next keeper has left or
    is kept out by a conflict, stays as it is."""
    genuine_rows.run_in_transaction()
    # Each by itself: one that cannot be handed over does not keep the others back.
    done = [row for row in agreed_recoveries() if _handed_over(row, private)]
    detail = {"shares": sorted(shares), "present": [str(user.pk) for user in present]}
    for row in done:
        audit.record(
            act="care.recovered",
            # The server acts; who was present stands in the detail.
            by=None,
            about=row.file.person_id,
            detail=detail | {"to": str(row.to_id), "whom": str(row.by_id)},
        )
    return len(done)


def _handed_over(row: CareRecovery, private: PrivateKeys) -> bool:
    file = CareFile.objects.select_for_update().get(pk=row.file_id)
    # Asked again at the end: weeks may lie between the agreement and the sheets.
    if _has_holder(file) or {row.by_id, row.agreed_by_id, row.to_id} & kept_out(file):
        return False
    if not could_keep(file, row.by).filter(pk=row.to_id).exists():
        return False
    recovery.open_again(folder=file.id, parts=[MEDICAL], to=row.to, private=private, reason="care")
    # `update`, since the row was locked above and no other column is meant.
    CareFile.objects.filter(pk=file.pk).update(kept_by=row.to)
    row.done_on = timezone.localdate()
    row.save(update_fields=["done_on"])
    return True


def _entry(act: str, row: CareRecovery, by: User) -> None:
    audit.record(act=act, by=by, about=row.file.person_id, detail={"to": str(row.to_id)})
