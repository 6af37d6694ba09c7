"""The rules that protect (1 to 7), and what is refused: each with a clear sentence, nothing lost."""

from datetime import date

import pytest
from django.urls import reverse

from fanal.coded_facts.models import FactList
from fanal.core.calendars.months import add_months
from fanal.core.errors import BadInput, Conflict, Refused
from fanal.core.prevention.capacity import CapacityAnswer, CapacityKind, CapacityLook
from fanal.core.prevention.courses import Assent, Yes
from fanal.core.prevention.sessions import Heads, SessionState
from fanal.core.prevention.volunteers import Vetted
from fanal.keys.models import Grant
from fanal.prevention.actions import (
    communities,
    courses,
    observations,
    participants,
    scholarships,
    sessions,
    volunteers,
)
from fanal.prevention.actions.participants import ParticipantFacts
from fanal.prevention.models import (
    Enrolment,
    MigrationAdvice,
    PreventionParticipant,
    PreventionSession,
    Scholarship,
    ScholarshipPayment,
    SessionTests,
)
from fanal.prevention.queries.places import community_page
from fanal.prevention.queries.today import today_for
from fanal.retention.actions.erasing import again as erase_again
from tests.journal import entries
from tests.prevention.scene import (
    COURSE,
    DAY,
    SCHOOL,
    VILLAGE,
    WRITTEN,
    acts,
    browser,
    course_in,
    day,
    enrolled,
    held,
    participant,
    planned,
    scholar,
    today,
    volunteer,
)


def refused(field, act, **asked):
    with pytest.raises(BadInput) as mistake:
        act(**asked)
    assert mistake.value.where == field
    return str(mistake.value.why)


# ── 1.4 ──────────────────────────────────────────────────────────────────────
def test_rule_2_the_rule_of_choosing_is_kept_and_no_score(cast):
    who = participant(cast, age=30)
    row = scholar(cast, who)
    told = row.unseal(cast.ring(cast.bounmy))
    assert told["rules"] == ["poverty"]
    assert told["second"] == "the head of the school"
    assert not [name for name in told if "score" in name or "rank" in name]
    asked = {"participant": participant(cast, "Mai", age=30), "begun_on": today(), "yes": WRITTEN}
    why = refused(
        "rules",
        scholarships.begin_scholarship,
        answers=SCHOOL | {"rules": []},
        **asked,
        **acts(cast),
    )
    assert "rule" in why


def test_rule_3_a_session_asks_for_heads_and_for_no_name(cast, place):
    row = planned(cast, place)
    page = browser(cast).get(reverse("prevention:write_up", args=[row.id]))
    names = {field.name for field in page.context["form"]}
    assert names == {
        "women",
        "men",
        "girls",
        "boys",
        "not_counted",
        "state",
        "why",
        "on",
        "claim",
        "words",
    }


def test_rule_4_no_form_of_prevention_takes_a_picture(cast, place):
    row = held(cast, place)
    for name, ids in (("write_up", [row.id]), ("new_participant", []), ("new_community", [])):
        text = browser(cast).get(reverse(f"prevention:{name}", args=ids)).text
        assert 'type="file"' not in text


def test_rule_5_an_observation_stands_in_an_area_of_the_directory_and_nowhere_finer(cast):
    refused(
        "area",
        observations.observe,
        area=None,
        on=today(),
        kind="recruiter",
        how="one",
        by=cast.bounmy,
    )
    form = browser(cast).post(
        reverse("prevention:new_observation"),
        {"kind": "recruiter", "area": "the yellow house", "how": "one"} | day(),
    )
    assert form.status_code == 422
    assert "This area is not known" in form.text


def test_rule_6_a_volunteer_is_paused_at_once_and_no_list_tells_why(cast, place):
    row = volunteer(cast, place)
    why = "A cousin of hers recruits for an agency."
    volunteers.pause(volunteer=row, why=why, version=row.version, **acts(cast))
    for name, ids in (("volunteers", []), ("community", [place.id]), ("today", [])):
        assert "cousin" not in browser(cast).get(reverse(f"prevention:{name}", args=ids)).text
    text = refused("volunteer", planned, cast=cast, place=place, on=today() + DAY, volunteer=row)
    assert "cousin" not in text
    assert "cousin" in browser(cast).get(reverse("prevention:volunteer", args=[row.id])).text
    assert not [entry for entry in entries(about=row.id) if "cousin" in str(entry.said)]


def test_rule_7_what_must_be_reported_of_a_child_stands_there_before_the_session(cast, place):
    row = planned(cast, place, today() + DAY)
    text = browser(cast).get(reverse("prevention:session", args=[row.id])).text
    assert "Before you begin: if somebody tells of a child" in text


# ── What is refused ──────────────────────────────────────────────────────────
def test_a_child_alone_does_not_enrol_and_what_was_typed_is_still_there(cast, place):
    child, course = participant(cast, age=15), course_in(cast, place)
    page = browser(cast).post(
        reverse("prevention:enrol", args=[child.id]), {"course": str(course.id), "own": "yes"}
    )
    assert page.status_code == 422
    assert "a child does not enrol alone" in page.text.casefold()
    assert page.context["form"]["own"].value() == "yes"
    assert not Enrolment.objects.exists()
    refused(
        "own",
        enrolled,
        cast=cast,
        who=child,
        course=course,
        yes=Yes(Assent.NO, Assent.YES, today()),
    )


def test_an_adult_is_not_asked_for_a_caregiver(cast, place):
    page = browser(cast).get(reverse("prevention:enrol", args=[participant(cast, age=30).id]))
    assert "caregiver" not in page.context["form"].fields


def test_nobody_is_enrolled_twice_in_one_course(cast, place):
    who, course = participant(cast, age=30), course_in(cast, place)
    enrolled(cast, who, course)
    refused("course", enrolled, cast=cast, who=who, course=course)


def test_more_tests_after_than_heads_are_refused_and_the_lines_are_still_there(cast, place):
    row = held(cast, place, heads=Heads(women=2))
    page = browser(cast).post(
        reverse("prevention:tests", args=[row.id]),
        {"instrument": "A", "points": 10, "before": "a 1", "after": "a 1\nb 2\nc 3"},
    )
    assert page.status_code == 422
    assert "3 papers, and 2 heads were counted" in page.text
    assert "b 2" in page.text
    assert not SessionTests.objects.exists()


def test_heads_that_are_corrected_stay_at_least_the_tests(cast, place):
    row = held(cast, place, heads=Heads(women=3))
    sessions.keep_tests(
        session=row, instrument="A", points=10, before="a 1\nb 2\nc 3", after="", by=cast.bounmy
    )
    refused(
        "women",
        sessions.write_up,
        session=row,
        heads=Heads(women=2),
        by=cast.bounmy,
        version=row.version,
    )


def test_250_where_40_were_expected_is_asked_about_once_and_then_kept(cast, place):
    row = planned(cast, place, expected=40)
    address = reverse("prevention:write_up", args=[row.id])
    told = {"women": 250, "state": "held", "version": row.version} | day()
    page = browser(cast).post(address, told)
    assert page.status_code == 422
    assert "250 heads where 40 were expected" in page.text
    assert browser(cast).post(address, told | {"sure": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.heads.attendance == 250


def test_a_session_stopped_by_officials_keeps_who_had_come_and_why(cast, place):
    row = planned(cast, place)
    stopped = {"session": row, "state": SessionState.STOPPED, "by": cast.bounmy}
    refused("why", sessions.write_up, heads=Heads(women=4), version=row.version, **stopped)
    sessions.write_up(
        heads=Heads(women=4),
        version=row.version,
        why="The district police sent them home.",
        **stopped,
    )
    text = browser(cast).get(reverse("prevention:session", args=[row.id])).text
    assert "stopped by officials" in text
    assert "sent them home" in text
    row.refresh_from_db()
    assert row.heads.attendance == 4


def test_two_who_write_up_one_session_meet(cast, place):
    row, again = planned(cast, place), None
    again = PreventionSession.objects.get(id=row.id)
    sessions.write_up(session=row, heads=Heads(women=4), version=1, by=cast.bounmy)
    with pytest.raises(Conflict):
        sessions.write_up(session=again, heads=Heads(women=5), version=1, by=cast.bounmy)


def test_a_session_is_moved_with_the_reason_and_cancelled_only_while_planned(cast, place):
    row = planned(cast, place, today() + DAY)
    refused("why", sessions.move, session=row, on=today(), why="", by=cast.bounmy, version=1)
    sessions.move(
        session=row, on=today(), why="The road is under water.", by=cast.bounmy, version=1
    )
    assert row.told["moved"][0]["why"] == "The road is under water."
    sessions.write_up(session=row, heads=Heads(men=1), version=row.version, by=cast.bounmy)
    with pytest.raises(Refused):
        sessions.cancel(session=row, why="no", by=cast.bounmy, version=row.version)


def test_vetting_that_ends_before_the_day_is_refused_with_the_day(cast, place):
    row = volunteer(cast, place)
    on = row.vetted_until + DAY
    why = refused("volunteer", planned, cast=cast, place=place, on=on, volunteer=row)
    assert str(row.vetted_until) in why
    assert planned(cast, place, row.vetted_until, volunteer=row).volunteer == row


def test_who_is_not_vetted_leads_nothing_and_the_code_is_signed_first(cast, place):
    row = volunteer(cast, place, vetted=False)
    refused("volunteer", planned, cast=cast, place=place, volunteer=row)
    asked = {"volunteer": row, "related": "", "version": row.version} | acts(cast)
    refused("code_signed_on", volunteers.vet, vetted=Vetted(2, True, None, today()), **asked)
    refused("references", volunteers.vet, vetted=Vetted(1, True, today(), today()), **asked)


def test_a_volunteer_goes_on_after_a_pause(cast, place):
    row = volunteer(cast, place)
    volunteers.pause(volunteer=row, why="To be looked at.", version=row.version, **acts(cast))
    volunteers.resume(volunteer=row, version=row.version, **acts(cast))
    assert planned(cast, place, volunteer=row).volunteer == row


def test_a_scholarship_is_not_paid_after_she_left(cast):
    who = participant(cast, age=15)
    row = scholar(cast, who)
    paid = {"scholarship": row, "amount": 900, "currency": "THB", "to": "the school"}
    paid |= {"receipt": "17, with finance"} | acts(cast)
    scholarships.pay(on=today() - 20 * DAY, **paid)
    ended = {"scholarship": row, "why": "moved", "version": row.version} | acts(cast)
    refused("ended_on", scholarships.end_scholarship, on=today() - 30 * DAY, **ended)
    scholarships.end_scholarship(on=today() - 10 * DAY, **ended)
    with pytest.raises(Refused) as late:
        scholarships.pay(on=today(), **paid)
    assert "after the scholarship has ended" in str(late.value.reasons[0])
    assert ScholarshipPayment.objects.count() == 1


def test_a_payment_without_a_receipt_is_refused(cast):
    row = scholar(cast, participant(cast, age=15))
    refused(
        "receipt",
        scholarships.pay,
        scholarship=row,
        amount=900,
        currency="THB",
        to="the school",
        receipt="",
        on=today(),
        **acts(cast),
    )


def test_one_scholarship_runs_at_a_time(cast):
    who = participant(cast, age=15)
    scholar(cast, who)
    with pytest.raises(Refused):
        scholar(cast, who)
    assert Scholarship.objects.count() == 1


def test_whoever_died_is_not_asked_what_became_of_her(cast):
    row = scholar(cast, participant(cast, age=15))
    scholarships.end_scholarship(
        scholarship=row, why="died", on=today(), version=row.version, **acts(cast)
    )
    assert not row.looks.exists()


def test_days_at_school_are_facts_of_the_term(cast):
    row = scholar(cast, participant(cast, age=15))
    scholarships.add_term(
        scholarship=row,
        first=today() - 60 * DAY,
        last=today(),
        days_open=40,
        present=36,
        excused=2,
        result="moved_up",
        **acts(cast),
    )
    text = browser(cast).get(reverse("prevention:scholarship", args=[row.id])).text
    assert "36 of 40 days on which it was open" in text


def test_vocational_training_names_three_who_hire(cast, place):
    told = COURSE | {"kind": "vocational", "market": "The hotel at the bridge"}
    asked = {"community": place, "begins_on": today(), "by": cast.bounmy}
    refused("market", courses.add_course, answers=told, **asked)
    three = told | {"market": "The hotel at the bridge\nTwo garages\nA seller's price list"}
    assert courses.add_course(answers=three, **asked).title == COURSE["title"]


def test_a_household_is_no_community_and_a_place_has_an_area(cast, place):
    refused("area", communities.add_community, area=None, answers=VILLAGE, by=cast.bounmy)
    refused(
        "kind",
        communities.add_community,
        area=place.area,
        answers=VILLAGE | {"kind": "household"},
        by=cast.bounmy,
    )


def test_what_a_community_can_do_is_what_is_there_missing_and_never_looked_at(cast, place):
    for kind, answer in (("path", "no"), ("mens_group", "not_known"), ("path", "yes")):
        look = CapacityLook(
            CapacityKind(kind), CapacityAnswer(answer), today(), "tried: 20 minutes"
        )
        communities.add_look(community=place, look=look, by=cast.bounmy)
    page = community_page(place, today())
    assert [one.look.kind for one in page.there] == ["path"]
    assert [one.look.kind for one in page.not_known] == ["mens_group"]
    assert len(page.never_looked) == len(CapacityKind) - 2
    text = browser(cast).get(reverse("prevention:community", args=[place.id])).text
    assert "Nobody has looked" in text
    assert "%" not in text.split("<main", 1)[1]


def test_an_observation_seen_again_holds_for_another_year_and_one_taken_back_for_none(cast, place):
    row = observations.observe(
        area=place.area,
        on=date(2026, 1, 3),
        kind="recruiter",
        how="seen",
        by=cast.bounmy,
        today=date(2026, 1, 3),
    )
    observations.see_again(observation=row, on=today(), by=cast.bounmy, version=1)
    assert row.until.year == today().year + 1
    observations.withdraw(observation=row, why="It was a bus.", by=cast.bounmy, version=row.version)
    with pytest.raises(Refused):
        observations.see_again(observation=row, on=today(), by=cast.bounmy, version=row.version)


def test_advice_keeps_codes_and_nothing_by_which_she_is_found(cast, place):
    page = browser(cast).post(
        reverse("prevention:advice"),
        {
            "area": "Vientiane",
            "destination": "Thailand",
            "channel": "agency",
            "known": ["papers", "debt"],
            "decided": "goes_prepared",
        }
        | day(),
    )
    assert page.status_code == 302
    assert MigrationAdvice.objects.get().told == {
        "destination": "TH",
        "channel": "agency",
        "decided": "goes_prepared",
        "papers": True,
        "costs": False,
        "debt": True,
    }


def test_whoever_is_deleted_leaves_no_row_no_key_and_no_fact(cast, place):
    who = participant(cast, age=15)
    row = scholar(cast, who)
    with pytest.raises(Refused):
        participants.forget(participant=who, by=cast.bounmy)
    scholarships.end_scholarship(
        scholarship=row, why="finished", on=today(), version=row.version, **acts(cast)
    )
    folder, about = who.folder, who.pk
    participants.forget(participant=who, by=cast.bounmy)
    assert not PreventionParticipant.objects.exists()
    assert not Scholarship.objects.exists()
    assert not Grant.objects.filter(folder=folder, revoked=None).exists()
    assert not FactList.objects.exists()
    who.pk = about
    PreventionParticipant.objects.bulk_create([who])  # as a restore of a backup of before does
    assert erase_again() == 1
    assert not PreventionParticipant.objects.exists()
    assert erase_again() == 0


def test_three_years_after_the_last_of_it_the_page_of_today_asks_to_delete_her(cast):
    who = participant(cast, age=15)
    later = add_months(today(), 36)
    later += DAY * (later.day != today().day)  # of 29 February: on 1 March
    assert today_for(cast.bounmy, later - DAY).time_over.rows == []
    assert today_for(cast.bounmy, later).time_over.rows == [who]
    scholar(cast, who)
    assert today_for(cast.bounmy, later).time_over.rows == []


def test_nobody_was_born_tomorrow(cast):
    refused(
        "born",
        participants.add_participant,
        answers={"given": "A"},
        known=ParticipantFacts("female", today() + DAY),
        **acts(cast),
    )
