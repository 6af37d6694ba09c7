"""What the apps above tell of a case on its line: calls, what was shared, the law, journeys."""

import pytest
from django.urls import reverse

from fanal.core.sealing.compartments import LEGAL, NARRATIVE
from fanal.identification.access import concern_for
from fanal.identification.actions.statements import add_statement
from fanal.intake.actions import make_case, take_signal
from fanal.keys.actions import grant
from fanal.sharing.actions import recalls, rules, sending
from tests import files
from tests.journeys import scene as journeys
from tests.sharing import scene as partners


def line(client, case, query=""):
    return client.get(reverse("cases:timeline", args=[case.id]) + query).text


def let_in(cast, case, *parts):
    grant(folder=case.id, compartments=parts, to=cast.mai, **cast.acting(cast.noi), reason="court")
    return files.browser(cast, cast.mai)


@pytest.fixture
def called(cast):
    told = {"who_calls": "mother", "danger_now": True, "known": "The door is locked."}
    signal = take_signal(team=cast.bangkok, answers=told, by=cast.sokha)
    return make_case(signal=signal, **cast.acting(cast.sokha), names=[{"text": "Noy"}])


def test_the_call_that_became_the_case_says_who_called_and_that_she_is_in_danger(sokha, called):
    page = line(sokha, called)
    assert "First call became this case" in page
    assert "her mother" in page
    assert "The call<" in page
    assert ">In danger<" in line(sokha, called, "?kind=danger")


def test_whoever_may_not_read_her_story_learns_of_the_call_and_not_what_it_said(cast, called):
    page = line(let_in(cast, called, LEGAL), called)
    assert "First call became this case" in page
    assert "her mother" not in page
    assert "kind=danger" not in page
    assert "The call<" not in page


@pytest.fixture
def referral(cast):
    here = partners.scene(cast)
    draft = partners.draft(cast, here)
    here.sent = sending.send(referral=draft, channel="print", **cast.acting(cast.sokha))
    here.referral = draft
    return here


def test_a_referral_its_sending_and_its_recall_stand_in_the_line(cast, sokha, referral):
    recalls.note_receipt(
        disclosure=referral.sent.disclosure, code=referral.sent.disclosure.receipt, by=cast.sokha
    )
    page = line(sokha, referral.case, "?kind=sharing")
    name = referral.referral.partner.name
    for words in (f"Asked {name}", f"Sent to {name}", f"Received by {name}", "printed sheet"):
        assert words in page
    assert reverse("sharing:referral", args=[referral.referral.id]) in page


def test_why_somebody_must_never_know_is_read_by_who_reads_her_story(cast, sokha, referral):
    rules.never_tell(
        case=referral.case,
        partner=referral.referral.partner,
        reason="he drinks with them",
        by=cast.noi,
    )
    assert "he drinks with them" in line(sokha, referral.case)
    lawyer = line(let_in(cast, referral.case, LEGAL), referral.case)
    assert "Must never know" in lawyer
    assert "he drinks with them" not in lawyer


def test_what_was_said_and_found_under_the_law_is_of_the_legal_part(cast, sokha):
    case = files.case(cast)
    acts = cast.acting(cast.sokha)
    concern = concern_for(cast.sokha, case.id, case.people.get().id, cast.ring(cast.sokha))
    add_statement(concern=concern, answers={"recruited": "yes"}, source="relative", **acts)
    files.not_a_victim(concern, acts, reason="none was given")
    page = line(sokha, case, "?kind=law")
    assert "A relative" in page
    assert "none was given" in page
    assert "1 Mar 2025" in page
    assert "none was given" in line(let_in(cast, case, LEGAL), case)


def test_who_reads_her_story_alone_reads_nothing_of_the_law(cast):
    case = files.case(cast)
    acts = cast.acting(cast.sokha)
    concern = concern_for(cast.sokha, case.id, case.people.get().id, cast.ring(cast.sokha))
    add_statement(concern=concern, answers={"recruited": "yes"}, source="relative", **acts)
    page = line(let_in(cast, case, NARRATIVE), case)
    assert "A relative" not in page
    assert "kind=law" not in page


def test_a_hand_over_of_a_journey_stands_in_the_line_with_its_hour(cast, sokha):
    here = journeys.scene(cast, n=2)
    first, second = here.people
    journeys.hand_over(here, here.shelter, here.escort, [first], [first])
    page = line(sokha, here.case, "?kind=journey")
    assert "Shelter team → Escort" in page
    assert first.code_name in page
    assert "by telephone" in page
    of_the_other = line(sokha, here.case, f"?kind=journey&about={second.id}")
    assert "Shelter team → Escort" not in of_the_other


def test_who_sees_no_journeys_is_told_that_they_are_kept_back(cast):
    here = journeys.scene(cast, n=1)
    page = line(let_in(cast, here.case, LEGAL), here.case)
    assert "Joined the journey" not in page
    assert "journeys" in page.split("Not part of your access")[1].split(". Ask")[0]


def test_a_journey_with_many_events_takes_as_many_queries_as_with_one(
    cast, sokha, django_assert_max_num_queries
):
    here = journeys.scene(cast, n=3)
    address = reverse("cases:timeline", args=[here.case.id])

    def asked():
        with django_assert_max_num_queries(101) as captured:
            sokha.get(address)
        return len(captured)

    asked()
    few = asked()
    journeys.hand_over(here, here.shelter, here.escort, here.people, here.people)
    journeys.hand_over(here, here.escort, here.centre, here.people, here.people)
    asked()  # what was written is verified once
    assert asked() == few


def test_on_paper_a_journey_says_where_she_was_given_only_where_that_is_asked_for(cast):
    here = journeys.scene(cast, n=1)
    (her,) = here.people
    journeys.hand_over(here, here.shelter, here.escort, [her], [her])
    paper = reverse("cases:print", args=[here.case.id, "chronology"])
    noi = files.browser(cast, cast.noi)
    plain = noi.post(paper, {"printed_for": "on_the_way"}).text
    assert "Handed over" in plain
    assert "Shelter team" not in plain
    assert "Shelter team" in noi.post(paper, {"printed_for": "on_the_way", "where": "on"}).text
