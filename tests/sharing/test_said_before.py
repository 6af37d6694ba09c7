"""What stands against a decision that passes the gate is said on its page, with the way to what is missing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.cases.actions import consents
from fanal.cases.actions.cases import add_person
from fanal.core.trust.vocabulary import DataClass
from fanal.sharing.queries.objections_to_transfer import against_sharing
from tests import files
from tests.journal import entries
from tests.sharing.transfers import accept, offer, propose, told_case

NOT_NOW = "This may not go out now"


@pytest.fixture
def here(cast):
    return told_case(cast)


def their_case(cast):
    return files.in_vientiane(cast)[1]


def refusals():
    return len(entries("sharing.refused"))


def test_who_agrees_to_a_two_country_file_reads_first_that_she_has_to_ask_her(cast, here):
    theirs, other = their_case(cast), their_case(cast)
    page = reverse("sharing:agree", args=[propose(cast, here).id])
    somchit = files.browser(cast, cast.somchit)
    which = somchit.get(page).text
    assert "is not open in your team" not in which
    assert f"?case={theirs.id}" in which
    assert f"?case={other.id}" in which
    # Named on the telephone is a person: whom each concerns stands beside it, and who asks.
    assert theirs.people.get().code_name in which
    assert f"{cast.noi} ({cast.bangkok})" in which
    before = refusals()
    asks = somchit.get(f"{page}?case={theirs.id}").text
    assert NOT_NOW in asks
    assert "there is no consent yet" in asks
    assert f"{cast.bangkok}: Ask" not in asks  # one team: named once
    consent = reverse("cases:consent", args=[theirs.id])
    back = f"next={page}%3Fcase%3D{theirs.id}"
    assert f"{consent}?purpose=referral&amp;{back}" in asks
    assert 'name="fields_shared"' not in asks
    assert refusals() == before
    (person,) = theirs.people.all()
    consents.record_consent(
        case=theirs, person=person, purpose="referral", answer="given", **cast.acting(cast.kham)
    )
    assert NOT_NOW not in somchit.get(f"{page}?case={theirs.id}").text
    chosen = {"case": theirs.id, "fields_shared": ["safety"]}
    assert somchit.post(f"{page}?case={theirs.id}", chosen).status_code == 302


def test_a_case_that_is_not_of_her_team_is_not_chosen(cast, here):
    page = reverse("sharing:agree", args=[propose(cast, here).id])
    somchit = files.browser(cast, cast.somchit)
    for case in (here.case.id, "x"):
        assert "Which case of your team?" in somchit.get(f"{page}?case={case}").text
        sent = somchit.post(page, {"case": case, "fields_shared": ["safety"]}).text
        assert "Which case" in sent
        assert "is not open in your team" in sent


@pytest.mark.parametrize("why", ["she said no since", "somebody was added"])
def test_who_takes_a_case_over_reads_first_that_it_cannot_be_accepted(cast, here, why):
    transfer = offer(cast, here)
    page = reverse("sharing:accept", args=[transfer.id])
    somchit = files.browser(cast, cast.somchit)
    assert NOT_NOW not in somchit.get(page).text
    if why == "somebody was added":
        add_person(case=here.case, person=files.person(cast), by=cast.sokha)
        says = "Somebody was added to the case since"
    else:
        consents.withdraw_consent(consent=here.consent, by=cast.sokha)
        says = "This cannot be accepted now: ask the team that offers it."
    before = refusals()
    assert says in somchit.get(page).text
    assert refusals() == before


def test_who_passes_on_what_was_held_back_reads_first_what_she_has_to_ask(cast, here):
    transfer = offer(cast, here, classes=("identity", "narrative"))
    accept(cast, transfer)
    page = reverse("sharing:pass_on", args=[transfer.id])
    noi = files.browser(cast, cast.noi)
    assert "may go out now" not in noi.get(page).text
    consents.withdraw_consent(consent=here.consent, by=cast.kham)
    assert "may go out now" in noi.get(page).text.replace("may not", "may")


def test_all_teams_of_a_proposal_are_asked_about_in_one(cast, here):
    def asked(n):
        with CaptureQueriesContext(connection) as found:
            against_sharing(here.case, teams[:n], DataClass.EXISTENCE, cast.noi)
        return len(found)

    teams = [cast.vientiane, *(one for one in cast.teams.values() if one != cast.vientiane)]
    assert len(teams) > 1
    asked(1)
    assert asked(len(teams)) == asked(1)
