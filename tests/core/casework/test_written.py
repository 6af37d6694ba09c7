import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fanal.core.casework.files import KNOWN, LARGEST, check_file
from fanal.core.casework.signals import CALLBACK, QUESTIONS
from fanal.core.casework.typed_text import LONG, SHORT, clean, long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.words import say


@given(st.text(max_size=SHORT))
def test_cleaning_twice_changes_nothing_more_and_leaves_nothing_invisible(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set("\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\x00")


@pytest.mark.parametrize("name", ["ນາງ ແກ້ວ", "កែវ សុភា", "သီတာဝင်း", "Nguyễn Thị Hoa", "น้ำฝน"])
def test_a_name_in_its_own_script_stays_as_it_is(name):
    assert short_text("text", name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("keep", [short_text, long_text])
@pytest.mark.parametrize("nothing", ["", " \n", "\u200b"])
def test_what_is_needed_has_to_be_typed(keep, nothing):
    assert keep("why", nothing) == ""
    with pytest.raises(BadInput, match="say why") as refused:
        keep("why", nothing, needed=say("say why"))
    assert refused.value.where == "why"
    assert keep("why", " because ", needed=say("say why")) == "because"


@pytest.mark.parametrize(("keep", "most"), [(short_text, SHORT), (long_text, LONG)])
def test_what_is_too_long_is_refused_at_its_field(keep, most):
    assert len(keep("note", "x" * most)) == most
    with pytest.raises(BadInput) as problem:
        keep("note", "x" * (most + 1))
    assert problem.value.where == "note"


def test_lines_stay_in_a_long_text_and_become_one_in_a_short():
    assert long_text("note", "a\r\nb") == "a\nb"
    assert short_text("name", "a\r\n b") == "a b"


def taken(name, content):
    try:
        return check_file(name, content)
    except BadInput as problem:
        return problem.where


@given(st.binary(max_size=64), st.sampled_from(["pdf", "jpg", "png", "docx", "txt", "exe", ""]))
def test_bytes_of_no_known_kind_are_a_text_or_nothing(content, ending):
    assume(not content.startswith(tuple(start for start, _kind, _endings in KNOWN)))
    readable = content.decode(errors="ignore").encode() == content
    as_text = content and ending == "txt" and readable
    assert taken(f"paper.{ending}", content) == ("text/plain" if as_text else "file")


def test_an_oversize_file_is_refused_before_anything_else():
    with pytest.raises(BadInput, match="10 MB"):
        check_file("big.pdf", b"%PDF-" + bytes(LARGEST))


def test_what_finds_her_is_asked_before_the_line_can_break():
    names = [question.name for question in QUESTIONS]
    assert names.index("where") < names.index("callback") < names.index("caller")
    assert set(CALLBACK) <= set(names)
