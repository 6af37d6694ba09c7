"""A referral that tells what a second person approves first asks her, and nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.cases.actions import consents, emergencies
from fanal.cases.models import Case
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import IDENTITY, NARRATIVE
from fanal.core.trust.gate import APPROVAL_LASTS
from fanal.keys.actions import grant
from fanal.partners.actions.partners import change_partner
from fanal.partners.models import Partner
from fanal.sharing.access import may_disclose
from fanal.sharing.actions import rules, sending
from fanal.sharing.models import Approval
from fanal.sharing.queries.hooks import agreed_by_a_second
from fanal.sharing.queries.pages import overridden_now
from tests import files
from tests.exclusion import WAYS, kept_out
from tests.journal import entries
from tests.security.planting import update
from tests.sharing.scene import draft, scene

PLACE = {"classes": ["whereabouts"], "purpose": "know_whereabouts"}


def asked(cast, user):
    """The number beside the menu, and what stands on the page that it leads to."""
    page = files.browser(cast, user).get(reverse("web:decisions"))
    links = page.context["navigation"].links
    count = next(link.count for link in links if link.address == reverse("web:decisions"))
    return count, [one.id for _kind, one, *_ in page.context["rows"]]


NOTHING = (None, [])


def test_a_lead_finds_what_waits_for_her_approval_until_she_has_given_it(cast, here):
    referral = draft(cast, here, **PLACE)
    assert asked(cast, cast.noi) == (1, [referral.id])
    noi = files.browser(cast, cast.noi)
    address = reverse("sharing:referral", args=[referral.id])
    page = noi.get(reverse("web:decisions"))
    assert address in page.text
    assert "Approve a referral" in page.text
    told = noi.post(reverse("sharing:approve", args=[referral.id]), follow=True)
    assert "You approved this." in told.text
    assert "approved by Noi Saetang" in told.text
    assert "somebody else sends it" in told.text
    assert "has to approve this first" not in told.text
    assert reverse("sharing:approve", args=[referral.id]) not in told.text
    assert asked(cast, cast.noi) == NOTHING
    assert sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    consents.withdraw_consent(consent=here.consent, by=cast.sokha)
    assert "somebody else sends it" not in noi.get(address).text


def test_it_asks_nobody_who_may_not_approve_it(cast, here):
    draft(cast, here, **PLACE)
    for who in (cast.sokha, cast.somchit, cast.claire):
        assert asked(cast, who) == NOTHING


def test_where_no_lead_of_the_team_may_approve_a_director_is_asked_who_opens_no_case(cast, here):
    referral = draft(cast, here, **PLACE)
    emergencies.keep_out(case=here.case, user=cast.noi, reason="her cousin", by=cast.sokha)
    changed = {"name": "Quiet House", "contact": "+66 2 555 0999"}
    house = Partner.objects.get(pk=here.shelter.pk)
    house.contact = "+66 2 555 0101"
    house.save()
    change_partner(partner=house, by=cast.linh, version=house.version, **changed)
    assert asked(cast, cast.noi) == NOTHING
    assert asked(cast, cast.claire) == (1, [referral.id])
    assert asked(cast, cast.somchit) == NOTHING
    claire = files.browser(cast, cast.claire)
    page = claire.get(reverse("sharing:decide", args=[referral.id])).text
    for told in ("Quiet House", "Sokha Chea", "where she is", here.person.code_name):
        assert told in page
    assert f"{cast.linh} changed how this partner" in page
    assert "+66 2 555 0101" in page
    assert "A bed." not in page
    assert claire.get(reverse("sharing:referral", args=[referral.id])).status_code == 404
    claire.post(reverse("sharing:approve", args=[referral.id]))
    assert Approval.objects.get().by == cast.claire
    assert asked(cast, cast.claire) == NOTHING
    assert sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)


def test_nobody_approves_what_she_prepared_herself(cast, here):
    referral = draft(cast, here, **cast.acting(cast.noi), **PLACE)
    assert asked(cast, cast.noi) == NOTHING
    other = cast.join("nok", "Nok", cast.noi.role, "Bangkok")
    assert asked(cast, other) == (1, [referral.id])


def test_a_director_to_whom_the_story_is_open_is_asked_too(cast, here):
    referral = draft(cast, here, **PLACE)
    grant(
        folder=here.case.id,
        compartments=[IDENTITY, NARRATIVE],
        to=cast.claire,
        **cast.acting(cast.noi),
    )
    assert asked(cast, cast.claire) == (1, [referral.id])
    assert asked(cast, cast.noi) == (1, [referral.id])


def test_what_needs_no_approval_asks_nobody(cast, here):
    draft(cast, here)
    assert asked(cast, cast.noi) == NOTHING


def test_what_was_sent_asks_nobody(cast, here):
    referral = draft(cast, here, **PLACE)
    rules.approve(case=here.case, partner=here.shelter, classes=["whereabouts"], by=cast.noi)
    sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    # Nearly over, it is given anew: whoever is to send it has seven days.
    Approval.objects.update(at=timezone.now() - APPROVAL_LASTS + timedelta(hours=1))
    assert asked(cast, cast.noi) == NOTHING


def test_an_approval_that_has_run_out_is_asked_for_again(cast, here):
    referral = draft(cast, here, **PLACE)
    rules.approve(case=here.case, partner=here.shelter, classes=["whereabouts"], by=cast.noi)
    assert asked(cast, cast.noi) == NOTHING
    Approval.objects.update(at=timezone.now() - APPROVAL_LASTS - timedelta(minutes=1))
    assert asked(cast, cast.noi) == (1, [referral.id])


@pytest.mark.parametrize("since", ["account ended", *WAYS])
def test_an_approval_ends_with_the_account_of_who_gave_it_and_with_a_conflict_of_hers(
    cast, here, since
):
    """As a link that she agreed to does; and whom a conflict keeps out lets nothing out."""
    nok = cast.join("nok", "Nok", cast.noi.role, "Bangkok")
    referral = draft(cast, here, **PLACE)
    files.browser(cast, nok).post(reverse("sharing:approve", args=[referral.id]))
    address = reverse("sharing:referral", args=[referral.id])
    assert "approved by Nok" in files.browser(cast, cast.sokha).get(address).text
    if since == "account ended":
        end_account(user=nok, by=cast.anan)
    else:
        kept_out(cast, here.case, nok, since)
    assert "approved by Nok" not in files.browser(cast, cast.sokha).get(address).text
    assert asked(cast, cast.noi) == (1, [referral.id])
    with pytest.raises(BadInput, match="has to approve this first"):
        sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)


@pytest.mark.parametrize("whose", ["first", "second"])
@pytest.mark.parametrize("since", ["account ended", *WAYS])
def test_telling_without_her_consent_ends_with_the_account_or_a_conflict_of_either_of_the_two(
    cast, whose, since
):
    here = scene(cast, consent=False)
    nok = cast.join("nok", "Nok", cast.noi.role, "Bangkok")
    first, second = (nok, cast.noi) if whose == "first" else (cast.sokha, nok)
    asked = files.override(here.case, "He threatens her. " * 9, by=first, partner=here.shelter)
    rules.override_too(row=asked, by=second)
    ask = {"case": here.case, "person": here.person, "partner": here.shelter, "by": cast.sokha}
    ask |= {"classes": ["identity"], "purpose": "receive_documents"}
    assert may_disclose(**ask).allowed
    assert [row for row, _until in overridden_now(here.case, timezone.now())] == [asked]
    assert len(agreed_by_a_second(first, timezone.localtime())) == 1
    if since == "account ended":
        end_account(user=nok, by=cast.anan)
    else:
        kept_out(cast, here.case, nok, since)
    assert not may_disclose(**ask).allowed
    assert overridden_now(here.case, timezone.now()) == []
    assert agreed_by_a_second(first, timezone.localtime()) == []


def test_who_is_to_hold_her_learns_where_she_is_and_one_approval_covers_it(cast, here):
    """The classes that were ticked name no place: the purpose tells it, and the gate asks."""
    referral = draft(cast, here, classes=["identity"], purpose="hold_the_person")
    assert asked(cast, cast.noi) == (1, [referral.id])
    files.browser(cast, cast.noi).post(reverse("sharing:approve", args=[referral.id]))
    assert asked(cast, cast.noi) == NOTHING
    assert sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)


def test_a_case_that_went_to_another_team_asks_its_lead(cast, here):
    referral = draft(cast, here, **PLACE)
    Case.objects.filter(id=here.case.id).update(team=cast.vientiane)
    assert asked(cast, cast.somchit) == (1, [referral.id])
    assert not asked(cast, cast.noi)[1]


def test_who_approves_in_two_windows_approves_once(cast, here):
    referral = draft(cast, here, **PLACE)
    for window in (files.browser(cast, cast.noi), files.browser(cast, cast.noi)):
        told = window.post(reverse("sharing:approve", args=[referral.id]), follow=True)
        assert "You approved this." in told.text
    assert Approval.objects.count() == 1
    assert len(entries("sharing.approved")) == 1


def test_who_approved_less_or_longer_ago_approves_again(cast, here):
    told = {"case": here.case, "partner": here.shelter, "by": cast.noi}
    first = rules.approve(classes=["whereabouts"], **told)
    assert rules.approve(classes=["whereabouts"], **told) == first
    assert rules.approve(classes=["medical", "whereabouts"], **told) != first
    # Nearly over, it is given anew: whoever is to send it has seven days.
    Approval.objects.update(at=timezone.now() - APPROVAL_LASTS + timedelta(hours=1))
    assert rules.approve(classes=["whereabouts"], **told).at > first.at


def test_a_yes_that_nobody_here_gave_keeps_nobody_from_giving_it(cast, here):
    told = {"case": here.case, "partner": here.shelter, "by": cast.noi}
    forged = rules.approve(classes=["whereabouts"], **told)
    update(Approval, {"attestation": b"x" * 32}, id=forged.pk)
    assert rules.approve(classes=["whereabouts"], **told) != forged
