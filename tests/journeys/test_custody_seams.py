"""Whoever takes a person over is asked of: S5 to S8 and S23, as they were found by hand."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.accounts.models import Team
from fanal.commands.sweep import sweep
from fanal.core.errors import BadInput, Refused
from fanal.core.journeys.board import Colour
from fanal.core.journeys.planning import DERIVED, GoNoGoItem
from fanal.core.roles import Role
from fanal.journeys.actions import handovers, legs, plans, preparing
from fanal.journeys.models import CustodyAlarm, JourneyEvent
from fanal.journeys.queries.go_no_go import go_of
from fanal.journeys.queries.tonight import board, red_of
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from fanal.people.actions.emergencies import make_emergency_group
from fanal.sharing.actions.rules import never_tell
from tests import files
from tests.journeys.scene import agreed, hand_over, scene, trusted


@pytest.fixture
def police(cast):
    found = add_partner(kind="organisation", name="Harbour Police", by=cast.noi)
    findings.record_finding(
        about=found, level="dangerous", reasons=["complicit_with_suspects"], by=cast.noi
    )
    return found


@pytest.fixture
def lotus(cast, here):
    """A partner who may hold her: trusted by two, and she agreed."""
    found = trusted(cast, "Lotus Transit Centre")
    agreed(cast, here, found)
    return found


def post(here, name, data, user, cast, *more):
    url = reverse(f"journeys:{name}", args=[here.journey.id, *more])
    return files.browser(cast, user).post(url, data)


def colour(user, person):
    lines = board(user, timezone.localtime()).lines
    return next(line.row.colour for line in lines if line.code == person.code_name)


def shown(cast, user, here):
    return files.browser(cast, user).get(reverse("journeys:board")).text


def test_s5_a_partner_found_dangerous_is_not_planned_as_custodian(cast, here, police):
    answer = post(here, "custodians", {"label": "Post", "partner": police.id}, cast.noi, cast)
    assert answer.status_code == 422
    assert "Harbour Police was found dangerous" in answer.text
    assert police.id not in {custodian.partner_id for custodian in here.journey.custodians.all()}


def test_s5_she_is_not_handed_over_to_whom_nobody_knows(cast, here):
    owner = plans.add_custodian(journey=here.journey, label="karaoke owner", by=cast.noi)
    sides = {"giver": here.shelter.id, "receiver": owner.id, "count": 1}
    answer = post(here, "give", sides | {"persons": [here.people[0].id]}, cast.sokha, cast)
    assert answer.status_code == 422
    assert "Not known here" in answer.text
    assert not any(row.event().kind == "given" for row in JourneyEvent.objects.all())


def test_s5_a_hand_over_to_police_that_happened_is_kept_and_red(cast, here, police):
    told = {"label": "Post", "partner": police.id, "happened": "on"}
    assert post(here, "custodians", told, cast.sokha, cast).status_code == 302
    (post_,) = (
        custodian for custodian in here.journey.custodians.all() if custodian.partner == police
    )
    sides = {"giver": here.shelter.id, "receiver": post_.id, "count": 1, "happened": "on"}
    given = post(here, "give", sides | {"persons": [here.people[0].id]}, cast.sokha, cast)
    assert given.status_code == 302
    handover = next(r.event().handover for r in JourneyEvent.objects.all() if r.event().handover)
    handovers.receive(
        journey=here.journey,
        handover=handover,
        custodian=post_,
        persons=here.people,
        count=1,
        said_by="The sergeant",
        channel="telephone",
        code_word="right",
        by=cast.noi,
    )
    assert colour(cast.noi, here.people[0]) is Colour.RED
    page = shown(cast, cast.noi, here)
    assert "Harbour Police was found dangerous" in page
    assert "as planned" not in page
    assert "Two of you decide" in page


def test_s5_nobody_is_given_to_two_at_the_same_time(cast, here, lotus):
    centre = plans.add_custodian(journey=here.journey, label="Lotus", partner=lotus, by=cast.noi)
    hand_over(here, here.shelter, here.escort, here.people, [])
    sides = {"giver": here.shelter.id, "receiver": centre.id, "count": 1}
    told = sides | {"persons": [here.people[0].id]}
    answer = post(here, "give", told, cast.sokha, cast)
    assert answer.status_code == 422
    assert "handed over to somebody else" in answer.text
    assert post(here, "give", told | {"happened": "on"}, cast.sokha, cast).status_code == 302
    assert "Handed over to two sides at the same time" in shown(cast, cast.noi, here)


def test_s5_a_custodian_in_free_words_is_shown_as_not_known(cast, here):
    owner = plans.add_custodian(journey=here.journey, label="karaoke owner", by=cast.noi)
    handovers.give(
        journey=here.journey,
        giver=here.shelter,
        receiver=owner,
        persons=here.people,
        count=1,
        happened=True,
        by=cast.sokha,
    )
    page = shown(cast, cast.noi, here)
    assert "Not known here: karaoke owner" in page


def with_her(cast, here, lotus):
    centre = plans.add_custodian(journey=here.journey, label="Lotus", partner=lotus, by=cast.noi)
    hand_over(here, here.shelter, centre, here.people, here.people)
    assert colour(cast.noi, here.people[0]) is Colour.GREEN
    return centre


def test_s6_a_finding_reaches_whoever_is_with_that_partner_before_it_is_confirmed(
    cast, here, lotus
):
    with_her(cast, here, lotus)
    finding = findings.record_finding(about=lotus, level="dangerous", by=cast.noi)
    for user in (cast.noi, cast.sokha, cast.claire):
        assert colour(user, here.people[0]) is Colour.RED
    sweep(timezone.localtime())
    told = {one for message in mail.outbox for one in message.to}
    assert told >= {cast.noi.email, cast.claire.email, cast.sokha.email}
    mail.outbox.clear()
    sweep(timezone.localtime())
    assert mail.outbox == []
    findings.withdraw(finding=finding, by=cast.claire)
    assert colour(cast.noi, here.people[0]) is Colour.GREEN


def test_s6_a_finding_reaches_whoever_is_planned_for_that_partner(cast, here, lotus):
    plans.add_custodian(journey=here.journey, label="Lotus", partner=lotus, by=cast.noi)
    assert colour(cast.noi, here.people[0]) is Colour.GREEN
    findings.record_finding(about=lotus, level="dangerous", by=cast.noi)
    assert colour(cast.noi, here.people[0]) is Colour.RED


def test_s6_trust_that_is_withdrawn_or_runs_out_is_red_as_well(cast, here, lotus):
    with_her(cast, here, lotus)
    found = lotus.findings.get()
    later = timezone.localtime() + timedelta(days=400)
    line = board(cast.noi, later).lines[0]
    assert line.row.custody[0].reason == "trust_missing"
    findings.withdraw(finding=found, by=cast.noi)
    assert colour(cast.noi, here.people[0]) is Colour.RED
    sweep(timezone.localtime())
    assert mail.outbox


def departs(here, cast, **more):
    told = {"kind": "departed", "persons": [here.people[0].id]}
    return post(here, "happened", told | more, cast.sokha, cast)


def test_s7_nobody_departs_while_go_or_no_go_is_not_answered(cast, here):
    answer = departs(here, cast)
    assert answer.status_code == 422
    assert "She agrees to this journey, and was asked alone." in answer.text
    page = files.browser(cast, cast.sokha).get(reverse("journeys:journey", args=[here.journey.id]))
    assert "No go: 11 reasons" in page.text


def test_s7_a_departure_that_happened_is_kept_and_red(cast, here):
    assert departs(here, cast, happened="on").status_code == 302
    assert colour(cast.noi, here.people[0]) is Colour.RED
    assert "Left without a go" in shown(cast, cast.noi, here)


def test_s7_a_leg_that_does_not_start_where_the_one_before_ends_is_refused(cast, here):
    ubon, bridge, pakse = here.areas
    leaves = timezone.now() + timedelta(days=1)
    leg = {"journey": here.journey, "custodian": here.escort, "by": cast.sokha}
    legs.add_leg(start=ubon, end=bridge, leaves=leaves, arrives=leaves + timedelta(hours=1), **leg)
    with pytest.raises(BadInput, match="does not end"):
        legs.add_leg(
            start=ubon,
            end=pakse,
            leaves=leaves + timedelta(hours=2),
            arrives=leaves + timedelta(hours=3),
            **leg,
        )


def test_s8_nobody_of_the_giving_side_confirms_for_a_partner_without_an_account(cast, here, lotus):
    both = plans.add_custodian(
        journey=here.journey,
        label="Escort: Sokha and Noi",
        colleagues=[cast.sokha, cast.noi],
        by=cast.noi,
    )
    centre = plans.add_custodian(journey=here.journey, label="Lotus", partner=lotus, by=cast.noi)
    pim = cast.join("pim", "Pim", "case_worker", "Bangkok")
    hand_over(here, here.shelter, both, here.people, here.people, by=pim)
    handover = hand_over(here, both, centre, here.people, [])
    told = {
        "persons": [here.people[0].id],
        "count": 1,
        "said_by": "Ms Kham",
        "channel": "telephone",
        "code_word": "right",
    }
    for user in (cast.noi, cast.sokha):
        answer = post(here, "receive", told, user, cast, handover)
        assert answer.status_code == 422
        assert "The giving side does not confirm" in answer.text
    for missing in ("said_by", "channel", "code_word"):
        wrong = post(here, "receive", told | {missing: ""}, pim, cast, handover)
        assert wrong.status_code == 422
    assert post(here, "receive", told, pim, cast, handover).status_code == 302
    kept = next(r.event() for r in JourneyEvent.objects.all() if r.event().said_by == "Ms Kham")
    assert (kept.channel, kept.code_word) == ("telephone", "right")


def test_s8_a_wrong_code_word_is_red_and_she_has_not_arrived(cast, here, lotus):
    centre = plans.add_custodian(journey=here.journey, label="Lotus", partner=lotus, by=cast.noi)
    handover = hand_over(here, here.shelter, centre, here.people, [])
    handovers.receive(
        journey=here.journey,
        handover=handover,
        custodian=centre,
        persons=here.people,
        count=1,
        said_by="A man",
        channel="telephone",
        code_word="wrong",
        by=cast.noi,
    )
    page = shown(cast, cast.noi, here)
    assert "The code word was wrong" in page
    line = board(cast.noi, timezone.localtime()).lines[0]
    assert (line.row.colour, line.custodian) == (Colour.RED, "Shelter team")


def test_s8_where_a_call_is_asked_for_the_number_is_a_link(cast, here, lotus):
    here.shelter.phone = "+66 2 000 0001"
    here.shelter.save(update_fields=["phone"])
    centre = plans.add_custodian(
        journey=here.journey, label="Lotus", partner=lotus, phone="+856 21 000 003", by=cast.noi
    )
    hand_over(here, here.shelter, centre, here.people, [])
    page = files.browser(cast, cast.noi).get(reverse("journeys:journey", args=[here.journey.id]))
    banner = page.text.partition("Call the giving side now")[2].partition("</div></div>")[0]
    assert 'href="tel:+6620000001"' in banner
    assert 'href="tel:+85621000003"' in banner


def emergency(cast):
    return make_emergency_group(
        name="Emergency",
        office=cast.bangkok.office,
        members=[cast.somchit],
        **cast.acting(cast.noi),
    ).team


def test_s23_the_emergency_group_leads_no_journey(cast, here):
    group = emergency(cast)
    page = files.browser(cast, cast.noi).get(reverse("journeys:new"))
    assert group not in page.context["form"].fields["team"].queryset


def test_s23_no_form_offers_the_emergency_group(cast):
    """By the pages of the house on which one of one's teams, or any team of ours, is chosen."""
    group = emergency(cast)
    pages = {
        cast.noi: ("journeys:new", "intake:new", "matching:new_exchange", "people:new"),
        cast.anan: ("accounts:invite",),
    }
    for user, names in pages.items():
        for name in names:
            form = files.browser(cast, user).get(reverse(name)).context["form"]
            field = form.fields.get("team") or form.fields["teams"]
            offered = {str(value) for value, _label in field.choices}
            assert str(cast.bangkok.pk) in offered, name
            assert str(group.pk) not in offered, name


def test_s6_a_worker_does_not_read_of_a_closed_danger_and_is_sent_to_her_lead(cast, here, lotus):
    with_her(cast, here, lotus)
    findings.record_finding(about=lotus, level="dangerous", by=cast.noi)
    page = shown(cast, cast.sokha, here)
    assert "dangerous" not in page
    assert "Nothing known says that Lotus Transit Centre may take her in" in page
    assert "Ask the lead or the director today" in page


def test_s6_nobody_reads_of_a_finding_about_herself_and_the_lead_does(cast, here):
    both = plans.add_custodian(
        journey=here.journey, label="Escort two", colleagues=[cast.sokha], by=cast.noi
    )
    hand_over(here, here.shelter, both, here.people, here.people)
    findings.record_finding(colleague=cast.sokha, level="dangerous", by=cast.claire)
    assert colour(cast.sokha, here.people[0]) is Colour.GREEN
    assert "must not be told" not in shown(cast, cast.sokha, here)
    assert colour(cast.noi, here.people[0]) is Colour.RED
    sweep(timezone.localtime())
    told = {one for message in mail.outbox for one in message.to}
    # Other leads are asked to confirm the finding.
    assert told == {one.email for one in (cast.noi, cast.claire, cast.somchit, cast.huong)}


def test_s6_what_came_back_is_called_again(cast, here, lotus):
    with_her(cast, here, lotus)
    for _ in range(2):
        finding = findings.record_finding(about=lotus, level="dangerous", by=cast.noi)
        mail.outbox.clear()
        sweep(timezone.localtime())
        assert mail.outbox
        findings.withdraw(finding=finding, by=cast.claire)
        mail.outbox.clear()
        sweep(timezone.localtime())
        assert mail.outbox == []
    assert not CustodyAlarm.objects.exists()


def test_s6_trust_that_runs_out_is_called_on_the_day_after(cast, here, lotus):
    with_her(cast, here, lotus)
    sweep(timezone.localtime())
    assert not CustodyAlarm.objects.exists()
    sweep(timezone.localtime() + timedelta(days=366))
    assert CustodyAlarm.objects.exists()


def test_s5_a_name_on_her_never_tell_list_is_refused_for_her_and_named(cast, here, lotus):
    never_tell(case=here.case, partner=lotus, reason="His cousin works there.", by=cast.sokha)
    with pytest.raises(Refused) as refused:
        plans.add_custodian(journey=here.journey, partner=lotus, by=cast.noi)
    assert here.people[0].code_name in str(refused.value)
    assert "must never be told" in str(refused.value)


def test_s5_nobody_joins_a_journey_on_which_whoever_must_never_know_takes_over(cast, here, lotus):
    plans.add_custodian(journey=here.journey, partner=lotus, by=cast.noi)
    case = files.case(cast)
    never_tell(case=case, partner=lotus, reason="His cousin works there.", by=cast.sokha)
    with pytest.raises(Refused, match="must never be told"):
        preparing.prepare(
            journey=here.journey,
            person=case.people.get(),
            case=case,
            custodian=here.shelter,
            by=cast.sokha,
        )


def test_s5_where_she_is_now_is_kept_whoever_that_is(cast, here, police):
    post_ = plans.add_custodian(journey=here.journey, partner=police, happened=True, by=cast.noi)
    case = files.case(cast)
    preparing.prepare(
        journey=here.journey, person=case.people.get(), case=case, custodian=post_, by=cast.sokha
    )
    assert colour(cast.noi, case.people.get()) is Colour.RED
    assert colour(cast.noi, here.people[0]) is not Colour.RED


def test_s7_the_page_says_go_once_all_is_answered_yes(cast, here):
    for item in set(GoNoGoItem) - set(DERIVED):
        plans.answer_item(journey=here.journey, item=item, yes=True, by=cast.noi)
    page = files.browser(cast, cast.sokha).get(reverse("journeys:journey", args=[here.journey.id]))
    assert "Go: every answer is yes." in page.text
    assert departs(here, cast).status_code == 302
    assert colour(cast.noi, here.people[0]) is Colour.GREEN


def test_s7_that_they_may_take_over_is_read_and_not_ticked(cast, here, lotus):
    with pytest.raises(BadInput, match="one of the list"):
        plans.answer_item(
            journey=here.journey, item="receiving_hands_trusted", yes=True, by=cast.noi
        )
    for item in set(GoNoGoItem) - set(DERIVED):
        plans.answer_item(journey=here.journey, item=item, yes=True, by=cast.noi)
    plans.add_custodian(journey=here.journey, partner=lotus, by=cast.noi)
    findings.record_finding(about=lotus, level="dangerous", by=cast.noi)
    assert departs(here, cast).status_code == 422


def test_s8_the_director_confirms_where_all_of_the_team_gave(cast, here, lotus):
    both = plans.add_custodian(journey=here.journey, colleagues=[cast.sokha, cast.noi], by=cast.noi)
    assert both.label == "Sokha Chea, Noi Saetang"
    centre = plans.add_custodian(journey=here.journey, partner=lotus, by=cast.noi)
    pim = cast.join("pim", "Pim", "case_worker", "Bangkok")
    hand_over(here, here.shelter, both, here.people, here.people, by=pim)
    handover = hand_over(here, both, centre, here.people, [])
    page = files.browser(cast, cast.sokha).get(reverse("journeys:journey", args=[here.journey.id]))
    assert "You belong to the giving side: somebody else confirms." in page.text
    assert "Claire Morel, Pim" in page.text
    told = {
        "persons": [here.people[0].id],
        "count": 1,
        "said_by": "Ms Kham",
        "channel": "telephone",
        "code_word": "not_asked",
    }
    assert post(here, "receive", told, cast.claire, cast, handover).status_code == 302
    assert board(cast.noi, timezone.localtime()).lines[0].custodian == "Lotus Transit Centre"


def test_s6_whoever_is_with_that_partner_is_to_be_brought_away_and_who_is_planned_is_not(cast):
    here = scene(cast, n=2)
    lotus = trusted(cast, "Lotus Transit Centre")
    agreed(cast, here, lotus)
    centre = plans.add_custodian(journey=here.journey, label="Lotus", partner=lotus, by=cast.noi)
    there, planned = here.people
    hand_over(here, here.shelter, centre, [there], [there])
    findings.record_finding(about=lotus, level="dangerous", by=cast.noi)
    lines = board(cast.noi, timezone.localtime()).lines
    steps = {line.code: str(to_do) for line in lines for _why, to_do, _phones in red_of(line)}
    assert "Bring her to somebody who may take her in" in steps[there.code_name]
    assert "Choose somebody else" in steps[planned.code_name]


# ── Who was planned and no longer works with us ───────────────────────────────
def planned_escort(cast, here):
    dara = cast.join("dara", "Dara Keo", Role.CASE_WORKER, "Bangkok")
    escort = plans.add_custodian(journey=here.journey, label="Two", colleagues=[dara], by=cast.noi)
    return dara, escort


def test_who_left_us_is_no_escort_any_more_and_the_journey_is_no_go(cast, here):
    dara, escort = planned_escort(cast, here)
    page = reverse("journeys:journey", args=[here.journey.id])
    noi = files.browser(cast, cast.noi)
    assert "no longer works with us" not in noi.get(page).text
    end_account(user=dara, by=cast.anan)
    assert "Dara Keo no longer works with us" in noi.get(page).text
    lines = go_of(here.journey, timezone.localtime()).lines
    trusted = next(line for line in lines if line.item is GoNoGoItem.RECEIVING_HANDS_TRUSTED)
    assert trusted.yes is False
    assert colour(cast.noi, here.people[0]) is Colour.RED
    with pytest.raises(Refused, match="no longer works with us"):
        hand_over(here, here.shelter, escort, here.people, [])


def test_nobody_is_planned_for_a_team_that_was_closed(cast, here):
    page = reverse("journeys:journey", args=[here.journey.id])
    Team.objects.filter(pk=cast.vientiane.pk).update(closed_on=timezone.localdate())
    with pytest.raises(Refused, match="no longer works with us"):
        plans.add_custodian(journey=here.journey, label="Centre", team=cast.vientiane, by=cast.noi)
    assert "no longer works with us" not in files.browser(cast, cast.noi).get(page).text


# ── Whoever takes her in at the end ───────────────────────────────────────────
def taken_in(here):
    lines = go_of(here.journey, timezone.localtime()).lines
    return next(line for line in lines if line.item is GoNoGoItem.RECEIVING_HANDS_TRUSTED).yes


def test_whoever_gives_her_is_not_who_takes_her_in(cast, here):
    assert taken_in(here)
    plans.remove_custodian(custodian=here.centre, by=cast.noi)
    plans.remove_custodian(custodian=here.escort, by=cast.noi)
    plans.add_custodian(
        journey=here.journey, label="Escort", team=cast.bangkok, does="escort", by=cast.noi
    )
    a_leg(here, here.shelter)
    assert taken_in(here) is None
    assert not go_of(here.journey, timezone.localtime()).clear
    plans.add_custodian(journey=here.journey, label="Centre", team=cast.vientiane, by=cast.noi)
    assert taken_in(here)


@pytest.mark.parametrize("kind", ["rescue", "court"])
def test_a_journey_that_ends_in_our_own_house_needs_nobody_else_to_take_her_in(cast, here, kind):
    plans.remove_custodian(custodian=here.centre, by=cast.noi)
    plans.remove_custodian(custodian=here.escort, by=cast.noi)
    here.journey.kind = kind
    assert taken_in(here)


def a_leg(here, custodian):
    start, _bridge, end = here.areas
    leaves = timezone.now() + timedelta(hours=3)
    files.leg(here.journey, start, end, custodian, leaves, by=here.by)
