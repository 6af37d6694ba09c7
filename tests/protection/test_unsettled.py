"""She was said to be safe, and then something happened: no page shows that word in green."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.stages import agree_closure, ask_closure
from fanal.cases.actions.states import record_sign, say_in_danger, say_no_longer
from fanal.cases.models import Case
from fanal.cases.queries.agenda_asked import Asked
from fanal.cases.queries.rights import rights_on
from fanal.cases.queries.story import StoryQuery
from fanal.cases.queries.unsettled import states_on_page
from fanal.core.journeys.board import Colour
from fanal.core.protection.codes import RiskEvent
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import LEGAL
from fanal.journeys.queries.tonight import board
from fanal.justice.models import JusticeRecord
from fanal.partners.actions.partners import add_partner
from fanal.protection.actions.recording import record
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.agenda import late_for
from fanal.protection.queries.hooks import criteria_still_open
from fanal.web.words import translated
from tests import files
from tests.journal import entries
from tests.justice.scene import DAY, scene, step
from tests.protection.scene import WORK
from tests.protection.test_partner_not_safe import found, told
from tests.retention.scene import close_by_hand, erased, of_case
from tests.security.planting import row_of, update

SINCE = "Since then: a suspect is free"


@pytest.fixture
def here(cast):
    """She said herself, three days ago, that she is not in danger any more."""
    here = scene(cast)
    said = {"case": here.case, "person": here.person, **cast.acting(cast.sokha)}
    long_ago = timezone.now() - timedelta(days=4)
    say_in_danger(said_by="mother", said_at=long_ago, **said)
    say_no_longer(
        said_by="herself", said_at=long_ago + DAY, what_changed="He left.", free=True, **said
    )
    return here


def pages(cast, here, who):
    browser, of_case = files.browser(cast, who), {"case_id": here.case.pk}
    return [
        " ".join(browser.get(address).text.split())
        for address in (
            reverse("cases:case", kwargs=of_case),
            reverse("cases:state", kwargs=of_case | {"person_id": here.person.pk}),
            reverse("cases:section", kwargs=of_case | {"section": "safety"}),
        )
    ]


def test_since_a_suspect_is_free_her_word_of_before_asks_to_be_asked_anew(cast, here):
    assert all('class="state state--ok"' in page for page in pages(cast, here, cast.sokha))
    step(cast, here.trial, "release", on=timezone.localdate() - DAY)
    for page in pages(cast, here, cast.sokha):
        assert SINCE in page
        assert "Ask her anew." in page
        assert 'class="state state--care"' in page
        assert "state--ok" not in page


def test_who_opens_no_legal_part_learns_that_something_happened_and_not_what(cast, here):
    step(cast, here.trial, "release", on=timezone.localdate() - DAY)
    rights = rights_on(cast.sokha, here.case)
    ring, now = cast.ring(cast.sokha), timezone.localtime()
    for opens, says in ((rights.opens, "a suspect"), (rights.opens - {LEGAL}, "something")):
        query = StoryQuery(here.case, cast.sokha, ring, replace(rights, opens=opens), now)
        (seen,) = states_on_page([here.person], query).values()
        assert translated(seen.unsettled).startswith(says)


def test_a_word_of_after_it_counts_and_so_does_a_look_at_her_risk(cast, here):
    step(cast, here.trial, "release", on=timezone.localdate() - 2 * DAY)
    acting = {"case": here.case, "person": here.person, **cast.acting(cast.sokha)}
    level = WORK[RecordKind.RISK] | {"level": "low", "because": "release"}
    record(kind=RecordKind.RISK, answers=level, **acting)
    assert all(SINCE not in page for page in pages(cast, here, cast.sokha))


def test_her_word_that_she_is_safe_now_is_written_from_where_it_is_asked_for(cast, here):
    safe = reverse("cases:no_longer", args=[here.case.pk, here.person.pk])
    step(cast, here.trial, "release", on=timezone.localdate() - DAY)
    assert all(safe in page for page in pages(cast, here, cast.sokha))
    acting = {"case": here.case, "person": here.person, **cast.acting(cast.sokha)}
    said = {"what_changed": "She moved.", "free": True, "said_at": timezone.now()}
    say_no_longer(said_by="herself", **said, **acting)
    for page in pages(cast, here, cast.sokha):
        assert SINCE not in page
        assert "state--ok" in page
        assert safe not in page


def test_who_is_in_danger_is_shown_in_danger(cast, here):
    step(cast, here.trial, "release", on=timezone.localdate() - DAY)
    acting = {"case": here.case, "person": here.person, **cast.acting(cast.sokha)}
    say_in_danger(said_by="mother", said_at=timezone.now(), **acting)
    for page in pages(cast, here, cast.sokha):
        assert SINCE not in page
        assert "state--danger" in page


def paper(cast, here, purpose, what="summary"):
    address = reverse("cases:print", args=[here.case.pk, what])
    return files.browser(cast, cast.sokha).post(address, {"printed_for": purpose}).text


def test_a_paper_for_the_team_says_why_and_one_that_leaves_the_house_that_it_is_doubtful(
    cast, here
):
    for purpose in ("team", "on_the_way"):
        assert "Since then" not in paper(cast, here, purpose)
    step(cast, here.trial, "release", on=timezone.localdate() - DAY)
    assert SINCE in paper(cast, here, "team", "safety")
    assert "legal" in json.loads(entries("case.printed")[-1].detail)["compartments"]
    on_the_way = paper(cast, here, "on_the_way", "safety")
    assert "Since then: something that makes it doubtful" in on_the_way
    assert "is free" not in on_the_way
    assert "legal" not in json.loads(entries("case.printed")[-1].detail)["compartments"]
    assert "Since then" not in paper(cast, here, "herself", "safety")
    assert "suspect is free" in paper(cast, here, "team")
    summary = paper(cast, here, "on_the_way")
    assert "suspect is free" not in summary
    assert "Her risk is to be assessed anew" in summary
    assert "Released" not in summary
    assert "proceedings" in summary


def a_list(cast, here, name):
    sokha = files.browser(cast, cast.sokha)
    if name == "search":
        return sokha.post("/people/find/", {"q": here.case.code_name}).text
    if name == "board":
        return sokha.get(reverse("journeys:board") + "?show=all").text
    case = f"?case={here.case.pk}" if name == "hand_over" else "?show=mine"
    return sokha.get(reverse(f"cases:{name}") + case).text


@pytest.mark.parametrize("name", ["list", "search", "hand_over", "board"])
def test_no_list_shows_in_green_that_somebody_was_said_to_be_safe(cast, here, name):
    text = a_list(cast, here, name)
    assert here.case.code_name in text or here.person.code_name in text
    assert "mark--ok" not in text
    assert name == "board" or "Said to be safe" in text
    acting = {"case": here.case, "person": here.person, **cast.acting(cast.sokha)}
    say_in_danger(said_by="mother", said_at=timezone.now(), **acting)
    assert "mark--danger" in a_list(cast, here, name)


def test_before_a_word_of_an_earlier_day_is_saved_the_page_says_what_has_happened_since(cast, here):
    step(cast, here.trial, "release", on=timezone.localdate() - DAY)
    address = reverse("cases:no_longer", args=[here.case.pk, here.person.pk])
    said_at = timezone.localtime() - 2 * DAY
    told = {"said_by": "herself", "free": "yes", "what_changed": "She moved."}
    told["said_at"] = f"{said_at:%Y-%m-%dT%H:%M:%S}"
    text = files.browser(cast, cast.sokha).post(address, told).text
    assert "The page of the case will say:" in text
    assert SINCE in text


def close(cast, here):
    acting = {"case": here.case, "person": here.person, **cast.acting(cast.sokha)}
    record_consent(purpose="care", answer="given", **acting)
    told = {"case": here.case, "answers": {"safe_people": "her aunt"}}
    add_entry(kind="safety", **told, **cast.acting(cast.sokha))
    told = {"case": here.case, "reason": "her_wish", "words": "Told to the lead."}
    closure = ask_closure(**told, **cast.acting(cast.sokha))
    agree_closure(closure=closure, version=here.case.version, **cast.acting(cast.noi))
    here.case.refresh_from_db()


def test_on_a_closed_case_a_release_makes_her_word_of_before_doubtful(cast, here):
    close(cast, here)
    assert all("state--ok" in page for page in pages(cast, here, cast.sokha))
    step(cast, here.trial, "release", on=timezone.localdate())
    for page in pages(cast, here, cast.sokha):
        assert SINCE in page
        assert "state--ok" not in page
    due = files.browser(cast, cast.sokha).get(reverse("protection:case", args=[here.case.pk])).text
    assert "a suspect is free" in due.casefold()


def test_a_release_after_the_closing_stands_on_the_list_of_the_lead(cast, here):
    close(cast, here)

    def late():
        tomorrow = timezone.localtime() + DAY
        found = late_for(Asked(cast.noi, cast.ring(cast.noi), tomorrow, team=True))
        return [one.step.event for one in found]

    assert late() == []
    step(cast, here.trial, "release", on=timezone.localdate())
    assert late() == [RiskEvent.RELEASE]


def test_closing_a_case_takes_no_doubt_away(cast, here):
    step(cast, here.trial, "release", on=timezone.localdate() - DAY)
    close(cast, here)
    for page in pages(cast, here, cast.sokha):
        assert SINCE in page
        assert "state--ok" not in page


def test_a_release_of_before_her_word_that_was_written_down_after_it_makes_it_doubtful(cast, here):
    told = timezone.localdate() - 5 * DAY
    step(cast, here.trial, "release", on=told)
    for page in pages(cast, here, cast.sokha):
        assert SINCE in page
        assert ", written down on" in page


def test_at_a_closing_and_before_a_journey_each_is_looked_at_by_herself(cast, here):
    other = files.person(cast, names=("Nang",))
    add_person(case=here.case, person=other, by=cast.sokha)
    step(cast, here.trial, "release", on=timezone.localdate())
    level = WORK[RecordKind.RISK] | {"level": "low", "because": "release"}

    def asked():
        found = criteria_still_open(here.case, cast.sokha, timezone.localtime())
        return [one for one in found if "is free" in str(one.says)]

    assert len(asked()) == 1  # the same of both: said once
    for person, still in ((here.person, 1), (other, 0)):
        acting = {"case": here.case, "person": person, **cast.acting(cast.sokha)}
        record(kind=RecordKind.RISK, answers=level, **acting)
        assert len(asked()) == still


BOARD = "Said to be safe before. Since then: something that makes it doubtful; ask whoever is"


def on_board(cast, here, who):
    (one,) = [
        one for one in board(who, timezone.localtime()).people if one.person == here.person.pk
    ]
    return one.row


@pytest.fixture
def at_home(cast, here):
    """She is with her family, of her own will: as planned on the board."""
    said_at = timezone.now() - 2 * DAY
    said = {"case": here.case, "person": here.person, "said_at": said_at}
    record_sign(sign="seen", with_whom="family", **said, **cast.acting(cast.sokha))
    return here


def release(cast, here):
    step(cast, here.trial, "release", on=timezone.localdate() - DAY)


def pressure(cast, here):
    acting = {"case": here.case, "person": here.person, **cast.acting(cast.sokha)}
    record(kind=RecordKind.PRESSURE, answers=WORK[RecordKind.PRESSURE], **acting)


def a_partner_is_not_safe(cast, here):
    lotus = add_partner(name="Lotus Centre", kind="organisation", type="shelter", by=cast.noi)
    told(cast, here.case, lotus)
    found(cast, lotus)


@pytest.mark.parametrize("who", ["sokha", "noi", "claire"])
@pytest.mark.parametrize("happens", [release, pressure, a_partner_is_not_safe])
def test_nobody_is_as_planned_on_the_board_of_whom_her_case_says_that_it_is_doubtful(
    cast, at_home, happens, who
):
    reader = getattr(cast, who)
    assert on_board(cast, at_home, reader).colour is Colour.GREEN
    happens(cast, at_home)
    assert on_board(cast, at_home, reader).colour is Colour.AMBER
    text = " ".join(files.browser(cast, reader).get(reverse("journeys:board")).text.split())
    assert BOARD in text
    assert "suspect" not in text
    assert "pressure" not in text.casefold()
    assert "Lotus" not in text


def test_after_a_look_at_her_risk_she_is_as_planned_again(cast, at_home):
    release(cast, at_home)
    acting = {"case": at_home.case, "person": at_home.person, **cast.acting(cast.sokha)}
    level = WORK[RecordKind.RISK] | {"level": "low", "because": "release"}
    record(kind=RecordKind.RISK, answers=level, **acting)
    assert on_board(cast, at_home, cast.sokha).colour is Colour.GREEN


@pytest.mark.parametrize("model", [ProtectionRecord, JusticeRecord])
def test_what_was_broken_in_one_case_keeps_no_other_from_being_said(cast, at_home, model):
    release(cast, at_home)
    pressure(cast, at_home)
    other = files.case(cast)
    acting = {"case": other, "person": other.people.get(), **cast.acting(cast.sokha)}
    record(kind=RecordKind.PRESSURE, answers=WORK[RecordKind.PRESSURE], **acting)
    whole = model.objects.filter(case=at_home.case).latest("number")
    at = {"case": other.pk} if model is ProtectionRecord else {"id": whole.pk}
    swapped = row_of(Case, id=other.pk)["stage"]
    update(model, {"coded": swapped}, **at)
    assert on_board(cast, at_home, cast.sokha).colour is Colour.AMBER


def test_what_happens_in_a_closed_case_makes_her_word_doubtful_in_her_open_one_too(cast, here):
    close(cast, here)
    other = files.case(cast, [here.person])
    browser, page = files.browser(cast, cast.sokha), reverse("cases:case", args=[other.pk])
    assert 'class="state state--ok"' in browser.get(page).text
    release(cast, here)
    text = " ".join(browser.get(page).text.split())
    assert "Since then: something that makes it doubtful" in text
    assert "state--ok" not in text
    assert "a suspect is free" not in text


def test_as_many_records_as_before_an_erasure_are_others(cast, at_home, process_remembers):
    """The count of records came back to what it was: she was shown as planned for an hour."""
    gone = files.case(cast)
    acting = {"case": gone, "person": gone.people.get(), **cast.acting(cast.sokha)}
    record(kind=RecordKind.PRESSURE, answers=WORK[RecordKind.PRESSURE], **acting)
    assert on_board(cast, at_home, cast.sokha).colour is Colour.GREEN
    close_by_hand(gone.pk)
    erased(cast, of_case(gone))
    pressure(cast, at_home)
    assert on_board(cast, at_home, cast.sokha).colour is Colour.AMBER


@pytest.mark.parametrize("happens", [release, pressure, a_partner_is_not_safe])
def test_what_the_server_keeps_for_a_minute_hides_no_danger(
    cast, at_home, process_remembers, happens
):
    """A suspect's release stood in no count: the board showed her as planned for a minute."""
    assert on_board(cast, at_home, cast.sokha).colour is Colour.GREEN
    happens(cast, at_home)
    assert on_board(cast, at_home, cast.sokha).colour is Colour.AMBER
