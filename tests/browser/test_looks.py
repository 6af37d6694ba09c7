"""The screens look as they were last looked at: a moved block is seen, another word is not."""

import subprocess
import sys

import pytest
from PIL import Image, ImageDraw
from tools.looks import KEPT, TOLERANCE, changed, difference, small

from tests.browser.chromium import LAPTOP, LAY_BARS
from tests.browser.crawl import pages

PHONE = 360


def page_with(tmp_path, *blocks, height=1200):
    """A white page with these dark blocks, as it is compared."""
    picture = Image.new("RGB", (800, height), "white")
    for block in blocks:
        ImageDraw.Draw(picture).rectangle(block, fill="#1c2d54")
    picture.save(tmp_path / "page.png")
    return small(tmp_path / "page.png")


BUTTON, LINE = (40, 200, 440, 480), (40, 600, 500, 616)


def test_a_moved_block_is_seen(tmp_path):
    before = page_with(tmp_path, BUTTON, LINE)
    after = page_with(tmp_path, (360, 200, 760, 480), LINE)
    assert difference(after, before) > TOLERANCE


def test_a_lost_block_is_seen(tmp_path):
    assert difference(page_with(tmp_path, LINE), page_with(tmp_path, BUTTON, LINE)) > TOLERANCE


def test_another_word_is_not_seen(tmp_path):
    before = page_with(tmp_path, BUTTON, LINE)
    after = page_with(tmp_path, BUTTON, (40, 600, 620, 616))
    assert difference(after, before) <= TOLERANCE


def test_the_same_page_does_not_differ(tmp_path):
    assert difference(page_with(tmp_path, BUTTON), page_with(tmp_path, BUTTON)) == 0


def test_a_page_much_longer_than_before_is_seen(tmp_path):
    assert difference(page_with(tmp_path, height=1600), page_with(tmp_path)) == 1


def test_a_link_to_a_file_ends_no_walk_of_the_pages(chromium):
    origin = "http://pages.example"
    links = "<a href=/sheet/>a file</a><a href=/next/>a page</a>"
    kept = {"content-type": "text/plain", "content-disposition": "attachment; filename=a.age"}
    page = chromium.new_page()
    page.route(f"{origin}/**", lambda asked: asked.fulfill(content_type="text/html", body=links))
    page.route(f"{origin}/sheet/", lambda asked: asked.fulfill(headers=kept, body="sealed"))
    assert list(pages(page, origin)) == ["/", "/next/"]
    page.close()


@pytest.mark.long
@pytest.mark.parametrize("language", ["fr", "en", "vi"])
@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_every_component_looks_as_it_was_kept(visit, tmp_path, language, width):
    page = visit("/gallery/", width=width, language=language)
    page.evaluate(LAY_BARS)
    page.screenshot(path=tmp_path / "gallery.png", full_page=True)
    with Image.open(KEPT / language / "nobody" / f"{width}" / "gallery.png") as kept:
        assert difference(small(tmp_path / "gallery.png"), kept.convert("L")) <= TOLERANCE


@pytest.mark.long
def test_every_daily_screen_looks_as_it_was_kept(tmp_path):
    """All roles, three languages, two widths, of a demonstration that is made anew: minutes."""
    command = [sys.executable, "tools/shots.py", "--into", str(tmp_path)]
    taken = subprocess.run(command, check=True, capture_output=True, text=True)
    assert changed(tmp_path) == [], taken.stdout
    assert len(list(tmp_path.rglob("*.png"))) >= 40 * 3 * 2
