"""Whoever has new keys and was not let in yet: the start page and the board claim nothing of what is closed."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import record_sign, say_in_danger
from fanal.cases.models import StateCode
from fanal.core.journeys.tonight import NOBODY
from fanal.journeys.queries import tonight_hours
from fanal.journeys.queries.tonight import board
from fanal.keys.models import Grant, TeamKeyHolder
from tests import files
from tests.journeys.scene import scene

CLAIMS = ("None of us is with her.", "Last sign none")


@pytest.fixture
def without_keys(cast, case, her, write):
    """A place is written and who is with her is not known; Sokha's keys of before are gone."""
    say_in_danger(person=her, said_by="mother", said_at=timezone.now(), **write)
    add_entry(kind="whereabouts", about=her, answers={"place": "Pakse"}, **write)
    keys_are_gone(cast)


def keys_are_gone(cast):
    TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).delete()
    Grant.objects.filter(to_keys__user=cast.sokha).delete()


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("page", ["cases:today", "journeys:board", "journeys:print_board"])
def test_nothing_is_claimed_of_who_is_with_her_or_heard_from_her(cast, without_keys, page, stored):
    if not stored:
        StateCode.objects.all().delete()
    text = files.browser(cast, cast.sokha).get(reverse(page)).text
    assert [claim for claim in CLAIMS if claim in text] == []
    assert ("Who is with her is not part of your access." in text) is (
        stored or page != "cases:today"
    )


@pytest.mark.parametrize("who", ["claire", "sokha"])
@pytest.mark.parametrize("page", ["journeys:board", "journeys:print_board"])
def test_of_who_wrote_a_message_nobody_reads_that_there_was_no_sign(
    cast, case, her, write, page, who
):
    """A message proves nothing, so that its day is kept nowhere without a key."""
    said = timezone.now()
    say_in_danger(person=her, said_by="mother", said_at=said, **write)
    record_sign(person=her, sign="message", said_at=said, **write)
    text = files.browser(cast, getattr(cast, who)).get(reverse(page)).text.partition("<main")[2]
    assert her.code_name in text
    assert "not part of your access" in text if who == "claire" else "a message" in text
    assert not re.search(r"Last sign\s*</span>\s*none|>\s*none\s*</td>", text)


def test_whoever_opens_it_still_reads_that_none_of_us_is_with_her(cast, case, her, write):
    say_in_danger(person=her, said_by="mother", said_at=timezone.now(), **write)
    text = files.browser(cast, cast.sokha).get(reverse("cases:today")).text
    assert "None of us is with her." in text


def row_on(cast, page, her):
    text = files.browser(cast, cast.sokha).get(reverse(page)).text.partition("<main")[2]
    assert her.code_name in text
    return text


def test_who_is_with_her_by_what_the_reader_opens_is_drawn_though_it_is_not_all(
    cast, case, her, write, monkeypatch
):
    add_entry(kind="whereabouts", about=her, answers={"place": "Pakse"}, **write)
    said = {"said_by": "mother", "said_at": timezone.now(), "with_whom": "ours"}
    say_in_danger(person=her, with_name="Noi of the shelter", **said, **write)
    (whole,) = tonight_hours.states_of([her.pk], cast.sokha, write["ring"]).values()
    keys_are_gone(cast)
    # Only whoever opens all of it stores what follows.
    StateCode.objects.all().delete()
    monkeypatch.setattr(
        tonight_hours, "states_of", lambda *_args: {her.pk: replace(whole, unread={case.pk})}
    )
    now = timezone.localtime()
    shown = board(cast.sokha, now)
    lines = shown.drawn(shown.people)
    (line,) = tonight_hours.with_hours(lines, cast.sokha, write["ring"], now)
    assert (line.custodian, line.custody_closed, line.known) == ("Noi of the shelter", False, True)
    assert NOBODY.sentence not in line.row.why


def test_nothing_to_do_is_drawn_from_what_the_reader_does_not_read(cast, without_keys, her):
    text = row_on(cast, "journeys:board", her)
    assert "hands--none" not in text
    assert "Say who is with her" not in text


@pytest.mark.parametrize("page", ["journeys:board", "journeys:print_board"])
def test_who_is_in_no_danger_is_not_said_to_be_with_nobody_either(cast, her, write, page):
    add_entry(kind="whereabouts", about=her, answers={"place": "Pakse"}, **write)
    TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).delete()
    Grant.objects.filter(to_keys__user=cast.sokha).delete()
    text = row_on(cast, page, her)
    assert CLAIMS[0] not in text
    assert "Who is with her is not known to all of us" in text


@pytest.mark.parametrize("page", ["journeys:board", "journeys:print_board"])
def test_a_proof_of_before_is_not_shown_as_the_last_that_was_heard_of_her(
    cast, case, her, write, page
):
    now = timezone.now()
    say_in_danger(person=her, said_by="mother", said_at=now - timedelta(days=40), **write)
    record_sign(person=her, sign="seen", said_at=now - timedelta(days=30), **write)
    record_sign(person=her, sign="message", said_at=now, **write)
    claire, sokha = (row_of(cast, who, page, her) for who in (cast.claire, cast.sokha))
    assert "seen (since then: not part of your access)" in claire
    assert "a message" in sokha
    assert "seen" not in sokha


@pytest.mark.parametrize("page", ["journeys:board", "journeys:print_board"])
def test_what_was_heard_since_of_who_has_not_left_is_read_by_whoever_opens_it(cast, page):
    here = scene(cast, n=1)
    her, write = here.people[0], {"case": here.case, **cast.acting(cast.sokha)}
    now = timezone.now()
    record_sign(person=her, sign="seen", said_at=now - timedelta(days=3), **write)
    record_sign(person=her, sign="message", said_at=now, **write)
    assert "seen (since then: not part of your access)" in row_of(cast, cast.claire, page, her)
    assert "a message" in row_of(cast, cast.sokha, page, her)


def row_of(cast, user, page, her):
    """The text of the row about her, which names her code before anything else."""
    main = files.browser(cast, user).get(reverse(page)).text.partition("<main")[2]
    row = next(row for row in re.split("<li|<tr", main) if her.code_name in row)
    return " ".join(re.sub("<[^>]+>", " ", row).split())
