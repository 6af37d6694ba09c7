"""What a person says of a section: done, waiting for something, or not applicable."""

from __future__ import annotations

from django.db import transaction

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.models import Case, SectionMark
from fanal.cases.queries.codes import worst_in
from fanal.core.casework.sections import REQUIRED, NotApplicable, Section, WaitingFor
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say


@transaction.atomic
def mark_section(
    *,
    case: Case,
    section: Section,
    by: User,
    done: bool = False,
    waiting_for: str = "",
    not_applicable: str = "",
) -> SectionMark:
    """Mark a section; nothing given means in progress. Safety and consent always apply.

    Raises `Refused` where safety would be done while somebody in the case is in danger.
    """
    if waiting_for and waiting_for not in set(WaitingFor):
        raise BadInput("waiting_for", say("{code} is not in the list", code=waiting_for))
    if not_applicable and not_applicable not in set(NotApplicable):
        raise BadInput("not_applicable", say("{code} is not in the list", code=not_applicable))
    if not_applicable and section in REQUIRED:
        raise BadInput("not_applicable", say("safety and consent always apply"))
    if done and section is Section.SAFETY and worst_in(case).counts_as_danger:
        raise Refused(say("she is in danger: her safety is not done"))
    marks = {"done": done, "waiting_for": waiting_for, "not_applicable": not_applicable}
    mark, _ = SectionMark.objects.update_or_create(case=case, section=section, defaults=marks)
    audit.record(act="case.section", by=by, about=case.id, detail={"section": str(section)})
    return mark
