"""One conversation, several answers: a consent each and a need each, all of them or none."""

import pytest
from django.urls import reverse

from fanal.cases.actions.entries import add_entry
from fanal.cases.models import CaseEntry, Consent
from fanal.cases.queries.records import consents
from fanal.core.casework.answers import load
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.sealing.compartments import TEAM_COMPARTMENTS
from tests import files


def page(name, case):
    return reverse(f"cases:{name}", args=[case.id])


def told(case, **more):
    person = str(case.people.get().id)
    return {"person": person, "given_by": "herself", "on": "2026-11-02", "language": "Lao"} | more


YES = {"answer_care": "given", "part_care": "every"}
NO = {"answer_referral": "refused"}
LATER = {"answer_interview": "not_able_now"}


def test_no_answer_is_there_before_it_is_given(sokha, case):
    text = sokha.get(page("consents", case)).text
    assert text.count('type="radio" name="answer_') == 3 * len(ConsentPurpose)
    assert "checked" not in text[text.index("What she was asked") : text.index("More: interpreter")]


def test_each_purpose_that_was_answered_is_a_consent_of_its_own(cast, sokha, case):
    answer = sokha.post(page("consents", case), told(case, **YES, **NO, **LATER))
    assert answer["Location"] == reverse("cases:section", args=[case.id, "consent"])
    rows = {consent.purpose: consent for consent in Consent.objects.all()}
    assert {purpose: one.answer for purpose, one in rows.items()} == {
        "care": "given",
        "referral": "refused",
        "interview": "not_able_now",
    }
    assert {str(one.on) for one in rows.values()} == {"2026-11-02"}
    ring = cast.ring(cast.sokha)
    assert {load(one.unseal(ring)["language"]) for one in rows.values()} == {"Lao"}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, "__all__"),
        (YES | {"part_care": ""}, "part_care"),
        (YES | {"on": ""}, "on"),
        (YES | {"until": "2026-11-01"}, "until"),
    ],
)
def test_what_cannot_be_saved_is_told_at_its_place_and_nothing_is(sokha, case, more, field):
    answer = sokha.post(page("consents", case), told(case, **NO) | more if more else told(case))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Consent.objects.exists()


def test_of_two_yeses_without_a_part_the_page_names_each(sokha, case):
    """Told above the form, where the same line twice names nothing."""
    lacking = {"answer_care": "given", "answer_keep_file": "given"}
    text = sokha.post(page("consents", case), told(case, **lacking)).text
    assert "Being helped by us: choose the part to which she said yes." in text
    assert "A file about her being kept: choose the part to which she said yes." in text


def test_a_child_who_says_no_is_heard_in_every_answer_of_the_conversation(cast, sokha, case):
    around = add_entry(
        case=case,
        kind="around",
        answers={"name": "Mae", "relation": "mother"},
        **cast.acting(cast.sokha),
    )
    more = {"given_by": "parent_or_caregiver", "giver": str(around.id), "assent": "no"}
    care, keep = YES, {"answer_keep_file": "given", "part_keep_file": "every"}
    sokha.post(page("consents", case), told(case, **care, **keep) | more)
    found = consents(case, cast.ring(cast.sokha), frozenset(TEAM_COMPARTMENTS))
    assert [consent["state"] for consent in found] == ["dissent", "dissent"]


def test_what_stands_against_a_yes_is_said_once(cast, sokha, case):
    around = add_entry(
        case=case,
        kind="around",
        **cast.acting(cast.sokha),
        answers={"name": "Aunt", "relation": "relative", "close": True},
    )
    more = {"given_by": "parent_or_caregiver", "giver": str(around.id)}
    keep = {"answer_keep_file": "given", "part_keep_file": "every"}
    sokha.post(page("consents", case), told(case, **YES, **keep) | more)
    rows = consents(case, cast.ring(cast.sokha), frozenset(TEAM_COMPARTMENTS))
    against = {str(row["against"]) for row in rows}
    assert len(against) == 1
    assert None not in [row["against"] for row in rows]


def test_several_needs_are_an_entry_each(cast, sokha, case):
    needs = {"urgency_housing": "today", "words_housing": "a bed", "words_papers": "a passport"}
    answer = sokha.post(page("several_needs", case), needs)
    assert answer["Location"] == reverse("cases:section", args=[case.id, "needs"])
    kept = [
        entry.unseal(cast.ring(cast.sokha))
        for entry in CaseEntry.objects.of_kinds([case.id], "need")
    ]
    assert [(one["domain"], one["words"]) for one in kept] == [
        ("housing", "a bed"),
        ("papers", "a passport"),
    ]
    assert kept[0]["urgency"] == "today"


def test_no_need_is_not_saved(sokha, case):
    answer = sokha.post(page("several_needs", case), {})
    assert answer.status_code == 422
    assert "choose at least one need" in answer.text


@pytest.mark.parametrize("name", ["consents", "several_needs"])
def test_who_does_not_work_on_the_case_has_no_such_page(cast, case, name):
    for user in (cast.linh, cast.mai, cast.claire, cast.vera):
        assert files.browser(cast, user).get(page(name, case)).status_code == 404


@pytest.mark.parametrize(("born", "spoken_of"), [(1990, False), (2015, True)])
def test_who_answers_for_a_child_is_spoken_of_only_where_there_is_one(cast, sokha, born, spoken_of):
    of_her = files.case(cast, [files.person(cast, births=[("census", born, 1, 1)])])
    for name in ("consent", "consents"):
        text = sokha.get(page(name, of_her)).text
        assert ("Decide with a second person who consents for this child" in text) is spoken_of
