"""Answers about the strain of the work: kept without who gave them, shown of eleven or more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Office, User
from fanal.audit import actions as audit
from fanal.colleagues.models import StrainAnswer
from fanal.core.colleagues.strain import (
    StrainAnswers,
    StrainLevel,
    StrainScale,
    counted,
    read_answers,
)
from fanal.core.errors import Refused
from fanal.core.words import say

A_YEAR = timedelta(days=365)


@transaction.atomic
def answer(*, answers: Mapping[str, str], by: User) -> None:
    """Keep an answer; neither the row nor the journal says whose it is. Raises `BadInput`,
    `Refused`."""
    levels = read_answers(answers)
    if by.office is None:
        raise Refused(say("You belong to no office: keep it on paper."))
    month = timezone.localdate().replace(day=1)
    StrainAnswer.objects.create(
        office=by.office,
        month=month,
        levels={str(scale): str(level) for scale, level in levels.items()},
    )
    audit.record(act="colleagues.strain", by=None)


@dataclass(frozen=True)
class OfficeStrain:
    """The answers of one office. `rows`: by scale, how many answered low, in the middle and high;
    None where too few did."""

    office: Office
    rows: list[tuple[StrainScale, list[int]]] | None


def by_office(today: date) -> list[OfficeStrain]:
    """Return the answers of a year by office. Each office stands for itself: a total would give
    away the one that is left out."""
    answers: dict[Office, list[StrainAnswers]] = {
        office: [] for office in Office.objects.order_by("name")
    }
    for row in StrainAnswer.objects.filter(month__gt=today - A_YEAR).select_related("office"):
        levels = {StrainScale(scale): StrainLevel(level) for scale, level in row.levels.items()}
        answers[row.office].append(levels)
    return [OfficeStrain(office, _rows(some)) for office, some in answers.items()]


def _rows(answers: list[StrainAnswers]) -> list[tuple[StrainScale, list[int]]] | None:
    counts = counted(answers)
    if counts is None:
        return None
    return [(scale, [counts[scale][level] for level in StrainLevel]) for scale in StrainScale]
