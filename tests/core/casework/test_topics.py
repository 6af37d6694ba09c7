import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.codes import CaseKind
from fanal.core.casework.entries import KINDS as KINDS_OF_ENTRIES
from fanal.core.casework.entries import entry_kind
from fanal.core.casework.particulars import ALSO, PARTICULARS
from fanal.core.casework.timeline import kind_of_entry
from fanal.core.casework.topics import (
    BY_ANSWER,
    ENTRIES,
    AnsweredEntry,
    AskedOfFile,
    Topic,
    asked_of_files,
    entries_asked,
    topics_asked,
)

KINDS = st.sets(st.sampled_from(CaseKind))
ANSWERS = st.dictionaries(st.sampled_from(Topic), st.sampled_from([True, False, None]))


def test_every_question_of_these_kinds_is_asked_by_some_topic():
    offered = {code for codes in ENTRIES.values() for code in codes}
    assert offered | {ALSO.code} == {kind.code for kind in PARTICULARS}
    assert {field.name for field in ALSO.fields} == set(Topic)
    for kind, field in BY_ANSWER:
        assert entry_kind(kind).field(field)


def test_each_statement_asks_who_says_so_and_every_amount_its_currency():
    for kind in PARTICULARS:
        names = [field.name for field in kind.fields]
        assert kind is ALSO or {"said_by", "who"} <= set(names)
        assert all(field.currency in names for field in kind.fields if field.currency)


@given(KINDS, ANSWERS)
def test_an_answer_only_adds_questions(kinds, answers):
    alone = topics_asked(kinds)
    told = topics_asked(kinds, [AnsweredEntry("also", answers)])
    assert alone <= told
    assert told - alone <= {topic for topic, answer in answers.items() if answer is True}


def test_a_case_of_which_nothing_is_known_asks_only_what_else_it_is_about():
    assert entries_asked(topics_asked([])) == ("also",)


@pytest.mark.parametrize(
    ("kinds", "topics", "with_child", "asked"),
    [
        (["rape"], [], False, AskedOfFile.ONCE),
        (["labour"], [Topic.MONEY], True, AskedOfFile.ONCE),
        (["labour"], [Topic.IMAGES], False, AskedOfFile.TWICE),
        (["sexual_abuse_of_a_child"], [], False, AskedOfFile.TWICE),
        (["labour"], [Topic.MONEY], False, AskedOfFile.NOT),
    ],
)
def test_what_a_file_shows_is_asked_by_the_kind_of_case_and_twice_where_images_are_known_of(
    kinds, topics, with_child, asked
):
    assert asked_of_files(kinds, topics, with_child=with_child) is asked


@given(KINDS, st.sets(st.sampled_from(Topic)), st.booleans())
def test_a_case_that_may_hold_a_child_is_never_asked_less(kinds, topics, child):
    asked = asked_of_files(kinds, topics, with_child=child)
    assert asked_of_files(kinds, topics, with_child=True) >= max(asked, AskedOfFile.ONCE)


def test_every_kind_of_entry_has_its_place_on_the_line():
    for kind in KINDS_OF_ENTRIES:
        assert kind_of_entry(kind.code, kind.section)


def test_no_question_has_the_name_of_what_the_form_of_an_entry_asks_besides():
    assert {"due", "done", "version"}.isdisjoint(
        f.name for kind in PARTICULARS for f in kind.fields
    )
