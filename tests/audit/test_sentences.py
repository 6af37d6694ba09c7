"""Whatever an action writes into the journal, the auditor reads as a sentence of its own."""

import re

from fanal.audit.sentences import acts
from tests.audit.test_journal import SOURCE

WRITTEN = re.compile(r"\bact ?= ?(.*)")
NAME = re.compile(r'"([a-z_]+\.[a-z_]+)"')


def test_every_act_that_is_written_has_its_sentence():
    lines = [line for one in SOURCE.glob("**/*.py") for line in one.read_text().splitlines()]
    written = {
        act for line in lines for said in WRITTEN.findall(line) for act in NAME.findall(said)
    }
    assert {"authority.missing", "keys.made", "case.entry_added"} <= written
    assert sorted(written - acts().keys()) == []
