"""One person or two? Decided by a person, kept, and never past undoing: nothing moves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanal.audit import actions as audit
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.people.models import Comparison, Person


@transaction.atomic
def decide(
    *, keep: Person, other: Person, same: bool, by: Any, on: date | None = None
) -> Comparison:
    """Write down whether both files are one person; if so `keep` stands for `other` from now on.

    Names, births and cases stay in their own files, so that it can be undone without loss.
    Raises `BadInput` where both are one file, or already stand for one another.
    """
    if keep.id == other.id:
        raise BadInput("other", say("this is the same file"))
    if keep.merged_into_id or other.merged_into_id:
        raise BadInput("other", say("another file stands for one of them already"))
    made = Comparison.objects.create(
        one=keep, other=other, same=same, by=by, on=on or timezone.localdate()
    )
    if same:
        Person.objects.filter(id=other.id).update(merged_into=keep)
    act = "person.same" if same else "person.not_same"
    audit.record(act=act, by=by, about=keep.id, detail={"other": str(other.id)})
    return made


@transaction.atomic
def undo(*, comparison: Comparison, by: Any, on: date | None = None) -> None:
    """Take the decision back; both files stand for themselves again."""
    comparison.undone_by, comparison.undone_on = by, on or timezone.localdate()
    comparison.save()
    if comparison.same:
        Person.objects.filter(id=comparison.other_id).update(merged_into=None)
    detail = {"other": str(comparison.other_id)}
    audit.record(act="person.comparison_undone", by=by, about=comparison.one_id, detail=detail)
