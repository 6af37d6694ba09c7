"""Tonight's list on paper: code names, who printed it and when, and an entry in the journal."""

import time

from django.urls import reverse

from fanal.accounts.reauthentication import GIVEN
from tests import files
from tests.journal import entries, the_entry
from tests.journeys.scene import scene

PAPER = reverse("journeys:print_board")


def test_everybody_on_the_board_stands_on_the_paper_by_her_code(cast):
    here = scene(cast, n=3)
    alone = files.case(cast)
    page = files.browser(cast, cast.sokha).get(PAPER).text
    for person in (*here.people, alone.people.get()):
        assert person.code_name in page
    assert "Person 1" not in page
    assert "Shelter team" in page
    assert "Printed by Sokha Chea" in page
    assert "names and telephone numbers" in page
    assert the_entry("journey.board_printed").by == cast.sokha


def test_the_paper_follows_the_filter_of_the_board(cast):
    here = scene(cast, n=1)
    alone = files.case(cast)
    page = files.browser(cast, cast.sokha).get(PAPER + "?show=case").text
    assert alone.people.get().code_name in page
    assert here.people[0].code_name not in page


def test_the_paper_asks_for_the_passphrase_again(cast):
    client = files.browser(cast, cast.sokha)
    kept = client.session
    kept[GIVEN] = int(time.time()) - 6 * 60
    kept.save()
    assert client.get(PAPER)["Location"].startswith("/keys/unlock/?next=")
    assert not entries("journey.board_printed")


def test_who_does_not_see_the_board_has_no_such_paper(cast):
    for who in (cast.mai, cast.duc, cast.anan):
        assert files.browser(cast, who).get(PAPER).status_code == 404
