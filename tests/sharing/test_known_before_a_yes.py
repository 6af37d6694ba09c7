"""Who approves a referral or takes a case over reads what the decision takes: whether she is a
child, whether she is in danger now, whose yes it rests on, and where the partner is trusted."""

import pytest
from django.urls import reverse

from fanal.cases.actions import consents, emergencies
from fanal.people.actions import births
from fanal.people.models import AgeForConsent
from fanal.sharing.actions import rules
from fanal.sharing.queries import waiting
from fanal.sharing.queries.deciding import known_of_referral
from fanal.sharing.words import classes_words
from tests import files
from tests.sharing.scene import draft, scene
from tests.sharing.transfers import offer, told_case

PLACE = {"classes": ["whereabouts"], "purpose": "know_whereabouts"}


def aged(cast, here, *ages):
    AgeForConsent.objects.all().delete()
    births.add_birth(
        person=here.person, source="herself", ages=ages, by=cast.sokha, ring=cast.ring(cast.sokha)
    )


def director_page(cast, here):
    referral = draft(cast, here, **PLACE)
    emergencies.keep_out(case=here.case, user=cast.noi, reason="her cousin", by=cast.sokha)
    decides = reverse("sharing:decide", args=[referral.id])
    return files.browser(cast, cast.claire).get(decides).text


def lead_page(cast, here):
    shown = reverse("sharing:referral", args=[draft(cast, here, **PLACE).id])
    return files.browser(cast, cast.noi).get(shown).text


@pytest.mark.parametrize("page", [director_page, lead_page])
def test_who_approves_a_referral_reads_of_a_child_whose_yes_it_is_and_where_they_are_trusted(
    cast, page
):
    here = scene(cast)
    aged(cast, here, 16, 16)
    files.in_danger(cast, here.case)
    text = page(cast, here)
    assert "A child" in text
    assert "Whose yes it rests on" in text
    assert "The person herself or himself, " in text
    assert "In danger: call Sokha" in text
    assert "Thailand" in text
    assert "everywhere" in text


def test_a_referral_of_somebody_in_danger_is_urgent_among_what_waits(cast):
    """As taking a case over is: it stood below what waited longer."""
    here = scene(cast)
    draft(cast, here, **PLACE)
    assert [one.urgent for one in waiting.referrals(cast.noi)] == [False]
    files.in_danger(cast, here.case)
    assert [one.urgent for one in waiting.referrals(cast.noi)] == [True]


def test_of_a_child_for_whom_her_mother_answers_it_says_whether_she_was_asked_herself(cast):
    here = scene(cast, consent=False)
    aged(cast, here, 5, 5)
    yes = {"case": here.case, "person": here.person, "purpose": "referral", "answer": "given"}
    consents.record_consent(
        given_by="parent_or_caregiver",
        partner=here.shelter.id,
        **yes,
        **cast.acting(cast.sokha),
    )
    text = director_page(cast, here)
    assert "A parent or caregiver, " in text
    assert "she was not asked herself" in text


def test_of_an_adult_nothing_of_her_age_is_said_and_of_no_other_danger(cast):
    here = scene(cast)
    aged(cast, here, 30, 34)
    text = director_page(cast, here)
    for told in ("A child", "treated as a child", "30–34", "In danger: call"):
        assert told not in text


def test_an_age_that_is_not_sure_is_said_to_be_so(cast):
    here = told_case(cast)
    aged(cast, here, 16, 20)
    shown = reverse("sharing:transfer", args=[offer(cast, here).id])
    text = files.browser(cast, cast.somchit).get(shown).text
    assert "she is treated as a child" in text


def test_who_takes_a_case_over_reads_the_same_before_she_says_yes(cast):
    here = told_case(cast)
    aged(cast, here, 16, 16)
    files.in_danger(cast, here.case)
    offered = offer(cast, here)
    somchit = files.browser(cast, cast.somchit)
    for name in ("transfer", "accept"):
        text = somchit.get(reverse(f"sharing:{name}", args=[offered.id])).text
        assert "A child" in text
        assert "The person herself or himself, " in text
        assert "In danger: call Sokha" in text


def overridden(cast, here, purpose, *classes):
    row = files.override(
        here.case,
        "He threatens her. " * 9,
        by=cast.sokha,
        partner=here.shelter,
        classes=classes,
        purpose=purpose,
    )
    rules.override_too(row=row, by=cast.noi)
    return row


def test_what_two_tell_without_her_is_said_where_it_covers_what_is_asked_and_of_what(cast):
    here = scene(cast, consent=False)
    overridden(cast, here, "know_a_case_exists", "existence")
    overridden(cast, here, "receive_documents", "whereabouts")
    covers = overridden(cast, here, "receive_documents", "identity")
    asked = draft(cast, here, classes=["identity"])
    assert [row for row, _until in known_of_referral(asked, cast.noi).by_two] == [covers]
    page = files.browser(cast, cast.noi).get(reverse("sharing:referral", args=[asked.id])).text
    said = page.partition("Sokha Chea and ")[2].partition("</p>")[0]
    assert "agreed." in said
    assert classes_words("identity") in said
