"""What the files of rules say that they rest on: a citation, or words in each language."""

import re
import tomllib
from pathlib import Path

import fanal.core

FILES = sorted(Path(fanal.core.__file__).parent.rglob("*.toml"))
READ_BY_BASIS = ("care", "casework", "justice", "papers", "protection")
# What explains a text, and does not name it: a page in French would say it in English.
EXPLAINS = re.compile(r": [a-z0-9]|\. [A-Z]|, [a-z]+ (?:for|not)\b|^(?:An?|With) ")


def sources(value):
    if isinstance(value, dict):
        source = value.get("source")
        if isinstance(source, str) and not value.get("house"):
            yield source
        for one in value.values():
            yield from sources(one)
    elif isinstance(value, list):
        for one in value:
            yield from sources(one)


def test_a_source_that_a_page_shows_as_it_stands_is_a_citation_and_explains_nothing():
    files = [path for path in FILES if path.parent.name in READ_BY_BASIS]
    files += [path for path in FILES if path.name == "recognition.toml"]
    read = [source for path in files for source in sources(tomllib.loads(path.read_text("utf-8")))]
    assert len(read) > 10
    assert [source for source in read if EXPLAINS.search(source)] == []
