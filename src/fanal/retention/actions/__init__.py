"""What may be written: each act with its entry in the journal."""

from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.retention.actions.erasing import account_ended as _account_ended
from fanal.retention.actions.registers import run_registers, sweep_registers
from fanal.retention.actions.running import run as run_files
from fanal.retention.actions.running import sweep as sweep_files

ACTS = {
    "erasure.asked": _("{who} asked a second person to agree to erase {about}: {ground}"),
    "erasure.agreed": _("{who} agreed to erase {about}, as {whom} asked: {ground}"),
    "erasure.refused": _("{who} refused to erase {about}, as {whom} asked"),
    "erasure.taken_back": _("{who} took back the request to erase {about}"),
    "erasure.ended": _("All of {about} is erased; records: {rows}"),
    "erasure.again": _("{about} was erased before and came back with a backup: erased again"),
    "erasure.register_asked": _(
        "{who} asked a second person to agree that old rows of a register of shelter {about} are "
        "erased: {register}, {rows}"
    ),
    "erasure.register_agreed": _(
        "{who} agreed that old rows of a register of shelter {about} are erased: {register}"
    ),
    "erasure.register_refused": _(
        "{who} refused to erase old rows of a register of shelter {about}: {register}"
    ),
    "erasure.register_ended": _(
        "Old rows of a register of shelter {about} are erased: {register}, {rows}"
    ),
    "backup.ended": _(
        "The keys of backups of before {day} were destroyed: their time is over, they open no more"
    ),
    "retention.looked": _("{who} looked at the cases whose retention period is over: {cases}"),
    "hold.asked": _("{who} put a legal hold on {about} and asked a second person: {reason}"),
    "hold.agreed": _("{who} agreed to the legal hold on {about}: {reason}"),
    "hold.refused": _("{who} refused the legal hold on {about}"),
    "hold.lift_asked": _("{who} asked a second person to lift the legal hold on {about}"),
    "hold.lifted": _("{who} lifted the legal hold on {about}"),
    "hold.kept": _("{who} kept the legal hold on {about}"),
}


def run(batches: int) -> int:
    """Go on with all that two people agreed to, by so many batches of each. How many erasures
    ended. Raises what stops one."""
    return run_files(batches) + run_registers(batches)


def sweep() -> int:
    """Go on with all that two people agreed to. How many erasures ended."""
    return sweep_files() + sweep_registers()


def account_ended(sender: object, user: User, by: User, **rest: object) -> None:
    """What somebody asked for and nobody agreed to yet ends with her account."""
    _account_ended(user, by)
