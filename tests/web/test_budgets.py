"""What a page may weigh: on an old telephone and a bad line every page is fetched anew."""

from pathlib import Path

import pytest
from django.template.loader import get_template

from fanal import web
from tests import files

SCRIPTS = sorted((Path(web.__file__).parent / "static").rglob("*.js"))
LINES = 600
BYTES = 60_000


def lines_of(path):
    return len(path.read_text().splitlines())


def test_our_own_javascript_fits_into_six_hundred_lines():
    assert SCRIPTS
    assert sum(map(lines_of, SCRIPTS)) <= LINES


def test_every_script_is_asked_for_by_a_page():
    """One that nothing loads any more is deleted."""
    home = Path(web.__file__).parents[1]
    pages = "".join(one.read_text() for one in home.rglob("*.html"))
    assert [script.name for script in SCRIPTS if script.name not in pages] == []


@pytest.mark.parametrize("name", ["sokha", "noi", "claire", "vera"])
def test_the_frame_itself_is_a_small_part_of_a_page(cast, name):
    page = files.browser(cast, getattr(cast, name)).get("/help/")
    main = page.text.partition("<main")[2].partition("</main>")[0]
    assert len(page.content) - len(main.encode()) <= 20_000


def test_the_frame_asks_for_no_template_that_does_not_exist():
    for name in ("header", "navigation", "thumb", "own", "waiting", "menu"):
        assert get_template(f"web/{name}.html")
