"""The people around her as a map: nothing in it that the list does not say, and in every script."""

import re
import xml.etree.ElementTree as ElementTree
from html import unescape

import pytest
from django.urls import reverse

from fanal.cases.actions.entries import add_entry
from fanal.cases.queries.people_map import HER
from fanal.people.code_names import ANIMALS, COLOURS
from fanal.web.pictures import shortened
from tests import files

SVG = re.compile(r'<svg class="pic".*?</svg>', re.S)
SCRIPTS = ("ສົມພອນ", "สมพร", "ស្រីមុំ", "နန်းခမ်း", "Nguyễn Thị Ánh", "李小红")


def around(cast, case, name="Mother", **answers):
    told = {"name": name, **answers}
    add_entry(case=case, kind="around", answers=told, **cast.acting(cast.sokha))


def people_page(cast, case, user=None):
    client = files.browser(cast, user or cast.sokha)
    return client.get(reverse("cases:section", args=[case.id, "people"]))


def drawn(page, narrow=False):
    """As it is drawn for a laptop, or (`narrow`) for a telephone: both stand on the page."""
    for_a_telephone, wide = SVG.findall(page.text)
    svg = for_a_telephone if narrow else wide
    return ElementTree.fromstring(unescape(svg.replace("&lt;", "&amp;lt;")))


def said(picture, tag="text"):
    return [one.text for one in picture.iter(tag)]


def test_every_code_name_stands_whole_in_its_box():
    names = [f"{colour} {animal} 000" for colour in COLOURS for animal in ANIMALS]
    assert [name for name in names if shortened(name, HER - 12) != name] == []


def test_nobody_around_her_is_no_picture(cast, case):
    assert not SVG.search(people_page(cast, case).text)


def test_family_others_her_and_her_worker_stand_in_it(cast, case):
    around(cast, case, relation="mother", safe="safe")
    around(cast, case, "Uncle Lo", relation="relative", safe="danger")
    around(cast, case, "Bar owner", relation="employer")
    picture = drawn(people_page(cast, case))
    words = said(picture)
    code = case.people.get().code_name
    for expected in ("✓ Mother", "! Uncle Lo", "Bar owner", "Family", "Others", code):
        assert expected in words
    looks = [one.get("class") for one in picture.iter("rect")]
    assert looks.count("node node--red") == 1
    assert looks.count("node node--ok") == 1
    assert [one.get("class") for one in picture.iter("path")].count("edge edge--dash") == 1


def test_the_picture_has_its_words_and_a_table_beside_it(cast, case):
    around(cast, case, relation="mother", safe="safe")
    page = people_page(cast, case)
    assert "Mother: mother, may be told" in said(drawn(page), "desc")[0]
    assert 'aria-labelledby="people-title people-says"' in page.text
    assert '<th scope="row">Mother</th>' in page.text


@pytest.mark.parametrize(("narrow", "count"), [(False, 14), (True, 13)])
def test_twelve_people_of_two_hundred_letters_in_six_scripts_do_not_overlap(
    cast, case, narrow, count
):
    for number in range(12):
        name = (SCRIPTS[number % 6] + " ") * 40
        around(cast, case, name[:200], relation=("mother", "friend")[number % 2])
    picture = drawn(people_page(cast, case), narrow)
    boxes = [
        tuple(float(one.get(side)) for side in ("x", "y", "width", "height"))
        for one in picture.iter("rect")
    ]
    for n, (x, y, wide, high) in enumerate(boxes):
        for x2, y2, wide2, high2 in boxes[n + 1 :]:
            apart = x + wide <= x2 or x2 + wide2 <= x or y + high <= y2 or y2 + high2 <= y
            assert apart
    assert len(boxes) == count
    width = float(picture.get("viewBox").split()[2])
    assert all(x >= 0 and x + wide <= width for x, _y, wide, _high in boxes)


def test_on_a_telephone_the_same_people_stand_below_her(cast, case):
    around(cast, case, relation="mother", safe="safe")
    around(cast, case, "Bar owner", relation="employer")
    page = people_page(cast, case)
    code = case.people.get().code_name
    assert said(drawn(page, narrow=True))[:3] == [code, "✓ Mother", "mother, may be told"]
    assert float(drawn(page, narrow=True).get("width")) <= 280


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_long_name_is_cut_between_letters(name):
    cut = shortened(name * 30, 120)
    assert cut.endswith("…")
    assert len(cut) < 40
    assert shortened("Mother", 120) == "Mother"


def test_a_sign_stays_with_its_word_in_a_picture():
    assert shortened("reçues\u202f: 8\n  fois ", 300) == "reçues\u202f: 8 fois"


@pytest.mark.asvs("V1.2.1")
def test_markup_in_a_name_stays_a_name(cast, case):
    around(cast, case, '<script>"x"</script>', relation="friend")
    assert "<script>&quot;x" not in people_page(cast, case).text
    assert "&lt;script&gt;" in SVG.search(people_page(cast, case).text)[0]


def test_whoever_may_not_read_them_sees_no_picture(cast, case):
    around(cast, case, relation="mother")
    assert people_page(cast, case, cast.linh).status_code == 404


def test_in_french_places_are_numbers_an_svg_understands(cast, case):
    around(cast, case, relation="mother")
    client = files.browser(cast, cast.sokha)
    client.cookies["django_language"] = "fr"
    page = client.get(reverse("cases:section", args=[case.id, "people"]))
    assert not re.search(r' (x|y|width|height|cx|cy|r)="\d+,', SVG.search(page.text)[0])
