"""Complaints. They go to the leads of the team and to the directors, past the staff of the shelter
and past everybody whom they concern."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from django.db import transaction

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.complaints import seal_past, words_of, write_answer
from fanal.core.casework.typed_text import long_text
from fanal.core.roles import Permission
from fanal.core.shelters.words import check_no_place
from fanal.keys.ring import Ring
from fanal.shelters.models import Complaint, Shelter
from fanal.shelters.queries.alert_recipients import leads_of


@transaction.atomic
def complain(
    *, shelter: Shelter, words: str, by: User, concerns: Iterable[User] = (), said_by: str = ""
) -> Complaint:
    """Raises BadInput without words; Refused where nobody is left who could read it. Whoever writes
    it down reads it no more: it is sealed to who answers it."""
    said = {
        "words": check_no_place("words", words_of(words)),
        "said_by": long_text("said_by", said_by),
    }
    made = Complaint(id=uuid4(), shelter=shelter)
    readers = [*leads_of(shelter), *User.objects.who_may(Permission.SEE_OVERVIEW)]
    seal_past(
        made,
        readers=readers,
        about={concern.pk for concern in concerns},
        team=shelter.team,
        by=by,
        said=said,
    )
    audit.record(act="shelters.complaint", by=None, about=shelter.id)
    return made


@transaction.atomic
def answer(*, complaint: Complaint, words: str, version: int, by: User, ring: Ring) -> None:
    """What was done about it, and that she was told. Raises Conflict; BadInput without words."""
    told = long_text("words", words)
    write_answer(complaint, words=told, version=version, by=by, ring=ring)
    audit.record(act="shelters.complaint_answered", by=by, about=complaint.shelter_id)
