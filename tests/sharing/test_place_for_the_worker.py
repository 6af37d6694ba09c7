"""Who works on a case that her team took over learns where she sleeps in the act in which she is
chosen, where it came with the case; else when it is passed on, if her lead let her know it."""

import pytest
from django.urls import reverse

from tests import files
from tests.sharing.test_held_back import given_away, passes_on, place
from tests.sharing.transfers import accept, offer, told_case

ASKED = "Whoever works on the case may know where she is"


@pytest.fixture
def here(cast):
    return told_case(cast)


def accept_page(row):
    return reverse("sharing:accept", args=[row.id])


def test_the_lead_who_chooses_her_passes_it_on_in_the_same_act(cast, here):
    somchit, row = files.browser(cast, cast.somchit), offer(cast, here)
    assert ASKED in somchit.get(accept_page(row)).text
    somchit.post(accept_page(row), {"worker": cast.kham.pk, "place": "on"})
    assert place(cast, here, cast.kham)


def test_she_does_not_learn_it_where_the_lead_took_the_tick_away(cast, here):
    somchit, row = files.browser(cast, cast.somchit), offer(cast, here)
    somchit.post(accept_page(row), {"worker": cast.kham.pk})
    assert place(cast, here, cast.kham) is None


def test_what_was_held_back_is_not_asked(cast, here):
    row = offer(cast, here, classes=["medical"], near=[])
    assert ASKED not in files.browser(cast, cast.somchit).get(accept_page(row)).text


def test_whom_the_lead_let_know_it_learns_it_when_it_is_passed_on(cast, here):
    """And whoever passes it on reads to whom it goes."""
    made = given_away(cast, here)
    page = files.browser(cast, cast.noi).get(reverse("sharing:pass_on", args=[made.id])).text
    assert "Where she is goes to Somchit" in page
    assert cast.kham.display_name in page
    passes_on(cast, made, cast.noi)
    assert place(cast, here, cast.kham)
    assert place(cast, here, cast.somchit)


def test_whom_the_lead_did_not_let_know_it_learns_it_neither_way(cast, here):
    row = offer(cast, here, classes=["medical"], near=[])
    accept(cast, row, near=[])
    row.refresh_from_db()
    page = files.browser(cast, cast.noi).get(reverse("sharing:pass_on", args=[row.id])).text
    assert cast.kham.display_name not in page
    passes_on(cast, row, cast.noi)
    assert place(cast, here, cast.kham) is None
    assert place(cast, here, cast.somchit)
