"""A service of a case from the need to its end; each step is added and none is changed."""

import pytest
from django.utils import timezone

from fanal.cases.actions.tasks import finish_task
from fanal.cases.models import Task
from fanal.coded_facts.models import StoredFact
from fanal.core.errors import BadInput, Conflict, Refused
from fanal.core.services.history import ServiceStep, counts_of
from fanal.core.services.states import Barrier, EndReason, Refuser, ServiceState, Useful
from fanal.partners.actions import findings
from fanal.services.actions import offers, services
from fanal.services.actions.needs import NEED, note_needs
from fanal.services.models import CaseService, CaseServiceStep, CodedNeed
from fanal.services.queries.histories import history_of
from fanal.services.queries.pages import services_page
from fanal.sharing.actions import referrals, sending
from tests import files, journal
from tests.services.scene import (
    DAY,
    again,
    answers,
    asked_of_them,
    happens,
    needs,
    of_ours,
    scene,
    today,
    wants,
)
from tests.sharing.scene import draft

S = ServiceState


# ── Our own ──────────────────────────────────────────────────────────────────
def test_our_team_is_asked_begins_and_ends_with_her_word(cast, here):
    made = of_ours(cast, here)
    assert made.stands is S.ASKED
    happens(cast, made, ServiceStep(S.BEGUN, today(), said_by="herself"), "She came by herself.")
    happens(cast, made, ServiceStep(S.ENDED, today(), end=EndReason.FINISHED, useful=Useful.PARTLY))
    (one,) = services_page(here.case, here.ring).over
    assert [step.step.state for step in one.steps] == [S.ASKED, S.BEGUN, S.ENDED]
    assert one.steps[1].words == "She came by herself."
    assert one.steps[2].step.useful is Useful.PARTLY
    assert again(made).over_on == today()
    assert "services.moved" in journal.acts("services.")


def test_a_wanted_service_asks_nobody_and_its_need_still_waits(cast, here):
    made = wants(cast, here)
    assert made.stands is S.WANTED
    assert not Task.objects.exists()
    assert CodedNeed.objects.get(entry=here.need).waits


def test_a_day_to_come_and_a_day_before_are_refused_at_the_day(cast, here):
    made = of_ours(cast, here)
    for day in (today() + DAY, today() - DAY):
        with pytest.raises(BadInput) as caught:
            happens(cast, made, ServiceStep(S.BEGUN, day))
        assert caught.value.where == "on"
    assert len(history_of(made)) == 1


def test_of_two_who_save_at_once_the_second_looks_again(cast, here):
    made = of_ours(cast, here)
    before = made.version
    happens(cast, made, ServiceStep(S.WAITING, today()))
    with pytest.raises(Refused):
        services.add_step(
            service=again(made),
            step=ServiceStep(S.BEGUN, today()),
            **cast.acting(cast.noi),
            version=before,
        )


def test_two_who_describe_it_at_once_read_both_texts(cast, here):
    made = wants(cast, here)
    told = {"kind": "longer_place", "need": here.need, "goal": here.goal, "by": cast.sokha}
    first = again(made)
    services.change(
        service=again(made), words="A month.", version=first.version, ring=here.ring, **told
    )
    with pytest.raises(Conflict) as met:
        services.change(
            service=first, words="A week.", version=first.version, ring=here.ring, **told
        )
    assert (met.value.yours, met.value.theirs) == ({"words": "A week."}, {"words": "A month."})
    assert again(made).goal == here.goal


def test_a_need_of_another_case_and_a_stranger_are_refused(cast, here):
    other = files.case(cast)
    with pytest.raises(BadInput):
        services.want(
            case=here.case,
            person=here.person,
            kind="school",
            words="",
            by=cast.sokha,
            ring=here.ring,
            need=needs(cast, other, "schooling", "later"),
        )
    with pytest.raises(BadInput) as caught:
        services.want(
            case=here.case,
            person=other.people.get(),
            kind="school",
            words="",
            by=cast.sokha,
            ring=here.ring,
        )
    assert caught.value.where == "person"
    with pytest.raises(BadInput) as caught:
        wants(cast, here, "not_specified")
    assert caught.value.where == "kind"


# ── Through the gate ─────────────────────────────────────────────────────────
def test_a_partner_is_asked_by_a_referral_and_not_by_a_step(cast, here):
    made = wants(cast, here)
    services.choose(service=made, offer=here.theirs, by=cast.sokha)
    with pytest.raises(BadInput, match="a partner is asked by a referral"):
        happens(cast, made, ServiceStep(S.ASKED, today()))
    assert again(made).stands is S.WANTED


def test_one_referral_is_one_service_from_the_draft_to_the_answer(cast, here):
    service, referral = asked_of_them(cast, here, send=False)
    assert (service.referral, service.stands) == (referral, S.WANTED)
    sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    assert again(service).stands is S.ASKED
    answers(cast, referral, "accepted")
    assert again(service).stands is S.OFFERED
    assert CaseService.objects.count() == 1


def test_what_is_sent_twice_is_asked_once(cast, here):
    service, referral = asked_of_them(cast, here)
    sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    assert [one.state for one in history_of(service)] == [S.ASKED]
    assert Task.objects.count() == 1


def test_a_referral_made_elsewhere_begins_its_own_service(cast, here):
    referral = draft(cast, here, service="papers")
    (service,) = CaseService.objects.all()
    assert (service.referral, service.kind, service.need) == (referral, "papers", None)


def test_two_referrals_are_two_services(cast, here):
    draft(cast, here, service="shelter")
    draft(cast, here, service="shelter")
    assert CaseService.objects.exclude(referral=None).count() == 2


def test_a_referral_that_is_withdrawn_leaves_the_service_to_be_asked_elsewhere(cast, here):
    service, referral = asked_of_them(cast, here, send=False)
    referrals.withdraw(referral=referral, reason="No.", by=cast.sokha, ring=here.ring)
    service = again(service)
    assert (service.referral, service.partner, service.stands) == (None, None, S.WANTED)
    draft(cast, here, service="shelter")
    assert again(service).referral is not None


def test_they_refused_moves_this_service_and_nothing_else(cast, here):
    service, referral = asked_of_them(cast, here)
    other = of_ours(cast, here, need=False)
    answers(cast, referral, "declined", "No bed.")
    last = history_of(service)[-1]
    assert (last.state, last.refused_by, last.barrier) == (
        S.REFUSED,
        Refuser.GIVER,
        Barrier.GIVER_REFUSED,
    )
    assert again(other).stands is S.ASKED
    here.case.refresh_from_db()
    assert not here.case.closed
    assert CodedNeed.objects.get(entry=here.need).waits


def test_whether_she_is_at_a_place_for_the_night_is_asked_the_next_day(cast, here):
    service, _ = asked_of_them(cast, here)
    assert Task.objects.get().due == today() + DAY
    services.change(
        service=service,
        kind="longer_place",
        words="With a lock.",
        need=here.need,
        goal=None,
        version=service.version,
        **cast.acting(cast.sokha),
    )
    assert Task.objects.get().due == today() + 14 * DAY


@pytest.mark.parametrize("answer", ["accepted", "in_progress", "done"])
def test_whatever_they_answer_nobody_is_served_before_the_first_visit(cast, here, answer):
    service, referral = asked_of_them(cast, here)
    answers(cast, referral, "accepted")
    if answer != "accepted":
        answers(cast, referral, answer)
    counts = counts_of([history_of(service)])
    assert (counts.asked, counts.begun) == (1, 0)


def test_c10_accepted_on_1_june_nothing_by_15_june_is_a_task_and_counts_as_asked(cast, here):
    """C10: the task list asks; the report counts it as asked, not as served."""
    _, referral = asked_of_them(cast, here, kind="longer_place")
    answers(cast, referral, "accepted")
    task = Task.objects.get()
    assert task.due == today() + 14 * DAY
    assert task.title == "Did the first visit happen?"
    counts = services_page(here.case, here.ring).counts
    assert (counts.asked, counts.begun, counts.ended) == (1, 0, 0)


# ── The task ─────────────────────────────────────────────────────────────────
def test_the_task_ends_with_the_first_visit(cast, here):
    made = of_ours(cast, here)
    task = Task.objects.get()
    assert task.assignee == here.case.assignee
    happens(cast, made, ServiceStep(S.BEGUN, today()))
    task.refresh_from_db()
    assert task.done_on == timezone.localdate()


def test_not_yet_moves_the_task_to_the_promised_day(cast, here):
    made = of_ours(cast, here)
    happens(cast, made, ServiceStep(S.WAITING, today(), until=today() + 40 * DAY))
    assert Task.objects.get().due == today() + 40 * DAY
    assert again(made).due == today() + 40 * DAY


def test_a_task_that_was_ticked_without_an_answer_comes_again(cast, here):
    made = of_ours(cast, here)
    task = Task.objects.get()
    finish_task(task=task, by=cast.sokha, version=task.version)
    happens(cast, made, ServiceStep(S.OFFERED, today()))
    assert Task.objects.filter(done_on=None).count() == 1


def test_the_title_of_the_task_says_nothing_of_what_for(cast, here):
    of_ours(cast, here, kind="after_sexual_exploitation")
    title = Task.objects.get().title.casefold()
    assert "sexual" not in title
    assert here.person.code_name.casefold() not in title


# ── A partner that became dangerous ──────────────────────────────────────────
def falls(cast, here, **more):
    facts = {"level": "dangerous", "reasons": ["sells_information"], "evidence": "He called him."}
    return findings.record_finding(about=here.shelter, by=cast.noi, **(facts | more))


@pytest.mark.parametrize("closed", [False, True])
def test_where_it_became_dangerous_is_red_and_nothing_new_is_asked_there(cast, here, closed):
    service, _referral = asked_of_them(cast, here)
    fresh = wants(cast, here)
    assert not services_page(here.case, here.ring).open[0].red
    falls(cast, here, closed=closed)
    red = [one.row.id for one in services_page(here.case, here.ring).open if one.red]
    assert red == [service.id]
    with pytest.raises(BadInput, match="no new service there"):
        services.choose(service=fresh, offer=here.theirs, by=cast.sokha)
    with pytest.raises(BadInput, match="no new service there"):
        offers.add_offer(
            partner=here.shelter, answers={"kind": "school", "said_by": "x"}, by=cast.sokha
        )
    with pytest.raises(BadInput, match="no new service there"):
        happens(cast, service, ServiceStep(S.BEGUN, today()))


def test_what_has_begun_there_can_still_be_ended(cast, here):
    service, _referral = asked_of_them(cast, here)
    happens(cast, service, ServiceStep(S.BEGUN, today()))
    falls(cast, here)
    happens(cast, service, ServiceStep(S.ENDED, today(), end=EndReason.NOT_SAFE))
    assert not services_page(here.case, here.ring).over[0].red


# ── Needs ────────────────────────────────────────────────────────────────────
def test_a_need_leaves_the_list_when_somebody_is_asked_and_comes_back_when_refused(cast, here):
    waits = lambda: CodedNeed.objects.get(entry=here.need).waits  # noqa: E731
    made = of_ours(cast, here)
    assert not waits()
    happens(cast, made, ServiceStep(S.NOT_AVAILABLE, today(), barrier=Barrier.NO_PLACE))
    assert waits()
    (one,) = services_page(here.case, here.ring).waiting
    assert one.told.domain == "housing"


def test_a_need_that_is_moved_to_another_service_waits_again(cast, here):
    made = of_ours(cast, here)
    services.change(
        service=made,
        kind="social_work",
        words="",
        need=None,
        goal=None,
        version=made.version,
        by=cast.sokha,
        ring=here.ring,
    )
    assert CodedNeed.objects.get(entry=here.need).waits


def test_needs_of_before_are_read_by_whoever_opens_the_page(cast, here):
    CodedNeed.objects.all().delete()
    note_needs(case=here.case, ring=here.ring)
    coded = CodedNeed.objects.get(entry=here.need)
    assert (coded.coded, coded.waits) == ({"domain": "housing", "urgency": "today"}, True)
    assert here.need.kind == NEED


def test_no_help_needed_waits_for_nothing(cast, here):
    row = CodedNeed.objects.get(entry=needs(cast, here.case, "mind", "none"))
    assert not row.waits


def test_steps_are_only_added(cast, here):
    made = of_ours(cast, here)
    happens(cast, made, ServiceStep(S.WAITING, today()))
    rows = list(CaseServiceStep.objects.filter(service=made).values_list("number", flat=True))
    assert rows == [1, 2]


def test_asked_and_begun_are_two_codes_of_one_fact(cast, here):
    made = of_ours(cast, here)
    assert service_facts()[-1]["begun"] is False
    happens(cast, made, ServiceStep(ServiceState.BEGUN, timezone.localdate()))
    (fact,) = [one for one in service_facts() if one["begun"]]
    assert (fact["service"], fact["state"], fact["giver"]) == ("social_work", "begun", "own")


def service_facts():
    rows = StoredFact.objects.filter(kind="service_given")
    return [row.content["codes"] for row in rows]


def test_how_soon_a_need_waits_stands_in_no_row_and_the_list_is_put_in_order_all_the_same(cast):
    from django.db import connection

    from fanal.services.models import CodedNeed, UrgentNeeds
    from fanal.services.queries.unmet_needs import needs_waiting
    from tests.services.scene import needs, of_ours

    here = scene(cast)
    later, soon = (
        needs(cast, here.case, one, how)
        for one, how in (("papers", "later"), ("health", "this_week"))
    )
    assert needs_waiting(cast.noi) == [one.id.hex for one in (here.need, soon, later)]
    assert needs_waiting(cast.noi) == [one.id.hex for one in (here.need, soon, later)]  # kept
    assert needs_waiting(here.case.assignee) == needs_waiting(cast.noi)
    assert needs_waiting(cast.kham) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM services_codedneed")
        plain = repr(cursor.fetchall())
        cursor.execute("SELECT * FROM services_urgentneeds")
        plain += repr(cursor.fetchall())
    assert not [one for one in ("today", "this_week", "later") if one in plain]
    before = UrgentNeeds.objects.get().version
    of_ours(cast, here)
    assert UrgentNeeds.objects.get().held == {"today": [], "this_week": [soon.id.hex]}
    assert needs_waiting(cast.noi) == [soon.id.hex, later.id.hex]
    assert UrgentNeeds.objects.get().version > before
    assert CodedNeed.objects.filter(waits=True).count() == 2
    with connection.cursor() as cursor:  # a list that does not open is not read from what was kept
        cursor.execute("UPDATE services_urgentneeds SET held = substr(held, 1, 40)")
    assert needs_waiting(cast.noi) == [soon.id.hex, later.id.hex]
