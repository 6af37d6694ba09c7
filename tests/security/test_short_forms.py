"""No form asks more than seven questions at once: the rest stands in parts one opens, or later."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from fanal.core.casework.entries import KINDS
from tests.security.rubbish import name_of
from tests.security.short_forms import forms_shown
from tests.security.test_matrix import NAMING, TYPISTS, UNNAMED, may_open, there
from tests.security.world import undone
from tests.shares import at_least, share

MOST = 7
# Forms that ask more, and why each may.
PLANNED = "a plan of a study, fixed before the number and read as one whole"
REFERRAL = "a referral is asked in three steps, of which this is the whole form"
MORE = {
    "figures:new": PLANNED,
    "figures:table": PLANNED,
    "intake:new": "a call is one column, filled in while somebody speaks",
    **dict.fromkeys(
        ("cases:consents", "cases:several_needs"), "one question, a row for each answer"
    ),
    "registers:ask_partner": REFERRAL,
    "registers:answer_partner": REFERRAL,
}


def pages_of(world):
    """(who, address) of every page, and of the form of every kind of entry."""
    left = [*NAMING, *UNNAMED]
    for who in TYPISTS:
        opened = [(name, keys) for name, keys in left if may_open(who, name)]
        left = [one for one in left if one not in opened]
        yield from ((who, reverse(name, kwargs=there(world, name, keys))) for name, keys in opened)
    for kind in KINDS:
        if not kind.under:
            ids = {"case_id": world.ids["", "case_id"][0], "kind": kind.code}
            yield "sokha", reverse("cases:write", kwargs=ids)


def shown_at(client, address):
    with undone(client):
        answer = client.get(address)
    html = answer.status_code == 200 and not answer.streaming
    return forms_shown(answer.text) if html and "html" in answer["Content-Type"] else []


def test_no_form_shows_more_than_seven_questions(world, browser):
    clients = {who: browser(who) for who in TYPISTS}
    seen = {}
    for who, address in share(pages_of(world), 2, lambda one: name_of(one[1])):
        for form in shown_at(clients[who], address):
            name = name_of(urlsplit(form.action).path or address)
            key = (name, address if name == "cases:write" else "")
            if len(form.questions) > len(seen.get(key, ())):
                seen[key] = form.questions
    long = {key: asked for key, asked in seen.items() if len(asked) > MOST}
    assert [(key, asked) for key, asked in long.items() if key[0] not in MORE] == []
    assert len(seen) > at_least(100, 2)


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ('<fieldset><input name="a"><input name="b"></fieldset><input name="c">', 2),
        ('<details><summary>More</summary><input name="a"></details><select name="b"></select>', 1),
        ('<details open><input name="a"><textarea name="b"></textarea></details>', 2),
        (
            '<input type="hidden" name="a"><input type="radio" name="b"><input type="radio" name="b">',
            1,
        ),
        (
            '<select name="a"><option>1</option></select><fieldset><select name="b"></select></fieldset>',
            2,
        ),
    ],
)
def test_the_test_counts_what_is_in_sight(form, asked):
    (seen,) = forms_shown(f'<div><form method="post">{form}</form></div>')
    assert len(seen.questions) == asked
