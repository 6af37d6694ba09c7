"""What was given out of a page of numbers, and by what the page differs from it today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fanal.coded_facts.models import TakenNumbers
from fanal.core.coded_facts.periods import ReportedPeriod
from fanal.core.number_pages.definitions import PageOfNumbers
from fanal.core.number_pages.differences import ChangedNumber, cells_of, differences
from fanal.core.number_pages.printed import PrintedNumber


@dataclass(frozen=True)
class SinceTaken:
    """The day on which the numbers were taken along last, and what reads otherwise since."""

    on: date
    changes: list[ChangedNumber]


def keep_taken(
    page: PageOfNumbers, numbers: Sequence[PrintedNumber], period: ReportedPeriod, today: date
) -> None:
    """Keep what stands in a file; of several of one day the last."""
    TakenNumbers.objects.update_or_create(
        page=page.code, period=period.key, on=today, defaults={"cells": cells_of(numbers)}
    )


def since_taken(
    page: PageOfNumbers, numbers: Sequence[PrintedNumber], period: ReportedPeriod
) -> SinceTaken | None:
    """Return by what these numbers differ from the last that were given out; None where none
    were."""
    last = TakenNumbers.objects.filter(page=page.code, period=period.key).first()
    if last is None:
        return None
    return SinceTaken(last.on, differences(page, last.cells, cells_of(numbers)))
