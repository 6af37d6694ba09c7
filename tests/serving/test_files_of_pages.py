"""The files of the pages are collected by the server itself: nobody does it by hand.

Under a name with a mark of its content a browser keeps a file, and asks for another one after an
upgrade; without it, it asks each time, and may show a new page with the style of before.
"""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.serving.house import connect, get, line, whole

TEMPLATES = Path(__file__).resolve().parents[2] / "src"
MARKED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
SECONDS_OF_YEARS = 315_360_000

pytestmark = pytest.mark.xdist_group("serving")  # one house for them all


def files_of(page):
    """Addresses of the stylesheets, scripts and pictures that a page asks for."""
    return set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page.decode()))


def file(house, path):
    with connect(house.port) as sock:
        sock.sendall(line("GET", path, Connection="close", Accept_Encoding="gzip") + b"\r\n")
        head, _, body = whole(sock).partition(b"\r\n\r\n")
    return head.decode().lower(), body


def test_each_file_of_a_page_has_a_mark_of_its_content_and_is_kept(house):
    files = files_of(get(house.port, "/help/"))
    assert len(files) > 5
    for path in files:
        head, body = file(house, path)
        assert MARKED.search(path), path
        assert head.startswith("http/1.1 200"), path
        assert body
        assert f"max-age={SECONDS_OF_YEARS}" in head
        assert "immutable" in head


def test_a_stylesheet_comes_compressed(house):
    [path] = [one for one in files_of(get(house.port, "/help/")) if "/base." in one]
    assert "content-encoding: gzip" in file(house, path)[0]


def test_the_house_finds_its_files_collected(house):
    said = house.ask(
        "from fanal.health.checks.server import static_files; print(static_files() or 'fine')"
    )
    assert said == "fine"


def test_each_file_that_a_template_names_was_collected(house):
    """One that lacks would stop its page, and no other."""
    manifest = json.loads((house.var / "static" / "staticfiles.json").read_text())["paths"]
    told = "\n".join(one.read_text("utf-8") for one in TEMPLATES.rglob("*.html"))
    named = set(re.findall(r"""{%\s*static\s+["']([^"']+)""", told))
    assert len(named) > 10
    assert named <= manifest.keys()
    assert all(finders.find(one) for one in named)
