"""Every form tells the browser to keep nothing of it: the form itself, and each field for text.

What a browser keeps all the same is looked for in tests/browser/test_disk.py.
"""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django.forms import BaseForm, ModelChoiceField, PasswordInput

import fanal
from fanal.keys.forms import PassphraseAgainForm, SignInForm

HOME = Path(fanal.__file__).parent
PAGES = {
    str(path).split("/templates/")[-1]: path.read_text()
    for path in HOME.rglob("templates/**/*.html")
}
FORM = re.compile(r"<form\b[^>]*>")
# Into these nobody types; for a file its form speaks. Those whose attributes a widget has are drawn
# below.
NOT_TYPED = re.compile(r'type="(hidden|radio|checkbox|submit|button|file)"|{% input_attributes ')
BOX = re.compile(r"<(?:input|textarea)\b[^>]*>")
OFF, NEVER_SAVED = 'autocomplete="off"', 'autocomplete="one-time-code"'
MADE = {SignInForm: {}, PassphraseAgainForm: {"user": None}}  # have their fields when they are made


def forms_of(kind):
    for subclass in kind.__subclasses__():
        yield subclass
        yield from forms_of(subclass)


def every_form():
    for found in walk_packages(fanal.__path__, "fanal."):
        if re.search(r"\.(forms|views)\b", found.name):
            import_module(found.name)
    return sorted(set(forms_of(BaseForm)), key=lambda form: (form.__module__, form.__qualname__))


def typed_into(html):
    return [box for box in BOX.findall(html) if not NOT_TYPED.search(box)]


def every_field():
    """(form, name, how it is drawn) of each field of each form of ours."""
    for form in every_form():
        if form.__module__.startswith("fanal."):
            fields = form(**MADE[form]).fields if form in MADE else form.base_fields
            for name, field in fields.items():
                if not isinstance(field, ModelChoiceField):  # to choose from; asks the database
                    html = field.widget.render(name, None, {"id": name})
                    yield form.__qualname__, name, html, field


def test_every_form_of_a_page_says_so():
    loud = [
        (page, tag) for page, text in PAGES.items() for tag in FORM.findall(text) if OFF not in tag
    ]
    assert loud == []
    assert (
        sum(len(FORM.findall(text)) + text.count("{% post_form ") for text in PAGES.values()) > 90
    )


def test_every_box_that_a_template_draws_itself_says_so():
    loud = [
        (page, box)
        for page, text in PAGES.items()
        if not page.startswith("django/")
        for box in typed_into(text)
        if OFF not in box
    ]
    assert loud == []


def test_every_field_of_every_form_says_so(db):
    boxes = [
        (form, name, box) for form, name, html, _field in every_field() for box in typed_into(html)
    ]
    assert [one for one in boxes if OFF not in one[2] and NEVER_SAVED not in one[2]] == []
    assert len({form for form, *_rest in boxes}) > 60
    assert len(boxes) > 150


@pytest.mark.asvs("V6.2.6")
def test_a_browser_is_never_asked_to_save_a_pass_phrase(db):
    boxes = [
        (form, name, html)
        for form, name, html, field in every_field()
        if isinstance(field.widget, PasswordInput)
    ]
    assert [box for box in boxes if NEVER_SAVED not in box[2]] == []
    assert len(boxes) > 5


@pytest.mark.parametrize("page", ["web/frame.html", "web/errors/plain.html"])
def test_no_text_goes_to_a_spelling_service(page):
    """Chromium and Edge send what is typed to theirs where it is switched on."""
    body = re.search(r"<body\b[^>]*>", PAGES[page])[0]
    assert 'spellcheck="false"' in body
    assert 'writingsuggestions="false"' in body
