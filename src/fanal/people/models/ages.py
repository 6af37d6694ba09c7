"""What the rule of whose consent counts reads of an age while nobody has unlocked."""

from datetime import date, timedelta
from typing import TypedDict

from django.db import models

from fanal.core.calendars import AgeInterval, Interval
from fanal.core.calendars.ages import OLDEST_AGE, eighteenth
from fanal.core.casework.whose_consent import ConsentAge, consent_age
from fanal.people.models.people import Person
from fanal.sealed.columns import ServerSealedJSONField


class CodedAge(TypedDict):
    """What is kept of an age."""

    born: list[str] | None
    adult: bool


ADULT = ConsentAge(AgeInterval(18, OLDEST_AGE))
# So long after her eighteenth birthday no consent from before is in use: the days are not kept.
# The database reads these days with the server's key alone (T1), so none is kept longer than it
# decides anything.
KEPT_AFTER_18 = timedelta(days=5 * 366)


def coded_age(born: Interval | None, today: date) -> CodedAge:
    """What is kept of the days on which she may have been born."""
    if born is None:
        return {"born": None, "adult": False}
    if eighteenth(born.latest) + KEPT_AFTER_18 < today:
        return {"born": None, "adult": True}
    return {"born": [born.earliest.isoformat(), born.latest.isoformat()], "adult": False}


def age_in(coded: CodedAge, today: date) -> ConsentAge:
    """Return her age today as the rule of whose consent counts asks for it."""
    if coded["adult"] or coded["born"] is None:
        return ADULT if coded["adult"] else ConsentAge()
    earliest, latest = map(date.fromisoformat, coded["born"])
    return consent_age(Interval(earliest, latest), today)


class AgeForConsent(models.Model):
    """The first and the last day on which a person may have been born, as far as that still decides
    whose consent counts.

    Of a person who has been an adult for years, only that; no row where nothing is known: she is
    treated as a child. `coded`: `born`, two days or None, and `adult`. Written from her births by
    whoever opens them.
    """

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.RESTRICT, related_name="age_for_consent"
    )
    coded = ServerSealedJSONField()

    class Meta:
        ordering = ["person"]
