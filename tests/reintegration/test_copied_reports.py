"""A partner reports the same words of many people: the lead sees it, and nobody's words (programmes 5.10)."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from fanal.cases.actions import consents
from fanal.core.trust.referrals import ReferralState
from fanal.partners.actions import findings
from fanal.people.models import Person
from fanal.reintegration.actions.abroad import words_mark
from fanal.reintegration.models import PlanRecord
from fanal.reintegration.queries.hooks import alike_of_each
from tests import files
from tests.exclusion import kept_out
from tests.kept import kept
from tests.reintegration.scene import DAY, begins, today
from tests.reintegration.test_abroad import gives, reports
from tests.sharing.scene import draft
from tests.sharing.scene import scene as sharing_scene

TITLE = "The same words about"


@kept
def scene(cast):
    """Three women whom the same partner looks for; nothing is reported yet."""
    here = sharing_scene(cast, trusted=False)
    found = findings.record_finding(
        about=here.shelter, level="trusted", reliability="A", credibility="1", by=cast.sokha,
        on=today() - DAY,
    )  # fmt: skip
    findings.confirm(finding=found, by=cast.noi)
    return SimpleNamespace(shelter=here.shelter, all=[followed(cast, here) for _ in "abc"])


def followed(cast, there):
    here = SimpleNamespace(**vars(there))
    here.person = files.person(cast, ["Noy"])
    here.case = files.case(cast, people=[here.person])
    here.plan = begins(cast, here.person, today() - 175 * DAY)
    for purpose, whom in (("partner_abroad", {}), ("referral", {"partner": here.shelter.id})):
        consents.record_consent(
            case=here.case, person=here.person, purpose=purpose, answer="given", by=cast.sokha,
            ring=here.ring, on=today() - 30 * DAY, **whom,
        )  # fmt: skip
    here.referral = draft(cast, here, classes=("identity",))
    type(here.referral).objects.filter(pk=here.referral.pk).update(state=ReferralState.SENT)
    here.referral.refresh_from_db()
    return here


@pytest.fixture
def here(cast):
    return scene(cast)


def they_report(cast, here, *texts):
    for one, words in zip(here.all, texts, strict=False):
        reports(cast, one, gives(cast, one), words=words)


def page_of(here):
    return reverse("partners:partner", args=[here.shelter.id])


def start(browser):
    return browser.get(reverse("cases:today")).text


def test_the_same_words_of_three_people_stand_on_their_page_and_on_the_start_of_the_lead(
    cast, here, noi
):
    they_report(cast, here, "All fine.", "all fine", "ALL  FINE !")
    text = noi.get(page_of(here)).text
    assert f"{TITLE} 3 people" in text
    for one in here.all:
        assert Person.objects.get(pk=one.person.pk).code_name in text
    assert f"Quiet House · {TITLE} 3 people" in start(noi)
    assert page_of(here) in start(noi)


def test_two_people_or_other_words_are_no_signal(cast, here, noi):
    they_report(cast, here, "ok", "OK.", "She sells fruit.")
    assert TITLE not in noi.get(page_of(here)).text
    assert TITLE not in start(noi)


def test_whoever_leads_nothing_sees_no_signal(cast, here):
    they_report(cast, here, "ok", "ok", "ok")
    sokha = files.browser(cast, cast.sokha)
    assert TITLE not in sokha.get(page_of(here)).text
    assert TITLE not in start(sokha)


def test_a_lead_reads_how_many_and_no_name_of_whom_she_may_not_see(cast, here, noi):
    they_report(cast, here, "ok", "ok", "ok")
    kept_from_her = here.all[1]
    kept_out(cast, kept_from_her.case, cast.noi, "on its own list")
    text = noi.get(page_of(here)).text
    assert f"{TITLE} 3 people" in text
    assert Person.objects.get(pk=kept_from_her.person.pk).code_name not in text
    assert Person.objects.get(pk=here.all[2].person.pk).code_name in text


def test_a_finding_about_the_partner_ends_it_on_the_start_page_and_not_on_theirs(cast, here, noi):
    they_report(cast, here, "ok", "ok", "ok")
    findings.record_finding(
        about=here.shelter, level="with_precautions", precautions=["Call her too."], by=cast.noi
    )
    assert TITLE not in start(noi)
    assert TITLE in noi.get(page_of(here)).text


def test_a_report_of_before_has_no_mark_and_is_compared_with_nothing(cast, here, noi):
    they_report(cast, here, "ok", "ok", "ok")
    PlanRecord.objects.update(words_mark="")
    assert not alike_of_each()
    assert TITLE not in noi.get(page_of(here)).text


def test_the_mark_is_of_one_partner_and_tells_no_word(here):
    mark = words_mark(str(here.shelter.id), "All fine.")
    assert mark == words_mark(str(here.shelter.id), "all fine")
    assert mark != words_mark(str(here.all[0].person.id), "All fine.")
    assert "fine" not in mark
    assert words_mark(str(here.shelter.id), "  ") == ""


def test_nothing_is_asked_of_the_database_but_once_where_no_words_are_alike(
    cast, here, django_assert_num_queries
):
    they_report(cast, here, "ok")
    with django_assert_num_queries(1):
        assert not alike_of_each()
