"""A screen left open is not enough to let somebody in or something out."""

import inspect
import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import get_resolver, reverse

from fanal.accounts import clock
from fanal.accounts.reauthentication import GIVEN, asked_again
from fanal.cases.actions.documents import add_document
from fanal.core.sealing.failures import Locked
from fanal.keys.models import Draft, Grant
from tests.cast import PASSPHRASE
from tests.files import browser, case
from tests.journal import entries
from tests.keys.drafts import filled_in


def later(client, seconds):
    kept = client.session
    kept[GIVEN] = int(time.time()) - seconds
    kept.save()
    return client


@pytest.fixture
def lead(cast):
    """The lead's browser, six minutes after the pass-phrase, and one of her cases."""
    return later(browser(cast, cast.noi), 6 * 60), case(cast)


def unlock(client, back):
    return client.post("/keys/unlock/", {"passphrase": PASSPHRASE, "next": back})


def test_granting_asks_for_the_passphrase_again_and_then_does_not(cast, lead):
    client, made = lead
    page = reverse("cases:give", args=[made.id])
    asked = client.get(page)
    assert asked["Location"].startswith("/keys/unlock/?next=")
    assert "lets somebody in or something out" in client.get(asked["Location"]).content.decode()
    assert unlock(client, page)["Location"] == page
    assert client.get(page).status_code == 200


def test_what_was_typed_meanwhile_is_kept_and_sent_after_the_passphrase(cast, lead):
    client, made = lead
    page = reverse("cases:give", args=[made.id])
    form = filled_in(later(client, 0), page)
    form |= {"to": str(cast.mai.pk), "compartments": ["legal"], "reason": "court", "until": ""}
    asked = later(client, 6 * 60).post(page, form)
    assert "is kept" in client.get(asked["Location"]).text
    assert not Grant.objects.filter(to_keys__user=cast.mai).exists()
    assert unlock(client, page)["Location"] == page
    again = filled_in(client, page)
    assert (again["to"], again["compartments"], again["reason"]) == (form["to"], "legal", "court")
    client.post(page, again)
    assert Grant.objects.filter(to_keys__user=cast.mai).exists()
    assert not Draft.objects.exists()


def test_the_way_back_keeps_of_whom_it_was_asked(cast, lead):
    """A stand-in was named for who stood first in the list."""
    client, _made = lead
    page = reverse("organisation:name_stand_in", args=[cast.bangkok.pk])
    asked = client.get(f"{page}?away={cast.sokha.pk}")["Location"]
    back = parse_qs(urlsplit(asked).query)["next"][0]
    assert back == f"{page}?away={cast.sokha.pk}"
    assert unlock(client, back)["Location"] == back


def test_of_a_button_that_carries_nothing_it_is_said_that_it_is_to_be_pressed_again(cast):
    client = later(browser(cast, cast.noi), 6 * 60)
    page, again = reverse("services:indicators"), "press the button again"
    asked = client.post(
        reverse("services:indicators_file"), headers={"referer": "http://testserver" + page}
    )
    unlocks = {"passphrase": PASSPHRASE, "next": page}
    assert client.post(asked["Location"], unlocks)["Location"] == page
    assert again in client.get(page).text
    given = client.post(reverse("services:indicators_file"))
    assert given["Content-Disposition"].startswith("attachment")
    assert again not in client.get(page).text


def test_a_button_leads_back_to_its_page(cast):
    client = later(browser(cast, cast.anan), 6 * 60)
    page = reverse("accounts:person", args=[cast.sokha.pk])
    ending = reverse("accounts:take_factors", args=[cast.sokha.pk])
    asked = client.post(ending, headers={"referer": "http://testserver" + page})
    assert parse_qs(urlsplit(asked["Location"]).query)["next"] == [page]
    elsewhere = client.post(ending, headers={"referer": "http://evil.example/x"})
    assert parse_qs(urlsplit(elsewhere["Location"]).query)["next"] == ["/"]


def test_an_account_ends_on_a_page_that_asks_and_never_the_own(cast):
    client = browser(cast, cast.anan)
    ending = reverse("accounts:end_account", args=[cast.sokha.pk])
    page = client.get(ending).text
    assert "What she did stays in the journal" in page
    assert "If she comes back: by a new invitation" in page
    cast.sokha.refresh_from_db()
    assert cast.sokha.is_active
    client.post(ending)
    cast.sokha.refresh_from_db()
    assert not cast.sokha.is_active
    own = client.post(reverse("accounts:end_account", args=[cast.anan.pk]))
    assert own.status_code == 422
    assert "You cannot end your own account." in own.text


# What lets out, lets in or deletes (OWASP ASVS 5.0, 7.5.3); of some pages only what they send.
WAYS_OUT = """
    audit:export cases:calendar
    accounts:invite accounts:let_back accounts:take_factors accounts:end_account keys:code keys:admit
    accounts:agree accounts:say_no keys:leave keys:agree_leaving
    organisation:new_office organisation:office organisation:new_team organisation:team
    organisation:close_team organisation:reach organisation:person organisation:agree
    organisation:name_successor organisation:hand_on organisation:name_stand_in organisation:agree_stand_in organisation:let_back
    rotation:go_on rotation:suspect_person rotation:suspect_team
    people:emergency_group people:cover
    colleagues:give_incidents
    care:hand_over care:name justice:calendar
    cases:give cases:let_in cases:take_out cases:print cases:emergency cases:calendar
    sharing:approve sharing:bundle sharing:print sharing:override sharing:override_too
    sharing:end_never_tell sharing:offer sharing:accept sharing:pass_on
    sharing:propose sharing:agree sharing:shared_fields sharing:put
    identification:print_text identification:printed_text identification:print_matrix
    identification:printed_matrix identification:review identification:printed
    journeys:dossier journeys:agree_to_look journeys:print_missing journeys:print_board journeys:journey_papers journeys:group journeys:certificate
    papers:print papers:for_her papers:printed
    prevention:forget prevention:give
    matching:new_exchange matching:agree matching:our_list matching:our_answer
    matching:our_matched matching:end_exchange
    sharing:partner_approve sharing:partner_bundle sharing:partner_print
    retention:erase_person retention:erase_case retention:erase_register retention:hold_person retention:hold_case
    retention:agree retention:agree_register retention:agree_hold retention:lift
    shelters:let_in shelters:close
    services:indicators_file reintegration:rates_file prevention:report_file
    figures:snapshot_file figures:decide_estimate funds:figures_file funds:month_file funds:decide_figure shelters:numbers_file
"""


def all_views():
    """Every view by the name of its address."""
    views = {}

    def walk(patterns, space):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
            else:
                views[f"{space}{pattern.name}"] = pattern.callback

    walk(get_resolver().url_patterns, "")
    return views


@pytest.mark.asvs("V7.5.1")
def test_every_way_out_asks_again():
    views = all_views()
    assert [
        one for one in WAYS_OUT.split() if "POST" not in getattr(views[one], "asks_again", ())
    ] == []
    asked = {name for name, view in views.items() if hasattr(view, "asks_again")}
    assert asked == set(WAYS_OUT.split())


# What the codes mean, the same for everybody.
SAYS_NOTHING_OF_ANYBODY = {"coded_facts:dictionary_file", "partners:list_template"}
GIVES_A_FILE = re.compile(r"csv_response\(|number_file_of\(|Content-Disposition")


def test_every_file_that_a_page_gives_asks_again():
    """A file stays on the device: the payments of a month were given to whoever sat down at it."""
    given = {
        name
        for name, view in all_views().items()
        if GIVES_A_FILE.search(inspect.getsource(inspect.unwrap(view)))
    }
    open_to_a_left_screen = {
        name for name in given if "POST" not in getattr(all_views()[name], "asks_again", ())
    }
    assert open_to_a_left_screen == SAYS_NOTHING_OF_ANYBODY
    assert len(given) >= 5


def test_a_document_is_taken_out_after_the_passphrase_alone(cast, lead):
    client, made = lead
    document = add_document(case=made, name="letter.txt", parts=[b"x"], **cast.acting(cast.noi))
    asked = client.post(reverse("cases:take_out", args=[made.id, document.id]))
    assert asked["Location"].startswith("/keys/unlock/?next=")
    assert not entries("case.document_read")


def test_a_page_that_prints_is_read_and_its_form_asks(cast, lead):
    client, made = lead
    page = reverse("identification:print_matrix", args=[made.id, made.people.get().id])
    assert client.get(page).status_code == 200
    assert client.post(page)["Location"].startswith("/keys/unlock/?next=")


DOORS = ["accounts:invite", "keys:code", "people:emergency_group"]


@pytest.mark.parametrize("name", DOORS)
def test_within_five_minutes_nobody_is_asked(cast, name):
    who = cast.anan if name.startswith("accounts") else cast.noi
    assert later(browser(cast, who), 4 * 60).get(reverse(name)).status_code == 200
    assert later(browser(cast, who), 6 * 60).get(reverse(name)).status_code == 302


def test_the_demonstration_asks_nobody_again(cast, lead, settings):
    settings.DEMO = True
    assert lead[0].get(reverse("cases:give", args=[lead[1].id])).status_code == 200


def test_what_asks_again_says_so_and_answers_once_it_was_given(rf):
    request = rf.get("/")
    view = asked_again(lambda request, whom: f"let in {whom}")
    assert view.asks_again == {"GET", "HEAD", "POST"}
    request.session = {}
    with pytest.raises(Locked):
        view(request, "Mai")
    request.session = {GIVEN: clock.seconds()}
    assert view(request, "Mai") == "let in Mai"
