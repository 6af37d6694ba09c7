"""Her age by source as bars: what the sources say apart, and what they say together."""

import re
from datetime import date

from django.urls import reverse

from fanal.people.actions.births import add_birth
from tests import files

SVG = re.compile(r'<svg class="pic".*?</svg>', re.S)


def identity(cast, person):
    page = files.browser(cast, cast.sokha).get(reverse("people:identity", args=[person.id]))
    return page.text


def test_without_a_birth_there_is_no_picture(cast):
    assert not SVG.search(identity(cast, files.person(cast)))


def test_each_source_has_a_bar_and_together_they_have_one(cast):
    person = files.person(cast, births=[("passport", 2010, 5), ("herself", 2011)])
    picture = SVG.search(identity(cast, person))[0]
    assert picture.count('class="bar--soft"') == 2
    assert picture.count('class="bar"') == 1
    assert ">18 years<" in picture
    assert "Together: " in picture


def test_an_age_said_is_an_interval_in_picture_and_table(cast):
    person = files.person(cast)
    add_birth(
        person=person, source="other", ages=(15, 17), **cast.acting(cast.sokha), on=date(2026, 3, 2)
    )
    text = identity(cast, person)
    assert re.search(r"<td>\d+ to \d+ years</td>", text)
    assert SVG.search(text)


def test_bars_stay_on_the_sheet_for_any_age(cast):
    person = files.person(cast, births=[("passport", 1921), ("family", 2024)])
    picture = SVG.search(identity(cast, person))[0]
    wide = int(re.search(r'viewBox="0 0 (\d+)', picture)[1])
    for x, width in re.findall(r'<rect[^>]* x="([\d.]+)"[^>]*?width="([\d.]+)"', picture, re.S):
        assert 0 <= float(x) <= float(x) + float(width) <= wide
