"""The day on which she is eighteen: what was asked anew is asked no more, a guardian's no is none of
hers, figures keep her, and whoever acts on her age is told before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.carers import ask_carer_decision
from fanal.cases.actions.consents import NO_CONTACT, record_consent
from fanal.cases.queries.statistics_consent import unwilling
from fanal.cases.queries.waiting import carers as waiting_carers
from fanal.journeys.models import Journey
from fanal.people.models import AgeForConsent
from tests import files
from tests.journeys.scene import scene as scene_of_a_journey
from tests.justice.scene import hearing, page_of
from tests.justice.scene import scene as scene_in_court

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
today = timezone.localdate
NO_ADULT = "no guardian or other adult to stand by the child yet"
THESE_WEEKS = "She turns 18 these weeks"


@pytest.fixture
def girl(cast):
    """She was 18 five days ago."""
    person = files.person(cast, adult=False)
    files.turns_18(person, today() - 5 * DAY)
    return person


@pytest.fixture
def case(cast, girl):
    return files.case(cast, people=[girl])


@pytest.fixture
def says(cast, case, girl):
    def say(purpose, answer="given", days_ago=30, **more):
        told = {"purpose": purpose, "answer": answer, "on": today() - days_ago * DAY} | more
        return record_consent(case=case, person=girl, **told, **cast.acting(cast.sokha))

    return say


def text(cast, name, *args, who="sokha"):
    return files.browser(cast, getattr(cast, who)).get(reverse(name, args=args)).text


def what_is_asked(cast, case, girl):
    return text(cast, "protection:eighteen", case.id, girl.id)


AGAIN = "Ask again: a scholarship"
ON_THE_RECORD = "ask her again"


def test_what_she_was_asked_again_is_asked_no_more(cast, case, girl, says):
    says("scholarship")
    assert AGAIN in what_is_asked(cast, case, girl)
    assert ON_THE_RECORD in text(cast, "cases:section", case.id, "consent")
    says("scholarship", days_ago=0)
    assert AGAIN not in what_is_asked(cast, case, girl)
    assert ON_THE_RECORD not in text(cast, "cases:section", case.id, "consent")


def test_of_what_she_could_not_answer_she_is_asked_again(cast, case, girl, says):
    says("scholarship")
    says("scholarship", "not_able_now", days_ago=0)
    assert AGAIN in what_is_asked(cast, case, girl)


def test_what_a_guardian_refused_is_asked_of_herself(cast, case, girl, says):
    says("scholarship", "refused", given_by="legal_guardian")
    assert AGAIN in what_is_asked(cast, case, girl)
    assert "her own word decides" in text(cast, "cases:section", case.id, "consent")
    says("scholarship", "refused", days_ago=0)
    assert AGAIN not in what_is_asked(cast, case, girl)


def test_a_guardian_ends_no_contact_with_whoever_decides_for_herself(says, monkeypatch):
    ended = []
    monkeypatch.setattr("fanal.cases.actions.consents.NO_CONTACT", [lambda *a: ended.append(a)])
    says("after_closing", "refused", days_ago=0, given_by="legal_guardian")
    assert not ended
    says("after_closing", "refused", days_ago=0)
    assert ended
    assert NO_CONTACT


def test_no_birthday_takes_her_out_of_the_figures_and_her_own_no_does(girl, says):
    says("statistics")
    assert not unwilling(today(), [girl.pk])
    says("statistics", "refused", days_ago=0)
    assert unwilling(today(), [girl.pk]) == {girl.pk}


def test_a_decision_on_who_consents_for_her_waits_for_nobody_once_she_is_an_adult(cast, case, girl):
    files.turns_18(girl, today() + 30 * DAY)
    ask_carer_decision(
        case=case, person=girl, speaker=None, ground="absent",
        reasons="Her uncle is part of the danger, and nobody else is known.",
        **cast.acting(cast.sokha),
    )  # fmt: skip
    assert len(list(waiting_carers(cast.noi))) == 1
    files.turns_18(girl, today() - DAY)
    assert not list(waiting_carers(cast.noi))
    shown = text(cast, "cases:section", case.id, "consent", who="noi")
    assert "it does not count any more" in shown
    assert "Read and decide" not in shown


# ── The lawyer and the court ─────────────────────────────────────────────────
@pytest.mark.parametrize(("turns_in", "said"), [(3, False), (60, True)])
def test_for_a_day_in_court_after_her_birthday_no_guardian_is_missing(cast, turns_in, said):
    here = scene_in_court(cast)
    files.turns_18(here.person, today() + turns_in * DAY)
    hearing(cast, here.trial, today() + 6 * DAY)
    assert (NO_ADULT in files.main_of(cast, cast.mai, reverse("justice:day"))) is said


def test_who_may_be_a_child_has_an_adult_beside_her_and_her_lawyer_reads_it(cast):
    here = scene_in_court(cast)
    hearing(cast, here.trial, today() + DAY)
    born = [(today() - years * 365 * DAY).isoformat() for years in (21, 16)]
    coded = {"born": born, "adult": False}
    AgeForConsent.objects.update_or_create(person=here.person, defaults={"coded": coded})
    assert NO_ADULT in files.start_page(cast, cast.mai)
    assert "treat as a child" in text(cast, "cases:case", here.case.id, who="mai")


def test_whose_age_nobody_knows_has_an_adult_beside_her_until_shown_otherwise(cast):
    here = scene_in_court(cast)
    hearing(cast, here.trial, today() + DAY)
    assert NO_ADULT not in files.start_page(cast, cast.mai)
    AgeForConsent.objects.filter(person=here.person).delete()
    assert NO_ADULT in files.start_page(cast, cast.mai)


@pytest.mark.parametrize(("days", "told"), [(20, True), (-5, True), (90, False), (-40, False)])
def test_her_lawyer_is_told_weeks_before_without_the_day(cast, days, told):
    here = scene_in_court(cast)
    hearing(cast, here.trial, today() + DAY)
    files.turns_18(here.person, today() + days * DAY)
    start = files.start_page(cast, cast.mai)
    assert (THESE_WEEKS in start) is told
    assert THESE_WEEKS not in files.start_page(cast, cast.sokha)


def test_the_page_of_her_birthday_names_the_proceedings_that_go_on(cast):
    here = scene_in_court(cast)
    files.turns_18(here.person, today() + 20 * DAY)
    shown = what_is_asked(cast, here.case, here.person)
    assert "A proceeding was begun for a child" in shown
    assert page_of(here) in shown


# ── Journeys ─────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("starts_in", "turns_in", "said"), [(10, 5, True), (10, 11, True), (10, 20, False), (10, -1, False)]
)  # fmt: skip
def test_a_journey_over_her_birthday_says_that_she_is_asked_anew(cast, starts_in, turns_in, said):
    here = scene_of_a_journey(cast, n=1)
    Journey.objects.filter(pk=here.journey.pk).update(starts_on=today() + starts_in * DAY)
    files.turns_18(here.people[0], today() + turns_in * DAY)
    shown = text(cast, "journeys:journey", here.journey.id)
    assert (f"{here.people[0].code_name} turns 18 on" in shown) is said
