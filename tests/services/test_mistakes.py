"""A step that was saved by mistake is taken back by another; state, lists and codes follow."""

import pytest

from fanal.cases.models import Task
from fanal.coded_facts.models import FactList, StoredFact
from fanal.core.errors import BadInput, Refused
from fanal.core.services.history import ServiceStep
from fanal.core.services.states import Barrier, EndReason, ServiceState
from fanal.services.actions import mistakes, services
from fanal.services.models import CaseServiceStep, CodedNeed
from fanal.services.queries.histories import history_of
from fanal.services.queries.pages import services_page
from tests import files
from tests.journal import the_entry
from tests.services.scene import (
    DAY,
    again,
    answers,
    asked_of_them,
    happens,
    of_ours,
    page_of,
    today,
)

S = ServiceState


def takes_back(cast, service, by=None, **more):
    by = by or cast.sokha
    service = again(service)
    given = {
        "number": service.steps.count(),
        "reason": "It was her sister.",
        **cast.acting(by),
        "version": service.version,
    }
    return mistakes.take_back(service=service, **(given | more))


def test_what_was_taken_back_stays_on_file_and_state_and_counts_go_back(cast, here):
    made = of_ours(cast, here)
    happens(cast, made, ServiceStep(S.BEGUN, today()), "She came.")
    takes_back(cast, made)
    assert again(made).stands is S.ASKED
    counts = services_page(here.case, here.ring).counts
    assert (counts.asked, counts.begun) == (1, 0)
    (one,) = services_page(here.case, here.ring).open
    assert [step.words for step in one.steps] == ["", "She came.", "It was her sister."]
    assert [step.mistake for step in one.steps] == [False, True, False]
    assert one.steps[2].was.state is S.BEGUN


def test_what_follows_from_a_step_that_was_taken_back_follows_no_more(cast, here):
    made = of_ours(cast, here)
    happens(cast, made, ServiceStep(S.NOT_AVAILABLE, today(), barrier=Barrier.NO_PLACE))
    assert CodedNeed.objects.get(entry=here.need).waits
    assert again(made).over_on == today()
    takes_back(cast, made)
    service = again(made)
    assert (service.over_on, service.due) == (None, today() + 14 * DAY)
    assert not CodedNeed.objects.get(entry=here.need).waits
    assert Task.objects.filter(done_on=None).get().due == service.due


def test_the_coded_fact_of_a_mistake_is_replaced_and_counted_no_more(cast, here):
    made = of_ours(cast, here)
    happens(cast, made, ServiceStep(S.BEGUN, today()))
    takes_back(cast, made)
    (held,) = [fact_list.held for fact_list in FactList.objects.all() if fact_list.held["current"]]
    now = StoredFact.objects.filter(kind="service_given", pk__in=held["current"].values())
    assert [(fact.content["codes"]["state"], fact.content["codes"]["begun"]) for fact in now] == [
        ("asked", False)
    ]


def test_after_a_mistake_the_right_step_is_saved(cast, here):
    made = of_ours(cast, here)
    happens(cast, made, ServiceStep(S.BEGUN, today()))
    takes_back(cast, made)
    happens(cast, made, ServiceStep(S.WAITING, today()), "On the list.")
    assert [one.state for one in history_of(made)] == [S.ASKED, S.WAITING]
    assert list(CaseServiceStep.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_where_the_wrong_team_was_asked_anybody_can_be_asked(cast, here):
    made = of_ours(cast, here)
    takes_back(cast, made)
    service = again(made)
    assert (service.stands, service.team, service.offer) == (S.WANTED, None, None)
    services.choose(service=service, offer=here.theirs, by=cast.sokha)
    assert again(made).partner == here.shelter


def test_what_a_partner_answered_is_put_right_in_the_referral(cast, here):
    service, referral = asked_of_them(cast, here)
    answers(cast, referral, "accepted")
    with pytest.raises(Refused, match="follows from the referral"):
        takes_back(cast, service)
    happens(cast, service, ServiceStep(S.BEGUN, today()))
    takes_back(cast, service)
    assert again(service).stands is S.OFFERED


def test_only_the_last_step_that_holds_and_only_as_it_was_seen(cast, here):
    made = of_ours(cast, here)
    happens(cast, made, ServiceStep(S.BEGUN, today()))
    before = again(made).version
    with pytest.raises(Refused, match="meanwhile"):
        takes_back(cast, made, number=1)
    happens(cast, made, ServiceStep(S.ENDED, today(), end=EndReason.FINISHED))
    with pytest.raises(Refused, match="meanwhile"):
        takes_back(cast, made, version=before)
    with pytest.raises(BadInput, match="say why this was a mistake"):
        takes_back(cast, made, reason=" ")
    assert again(made).stands is S.ENDED


def test_the_journal_tells_that_something_was_taken_back_and_not_what(cast, here):
    made = of_ours(cast, here)
    takes_back(cast, made)
    entry = the_entry("services.taken_back")
    assert (entry.by_id, entry.about) == (cast.sokha.pk, str(here.case.pk))
    assert "sister" not in str(entry.detail)


# ── On its page ──────────────────────────────────────────────────────────────
def test_the_page_offers_it_asks_why_and_shows_both(cast, here):
    sokha, service = files.browser(cast, cast.sokha), of_ours(cast, here)
    happens(cast, service, ServiceStep(S.BEGUN, today()))
    address = page_of(here, "take_back", service.id)
    assert address in sokha.get(page_of(here, "service", service.id)).text
    form = sokha.get(address)
    assert "begun" in form.text
    told = {"step": form.context["form"]["step"].value(), "version": again(service).version}
    refused = sokha.post(address, told)
    assert (refused.status_code, again(service).stands) == (422, S.BEGUN)
    sokha.post(address, told | {"words": "It was her sister."})
    assert again(service).stands is S.ASKED
    shown = sokha.get(page_of(here, "service", service.id)).text
    assert "Taken back: begun" in shown
    assert "It was her sister." in shown
    line = sokha.get(page_of(here).replace("/services/", "/cases/") + "timeline/")
    assert "taken back" in line.text


def test_where_nothing_can_be_taken_back_there_is_no_such_page(cast, here):
    sokha = files.browser(cast, cast.sokha)
    service, referral = asked_of_them(cast, here)
    assert sokha.get(page_of(here, "take_back", service.id)).status_code == 404
    answers(cast, referral, "accepted")
    assert (
        page_of(here, "take_back", service.id)
        not in sokha.get(page_of(here, "service", service.id)).text
    )
