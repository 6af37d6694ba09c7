"""No form asks more than seven questions at once: the rest stands in parts one opens, or later. A
part asks no more than that, either."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from fanal.cases.forms.entries import EditForm
from fanal.core.casework.entries import KINDS
from fanal.core.protection.kinds import RecordKind
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
    "figures:estimate": PLANNED,
    "intake:new": "a call is one column, filled in while somebody speaks",
    **dict.fromkeys(
        ("cases:consents", "cases:several_needs"), "one question, a row for each answer"
    ),
    "matching:ask_partner": REFERRAL,
    "matching:answer_partner": REFERRAL,
}


# Addresses whose form is another for each kind.
OF_KINDS = ("cases:write", "justice:write", "protection:of_case", "protection:of_person")


def pages_of(world):
    """(who, address) of every page, and of the form of every kind of entry and of record."""
    left = [*NAMING, *UNNAMED]
    for who in TYPISTS:
        opened = [(name, keys) for name, keys in left if may_open(who, name)]
        left = [one for one in left if one not in opened]
        yield from ((who, reverse(name, kwargs=there(world, name, keys))) for name, keys in opened)
    for kind in KINDS:
        if not kind.under:
            ids = {"case_id": world.ids["", "case_id"][0], "kind": kind.code}
            yield "sokha", reverse("cases:write", kwargs=ids)
    yield from (("sokha", address) for address in records_of(world))


def records_of(world):
    """The form of every kind of dated record: of somebody, or of everybody in the case."""
    case, person = (world.ids["", one][0] for one in ("case_id", "person_id"))
    for kind in RecordKind:
        yield reverse("protection:of_case", args=[case, kind])
        yield reverse("protection:of_person", args=[case, person, kind])


def shown_at(client, address):
    with undone(client):
        answer = client.get(address)
    html = answer.status_code == 200 and not answer.streaming
    return forms_shown(answer.text) if html and "html" in answer["Content-Type"] else []


def test_no_form_shows_more_than_seven_questions(world, browser):
    clients = {who: browser(who) for who in TYPISTS}
    seen = {}
    for who, address in share(pages_of(world), 12, lambda one: name_of(one[1])):
        for form in shown_at(clients[who], address):
            name = name_of(urlsplit(form.action).path or address)
            key = (name, address if name in OF_KINDS else "")
            if len(form.longest) > len(seen.get(key, ())):
                seen[key] = form.longest
    long = {key: asked for key, asked in seen.items() if len(asked) > MOST}
    assert [(key, asked) for key, asked in long.items() if key[0] not in MORE] == []
    assert len(seen) > at_least(100, 12)


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.code)
def test_an_entry_that_is_changed_asks_no_more_on_a_screen(kind):
    (asked,) = forms_shown(f'<form method="post">{EditForm(kind)}</form>')
    assert len(asked.longest) <= MOST, asked.longest


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


def test_the_test_counts_what_stands_in_a_part_that_is_opened():
    more = "".join(f'<textarea name="{one}"></textarea>' for one in range(9))
    why = '<details><summary>Why not</summary><input name="why"></details>'
    part = f"<details><summary>More</summary>{more}{why}</details>"
    (seen,) = forms_shown(f'<form method="post"><input name="a">{part}</form>')
    assert seen.questions == ["a"]
    assert len(seen.longest) == 9
