"""A day in a sentence is a day: a page writes it as its language does, and not as 2027-05-31."""

import ast
from pathlib import Path

from tests.architecture.source import tree_of

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fanal"


def days_as_text(path):
    """Lines of `say(…, day=….isoformat())`."""
    for call in ast.walk(tree_of(path)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "say":
            for value in (keyword.value for keyword in call.keywords):
                if getattr(getattr(value, "func", None), "attr", "") == "isoformat":
                    yield call.lineno


def test_no_sentence_is_given_a_day_as_text():
    found = [
        f"{path.relative_to(SOURCE)}:{line}"
        for path in SOURCE.rglob("*.py")
        for line in days_as_text(path)
    ]
    assert found == []
