"""Her age today as each source has it: one bar a source, and the line at eighteen."""

from collections.abc import Iterable
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.core.calendars import AgeInterval, BirthSource, weigh
from fanal.core.calendars.ages import ADULT_AT
from fanal.keys.sealed import Content
from fanal.people.models import Birth
from fanal.people.queries import claim_from
from fanal.web.pictures import Box, DrawnPicture, Words, in_a_sentence, line, shortened
from fanal.web.words import labelled, translated

WIDTH, NAMES, STEP, TOP, RIGHT = 640, 170, 30, 14, 110
type SourceAge = tuple[str, AgeInterval]


def age_picture(
    births: Iterable[tuple[Birth, Content | None]], together: AgeInterval | None, today: date
) -> DrawnPicture | None:
    """Return the picture; None where no source says anything that this reader may open."""
    ages = [*_ages(births, today)]
    if not ages:
        return None
    rows = [*ages, (_("Together"), together)] if together else ages
    drawn = DrawnPicture(
        key="ages",
        title=_("Her age by source"),
        says=in_a_sentence(labelled(name, _words(age)) for name, age in rows),
        width=WIDTH,
        height=TOP + STEP * len(rows) + 26,
        columns=[_("Source"), _("Age today")],
        rows=[(name, _words(age)) for name, age in rows],
    )
    _draw(drawn, rows, bool(together))
    return drawn


def _ages(births: Iterable[tuple[Birth, Content | None]], today: date) -> Iterable[SourceAge]:
    for _birth, data in births:
        claim = claim_from(data)
        if claim and data and claim.born.earliest <= today:
            age = weigh([claim]).age_at(today)
            if age:
                name = translated(BirthSource(data["source"]).sentence())
                yield capfirst(name), age


def _words(age: AgeInterval) -> str:
    return translated(age.sentence())


def _draw(drawn: DrawnPicture, rows: list[SourceAge], together: bool) -> None:
    low = min(age.youngest for _name, age in rows)
    high = max(age.oldest for _name, age in rows)
    # The line at eighteen is on the sheet whatever the ages are: whether she is a child is the
    # question.
    first, last = max(0, min(low, ADULT_AT) - 2), max(high, ADULT_AT) + 3
    scale = (WIDTH - NAMES - RIGHT) / (last - first)

    def at(years: float) -> float:
        return NAMES + (years - first) * scale

    bottom = TOP + STEP * len(rows)
    drawn.edges.append(line(at(ADULT_AT), TOP - 8, at(ADULT_AT), bottom, "edge edge--dash"))
    eighteen = _("{n} years").format(n=ADULT_AT)
    drawn.words.append(Words(at(ADULT_AT), bottom + 18, eighteen, "t-soft"))
    for place, (name, age) in enumerate(rows):
        y = TOP + STEP * place
        last_one = together and place == len(rows) - 1
        look = "t-b" if last_one else ""
        drawn.words.append(Words(0, y + 13, shortened(name, NAMES - 10), look, "start"))
        # Somebody of fourteen is that until the day before she is fifteen: the bar ends with that
        # year.
        width = (age.oldest + 1 - age.youngest) * scale
        bar = "bar" if last_one else "bar--soft"
        drawn.boxes.append(Box(round(at(age.youngest)), y, round(width), 16, bar, 4))
        drawn.words.append(Words(WIDTH - RIGHT + 8, y + 13, _words(age), "t-soft", "start"))
