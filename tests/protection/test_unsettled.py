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
from fanal.cases.actions.states import say_in_danger, say_no_longer
from fanal.cases.queries.agenda_asked import Asked
from fanal.cases.queries.rights import rights_on
from fanal.cases.queries.story import StoryQuery
from fanal.cases.queries.unsettled import states_on_page
from fanal.core.protection.codes import RiskEvent
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import LEGAL
from fanal.protection.actions.recording import record
from fanal.protection.queries.agenda import late_for
from fanal.protection.queries.hooks import criteria_still_open
from tests import files
from tests.journal import entries
from tests.justice.scene import DAY, scene, step
from tests.protection.scene import WORK

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


def test_who_opens_no_legal_part_learns_nothing_of_it(cast, here):
    step(cast, here.trial, "release", on=timezone.localdate() - DAY)
    rights = rights_on(cast.sokha, here.case)
    ring, now = cast.ring(cast.sokha), timezone.localtime()
    for opens, reads in ((rights.opens, True), (rights.opens - {LEGAL}, False)):
        query = StoryQuery(here.case, cast.sokha, ring, replace(rights, opens=opens), now)
        (seen,) = states_on_page([here.person], query).values()
        assert bool(seen.unsettled) is reads


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
