"""No form chooses among colleagues by itself: a browser sends the first of a list where nothing else is
chosen, and a case would be given to whoever comes first in the alphabet."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from fanal.accounts.models import User
from tests import files
from tests.security.test_matrix import NAMING, TYPISTS, UNNAMED, may_open, there
from tests.security.world import undone
from tests.shares import at_least, share

pytestmark = pytest.mark.django_db


class Lists(HTMLParser):
    """The lists of a page to choose from: the name of each, its values, what is chosen in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str], str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "select":
            self.found.append((told.get("name") or "", [], None))
        elif tag == "option" and self.found:
            name, values, chosen = self.found[-1]
            values.append(told.get("value") or "")
            self.found[-1] = (name, values, values[-1] if "selected" in told else chosen)


def by_itself(text, colleagues):
    """The lists of several colleagues of which the browser sends the first, if nobody looks."""
    for name, values, chosen in Lists(text).found:
        if len(colleagues & set(values)) > 1 and chosen is None and values[0]:
            yield name


def test_a_list_of_several_of_whom_none_is_chosen_is_found():
    page = '<select name="to">{}<option value="a">A</option><option value="b">B</option></select>'
    assert list(by_itself(page.format(""), {"a", "b"})) == ["to"]
    assert list(by_itself(page.format('<option value="">—</option>'), {"a", "b"})) == []
    assert list(by_itself(page.format('<option value="c" selected>C</option>'), {"a", "b"})) == []


@pytest.mark.parametrize("who", TYPISTS)
def test_no_form_chooses_a_colleague(world, menu, who):
    """In the short form one page in twenty-four."""
    colleagues = {str(one) for one in User.objects.values_list("pk", flat=True)}
    client, wrong, seen = files.browser(world.cast, getattr(world.cast, who)), [], 0
    pages = [(name, keys) for name, keys in [*NAMING, *UNNAMED] if may_open(who, name)]
    for name, keys in share(pages, 24, lambda one: one[0]):
        with undone(client):
            page = client.get(reverse(name, kwargs=there(world, name, keys)))
        if page.status_code == 200 and "html" in page["Content-Type"]:
            seen += 1
            wrong += [(name, one) for one in by_itself(page.text, colleagues)]
    assert wrong == []
    assert seen > at_least(10, 24)
