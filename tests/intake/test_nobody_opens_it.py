"""A call is never kept where nobody could read it: a team has no key until its first lead comes in."""

import pytest
from django.urls import reverse

from fanal.intake.models import Signal
from fanal.keys.models import Grant, TeamKey, TeamKeyHolder
from tests import files

NEW = reverse("intake:new")
SAID = "She is locked in"


@pytest.fixture
def sokha(cast):
    """Of a team that was made before anybody who leads it has come in."""
    Grant.objects.filter(to_team_key__team=cast.bangkok).delete()
    TeamKeyHolder.objects.filter(team_key__team=cast.bangkok).delete()
    TeamKey.objects.filter(team=cast.bangkok).delete()
    return files.browser(cast, cast.sokha)


def test_who_takes_it_is_told_to_call_and_what_she_typed_stays_with_her(cast, sokha):
    told = {"team": str(cast.bangkok.pk), "danger_now": "yes", "known": SAID}
    answer = sokha.post(NEW, told)
    assert answer.status_code == 422
    assert "Nobody could open this yet" in answer.text
    assert SAID in answer.text
    assert "nobody is there to let you in. Call Claire Morel." in answer.text
    assert not Signal.objects.exists()


def test_it_is_not_said_that_she_stands_on_the_list_of_somebody(cast, sokha):
    assert "You are not let in yet" in sokha.get(NEW).text
    assert "under “Decisions” of" not in sokha.get(NEW).text


def test_where_nobody_who_opens_the_team_is_left_she_reads_so_once_it_is_saved(cast):
    TeamKeyHolder.objects.filter(team_key__team=cast.bangkok).exclude(to_keys=None).delete()
    browser = files.browser(cast, cast.sokha)
    told = {"team": str(cast.bangkok.pk), "danger_now": "yes", "known": SAID}
    page = browser.post(NEW, told, follow=True).text
    assert "Nobody of the team can read it: call Claire Morel, and tell them now." in page
