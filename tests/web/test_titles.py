"""Titles stay in the history of a browser: each says what its page is for, none what is in a file."""

import re

import pytest
from django.utils.translation import gettext, override

from fanal.cases.actions.tasks import add_task
from fanal.web.titles import title_of
from tests import files
from tests.architecture.test_templates import PAGES

TITLE = re.compile(r"{% block title %}(.*?){% endblock %}")
SAYS = re.compile(r'{% trans "([^"]+)" %}')
SENTENCE = "Hand over to a colleague"


@pytest.mark.parametrize("language", ["en", "fr", "vi"])
def test_no_two_pages_have_one_title(language):
    """Who has five pages open, and who hears their titles read, finds the one that is meant."""
    with override(language):
        titles = [gettext(words) for words in fixed_titles()]
    assert sorted({one for one in titles if titles.count(one) > 1}) == []


def fixed_titles():
    """Of every template that is a page: what its title says in words, once however often it is said."""
    for text in PAGES.values():
        for title in TITLE.findall(text):
            yield from SAYS.findall(title)


@pytest.mark.parametrize("language", ["en", "fr", "vi"])
def test_the_title_of_a_form_is_its_heading(language):
    with override(language):
        assert title_of(gettext(SENTENCE)) == gettext(SENTENCE)


@pytest.mark.parametrize("language", ["en", "fr", "vi"])
def test_a_heading_with_a_name_in_it_is_no_title(language):
    with override(language):
        assert title_of(gettext("Welcome, %(name)s") % {"name": "Sokha"}) == ""
        assert title_of("Somchai, whom she met on the bridge") == ""


def title_in(answer):
    return re.search(r"<title>(.*?)</title>", answer.text)[1]


def test_a_form_says_in_its_title_what_is_asked_and_nothing_that_was_typed(cast):
    case, client = files.case(cast), cast.client(cast.sokha)
    asked = client.get(f"/cases/{case.id}/tasks/")
    assert title_in(asked) == "A new task – Fanal"
    add_task(case=case, title="Ring the aunt in Kolok", by=cast.sokha)
    changed = client.get(f"/cases/{case.id}/tasks/{case.tasks.get().id}/")
    assert "Ring the aunt in Kolok" in changed.text
    assert title_in(changed) == "Form – Fanal"
