"""What was sealed by name goes to whom two people named: by her who holds it, or, once her account
has ended, by two recovery sheets. Neither of the two who decide gets a key of it by deciding."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority import genuine_rows
from fanal.core.errors import Refused
from fanal.core.sealing.pairs import PrivateKeys
from fanal.core.words import say
from fanal.keys import named_folders
from fanal.keys.actions import grant, recovery
from fanal.keys.ring import Ring
from fanal.organisation.models import Succession
from fanal.organisation.queries.sealed_by_name import decided, only_hers, under_way

ACTS = {
    "succession.handed_on": _("{who} handed on to {to} what was sealed to {about} by name"),
    "succession.recovered": _(
        "{to} got the keys of what was sealed to {about} by name, with the recovery sheets "
        "{shares}, in the presence of {present}"
    ),
}
type Gives = Callable[[UUID, named_folders.SealedByName], object]


@transaction.atomic
def hand_on(*, by: User, ring: Ring) -> int:
    """What only `by` opens, to whom two people named. How many folders stay hers alone: those on
    which that colleague may not follow. Raises Refused where nobody was named, Locked."""
    genuine_rows.run_in_transaction()
    row = under_way(by.pk)
    if row is None:
        raise Refused(say("Nobody is named who follows you: the administrator asks for it."))
    folders = only_hers(by)
    ring.prepare(folder.pk for folder in folders)

    def gives(folder: UUID, kind: named_folders.SealedByName) -> object:
        return grant(folder=folder, compartments=kind.parts, to=row.to, by=by, ring=ring)

    number = _give_folders(row, gives)
    audit.record(act="succession.handed_on", by=by, about=by.pk, detail={"to": str(row.to_id)})
    return len(folders) - number


@transaction.atomic
def hand_on_by_sheets(
    *, private: PrivateKeys, shares: Iterable[int], present: Iterable[User]
) -> tuple[int, int]:
    """What two people decided of each whose account ended. How many folders were given, and how
    many stay sealed. `private`: the recovery key."""
    genuine_rows.run_in_transaction()
    detail = {"shares": sorted(shares), "present": [str(user.pk) for user in present]}
    grants_given = left = 0

    def gives(folder: UUID, kind: named_folders.SealedByName) -> object:
        return recovery.open_again(folder=folder, parts=kind.parts, to=row.to, private=private)

    for row in decided():
        n, whole = _give_folders(row, gives), len(only_hers(row.of))
        grants_given, left = grants_given + n, left + whole
        entry = detail | {"to": str(row.to_id)}
        audit.record(act="succession.recovered", by=None, about=row.of_id, detail=entry)
    return grants_given, left


def _give_folders(row: Succession, gives: Gives) -> int:
    """Give the folders on which she may follow today; whose account ended meanwhile follows on
    none."""
    genuine_rows.must_count(row.to)
    # Asked when it is given and not when it was decided: in between a complaint may have come that
    # concerns her.
    follows = named_folders.follows(row.to, only_hers(row.of)) if row.to.is_active else {}
    for kind, folders in follows.items():
        for folder in sorted(folders):
            gives(folder, named_folders.KINDS[kind])
        named_folders.KINDS[kind].given(folders, row.to)
    row.done_on = timezone.localdate()
    row.save(update_fields=["done_on"])
    return sum(map(len, follows.values()))
