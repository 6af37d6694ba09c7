"""Somebody consents for a child by a paper, or by a decision of two, until a day: whoever works on
her case is asked in time who does after it, and reads after it why a yes counts no more."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from fanal.cases.actions import carers, consents, entries
from fanal.cases.actions.tasks import MANDATE_ENDS
from fanal.cases.models import CarerDecision, PersonAround, Task
from fanal.cases.queries.people_around import people_around, who_answers_for
from tests import files

DAY = timedelta(days=1)
FRIEND = {"name": "Malee", "relation": "friend", "safe": "safe"}


@pytest.fixture
def girl(cast):
    return files.person(cast, births=[("herself", timezone.localdate().year - 10, 1, 1)])


@pytest.fixture
def case(cast, girl):
    return files.case(cast, people=[girl])


@pytest.fixture
def malee(cast, case):
    return entries.add_entry(case=case, kind="around", answers=FRIEND, **cast.acting(cast.sokha))


def has_a_paper(cast, case, malee, until, by=None, **more):
    told = {"role": "temporary_carer", "paper": "Letter of the district"} | more
    if until:
        told["until"] = until.isoformat()
    acting = cast.acting(by or cast.sokha)
    return entries.add_entry(case=case, kind="guardianship", answers=told, under=malee, **acting)


def asked(case):
    rows = Task.objects.filter(case=case, done_on=None)
    return [(row.assignee, row.due) for row in rows if row.title == str(MANDATE_ENDS)]


def today():
    return timezone.localdate()


def test_who_works_on_her_case_is_asked_a_month_before_a_paper_ends(cast, case, malee):
    has_a_paper(cast, case, malee, today() + 90 * DAY, by=cast.noi)
    assert asked(case) == [(cast.sokha, today() + 60 * DAY)]
    # What ends within the month is asked today, and once for the same day.
    for _twice in range(2):
        has_a_paper(cast, case, malee, today() + 9 * DAY)
    assert sorted(due for _who, due in asked(case)) == [today(), today() + 60 * DAY]
    assert "who consents for her after that?" in files.main_of(
        cast, cast.sokha, reverse("cases:case", args=[case.id])
    )


def test_nothing_is_asked_of_what_has_no_end_or_is_over_or_stands_on_no_paper(cast, case, malee):
    has_a_paper(cast, case, malee, None)
    has_a_paper(cast, case, malee, today() - DAY)
    has_a_paper(cast, case, malee, today() + 90 * DAY, paper="")
    assert asked(case) == []


@pytest.mark.parametrize(("days", "is_asked"), [(40, True), (80, False)])
def test_nothing_is_asked_of_what_ends_once_she_is_an_adult(cast, days, is_asked):
    eighteen = today() + 60 * DAY
    born = ("herself", eighteen.year - 18, eighteen.month, eighteen.day)
    case = files.case(cast, people=[files.person(cast, births=[born])])
    acting = cast.acting(cast.sokha)
    malee = entries.add_entry(case=case, kind="around", answers=FRIEND, **acting)
    has_a_paper(cast, case, malee, today() + days * DAY)
    assert bool(asked(case)) is is_asked


def test_whoever_chooses_who_consents_reads_what_a_paper_says_of_each_and_until_when(
    cast, case, malee
):
    has_a_paper(cast, case, malee, until := today() + 9 * DAY)
    form = files.main_of(cast, cast.sokha, reverse("cases:consent", args=[case.id]))
    assert f"the temporary carer until {date_format(until)}" in form
    has_a_paper(cast, case, malee, None, role="legal_guardian")
    known = people_around(case, cast.ring(cast.sokha))[str(malee.id)]
    assert known.words.endswith("the legal guardian")


def test_a_guardian_is_proposed_from_the_day_of_her_paper_and_not_who_answered_before(
    cast, case, girl, malee
):
    acting = cast.acting(cast.sokha)
    has_a_paper(cast, case, malee, today() + 90 * DAY)
    consents.record_consent(
        case=case, person=girl, purpose="medical", answer="given", giver=malee,
        given_by="temporary_carer", answers={"assent": True}, **acting,
    )  # fmt: skip
    guardian = entries.add_entry(
        case=case, kind="around", answers=FRIEND | {"name": "Dao"}, **acting
    )
    assert "Malee" in who_answers_for(girl.id, case, cast.ring(cast.sokha))
    has_a_paper(cast, case, guardian, None, role="legal_guardian")
    assert "Dao" in who_answers_for(girl.id, case, cast.ring(cast.sokha))
    # Of two nobody can tell which is meant.
    has_a_paper(cast, case, malee, None, role="legal_guardian")
    assert "Malee" in who_answers_for(girl.id, case, cast.ring(cast.sokha))


def test_a_decision_of_two_is_asked_about_once_both_agreed(cast, case, girl):
    carers.ask_carer_decision(
        case=case, person=girl, speaker=None, ground="absent", until=today() + 40 * DAY,
        reasons="Nobody who could answer for her is reached.", **cast.acting(cast.sokha),
    )  # fmt: skip
    assert asked(case) == []
    carers.agree_carer_decision(row=CarerDecision.objects.get(), by=cast.noi)
    assert asked(case) == [(cast.sokha, today() + 10 * DAY)]


def test_after_the_last_day_a_yes_is_not_said_to_stand_on_no_paper_at_all(cast, case, girl, malee):
    has_a_paper(cast, case, malee, today() + DAY)
    consents.record_consent(
        case=case, person=girl, purpose="medical", answer="given", giver=malee,
        given_by="temporary_carer", answers={"assent": True}, **cast.acting(cast.sokha),
    )  # fmt: skip
    page = reverse("cases:section", args=[case.id, "consent"])
    assert "does not count" not in files.main_of(cast, cast.sokha, page)
    row = PersonAround.objects.get(entry=malee)
    row.coded = row.coded | {"role_until": (today() - DAY).isoformat()}
    row.save()
    assert "no paper that holds today says" in files.main_of(cast, cast.sokha, page)


@pytest.mark.parametrize("relation", ["relative", "mother"])
def test_whose_mandate_ended_is_shown_and_proposed_so_unless_she_is_her_mother(
    cast, case, girl, relation
):
    one = entries.add_entry(
        case=case, kind="around", answers=FRIEND | {"relation": relation}, **cast.acting(cast.sokha)
    )
    consents.record_consent(
        case=case, person=girl, purpose="medical", answer="given", giver=one,
        given_by="legal_guardian", answers={"assent": True}, **cast.acting(cast.sokha),
    )  # fmt: skip
    ring, ended = cast.ring(cast.sokha), today() - DAY
    has_a_paper(cast, case, one, today(), role="legal_guardian")
    assert "Malee" in who_answers_for(girl.id, case, ring)
    paper = has_a_paper(cast, case, one, ended, role="legal_guardian")
    is_parent = relation == "mother"
    assert ("Malee" in who_answers_for(girl.id, case, ring)) is is_parent
    known = people_around(case, ring)[str(one.id)]
    assert ("mandate ended on" in known.words) is not is_parent
    page = files.main_of(cast, cast.sokha, reverse("cases:section", args=[case.id, "people"]))
    assert page.count("lets nobody consent for her any more") == 1
    consent = files.main_of(cast, cast.sokha, reverse("cases:section", args=[case.id, "consent"]))
    assert ("no paper that holds today says" in consent) is not is_parent
    assert paper.under_id == one.id
