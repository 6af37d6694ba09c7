"""The gallery shows every component in every state; a new one that is not shown there fails here."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from fanal import web
from fanal.web.components import COMPONENTS
from fanal.web.icons import ICONS, SIGNS
from fanal.web.views.gallery import EXAMPLES

HOME = Path(web.__file__).parent
FOLDER = HOME / "templates/web/gallery"
PAGE = HOME / "templates/web/gallery.html"
SHOWN = "".join(one.read_text() for one in (PAGE, *FOLDER.glob("*.html")))
# Where a list is drawn whole from its rows, its template is included.
WHOLE = {"page_head": "page_head.html", "summary_list": "summary_list.html"}
WHOLE["summary_row"] = WHOLE["summary_list"]


@pytest.fixture
def page(client, db):
    return client.get(reverse("web:gallery")).text


@pytest.mark.parametrize("name", COMPONENTS)
def test_each_component_is_shown(name):
    assert re.search(rf"{{%\s*{name}\b", SHOWN) or f"components/{WHOLE.get(name)}" in SHOWN


def test_each_example_is_on_the_page():
    assert {one.stem for one in FOLDER.glob("*.html")} == {*EXAMPLES}


def test_each_icon_and_each_sign_is_on_the_page(page):
    for path in [*ICONS.values(), *SIGNS.values()]:
        assert path in page


@pytest.mark.parametrize("tone", ["danger", "care", "ok", "unknown"])
@pytest.mark.parametrize("component", ["mark", "state"])
def test_each_tone_is_on_the_page(page, component, tone):
    assert f"{component}--{tone}" in page


@pytest.mark.parametrize(
    "variant",
    [
        "row--danger", "row--care", "row--ok", "line__dot--red", "line__dot--ok",
        "line__dot--amber", "line__dot--blue", "story__line--red", "empty--kind", "banner--danger",
        "banner--care", "banner--good", "button--second", "button--danger", "button--link",
        "button--small", "big--danger", "big--quiet", "known__it--wait", "fit__it--no",
        "board__it--danger", "board__it--care", "hands--none", "mark--boxed", "count--red",
    ],
)  # fmt: skip
def test_each_variant_is_on_the_page(page, variant):
    assert variant in page
