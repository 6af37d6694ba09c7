"""Questions as they come back from a person: answers, three kinds of no answer, partial dates."""

import re
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils import translation
from django.utils.formats import date_format
from hypothesis import example, given
from hypothesis import strategies as st

from fanal import web
from fanal.core.calendars import PartialDate
from fanal.core.casework.answers import DOES_NOT_WANT_TO_SAY, NOT_ASKED, NOT_KNOWN, NoAnswer
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.web.forms.ages import AgesField
from fanal.web.forms.answers import AnswerField
from fanal.web.forms.dates import PartialDateField
from fanal.web.forms.mistakes import show_mistake
from fanal.web.words import in_both_eras, translated


class Question(forms.Form):
    village = AnswerField(forms.CharField(max_length=80), label="Home village")
    born = PartialDateField(label="Date of birth")
    aged = AgesField(label="Her age today")
    safe = forms.BooleanField(label="Safe now", required=False)


def asked(**posted):
    return Question(posted)


@pytest.mark.parametrize(
    ("posted", "answer"),
    [
        ({}, NOT_ASKED),
        ({"village_why": "not_asked"}, NOT_ASKED),
        ({"village_why": "not_known"}, NOT_KNOWN),
        ({"village_why": "does_not_want_to_say"}, DOES_NOT_WANT_TO_SAY),
        ({"village": "Ban Nong"}, "Ban Nong"),
        ({"village": "Ban Nong", "village_why": "not_asked"}, "Ban Nong"),
        ({"village": "   "}, NOT_ASKED),
        ({"village_why": "forged"}, NOT_ASKED),
    ],
)
def test_the_three_answers_that_are_no_values_stay_apart(posted, answer):
    form = asked(**posted)
    assert form.is_valid()
    assert form.cleaned_data["village"] == answer


def test_a_value_beside_not_known_is_asked_again():
    form = asked(village="Ban Nong", village_why="not_known")
    assert not form.is_valid()
    assert 'value="Ban Nong"' in str(form)


@pytest.mark.parametrize("reason", NoAnswer)
def test_a_kept_answer_is_drawn_as_it_was_given(reason):
    text = str(Question(initial={"village": reason})["village"])
    checked = [part for part in text.split("<input") if " checked" in part]
    assert len(checked) == 1
    assert reason.value in checked[0]


@pytest.mark.parametrize(
    ("boxes", "read"),
    [
        ({"born_year": "1994"}, PartialDate(1994)),
        ({"born_year": "1994", "born_month": "3"}, PartialDate(1994, 3)),
        ({"born_year": "2537", "born_era": "buddhist"}, PartialDate(1994)),
        ({}, None),
    ],
)
def test_as_much_of_a_date_as_is_known(boxes, read):
    form = asked(**boxes)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == read


@pytest.mark.asvs("V2.2.1", "V2.2.3")
@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ({"born_day": "31", "born_month": "2", "born_year": "2568", "born_era": "buddhist"}, "28"),
        ({"born_year": "2537"}, "Buddhist"),
        ({"born_day": "3", "born_year": "1994"}, "month"),
        ({"born_month": "3"}, "year"),
        ({"born_year": "many"}, "digits"),
        ({"born_year": "1"}, "living"),
    ],
)
@translation.override("en")
def test_an_impossible_date_is_told_at_its_field(boxes, said):
    form = asked(**boxes)
    assert said in str(form.errors["born"])


@pytest.mark.parametrize(
    ("least", "most", "read"),
    [("15", "17", (15, 17)), ("0", "0", (0, 0)), (" 15 ", "17", (15, 17)), ("", "", None)],
)
def test_an_age_has_two_ends_or_none(least, most, read):
    form = asked(aged_least=least, aged_most=most)
    assert form.is_valid()
    assert form.cleaned_data["aged"] == read


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        ("15", "", "needs both"),
        ("", "15", "needs both"),
        ("19", "14", "lower"),
        ("x", "14", "whole number"),
        ("9" * 5000, "14", "whole number"),
        ("-1", "14", "greater than or equal to 0"),
        ("15", "121", "less than or equal to 120"),
    ],
)
@translation.override("en")
def test_an_age_that_cannot_be_is_told_at_its_field(least, most, said):
    form = asked(aged_least=least, aged_most=most)
    assert said in form.errors["aged"][0]
    assert f'value="{least}"' in str(form) or not least


@example(day="", month="", year="¹")
@given(day=st.text(max_size=8), month=st.text(max_size=8), year=st.text(max_size=8))
def test_whatever_is_typed_as_a_date_gets_an_answer(day, month, year):
    asked(born_day=day, born_month=month, born_year=year).is_valid()


@given(value=st.text(max_size=200), why=st.text(max_size=30))
def test_whatever_is_typed_as_an_answer_comes_back_or_is_read(value, why):
    form = asked(village=value, village_why=why)
    assert form.is_valid() or form.errors


def test_every_question_has_a_label_and_every_mistake_is_tied_to_it():
    text = str(asked(born_year="many"))
    assert 'for="id_safe"' in text
    assert 'id="id_born_error"' in text
    assert 'aria-describedby="id_born_error"' in text
    assert 'href="#' in text


@pytest.mark.asvs("V2.2.2", "V14.3.3")
def test_nothing_typed_is_remembered_or_checked_by_the_browser():
    for box in str(Question()).split("<input")[1:]:
        assert 'autocomplete="off"' in box
        assert 'spellcheck="false"' in box


def test_a_mistake_found_by_an_action_comes_back_to_its_field():
    form = asked()
    show_mistake(form, BadInput("village", say("{n} letters", n=3)))
    show_mistake(form, BadInput("elsewhere", "somewhere else"))
    assert form.errors["village"] == ["3 letters"]
    assert form.non_field_errors() == ["somewhere else"]


def test_a_long_paste_is_not_cut_by_the_browser_without_a_word():
    class Long(forms.Form):
        title = forms.CharField(max_length=200)
        text = forms.CharField(max_length=20_000, widget=forms.Textarea)

    assert "maxlength" not in str(Long())
    assert "200" in Long({"title": "x" * 201, "text": "y"}).errors["title"][0]


def test_a_date_in_a_mistake_is_written_as_people_write_it_in_both_eras():
    with translation.override("fr"), pytest.raises(forms.ValidationError) as refused:
        PartialDateField().clean(["31", "2", "2568", "buddhist"])
    assert refused.value.messages == ["février 2025 (È.B. 2568) a 28 jours, pas 31"]


def test_no_french_line_begins_with_a_colon():
    with translation.override("fr"):
        said = translation.gettext("Reference number to tell your administrator:")
    assert said.endswith("administration\u202f:")


def test_the_boxes_of_a_date_still_take_four_digits():
    assert 'maxlength="4"' in str(Question())


def test_a_day_within_a_vietnamese_sentence_has_no_capital_and_no_zero():
    with translation.override("vi"):
        assert date_format(date(2026, 12, 2)) == "ngày 2 tháng 12 năm 2026"
        assert in_both_eras(PartialDate(2009, 3)).startswith("tháng 3 năm 2009")


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "8,234 / 2.50"), ("fr", "8\u202f234 / 2,50"), ("vi", "8.234 / 2,50")],
)
def test_a_number_within_a_sentence_is_written_as_the_language_writes_it(language, written):
    inner = say("{ratio:.2f}", ratio=2.5)
    with translation.override(language):
        assert translated(say("{n:,} / {inner}", n=8234, inner=inner)) == written


def test_a_year_within_a_sentence_has_no_mark_and_a_truth_stays_one():
    with translation.override("fr"):
        assert translated(say("{year} {known} {year!r}", year=2011, known=True)) == "2011 True 2011"


@pytest.mark.parametrize("language", ["fr", "vi", "km"])
def test_a_choice_that_nobody_made_yet_is_the_same_dash_in_every_language(language):
    with translation.override(language):
        assert str(forms.ModelChoiceField(None).empty_label) == "—"


def test_no_page_joins_two_things_by_a_sign_that_french_sets_otherwise():
    """`{% colon %}` and `{% semicolon %}` know the narrow space; a bare sign after a word does not."""
    sentence, sign = (
        re.compile(r"(?s){% blocktrans.*?{% endblocktrans %}"),
        re.compile(r"[}%]\}[:;] "),
    )
    pages = Path(web.__file__).parents[1].rglob("*.html")
    assert [page.name for page in pages if sign.search(sentence.sub("", page.read_text()))] == []
    with translation.override("fr"):
        assert translation.gettext(";") == "\u202f;"


def test_no_claim_is_chosen_before_anybody_chose_it():
    """The first of a list is what a tired worker sends: what is said of somebody begins empty."""
    from fanal.figures.forms import StudyForm
    from fanal.matching.forms import CountForm
    from fanal.partners.forms.records import ChangePartnerForm, PartnerForm, PatternForm

    claims = [
        (PartnerForm, "type"),
        (ChangePartnerForm, "type"),
        (PatternForm, "kind"),
        (StudyForm, "who_counts"),
        (CountForm, "counts_as"),
    ]
    assert [form.base_fields[name].choices[0][0] for form, name in claims] == [""] * 5


def test_djangos_own_words_are_vietnamese_too():
    with translation.override("vi"):
        refused = MinimumLengthValidator(15).get_error_message()
        assert "password" not in refused
        assert "15" in refused
        assert translation.gettext("Null characters are not allowed.").startswith("Không")
