"""Complaints. They go to the leads of the team and to the directors, past the staff of the shelter
and past everybody whom they concern."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions.present import TELL
from fanal.core.casework.rendering import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.shelters.words import check_no_place
from fanal.core.words import say
from fanal.keys.actions import create_folder
from fanal.keys.models import UserKeys
from fanal.keys.ring import Ring
from fanal.shelters.models import Complaint, Shelter
from fanal.shelters.queries.told import directors, leads_of

SEALED_TO = "complaint"  # the kind of folder


@transaction.atomic
def complain(
    *, shelter: Shelter, words: str, by: User, concerns: Iterable[User] = (), said_by: str = ""
) -> Complaint:
    """Raises BadInput without words; Refused where nobody is left who could read it. Whoever writes
    it down reads it no more: it is sealed to who answers it."""
    words = check_no_place("words", long_text("words", words))
    if not words:
        raise BadInput("words", say("write what she complains of, in her words"))
    about = {one.pk for one in concerns}
    readers = [one for one in [*leads_of(shelter), *directors()] if one.pk not in about]
    if not UserKeys.objects.filter(user__in=readers, user__is_active=True, retired=None).exists():
        raise Refused(say("Nobody is there who could read this: tell the director in person."))
    made = Complaint(id=uuid4(), shelter=shelter, on=timezone.localdate())
    made.folder = made.id
    ring = create_folder(
        folder=made.id, kind=SEALED_TO, team=shelter.team, holders=readers, by=None
    )
    made.seal(
        ring,
        {
            "words": words, "concerns": sorted(map(str, about)), "written_by": str(by.pk),
            "said_by": long_text("said_by", said_by), "answer": "",
        },
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record(act="shelters.complaint", by=None, about=shelter.id)
    for tell in TELL:
        tell([one for one in readers if one.pk != by.pk], timezone.localdate())
    return made


@transaction.atomic
def answer(*, complaint: Complaint, words: str, version: int, by: User, ring: Ring) -> None:
    """What was done about it, and that she was told. Raises Conflict; BadInput without words."""
    if not words.strip():
        raise BadInput("words", say("write what was done, and what she was told"))
    kept = complaint.unseal(ring) | {"answer": long_text("words", words)}
    complaint.read_by, complaint.answered_on = by, timezone.localdate()
    complaint.write(ring, kept, version)
    audit.record(act="shelters.complaint_answered", by=by, about=complaint.shelter_id)
