"""Whatever a facts file holds, it is read or refused with its place: never a traceback."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fanal.core.data_files.json_values import read_json
from fanal.core.errors import BadInput
from fanal.core.law.facts_file import facts_from
from tests.examples import examples

TODAY = date(2026, 1, 1)
WORDS = [
    "person",
    "when",
    "places",
    "facts",
    "observations",
    "sex",
    "age",
    "recruited",
    "exploited",
    "force",
    "two\nlines",
    "code",
    "answer",
]
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([*WORDS, "female", "TH", "yes", "2011-12-01", ""])
    | st.text(max_size=5)
)
anything = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)
    ),
    max_leaves=15,
)


def refusal(text):
    try:
        facts_from(read_json(text), today=TODAY)
    except BadInput as problem:
        return str(problem)
    return ""


@examples(400)
@given(given_value=anything)
def test_any_json_is_read_or_refused_with_its_place(given_value):
    assert "\n" not in refusal(json.dumps(given_value))


@examples(100)
@given(text=st.text(max_size=30))
def test_any_text_is_read_or_refused_with_its_place(text):
    assert "\n" not in refusal(text)


def test_an_observation_keeps_the_time_it_speaks_of():
    said = {"code": "force", "answer": "yes", "about": ["2011-10-01", None]}
    _, facts = facts_from(read_json(json.dumps({"observations": [said]})), today=TODAY)
    assert facts.observations[0].about == (date(2011, 10, 1), None)
