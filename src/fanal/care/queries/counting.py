"""The courses of medicine in the files that one health worker keeps: opened by her alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.accounts.models import User
from fanal.care import access
from fanal.care.models import CareFile, CareRecord
from fanal.coded_facts.actions import pseudonym_of
from fanal.coded_facts.queries import histories, left_out
from fanal.core.care.notes import NoteKind
from fanal.core.care.prophylaxis import (
    CourseStep,
    MedicineCourse,
    MonthlyCounts,
    counted,
    courses,
    none_counted,
    totals,
)
from fanal.core.casework.answers import load
from fanal.core.words import Sentence
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content

KIND = f"note:{NoteKind.PROPHYLAXIS}"
type Steps = list[tuple[date, CourseStep]]


def steps_in(read: Iterable[tuple[CareRecord, Content]]) -> Steps:
    """Return what the notes of one file say of the courses, in the order in which they were
    written."""
    notes = ((row.on, content["told"]) for row, content in read if content["kind"] == KIND)
    return [(day, CourseStep(load(told["step"]))) for day, told in notes]


def counts_of(user: User, ring: Ring) -> dict[int, MonthlyCounts]:
    """Return her monthly counts by year, with each year since her first file and each that was
    counted before.

    It takes as many queries for many files as for one. Nobody who said no to figures is in it.
    """
    files = list(access.files_for(user).filter(kept_by=user))
    counts = counted(_courses(files, ring))
    first = min((file.made_on.year for file in files), default=None)
    years = set(counts) | years_counted(user)
    if first:
        years |= set(range(first, max((*years, first)) + 1))
    return {year: counts.get(year, none_counted()) for year in sorted(years)}


def _courses(files: list[CareFile], ring: Ring) -> Iterable[MedicineCourse]:
    saying_no = left_out([file.person_id for file in files])
    ring.prepare([file.id for file in files])
    rows = CareRecord.objects.filter(
        file__in=[file.pk for file in files if file.person_id not in saying_no]
    )
    by_file: dict[UUID, list[tuple[CareRecord, Content]]] = {}
    for row in rows.order_by("file", "number"):
        by_file.setdefault(row.file_id, []).append((row, row.unseal(ring)))
    for read in by_file.values():
        yield from courses(steps_in(read))


def years_counted(user: User) -> set[int]:
    """Return the years of which she has counted."""
    mine = pseudonym_of(user.pk)
    return {history.day.year for history in histories("care_count") if history.pseudonym == mine}


@dataclass(frozen=True)
class CountedYear:
    year: int
    rows: list[tuple[Sentence, int]]


def shown_counts(user: User, ring: Ring) -> list[CountedYear]:
    """The latest year first."""
    counts = counts_of(user, ring)
    return [CountedYear(year, totals(counts[year])) for year in sorted(counts, reverse=True)]
