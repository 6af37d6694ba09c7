"""What no page offers is refused by the action all the same: a page is not the only way to it."""

import re

import pyrage
import pytest
from django.urls import reverse

from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.entries import add_entry
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.core.trust.transfers import Offer
from fanal.keys.actions import offers
from fanal.sharing.actions import passing_on, recalls, rules, sending
from fanal.sharing.actions import shared as shared_actions
from fanal.sharing.actions.transfers import kept_closed
from fanal.sharing.models import Approval, Disclosure, NeverTell, Override, Side, Transfer
from tests import files
from tests.sharing import test_partner_files as partner_files
from tests.sharing import transfers
from tests.sharing.scene import draft
from tests.sharing.test_held_back import WITHOUT_PLACE, given_away


def test_the_list_names_one_who_must_not_know_and_nobody_around_somebody_else(cast, here):
    told = {"case": here.case, "reason": "His brother.", "by": cast.sokha}
    other = files.case(cast)
    answers = {"relation": "friend", "name": "Sanya"}
    friend = add_entry(case=other, kind="around", answers=answers, **cast.acting(cast.sokha))
    for wrong in ({}, {"partner": here.station, "colleague": cast.kham}):
        with pytest.raises(BadInput, match="Name one partner"):
            rules.never_tell(**told, **wrong)
    with pytest.raises(BadInput, match="not among the people around her"):
        rules.never_tell(**told, around=friend)
    assert not NeverTell.objects.exists()


def test_who_works_on_the_case_approves_of_nothing_that_goes_out(cast, here):
    with pytest.raises(BadInput, match="Only a lead or the director"):
        rules.approve(case=here.case, partner=here.shelter, classes=["medical"], by=cast.sokha)
    assert not Approval.objects.exists()


def asked_to_tell(cast, here):
    return files.override(
        here.case,
        "She bleeds and cannot speak; the clinic needs her blood group.",
        by=cast.sokha,
        partner=here.shelter,
    )


def test_nobody_agrees_to_telling_with_somebody_who_is_kept_out_since(cast, here):
    row = asked_to_tell(cast, here)
    keep_out(case=here.case, user=cast.sokha, reason="a cousin", by=cast.noi)
    with pytest.raises(Refused, match="kept out of this case"):
        rules.override_too(row=row, by=cast.claire)
    assert Override.objects.get().second is None


def test_of_two_who_decide_on_an_override_the_first_counts(cast, here):
    row = asked_to_tell(cast, here)
    late = Override.objects.get(id=row.id)
    rules.decline_override(row=row, by=cast.noi)
    with pytest.raises(BadInput, match="decided already"):
        rules.override_too(row=late, by=cast.claire)
    row.refresh_from_db()
    assert (row.second, row.declined_by) == (None, cast.noi)


def test_no_answer_is_noted_to_a_recall_that_nobody_made(cast, here):
    sent = sending.send(referral=draft(cast, here), channel="print", by=cast.sokha, ring=here.ring)
    with pytest.raises(BadInput, match="not recalled"):
        recalls.answer_recall(disclosure=sent.disclosure, by=cast.sokha)
    assert Disclosure.objects.get().recall_answered_on is None


def test_without_a_key_of_the_partner_no_bundle_is_made(cast, here):
    with pytest.raises(BadInput, match="no age key"):
        sending.sealed_to(here.station, "Her name.")


def test_the_bundle_for_a_partner_opens_with_its_key_and_a_refusal_is_told(cast, here):
    file = partner_files.opened(cast, here)
    partner_files.write(cast, here, file)
    sokha = files.browser(cast, cast.sokha)
    page, bundle, sheet = (
        reverse(f"sharing:{name}", args=[file.id])
        for name in ("partner_file", "partner_bundle", "partner_print")
    )
    for address in (bundle, sheet):
        refused = sokha.post(address, {"seen": "what stood there before"}, follow=True)
        assert "has changed since" in refused.text
    assert not Disclosure.objects.exists()
    seen = re.search(r'name="seen" value="(\w+)"', sokha.get(page).text)[1]
    out = sokha.post(bundle, {"seen": seen})
    assert out["Content-Disposition"] == f'attachment; filename="{Disclosure.objects.get().id}.age"'
    assert partner_files.SAFE in pyrage.decrypt(out.content, [here.key]).decode()


def without_lead(team):
    """The team, in which nobody is left who leads it."""
    team.members.filter(role=Role.TEAM_LEAD).update(is_active=False)
    return team


def test_a_record_is_kept_with_another_team_that_has_a_lead_beside_a_case_of_its_own(cast):
    here = transfers.told_case(cast)
    for wrong in (cast.bangkok, without_lead(cast.saigon)):
        with pytest.raises(BadInput, match="Nobody who leads that team"):
            transfers.propose(cast, here, team=wrong)
    asked = Side.objects.get(shared=transfers.propose(cast, here), team=cast.vientiane)
    answer = {"side": asked, "fields": transfers.FIELDS, **cast.acting(cast.somchit)}
    with pytest.raises(BadInput, match="a case of your team"):
        shared_actions.agree(case=here.case, **answer)
    asked.refresh_from_db()
    assert asked.case is None


def test_a_proposal_that_was_taken_back_is_not_agreed_to(cast):
    here = transfers.told_case(cast)
    person, theirs = files.in_vientiane(cast)
    yes = {"purpose": "referral", "answer": "given"}
    record_consent(case=theirs, person=person, **yes, **cast.acting(cast.kham))
    shared = transfers.propose(cast, here)
    asked = Side.objects.get(shared=shared, team=cast.vientiane)
    shared_actions.end(side=Side.objects.get(shared=shared, team=cast.bangkok), by=cast.noi)
    with pytest.raises(Refused, match="answered already, or taken back"):
        shared_actions.agree(
            side=asked, case=theirs, fields=transfers.FIELDS, **cast.acting(cast.somchit)
        )


def test_nothing_is_written_for_the_other_side_without_words(cast):
    here = transfers.told_case(cast)
    transfers.agreed(cast, here)
    with pytest.raises(BadInput, match="say what the other side is to know"):
        shared_actions.put(
            side=here.sides[cast.bangkok.pk],
            field="safety",
            text="  ",
            version=0,
            **cast.acting(cast.sokha),
        )


def test_a_case_is_offered_by_who_opens_all_of_it_to_a_team_that_has_a_lead(cast):
    here = transfers.told_case(cast)
    bopha = cast.join("bopha", "Bopha", Role.CASE_WORKER, "Bangkok")
    with pytest.raises(BadInput, match="may not open this yourself"):
        transfers.offer(cast, here, **cast.acting(bopha))
    with pytest.raises(BadInput, match="Nobody who leads that team"):
        transfers.offer(cast, here, team=without_lead(cast.saigon), near=[])
    assert not Transfer.objects.exists()


def test_where_she_is_goes_to_nobody_of_the_receiving_team_who_must_not_know(cast):
    here = transfers.told_case(cast)
    noy = cast.join("noy", "Noy", Role.TEAM_LEAD, "Vientiane")
    made = transfers.offer(cast, here)
    keep_out(case=files.case(cast, people=[here.person]), user=noy, reason="Cousin.", by=cast.noi)
    with pytest.raises(BadInput, match="may not know of the case"):
        transfers.accept(cast, made, near=[cast.kham, noy])
    made.refresh_from_db()
    assert made.state == Offer.OFFERED


def test_what_was_held_back_is_passed_on_only_to_the_team_that_it_was_held_back_from(cast):
    here = transfers.told_case(cast)
    made = transfers.offer(cast, here, classes=WITHOUT_PLACE, near=[])
    transfers.accept(cast, made, worker=cast.somchit, near=[])
    here.case.refresh_from_db()
    given = {"near": [], "classes": WITHOUT_PLACE, **cast.acting(cast.somchit)}
    second = transfers.offer(cast, here, team=cast.saigon, **given)
    transfers.accept(cast, second, worker=cast.linh, near=[], **cast.acting(cast.huong))
    made = Transfer.objects.get(pk=made.pk)
    with pytest.raises(Refused, match="with another team"):
        passing_on.pass_on_more(transfer=made, classes=["whereabouts"], **cast.acting(cast.noi))


def test_where_nobody_has_what_was_held_back_any_more_the_lead_reads_so(cast):
    made = given_away(cast, transfers.told_case(cast))
    offers.take_back(kept_closed(made))
    with pytest.raises(BadInput, match="Nobody in your team can see where she is"):
        passing_on.pass_on_more(transfer=made, classes=["whereabouts"], **cast.acting(cast.noi))
