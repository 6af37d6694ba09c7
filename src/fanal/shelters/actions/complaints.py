"""Complaints. They go to the directors, past the staff of the shelter, past whoever leads its team
and past everybody whom they concern (domain page on the programmes, 7.4)."""

from collections.abc import Collection, Iterable
from uuid import UUID, uuid4

from django.db import transaction

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.complaints import can_read, seal_past, words_of, write_answer
from fanal.core.casework.typed_text import long_text
from fanal.core.roles import Permission
from fanal.core.shelters.words import check_no_place
from fanal.keys.ring import Ring
from fanal.shelters.models import Complaint, Shelter
from fanal.shelters.staff_access import leads_elsewhere


@transaction.atomic
def complain(
    *, shelter: Shelter, words: str, by: User, concerns: Iterable[User] = (), said_by: str = ""
) -> Complaint:
    """Write down a complaint. Whoever writes it down reads it no more: it is sealed to who answers
    it. Raises BadInput without words; Refused where nobody is left who could read it."""
    content = {
        "words": check_no_place("words", words_of(words)),
        "said_by": long_text("said_by", said_by),
    }
    complaint, about = Complaint(id=uuid4(), shelter=shelter), {concern.pk for concern in concerns}
    seal_past(
        complaint,
        readers=_who_answers(shelter, about),
        about=about,
        team=shelter.team,
        by=by,
        content=content,
    )
    # Without who wrote it down: the journal would name her to those of whom she complains.
    audit.record(act="shelters.complaint", by=None, about=shelter.id)
    return complaint


def _who_answers(shelter: Shelter, about: Collection[UUID]) -> list[User]:
    """The directors; where none of them can, because it concerns her or she has no keys yet, the
    leads of other teams."""
    directors = list(User.objects.who_may(Permission.SEE_OVERVIEW))
    # Leads elsewhere only where no director can: it has to wait for somebody.
    return directors if can_read(directors, about) else list(leads_elsewhere(shelter, about))


@transaction.atomic
def answer(*, complaint: Complaint, words: str, version: int, by: User, ring: Ring) -> None:
    """Record what was done about it, and that she was told. Raises Conflict; BadInput without
    words."""
    reply = long_text("words", words)
    write_answer(complaint, words=reply, version=version, by=by, ring=ring)
    audit.record(act="shelters.complaint_answered", by=by, about=complaint.shelter_id)
