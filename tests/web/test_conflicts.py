"""Two edits of one record: both are shown, none is lost."""

import pytest
from django import forms
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanal.core.errors import Conflict
from fanal.web.conflicts import conflict_page


class Story(forms.Form):
    story = forms.CharField(label="In her own words")
    place = forms.CharField(label="Where")


def page(yours, theirs, version=7, **posted):
    request = RequestFactory().post("/story/", yours | posted)
    conflict = Conflict(yours, theirs, version)
    return conflict_page(request, conflict, Story())


def test_both_texts_are_there_under_the_label_of_the_field():
    answer = page({"story": "She went.", "place": "A"}, {"story": "She stayed.", "place": "A"})
    assert answer.status_code == 409
    for text in ("She went.", "She stayed.", "In her own words"):
        assert text in answer.text


def test_what_does_not_differ_travels_along_unseen():
    answer = page({"story": "x", "place": "A"}, {"story": "y", "place": "A"}, once="k", extra="e")
    assert '<input type="hidden" name="place" value="A">' in answer.text
    assert '<input type="hidden" name="extra" value="e">' in answer.text
    assert 'value="k"' not in answer.text


def test_the_next_edit_starts_from_the_version_that_was_saved_meanwhile():
    assert (
        '<input type="hidden" name="version" value="7">'
        in page({"story": "x"}, {"story": "y"}).text
    )


def test_columns_that_nobody_typed_are_not_shown():
    answer = page({"story": "x"}, {"story": "y", "case_id": "1234-abcd", "version": 7})
    assert "1234-abcd" not in answer.text


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(yours=st.text(min_size=1), theirs=st.text(min_size=1))
@pytest.mark.usefixtures("db")
def test_whatever_was_typed_comes_back(yours, theirs):
    from html import unescape

    if yours == theirs or "\r" in yours + theirs or "\x00" in yours + theirs:
        return
    text = unescape(page({"story": yours}, {"story": theirs}).text)
    assert yours in text
    assert theirs in text
