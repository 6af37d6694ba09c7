"""A form that is left as the page gave it leaves no draft, whatever the page proposed in it."""

import pytest
from django.urls import reverse

from fanal.keys.models import Draft
from fanal.web.html_forms import forms_of
from tests import files
from tests.keys.drafts import kept_while_typing

LEAVE = "/keys/drafts/leave/"


@pytest.fixture
def client(cast):
    return files.browser(cast, cast.sokha)


def as_given(client, *name):
    """What a browser would send of the form on this page, nothing typed."""
    page = client.get(reverse(name[0], args=name[1:])).text
    form = next(one for one in forms_of(page) if "form" in one.attrs.get("class", "").split())
    return dict(form.untouched)


@pytest.mark.parametrize("kind", ["visit", "note", "whereabouts"])
def test_a_form_with_nothing_but_what_the_page_proposed_leaves_no_draft(client, case, kind):
    sent = as_given(client, "cases:write", case.id, kind)
    page = client.post(LEAVE, sent, follow=True).text
    assert not Draft.objects.exists()
    assert "could not be kept" not in page


def test_a_journey_of_which_only_the_proposed_day_stands_is_no_draft(client):
    sent = as_given(client, "journeys:new")
    assert any(value.strip() for name, value in sent.items() if name.startswith("starts_on"))
    client.post(LEAVE, sent)
    assert not Draft.objects.exists()


def test_another_day_than_the_proposed_one_is_kept(client):
    sent = as_given(client, "journeys:new")
    day = next(name for name in sent if name.startswith("starts_on"))
    client.post(LEAVE, sent | {day: "7"})
    assert Draft.objects.count() == 1


def test_a_draft_that_came_back_and_is_left_again_stays(client, case):
    form = ("cases:write", case.id, "note")
    kept_while_typing(client, as_given(client, *form), text="What she said")
    client.post(LEAVE, as_given(client, *form))
    assert Draft.objects.count() == 1
