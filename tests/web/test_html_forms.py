"""What was typed goes back into the fields of a page, as a browser would read it from them."""

from html import escape
from html.parser import HTMLParser

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from fanal.web.html_forms import forms_of, heading

# What a browser keeps of a text in a field: line ends become one sign, NUL is no sign.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"))
FORM = """<form action="/x/"><input type="hidden" name="other" value="{0}"></form>
<form class="form" method="post" action="/a/?b=c">
<input type="hidden" name="version" value="3"><input type="hidden" name="person" value="p1">
<input type="text" name="line" value="{0}" title="a > b, value='x'" autocomplete="off">
<textarea name="story" rows="4">
{0}</textarea><input type="checkbox" name="box" value="a" checked><input type='checkbox' name='box' value='b'>
<input type="radio" name="one" value="y" checked><input type="radio" name="one" value="n">
<select name="whom"><option value="">–</option><option value="&lt;1&gt;" selected>One</option><option value="2">Two</option></select>
<input type="file" name="file"><input type="password" name="secret"><button name="stop" value="1">Stop</button>
</form><form method="post"><input name="line"></form>"""


class Read(HTMLParser):
    """The fields of a page as a browser has them."""

    def __init__(self, text):
        super().__init__()
        self.fields, self.area = {}, None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "textarea":
            self.area = told["name"]
            self.fields[self.area] = ""
        elif tag == "input" and told.get("type") in ("checkbox", "radio"):
            self.fields.setdefault(told["name"], [])
            if "checked" in told:
                self.fields[told["name"]].append(told.get("value", "on"))
        elif tag == "input":
            self.fields[told["name"]] = told.get("value")
        elif tag == "option" and "selected" in told:
            self.fields["whom"] = told["value"]

    def handle_data(self, data):
        if self.area:
            self.fields[self.area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.fields[self.area] = self.fields[self.area].removeprefix("\n")
            self.area = None


def the_form(before="before"):
    return forms_of(FORM.format(escape(before)))[0]


@given(TEXTS, TEXTS)
def test_whatever_was_typed_comes_back_to_the_letter_and_nothing_else_changes(before, typed):
    form = the_form(before)
    inner, placed = form.filled({"line": [typed], "story": [typed], "whom": ["2"], "box": ["b"]})
    read, was = Read(inner).fields, Read(form.inner).fields
    assert placed == {"line", "story", "whom", "box"}
    told = {"line": typed, "story": typed, "whom": "2", "box": ["b"]}
    assert read == was | told


@pytest.mark.asvs("V1.2.1", "V3.2.2")
@given(TEXTS)
def test_what_is_put_in_makes_no_new_field_and_ends_no_form(typed):
    page = FORM.format(escape("before"))
    form = the_form()
    filled = page[: form.start] + form.tag + form.filled({"line": [typed], "story": [typed]})[0]
    again = forms_of(filled + page[form.end :])
    assert [len(one.controls) for one in again] == [len(one.controls) for one in forms_of(page)]


def test_a_box_that_was_not_ticked_is_unticked_and_a_radio_stays():
    read = Read(the_form().filled({"line": ["x"]})[0]).fields
    assert read["box"] == []
    assert read["one"] == ["y"]


def test_a_choice_that_is_not_offered_any_more_has_no_place():
    inner, placed = the_form().filled({"whom": ["9"]})
    assert placed == set()
    assert Read(inner).fields["whom"] == "<1>"


def test_hidden_fields_files_and_secrets_are_left_alone_unless_named():
    typed = {"version": ["2"], "person": ["p2"], "secret": ["x"], "file": ["x"], "stop": ["1"]}
    read = Read(the_form().filled(typed, hidden=["version"])[0]).fields
    assert (read["version"], read["person"]) == ("2", "p1")
    assert not read["secret"]
    assert not read["file"]


def test_several_fields_of_one_name_take_one_value_each():
    form = forms_of('<form method="post"><input name="n"><input name="n"><input name="n"></form>')[
        0
    ]
    inner = form.filled({"n": ["a", "b"]})[0]
    assert inner == '<input name="n" value="a"><input name="n" value="b"><input name="n">'


def test_only_forms_that_are_sent_by_post_are_found_and_where_to():
    found = forms_of(FORM.format(""))
    assert [form.action for form in found] == ["/a/", ""]
    assert found[0].value("person") == "p1"
    assert found[0].constants(but={"version"}) == {("person", "p1")}
    assert [one.name for one in found[0].typed][:2] == ["line", "story"]


def test_every_field_that_django_draws_here_is_filled():
    class Every(forms.Form):
        line = forms.CharField(max_length=30)
        story = forms.CharField(widget=forms.Textarea)
        day = forms.DateField(widget=forms.DateInput)
        count = forms.IntegerField()
        whom = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
        some = forms.MultipleChoiceField(
            choices=[("1", "One"), ("2", "Two")], widget=forms.CheckboxSelectMultiple
        )
        one = forms.ChoiceField(choices=[("y", "Y"), ("n", "N")], widget=forms.RadioSelect)
        yes = forms.BooleanField()

    typed = {
        "line": ['"><b>'],
        "story": ["a\n\n b"],
        "day": ["2026-11-27"],
        "count": ["4"],
        "whom": ["b"],
        "some": ["1", "2"],
        "one": ["n"],
        "yes": ["on"],
    }
    form = forms_of(f'<form method="post">{Every()}</form>')[0]
    inner, placed = form.filled(typed)
    assert placed == set(typed)
    sent = QueryDict(mutable=True)
    for name, values in typed.items():
        sent.setlist(name, values)
    as_bound = Read(str(Every(sent))).fields
    assert Read(inner).fields == as_bound


def test_a_page_is_called_by_its_heading_and_its_code():
    page = '<h1 class="x">Note &amp; <span>more</span></h1>'
    assert heading(page) == "Note & more"
    code = '<div class="eyebrow"><bdi class="code-name" translate="no">Ochre Falcon 9</bdi></div>'
    assert heading(code + page) == "Note & more · Ochre Falcon 9"
    assert heading("<p>nothing</p>") == ""
