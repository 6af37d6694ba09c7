"""Whatever an action writes into the journal, the auditor reads as a sentence of its own."""

import ast
import json
import re

from fanal.audit.models import JournalEntry, JournalText
from fanal.audit.sentences import acts, codes_of, said
from tests.architecture.source import tree_of
from tests.audit.test_journal import SOURCE

NAME = re.compile(r"[a-z_]+\.[a-z_]+")


def acts_written(path):
    """Every name that is given as `act`, to a call or a variable, however it is laid out."""
    nodes = list(ast.walk(tree_of(path)))
    given = [node.value for node in nodes if isinstance(node, ast.keyword) and node.arg == "act"]
    given += [
        node.value
        for node in nodes
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "act"
    ]
    told = [
        one.value for value in given for one in ast.walk(value) if isinstance(one, ast.Constant)
    ]
    return {one for one in told if isinstance(one, str) and NAME.fullmatch(one)}


def test_every_act_that_is_written_has_its_sentence():
    written = set().union(*map(acts_written, SOURCE.glob("**/*.py")))
    assert {"authority.missing", "keys.made", "case.entry_added"} <= written
    assert sorted(written - acts().keys()) == []


def test_beside_a_sentence_stands_no_detail_that_nobody_gave():
    detail = {"at": "2026-11-29T10:00:00+07:00", "days": 3, "until": None, "reason": ""}
    entry = JournalEntry(number=1, said=JournalText("keys.made", "", "", json.dumps(detail)))
    told = said(entry, {})
    assert [value for _, value in told["more"]] == ["3"]


def test_a_code_is_called_what_the_app_of_its_act_calls_it():
    assert str(codes_of("case.consent")["answer"]["given"]) == "given"
    assert str(codes_of("shelters.bed_answered")["answer"]["given"]) == "a bed is kept for her"
    for act, word in (
        ("protection.recorded", "because of a proceeding"),
        ("justice.recorded", "on her"),
    ):
        assert word in str(codes_of(act)["record"]["pressure"])


COUNTS = "beds|cases|count|entries|folders|grants|n|number|people|records|rows|tasks"
OF_SEVERAL = re.compile(rf"\{{(?:{COUNTS})\}} (?:[a-z]+ )?(?:[a-z]+s|people)\b")


def test_no_sentence_of_the_journal_says_1_of_several():
    """A number stands behind a colon or in brackets: a sentence has no second form for one."""
    assert OF_SEVERAL.search("{who} handed {tasks} open tasks over")
    assert [act for act, said in acts().items() if OF_SEVERAL.search(str(said))] == []
