"""A form in parts: closed until somebody opens it, and never closed over a mistake."""

from django import forms
from django.utils import timezone

from fanal.web.forms.answers import AnswerField
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import parts_of


class Asked(forms.Form):
    later = {"More": ("phone", "when"), "Nothing here": ("gone",)}
    name = forms.CharField(label="Name")
    phone = forms.CharField(label="Telephone", required=False)
    when = forms.DateField(label="When", required=False)


def test_what_is_put_off_stands_under_its_title_in_the_order_of_the_form():
    parts = parts_of(Asked())
    assert [one.name for one in parts.first] == ["name"]
    assert [(str(one.title), [f.name for f in one.fields]) for one in parts.later] == [
        ("More", ["phone", "when"])
    ]


def test_a_part_is_closed_and_says_how_much_is_in_it():
    drawn = str(Asked(initial={"phone": "020"}))
    assert "<details" in drawn
    assert "open>" not in drawn
    assert "1 answered" in drawn


def test_a_part_with_a_mistake_is_open_and_keeps_what_was_typed():
    drawn = str(Asked({"name": "Noy", "when": "31.02.2025", "phone": "020"}))
    assert '<details class="care" open>' in drawn
    assert "31.02.2025" in drawn


def test_what_comes_back_counts_what_was_answered_and_no_reason_that_stood_there():
    class Back(forms.Form):
        later = {"More": ("remarks", "since")}
        name = forms.CharField(label="Name")
        remarks = AnswerField(forms.CharField(), label="Remarks")
        since = DayField(label="Since", near=PAST, required=False)

    sent = {"remarks_why": "not_asked", "since_year": str(timezone.localdate().year)}
    for more, answered in (({}, 0), ({"remarks": "a scar", "remarks_why": ""}, 1)):
        back = Back(sent | more)
        assert back.errors
        assert parts_of(back).later[0].answered == answered


def test_a_form_without_parts_is_drawn_as_before():
    class Plain(forms.Form):
        name = forms.CharField(label="Name")

    assert "<details" not in str(Plain())


def test_a_select_writes_its_options_escaped_and_those_of_a_group_together():
    class Form(forms.Form):
        where = forms.ChoiceField(
            choices=[("", "Any"), ("Here & there", [("b", "<Vientiane>")]), ('"c"', "Bangkok")]
        )

    assert str(Form(initial={"where": "b"})["where"]).strip() == (
        '<select name="where" required id="id_where"><option value="">Any</option>'
        '<optgroup label="Here &amp; there">'
        '<option value="b" selected>&lt;Vientiane&gt;</option></optgroup>'
        '<option value="&quot;c&quot;">Bangkok</option></select>'
    )
