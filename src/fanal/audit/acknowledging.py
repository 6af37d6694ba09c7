"""Two people acknowledge what is wrong with the journal, with a reason: an entry of its own."""

from collections.abc import Collection

from django.db import transaction

from fanal.accounts.models import User
from fanal.audit import actions
from fanal.audit.access import MAY_ACKNOWLEDGE
from fanal.audit.journal_facts import ACKNOWLEDGED
from fanal.audit.models import JournalAlarm
from fanal.audit.queries import examine
from fanal.core.casework.typed_text import says_something, short_text
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.chain import Fault
from fanal.core.words import say


def acknowledge(
    *, by: User, second: User, reason: str, faults: Collection[Fault] | None = None
) -> int:
    """How many faults were acknowledged. They stay in the journal and in what `verify` prints.
    `faults`: where the journal was examined a moment ago, which takes minutes if it is long.

    Raises BadInput for one person alone, for somebody without the right and for no reason, Refused
    where nothing is wrong.
    """
    reason = _reason(reason)
    _two(by, second)
    if not (examine().faults if faults is None else faults):
        raise Refused(say("the journal is whole: nothing waits to be acknowledged"))
    # A cut end reads otherwise once something follows it, and the loss of a second place is written
    # after what notes it anew: both come first, and are acknowledged too.
    detail = {"second": str(second.pk)}
    actions.record(act="journal.examined", by=by, detail=detail)
    keys = [key for fault in examine().faults if (key := fault.key())]
    with transaction.atomic():
        actions.record(act=ACKNOWLEDGED, by=by, detail={**detail, "said": reason, "faults": keys})
        # In the same transaction as the entry: no alarm goes that nobody acknowledged.
        JournalAlarm.objects.all().delete()
    return len(keys)


def _two(by: User, second: User) -> None:
    if by.pk == second.pk:
        raise BadInput("--by", say("two different people acknowledge it"))
    # Both, whoever typed the command: it runs on the server, where nobody is signed in.
    for one in (by, second):
        if not one.is_active or not any(one.may(permission) for permission in MAY_ACKNOWLEDGE):
            raise BadInput(
                "--by",
                say("{who} may not: it takes auditors, administrators or directors", who=str(one)),
            )


def _reason(text: str) -> str:
    text = short_text("--reason", text)
    if not says_something(text):
        raise BadInput("--reason", say("say in a sentence of at least four words what happened"))
    return text
