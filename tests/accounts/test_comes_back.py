"""Whose account ended comes back into the same account: what keeps her out of a case still does, and
nothing of before opens to her."""

import pytest
from django.urls import reverse

from fanal.accounts import actions
from fanal.accounts.actions import invitation_approval
from fanal.accounts.models import Invitation, User
from fanal.cases.access import cases_for
from fanal.cases.actions.emergencies import keep_out
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.compartments import LEGAL
from fanal.keys import key_pairs
from fanal.keys.actions import grant, onboarding
from fanal.keys.queries import living_grants_on
from fanal.partners.actions.findings import record_finding, withdraw
from fanal.people.exclusion import conflicts_on
from tests import files

pytestmark = pytest.mark.django_db
FOUND = "Found about her, and not taken back"
PASSPHRASE = "seven lamps over the still water"


def invited_again(cast, **more):
    hers = {"email": cast.sokha.email, "display_name": "Sokha Chea", "teams": [cast.vientiane]}
    return files.invited(cast, **hers | more)


def comes_back(cast, code=""):
    token = invited_again(cast)
    invitation = Invitation.objects.get(user=cast.sokha, used=False)
    invitation_approval.agree(invitation=invitation, by=cast.noi)
    onboarding.come_back(invitation=actions.invitation_for(token), passphrase=PASSPHRASE, code=code)
    cast.sokha.refresh_from_db()
    return cast.sokha


@pytest.fixture
def ended(cast):
    actions.end_account(user=cast.sokha, by=cast.anan)
    cast.sokha.refresh_from_db()


@pytest.mark.usefixtures("ended")
def test_she_is_invited_with_her_address_and_name_and_a_second_person_agrees(cast):
    token = invited_again(cast)
    assert actions.invitation_for(token) is None
    text = files.browser(cast, cast.noi).get(reverse("accounts:invitations")).text
    assert "Her account ended. With this link it opens again" in text
    assert "She has an account" not in text


@pytest.mark.usefixtures("ended")
def test_whoever_agrees_reads_what_was_found_about_her_as_far_as_she_may_know_of_it(cast):
    invited_again(cast)
    address = reverse("accounts:invitations")
    noi = files.browser(cast, cast.noi)
    assert FOUND not in noi.get(address).text
    told = {"level": "dangerous", "reasons": ["sells_information"], "by": cast.claire}
    finding = record_finding(colleague=cast.sokha, **told)
    text = noi.get(address).text
    assert FOUND in text
    assert reverse("partners:colleagues") in text
    withdraw(finding=finding, by=cast.noi)
    assert FOUND not in noi.get(address).text


@pytest.mark.usefixtures("ended")
def test_what_is_found_after_her_account_ended_can_be_written_down(cast):
    address = reverse("partners:find_colleague")
    noi = files.browser(cast, cast.noi)
    assert "Sokha Chea (account ended)" in noi.get(address).text
    told = {"level": "dangerous", "reasons": ["sells_information"], "colleague": cast.sokha.pk}
    assert (
        noi.post(
            address, told | {"reliability": "B", "credibility": "2", "evidence": "Seen."}
        ).status_code
        == 302
    )
    invited_again(cast)
    assert FOUND in files.browser(cast, cast.claire).get(reverse("accounts:invitations")).text


@pytest.mark.usefixtures("ended")
def test_she_has_her_account_in_the_teams_of_the_invitation_alone(cast):
    her = comes_back(cast)
    assert her.is_active
    assert list(her.teams.all()) == [cast.vientiane]
    assert User.objects.filter(display_name="Sokha Chea").count() == 1
    vera = files.browser(cast, User.objects.get(role="auditor")).get(reverse("audit:journal")).text
    assert "came back by invitation into an account that had ended" in vera


def test_nothing_that_she_opened_before_opens_to_her_not_even_with_her_old_code(cast):
    case = files.case(cast)
    files.let_in_lawyer(cast, case)
    before = key_pairs.pair_of(cast.sokha)
    actions.end_account(user=cast.sokha, by=cast.anan)
    cast.sokha.refresh_from_db()
    her = comes_back(cast, code="H5A6-YHQ7-EMWI-2YCC-Q6OP-ISXK-5JZM-G2AZ")
    assert key_pairs.pair_of(her) != before
    assert not cases_for(her).filter(id=case.id).exists()
    assert not living_grants_on(case.id).filter(to_keys=key_pairs.pair_of(her)).exists()


def test_what_keeps_her_out_of_a_case_still_does(cast):
    case = files.case(cast, by=cast.noi)
    keep_out(case=case, user=cast.sokha, reason="her cousin", by=cast.noi)
    actions.end_account(user=cast.sokha, by=cast.anan)
    cast.sokha.refresh_from_db()
    her = comes_back(cast)
    assert conflicts_on(case.id).filter(user=her).exists()


@pytest.mark.usefixtures("ended")
def test_another_address_with_her_name_is_told_how_she_comes_back(cast):
    with pytest.raises(BadInput, match="invite her with its address"):
        invited_again(cast, email="sokha.new@fanal.example")
    with pytest.raises(Refused):
        actions.let_back(user=cast.sokha, by=cast.anan)


@pytest.mark.usefixtures("ended")
def test_the_page_of_her_account_leads_to_an_invitation_that_knows_her(cast):
    anan = files.browser(cast, cast.anan)
    address = f"{reverse('accounts:invite')}?again={cast.sokha.pk}"
    assert address in anan.get(reverse("accounts:person", args=[cast.sokha.pk])).text
    text = anan.get(address).text
    assert f'value="{cast.sokha.email}"' in text
    assert "what keeps her out of a case still does" in text.replace("\n", " ")
    assert "Her account ended" not in anan.get(reverse("accounts:invite") + "?again=x").text
    assert (
        "Her account ended"
        not in anan.get(f"{reverse('accounts:invite')}?again={cast.noi.pk}").text
    )


def test_a_lead_who_lets_her_in_gives_her_no_grant_of_before(cast):
    case = files.case(cast, by=cast.noi)
    grant(
        folder=case.id,
        compartments=[LEGAL],
        to=cast.sokha,
        by=cast.noi,
        ring=cast.ring(cast.noi),
        reason="she knows the court",
    )
    actions.end_account(user=cast.sokha, by=cast.anan)
    cast.sokha.refresh_from_db()
    her = comes_back(cast)
    assert onboarding.grant_again(user=her, by=cast.noi, ring=cast.ring(cast.noi)) == 0
