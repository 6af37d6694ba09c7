"""Templates: a component is written once, its classes stand nowhere else; and lines one can read."""

import re
from pathlib import Path

import pytest
from django.template import engines

import fanal

HOME = Path(fanal.__file__).parent
PAGES = {
    str(path).split("/templates/")[-1]: path.read_text()
    for path in sorted(HOME.rglob("templates/**/*.html"))
}
OUTSIDE = {name: text for name, text in PAGES.items() if not name.startswith("web/components/")}
# The component, and what stands in an element of it. `button` is a class of its own everywhere.
COMPONENTS = {
    "back-link": "web/components/back.html",
    "banner": "{% banner %}",
    "button": "{% button %}",
    "buttons": "{% buttons %}",
    "chip": "{% chip %}",
    "chips": "{% chips %}",
    "empty": "{% empty_state %}",
    "eyebrow": "{% page_head %}",
    "line": "{% line %}, {% line_item %}",
    "mark": "{% mark %}",
    "page-head": "{% page_head %}",
    "pages": "web/components/pagination.html",
    "quick": "{% quick %}",
    "row": "{% row %}",
    "rows": "{% rows %}",
    "story": "{% story %}, {% story_line %}",
    "summary-list": "{% summary_list %}",
    "tabs": "{% tabs %}",
    "table": "{% table %}",
    "table-frame": "{% table %}",
    "task-list": "{% task_list %}",
    "timeline": "{% timeline %}",
}
CLASS = re.compile(r'\bclass="((?:{%.*?%}|{{.*?}}|[^"])*)"', re.S)
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.S)
WIDEST = 160


def classes(text):
    """Every class that stands in an element of the template, whatever decides about it."""
    for value in CLASS.findall(re.sub(r"{% \w+ [^%]*\bclass=[^%]*%}", "", text)):
        yield from TAGS.sub(" ", value).split()


def by_hand(component):
    of_it = re.compile(rf"(?!line__day){component}(__[a-z-]+|--[a-z]+)?")
    return [name for name, text in OUTSIDE.items() if any(map(of_it.fullmatch, classes(text)))]


@pytest.mark.parametrize(("component", "instead"), COMPONENTS.items())
def test_no_template_writes_a_component_by_hand(component, instead):
    assert by_hand(component) == [], f"use {instead}"


def test_the_test_sees_classes_that_a_condition_adds():
    page = '<p class="soft{% if x == "y" %} banner{% endif %}">{% table class="section" %}'
    assert list(classes(page)) == ["soft", "banner"]


def test_a_form_that_is_sent_is_drawn_by_its_component_where_the_component_can():
    """`post_form` brings the token, the key against sending twice, and tells the browser to keep
    nothing. A form with attributes of htmx or of our scripts is written out."""
    form, special = re.compile(r'<form\b[^>]*method="post"[^>]*>'), re.compile(r" hx-| data-")
    written = [(name, tag) for name, text in OUTSIDE.items() for tag in form.findall(text)]
    assert [one for one in written if not special.search(one[1])] == []


def test_no_line_of_a_template_is_wider_than_160():
    wide = [
        f"{name}:{number}"
        for name, text in PAGES.items()
        for number, line in enumerate(text.splitlines(), 1)
        if len(line) > WIDEST
    ]
    assert wide == []


def test_no_template_decides_by_the_role_who_sees_what():
    """Who may what stands in `access.py`; the view says it in a word of its own."""
    role = re.compile(r"{%[^%]*user\.(role|may)\b")
    assert [name for name, text in PAGES.items() if role.search(text)] == []


LOAD = re.compile(r"{% load ([^%]+?) %}")
USED = re.compile(r"{%-? *(\w+)|\|(\w+)")


def loaded_in_vain(text):
    """Libraries that a template loads and takes no tag and no filter of; names where it names them."""
    libraries = engines["django"].engine.template_libraries
    used = {name for found in USED.findall(text) for name in found if name}
    for words in LOAD.findall(text):
        names, _, library = words.partition(" from ")
        for name in names.split():
            one = None if library else libraries[name]
            if not used & ({*one.tags, *one.filters} if one else {name}):
                yield name


def test_a_template_loads_only_what_it_uses():
    """Whoever reads it would look for a tag that is not there."""
    vain = {name: list(loaded_in_vain(text)) for name, text in PAGES.items()}
    assert {name: libraries for name, libraries in vain.items() if libraries} == {}


def test_the_test_sees_a_library_that_is_loaded_in_vain():
    assert list(loaded_in_vain("{% load i18n %}{{ name|length }}")) == ["i18n"]
    assert list(loaded_in_vain("{% load i18n l10n %}{% translate 'x' %}")) == ["l10n"]
    assert list(loaded_in_vain("{% load blocktranslate from i18n %}")) == ["blocktranslate"]
    assert list(loaded_in_vain("{% load l10n %}{{ number|localize }}")) == []
