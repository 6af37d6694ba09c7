"""A case is closed while she is with a partner, of which danger is found afterwards: whoever worked on
the case and her lead are told, for no board has her any more."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign
from fanal.cases.models import Case, CasePerson, Closure
from fanal.cases.queries.states_version import held_by_unfit
from fanal.core.casework.retention import ErasureGround, Guard, kept_by
from fanal.core.journeys.events import Sign
from fanal.partners.actions import findings
from fanal.partners.models import TrustFinding
from fanal.retention.queries import expired_files, guarding, plans
from tests import files
from tests.journeys.scene import trusted
from tests.kept import kept
from tests.retention.scene import asks, close, settled

OF_WORKER = "Nothing known says that the partner whom she was with may take her in"
OF_LEAD = "The partner whom she was with was found not to be safe"
ON_ITS_PAGE = "With them when the case was closed"
AGAIN = "Her case is closed: open it again."


@pytest.fixture
@kept
def here(cast):
    """Sokha's case of one girl, closed by two while she is in a shelter that two people trust."""
    here = SimpleNamespace(person=files.person(cast), house=trusted(cast, "Quiet House"))
    here.case = files.case(cast, people=[here.person])
    settled(cast, here.case)
    is_with(cast, here, "Quiet House")
    close(cast, here.case)
    return here


def is_with(cast, here, name, whom="partner", case=None):
    record_sign(
        case=case or here.case, person=here.person, sign=Sign.SEEN, said_at=timezone.now(),
        with_whom=whom, with_name=name, **cast.acting(cast.sokha),
    )  # fmt: skip


def falls(cast, here):
    told = {"level": "dangerous", "reasons": ["complicit_with_suspects"]}
    return findings.record_finding(about=here.house, by=cast.noi, **told)


def board(cast, who):
    return files.main_of(cast, who, reverse("journeys:board"))


def page_of(cast, here, who):
    return files.main_of(cast, who, reverse("partners:partner", args=[here.house.id]))


def said_anywhere(cast, here, who):
    pages = [files.start_page(cast, who), board(cast, who), page_of(cast, here, who)]
    return [says for says in (OF_WORKER, OF_LEAD, ON_ITS_PAGE) if any(says in one for one in pages)]


def test_worker_and_lead_read_it_at_once_and_are_led_to_opening_the_case_again(cast, here):
    assert not any(said_anywhere(cast, here, who) for who in (cast.sokha, cast.noi, cast.claire))
    falls(cast, here)
    for who, says in ((cast.sokha, OF_WORKER), (cast.noi, OF_LEAD)):
        page = files.start_page(cast, who)
        assert says in page.partition("This cannot wait")[0]
        assert AGAIN in page
        assert here.case.code_name in page
        assert says in board(cast, who)
        assert here.case.code_name in page_of(cast, here, who).partition(ON_ITS_PAGE)[2]
    # The direction is told whom to call, and gets no way to the case.
    assert OF_LEAD in board(cast, cast.claire)
    assert AGAIN in board(cast, cast.claire)
    assert said_anywhere(cast, here, cast.kham) == []


def test_the_direction_reads_on_its_start_page_how_many_and_whom_to_call(cast, here):
    says = "Bangkok: 1 person whose case is closed was with a partner that may not take her in"
    assert says not in files.start_page(cast, cast.claire)
    falls(cast, here)
    page = files.start_page(cast, cast.claire)
    assert says in page
    assert "Lead: Noi" in page.partition(says)[2]
    assert here.case.code_name not in page


def keeps(cast, here):
    """What keeps her file for the first and for the second person."""
    plan = plans.of_person(here.person)
    return guarding.of_plan(plan, cast.ring(cast.noi)), guarding.without_keys(plan)


def test_both_who_would_erase_her_read_it_and_time_alone_is_no_reason(cast, here):
    assert not any(Guard.UNSAFE in found for found in keeps(cast, here))
    falls(cast, here)
    assert all(Guard.UNSAFE in found for found in keeps(cast, here))
    (case,) = expired_files.files_over([here.case], cast.ring(cast.noi))
    assert Guard.UNSAFE in dict(case.keeps)
    assert kept_by([Guard.UNSAFE], ErasureGround.TIME_OVER)
    # Whoever asks for it herself was heard from.
    asks(cast, plans.of_person(here.person))


def test_nor_does_she_go_from_a_case_that_stays_for_others(cast, here):
    other = files.person(cast)
    CasePerson.objects.create(case=here.case, person=other)
    falls(cast, here)
    for person, hers in ((here.person, True), (other, False)):
        found = guarding.without_keys(plans.of_person(person))
        assert (Guard.UNSAFE in found) == hers


def test_whoever_may_not_know_of_the_finding_does_not_read_of_it(cast, here):
    falls(cast, here)
    assert OF_LEAD not in files.start_page(cast, cast.sokha) + board(cast, cast.sokha)


def test_nobody_is_told_of_what_the_two_who_closed_it_had_read(cast, here):
    falls(cast, here)
    tomorrow = timezone.localdate() + timedelta(days=1)
    Closure.objects.update(agreed_on=tomorrow)
    assert not any(said_anywhere(cast, here, who) for who in (cast.sokha, cast.noi))


def test_trust_that_ended_is_no_alarm_for_a_closed_case(cast, here):
    for found in TrustFinding.objects.filter(about=here.house):
        findings.withdraw(finding=found, by=cast.claire)
    assert held_by_unfit()
    assert not any(said_anywhere(cast, here, who) for who in (cast.sokha, cast.noi))


@pytest.mark.parametrize("since", ["elsewhere", "another case", "withdrawn"])
def test_it_is_over_once_somebody_answers_for_her(cast, here, since):
    found = falls(cast, here)
    if since == "withdrawn":
        findings.withdraw(finding=found, by=cast.claire)
    else:
        newer = files.case(cast, people=[here.person])
        is_with(cast, here, "her aunt", "family", case=newer)
    if since == "elsewhere":
        Case.objects.filter(id=newer.id).update(closed=True)
    assert not any(said_anywhere(cast, here, who) for who in (cast.sokha, cast.noi))
