"""One person or two? Decided by a person, kept, and never past undoing: nothing moves."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.models import MatchDecision, Person
from fanal.people.queries import files_of, standing_between

ACT = {True: "person.same", False: "person.not_same", None: "person.cannot_tell"}


@transaction.atomic
def decide(
    *,
    keep: Person,
    other: Person,
    same: bool | None,
    by: User,
    ring: Ring | None = None,
    reason: str = "",
    on: date | None = None,
    twins: bool = False,
) -> MatchDecision:
    """Write down whether both files are one person; if so `keep` stands for `other` from now on.

    `same` None: cannot tell. `twins`: two people whom everything says to be one, a lasting answer
    of its own that stands sealed with the reason. Names, births and cases stay in their own files,
    so that it can be undone without loss. Raises `BadInput` where both are one file, one of them
    stands for another already, an answer stands that says otherwise, or a merge has no reason.
    """
    if twins and same is not False:
        raise BadInput("answer", say("twins are two people"))
    day, why = on or timezone.localdate(), long_text("reason", reason)
    _check(keep, other)
    # ADR 4: the machine proposes and people decide. Who undoes a merge years later has only this
    # reason.
    if same and not why:
        raise BadInput("reason", say("say why it is one person: someone may have to undo it"))
    _settle(keep, other, by, day)
    made = MatchDecision(one=keep, folder=keep.id, other=other, same=same, by=by, on=day)
    if why or twins:
        made.seal(ring or Ring(), {"reason": why} | ({"twins": True} if twins else {}))
    made.save()
    if same:
        Person.objects.filter(id=other.id).update(merged_into=keep)
    audit.record(act=ACT[same], by=by, about=keep.id, detail={"other": str(other.id)})
    return made


def _check(keep: Person, other: Person) -> None:
    if keep.id == other.id:
        raise BadInput("other", say("this is the same file"))
    # Locked, in the order of ids: two colleagues who answer about one pair at once wait for each
    # other.
    both = Person.objects.select_for_update().filter(id__in=[keep.id, other.id])
    # As only files that stand for themselves are merged, chains never close into a circle, which
    # `last_of` would follow for ever.
    if any(one.merged_into_id for one in both.order_by("id")):
        raise BadInput("other", say("another file stands for one of them already"))


def _settle(keep: Person, other: Person, by: User, day: date) -> None:
    """An answer "cannot tell" gives way to a new one; any other has to be taken back first."""
    for earlier in standing_between(files_of(keep), files_of(other)):
        if earlier.same is not None:
            raise BadInput(
                "other", say("they were found to be two people: take that answer back first")
            )
        earlier.undone_by, earlier.undone_on = by, day
        earlier.save()


@transaction.atomic
def undo(*, comparison: MatchDecision, by: User, on: date | None = None) -> None:
    """Take the answer back; both files stand for themselves again. Raises `BadInput` if it was."""
    row = MatchDecision.objects.select_for_update().get(id=comparison.id)
    if row.undone_on:
        raise BadInput("other", say("this answer was taken back already"))
    row.undone_by, row.undone_on = by, on or timezone.localdate()
    row.save()
    if row.same:
        # Only where it still stands with this file: a later merge of the same file is not undone by
        # this one.
        Person.objects.filter(id=row.other_id, merged_into=row.one_id).update(merged_into=None)
    detail = {"other": str(row.other_id)}
    audit.record(act="person.comparison_undone", by=by, about=row.one_id, detail=detail)
