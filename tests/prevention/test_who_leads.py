"""A volunteer who is to lead a session may not any more: paused, gone, or her vetting ends before."""

import pytest
from django.urls import reverse

from fanal.core.errors import BadInput, Refused
from fanal.prevention.actions import sessions, volunteers
from tests.prevention.scene import DAY, acts, browser, held, planned, today, volunteer

NOT_NOW = "his volunteer leads no session at the moment"


@pytest.fixture
def chan(cast, place):
    return volunteer(cast, place)


@pytest.fixture
def talk(cast, place, chan):
    return planned(cast, place, today() + DAY, volunteer=chan)


def paused(cast, chan):
    volunteers.pause(
        volunteer=chan, why="A cousin of hers recruits.", version=chan.version, **acts(cast)
    )


def page(cast, talk, name="session"):
    return browser(cast).get(reverse(f"prevention:{name}", args=[talk.id])).text


def test_where_she_is_paused_the_day_and_the_session_say_so(cast, chan, talk):
    start = reverse("prevention:today")
    assert NOT_NOW not in browser(cast).get(start).text
    assert f"Volunteer {chan.number}" in page(cast, talk)
    paused(cast, chan)
    for text in (browser(cast).get(start).text, page(cast, talk)):
        assert NOT_NOW in text
        assert "cousin" not in text


def test_so_they_do_where_her_vetting_ends_before_that_day(cast, chan, talk):
    type(chan).objects.filter(pk=chan.pk).update(vetted_until=today())
    assert "before this session" in page(cast, talk)


def test_another_leads_it_or_nobody(cast, place, chan, talk):
    paused(cast, chan)
    asked, told = reverse("prevention:who_leads", args=[talk.id]), {"version": talk.version}
    assert f"({chan.number})" not in browser(cast).get(asked).text
    other = volunteer(cast, place)
    assert browser(cast).post(asked, told | {"volunteer": str(other.id)}).status_code == 302
    talk.refresh_from_db()
    assert talk.volunteer == other
    chosen = browser(cast).get(asked).context["form"]["volunteer"].value()
    assert chosen == str(other.id)  # saved unread it stays hers
    told = {"version": talk.version, "volunteer": ""}
    assert browser(cast).post(asked, told).status_code == 302
    talk.refresh_from_db()
    assert talk.volunteer is None
    assert NOT_NOW not in page(cast, talk)


def test_who_may_not_lead_is_given_none_and_a_session_that_was_held_keeps_its_own(
    cast, place, chan, talk
):
    candidate = volunteer(cast, place, vetted=False)
    given = {"by": cast.bounmy, "version": talk.version}
    with pytest.raises(BadInput, match="leads no session"):
        sessions.change_who_leads(session=talk, volunteer=candidate, **given)
    was = held(cast, place)
    with pytest.raises(Refused):
        sessions.change_who_leads(session=was, volunteer=chan, by=cast.bounmy, version=was.version)
