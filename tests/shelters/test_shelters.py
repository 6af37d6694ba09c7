"""Who sleeps where tonight: the acceptance examples of the programme, and what is refused."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit.models import JournalEntry
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Consent, Task
from fanal.cases.queries.codes import codes_of
from fanal.cases.queries.present import states_in
from fanal.cases.queries.still_open import still_open_in
from fanal.coded_facts.models import StoredFact
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Custody
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.shelters.nights import NightState
from fanal.core.shelters.stays import StayAct, StayState
from fanal.journeys.models import MailDue
from fanal.keys.actions import grant
from fanal.keys.models import Grant
from fanal.sharing.actions.rules import never_tell
from fanal.shelters import access, staff_access
from fanal.shelters.actions import admission, complaints, nights, places, stays, visits
from fanal.shelters.actions.book import (
    add_incident,
    give_back,
    keep,
    read_incident,
    renew,
    restrict,
    serve,
)
from fanal.shelters.models import Complaint, Incident, NightCount, ShelterStay
from fanal.shelters.queries.places import month_of
from tests import files
from tests.closing import leads_to
from tests.exclusion import kept_out
from tests.shelters.scene import (
    DAY,
    TOLD,
    again,
    child,
    child_sleeps,
    counts,
    second_staff,
    sleeps,
    woman,
)

pytestmark = pytest.mark.django_db
S = StayState


def owed(*people):
    return {mail_due.to for mail_due in MailDue.objects.all()} >= set(people)


# ── Admission ────────────────────────────────────────────────────────────────
def test_her_yes_gives_her_a_bed_and_is_kept_as_her_consent(cast, here):
    stay = sleeps(cast, here)
    assert stay.stands is S.HERE
    assert stay.bed == here.beds[0]
    consent = Consent.objects.get()
    assert (consent.purpose, consent.answer) == ("shelter", "given")
    assert stay.unseal(cast.ring(cast.rith))["called"] == "Bee"


def test_her_no_is_written_down_and_takes_no_bed(cast, here):
    assert sleeps(cast, here, answer="refused") is None
    assert Consent.objects.get().answer == "refused"
    assert ShelterStay.objects.count() == 0
    assert access.free_beds(here.shelter).count() == 6


def test_who_sleeps_elsewhere_already_gets_no_second_bed(cast, here):
    sleeps(cast, here)
    with pytest.raises(BadInput, match="House Jasmine") as refused:
        sleeps(cast, here, here.beds[1])
    assert refused.value.where == "person"
    assert ShelterStay.objects.count() == 1
    assert Consent.objects.count() == 1


def test_one_person_has_one_bed_whoever_writes(cast, here):
    sleeps(cast, here)
    with pytest.raises(IntegrityError), transaction.atomic():
        ShelterStay.objects.create(
            folder=here.shelter.id,
            shelter=here.shelter,
            case=here.case,
            person=here.person,
            bed=here.beds[1],
            state="here",
            sealed=b"",
            made_by=cast.sokha,
            made_on=timezone.localdate(),
        )


def test_no_child_is_taken_in_without_her_own_word(cast, here):
    person, case = child(cast)
    for assent, says in ((None, "ask her"), (False, "the child said no")):
        with pytest.raises(BadInput, match=says) as refused:
            sleeps(cast, here, person=person, case=case, assent=assent, given_by="legal_guardian")
        assert refused.value.where == "assent"
    with pytest.raises(BadInput, match="who") as refused:
        sleeps(cast, here, person=person, case=case, assent=True)
    assert refused.value.where == "given_by"
    assert ShelterStay.objects.count() == Consent.objects.count() == 0


def test_who_cannot_answer_at_night_sleeps_first_and_is_asked_the_day_after(cast, here):
    stay = sleeps(cast, here, answer="not_able_now", rules_in="")
    task = Task.objects.get()
    assert task.due == timezone.localdate() + DAY
    assert again(stay).task == task


@pytest.mark.parametrize("ends", ["explained", "left", "called off"])
def test_who_was_told_the_rules_or_left_is_not_to_be_asked_again(cast, here, ends):
    """The task went along with her case to another team, months after she had left."""
    ahead = {"due": timezone.localdate() + 2 * DAY} if ends == "called off" else {}
    stay = sleeps(cast, here, answer="not_able_now", rules_in="", **ahead)
    if ends == "explained":
        stays.explained(stay=stay, rules_in="Lao", by=cast.rith)
    elif ends == "left":
        stays.leave(stay=stay, to="other_country", **cast.acting(cast.rith))
    else:
        stays.add_step(stay=stay, act=StayAct.CALL_OFF, **cast.acting(cast.rith))
    assert again(stay).task.done_by == cast.rith


def test_without_a_bed_nobody_is_taken_in(cast, here):
    with pytest.raises(BadInput) as refused:
        admission.admit(
            case=here.case,
            person=here.person,
            bed=None,
            asked=admission.BedAsked("given", "Lao"),
            shown={},
            **cast.acting(cast.sokha),
        )
    assert refused.value.where == "bed"


def test_who_is_expected_holds_her_bed_until_she_comes_or_does_not(cast, here):
    stay = sleeps(cast, here, due=timezone.localdate() + 2 * DAY)
    assert stay.stands is S.EXPECTED
    assert access.free_beds(here.shelter).count() == 5
    stays.add_step(stay=stay, act=StayAct.CALL_OFF, **cast.acting(cast.rith))
    assert access.free_beds(here.shelter).count() == 6
    assert again(stay).over_on


# ── H1 to H10 ────────────────────────────────────────────────────────────────
def full_house(cast, here):
    """Nine women and three children."""
    places.add_beds(shelter=here.shelter, kind="bed", room="R", how_many=6, by=cast.noi)
    beds = list(access.free_beds(here.shelter))
    women = [
        sleeps(cast, here, bed, *woman(cast, f"ແມ່ {n}"), called=f"W{n}")
        for n, bed in enumerate(beds[:9])
    ]
    children = [child_sleeps(cast, here, bed, f"ນ້ອຍ {n}") for n, bed in enumerate(beds[9:12])]
    return women, children


def test_h1_a_child_not_seen_is_in_danger_and_the_night_is_not_called_well(cast, here):
    women, children = full_house(cast, here)
    lost, away = children[0], women[0]
    said = {str(lost.id): "not_seen", str(away.id): "away"}
    night = counts(cast, here, cast.rith, **said)
    assert (night.board.accounted, night.board.missing) == (11, 1)
    assert not night.board.all_well
    assert codes_of([lost.person_id])[lost.person_id] is DangerState.IN_DANGER
    assert owed(cast.noi, cast.sokha)
    night = counts(cast, here, second_staff(cast, here), **said)
    assert night.state is NightState.CLOSED
    assert not night.board.all_well
    assert again(away).stands is S.AWAY


def test_h1_what_the_staff_saw_is_read_by_whoever_opens_the_case(cast, here):
    lost = child_sleeps(cast, here, here.beds[0])
    counts(cast, here, cast.rith, **{str(lost.id): "not_seen"})
    found = states_in(lost.case, cast.sokha, cast.ring(cast.sokha))[lost.person_id]
    assert found.code is DangerState.IN_DANGER
    assert found.state.custody is Custody.NOBODY
    # and it stays so once it was derived anew by somebody who can read it
    assert codes_of([lost.person_id])[lost.person_id] is DangerState.IN_DANGER


def test_h2_a_woman_of_age_who_left_is_no_incident(cast, here):
    stay = sleeps(cast, here)
    counts(cast, here, cast.rith, **{str(stay.id): "not_seen"})
    assert again(stay).stands is S.MISSING
    assert codes_of([stay.person_id])[stay.person_id] is not DangerState.IN_DANGER
    assert owed(cast.noi)
    stays.leave(stay=stay, to="without_telling", **cast.acting(cast.noi))
    assert again(stay).stands is S.LEFT
    assert Incident.objects.count() == 0


def test_h3_the_night_is_spent_where_she_was_at_the_count(cast, here):
    other = places.open_shelter(
        team=cast.bangkok,
        area=None,
        answers=TOLD | {"name": "House Lotus"},
        **cast.acting(cast.noi),
        on=here.on,
    )
    (bed,) = places.add_beds(
        shelter=other, kind="bed", room="A", how_many=1, by=cast.noi, on=here.on
    )
    first = timezone.localdate() - 10 * DAY
    ring = cast.ring(cast.sokha)
    stay = sleeps(cast, here, on=first)
    stays.leave(stay=stay, to="other_shelter", on=first + DAY, by=cast.sokha, ring=ring)
    sleeps(cast, here, bed, on=first + DAY)
    spans = [(one.since, one.over_on) for one in ShelterStay.objects.order_by("made_on", "since")]
    assert spans == [(first, first + DAY), (first + DAY, None)]


def test_h4_of_two_who_take_the_last_bed_the_second_is_told(cast, here):
    sleeps(cast, here)
    person, case = woman(cast)
    with pytest.raises(BadInput, match="taken meanwhile") as refused:
        sleeps(cast, here, here.beds[0], person, case, by=cast.noi)
    assert refused.value.where == "bed"
    assert ShelterStay.objects.filter(bed=here.beds[0], over_on=None).count() == 1


def test_h5_a_restriction_lapses_unless_another_person_renews_it(cast, here):
    stay, day = sleeps(cast, here), timezone.localdate()
    made = restrict(
        stay=stay,
        kind="phone",
        why="He calls her.",
        hers="I want it back.",
        **cast.acting(cast.noi),
        on=day - 6 * DAY,
    )
    assert made.now().runs(day)
    assert not made.now().runs(day + DAY)
    told = {"why": "He still calls.", "hers": "One week more."}
    with pytest.raises(BadInput, match="another person"):
        renew(restriction=made, **cast.acting(cast.noi), **told)
    with pytest.raises(BadInput, match="in her words"):
        renew(restriction=made, **cast.acting(cast.rith), **told | {"hers": ""})
    new = renew(restriction=made, **cast.acting(cast.rith), **told)
    assert new.now().runs(day + 6 * DAY)
    assert not again(made).now().runs(day)
    with pytest.raises(BadInput, match="has ended"):
        renew(restriction=made, **cast.acting(cast.sokha), **told)


def test_h6_the_staff_reads_the_stay_and_no_key_of_hers_opens_the_case(cast, here):
    stay = sleeps(cast, here, tonight="A light.")
    ring = cast.ring(cast.rith)
    assert stay.unseal(ring)["tonight"] == "A light."
    assert ring.compartments(here.case.id) == ring.compartments(here.person.id) == frozenset()


def test_h7_no_table_of_a_shelter_has_a_column_for_where_it_stands():
    from django.apps import apps

    names = {
        field.name
        for model in apps.get_app_config("shelters").get_models()
        for field in model._meta.get_fields()
    }
    assert not names & {"address", "street", "gps", "latitude", "longitude", "place", "photo"}


@pytest.mark.parametrize(
    "text",
    ["13.7563, 100.5018", "https://maps.app.goo.gl/x", "7P52QG4R+8V", "maps.google.com/?q=x"],
)
def test_h7_what_tells_where_it_stands_is_refused_with_its_field(cast, here, text):
    stay = sleeps(cast, here)
    with pytest.raises(BadInput, match="where the shelter is"):
        keep(stay=stay, what=f"A map: {text}", **cast.acting(cast.rith))
    with pytest.raises(BadInput, match="where the shelter is") as refused:
        places.open_shelter(
            team=cast.bangkok, area=None, answers=TOLD | {"name": text}, **cast.acting(cast.noi)
        )
    assert refused.value.where == "name"


def test_h8_nobody_sends_away_who_may_be_a_child(cast, here):
    year = timezone.localdate().year
    births = [("passport", year - 19, 1, 1), ("herself", year - 17, 1, 1)]
    person = files.person(cast, names=("ໃຫຍ່",), births=births)
    case = files.case(cast, people=[person])
    stay = sleeps(cast, here, person=person, case=case, assent=True, given_by="legal_guardian")
    with pytest.raises(BadInput, match="nobody sends a child away"):
        stays.leave(
            stay=stay,
            to="sent_away",
            words="To her aunt.",
            second=cast.sokha,
            **cast.acting(cast.noi),
        )


def test_nobody_of_age_is_sent_away_without_a_place_and_a_second_person(cast, here):
    stay, write = sleeps(cast, here), cast.acting(cast.noi)
    with pytest.raises(BadInput, match="without a place"):
        stays.leave(stay=stay, to="sent_away", second=cast.sokha, **write)
    with pytest.raises(BadInput, match="two people"):
        stays.leave(stay=stay, to="sent_away", words="A hostel.", second=cast.noi, **write)
    stays.leave(stay=stay, to="sent_away", words="A hostel.", second=cast.sokha, **write)
    assert again(stay).stands is S.LEFT


def test_whoever_is_kept_out_decides_with_nobody_that_she_is_sent_away(cast, here):
    stay, write = sleeps(cast, here), cast.acting(cast.noi)
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    assert nok in staff_access.who_may_decide_too(stay, cast.noi)
    kept_out(cast, stay.case, nok, "through a merged file")
    assert set(staff_access.who_may_decide_too(stay, cast.noi)).isdisjoint({nok, cast.noi})
    with pytest.raises(BadInput, match="two people"):
        stays.leave(stay=stay, to="sent_away", words="A hostel.", second=nok, **write)


def test_h9_a_mother_with_twins_takes_a_bed_and_two_cots(cast, here):
    mother = sleeps(cast, here)
    twins = [
        child_sleeps(cast, here, cot, f"ແຝດ {n}", age=0, assent=None, came_with=mother)
        for n, cot in enumerate(here.cots)
    ]
    assert access.free_beds(here.shelter).count() == 3
    stays.leave(stay=mother, to="family", **cast.acting(cast.sokha))
    assert list(access.came_along(cast.sokha, mother).order_by("bed__number")) == twins


def test_h10_nights_are_divided_by_the_places_open_each_day(cast, here):
    first = (timezone.localdate().replace(day=1) - DAY).replace(day=1)
    last = timezone.localdate().replace(day=1) - DAY
    here.shelter.beds.update(since=first - DAY)
    sleeps(cast, here, on=first)
    found = month_of(here.shelter, first, timezone.localdate())
    days = (last - first).days + 1
    assert (found.nights, found.places) == (days, 6 * days)
    assert str(found.share) == "16.7"
    assert (found.came, found.refused, found.lost, found.died) == (1, 0, 0, 0)


# ── The night ────────────────────────────────────────────────────────────────
def test_two_people_count_and_nobody_counts_twice(cast, here):
    sleeps(cast, here)
    assert counts(cast, here, cast.rith).state is NightState.ONE_COUNTED
    with pytest.raises(Refused, match="another person"):
        counts(cast, here, cast.rith)
    dara = second_staff(cast, here)
    assert counts(cast, here, dara).state is NightState.CLOSED
    with pytest.raises(Refused, match="Two people"):
        counts(cast, here, cast.noi)


def test_two_counts_that_differ_stay_open_until_somebody_looked_again(cast, here):
    stay, other = sleeps(cast, here), sleeps(cast, here, here.beds[1], *woman(cast))
    dara = second_staff(cast, here)
    counts(cast, here, cast.rith)
    night = counts(cast, here, dara, **{str(stay.id): "not_seen"})
    assert night.state is NightState.DIFFERS
    assert night.differing == [stay.id]
    write = {**cast.acting(cast.rith), "shelter": here.shelter}
    with pytest.raises(BadInput, match="found out"):
        nights.settle_counts(answers={stay.id: "seen"}, words="", **write)
    with pytest.raises(BadInput, match="each of them"):
        nights.settle_counts(answers={}, words="We looked.", **write)
    night = nights.settle_counts(answers={stay.id: "seen"}, words="She was in the bath.", **write)
    assert night.state is NightState.CLOSED
    assert night.board.all_well
    assert {again(one).stands for one in (stay, other)} == {S.HERE}
    with pytest.raises(Refused, match="do not differ"):
        nights.settle_counts(answers={stay.id: "seen"}, words="Again.", **write)


def test_what_is_found_of_who_came_after_they_had_looked_again_is_kept_beside_it(cast, here):
    stay = sleeps(cast, here)
    counts(cast, here, cast.rith)
    counts(cast, here, second_staff(cast, here), **{str(stay.id): "not_seen"})
    write = {**cast.acting(cast.rith), "shelter": here.shelter}
    nights.settle_counts(answers={stay.id: "seen"}, words="She was in the bath.", **write)
    late = sleeps(cast, here, here.beds[1], *woman(cast))
    night = nights.settle_counts(answers={late.id: "seen"}, words="She came at ten.", **write)
    assert night.state is NightState.CLOSED
    words = NightCount.objects.get(number=3).unseal(write["ring"])["words"]
    assert words.splitlines() == ["She was in the bath.", "She came at ten."]


def test_who_was_left_out_of_a_count_is_named(cast, here):
    stay = sleeps(cast, here)
    with pytest.raises(BadInput) as refused:
        nights.count(shelter=here.shelter, answers={}, **cast.acting(cast.rith))
    assert refused.value.where == f"stay_{stay.id}"


def test_no_count_ends_a_danger_and_her_own_word_does(cast, here):
    lost = child_sleeps(cast, here, here.beds[0])
    ring = cast.ring(cast.rith)
    counts(cast, here, cast.rith, **{str(lost.id): "not_seen"})
    stays.add_step(stay=lost, act=StayAct.RETURN, by=cast.rith, ring=ring)
    counts(cast, here, second_staff(cast, here))

    def code():
        return states_in(lost.case, cast.sokha, cast.ring(cast.sokha))[lost.person_id].code

    assert code() is DangerState.IN_DANGER
    stays.add_step(stay=lost, act=StayAct.GO_AWAY, by=cast.rith, ring=ring)
    with pytest.raises(BadInput, match="what changed"):
        stays.add_step(stay=lost, act=StayAct.RETURN, safe=True, by=cast.rith, ring=ring)
    stays.add_step(
        stay=lost,
        act=StayAct.RETURN,
        safe=True,
        changed="She was at school.",
        by=cast.rith,
        ring=ring,
    )
    assert code() is DangerState.SAFE


def test_where_she_sleeps_is_her_present_state(cast, here):
    add_entry(
        case=here.case, kind="safety", answers={"danger_now": True}, **cast.acting(cast.sokha)
    )
    sleeps(cast, here)
    seen = states_in(here.case, cast.noi, cast.ring(cast.noi))[here.person.id].state
    assert seen.custody is Custody.OURS
    assert seen.place.answer == "House Jasmine"
    assert seen.last_sign is not None
    # a bed of ours ends no danger by itself
    assert codes_of([here.person.id])[here.person.id] is DangerState.IN_DANGER


def test_back_to_who_exploited_her_is_danger_and_the_case_stays_open(cast, here):
    stay = sleeps(cast, here)
    stays.leave(stay=stay, to="exploiter", **cast.acting(cast.rith))
    assert codes_of([here.person.id])[here.person.id] is DangerState.IN_DANGER
    assert not here.case.closed


def test_a_bed_keeps_a_case_in_sight_when_it_is_to_be_closed(cast, here):
    sleeps(cast, here)
    found = still_open_in(here.case, cast.sokha, cast.ring(cast.sokha))
    assert "beds in our shelters: 1" in {str(one.says) for one in found}
    assert leads_to(cast, here.case, cast.sokha, "Beds in our shelters: 1") == reverse(
        "shelters:case", args=[here.case.id]
    )


# ── The book ─────────────────────────────────────────────────────────────────
def happens(cast, here, kind, by=None, **more):
    by = by or cast.rith
    return add_incident(
        shelter=here.shelter,
        kind=kind,
        what="At two in the morning.",
        done="",
        **cast.acting(by),
        **more,
    )


def test_what_cannot_wait_is_told_to_the_lead_at_once(cast, here):
    happens(cast, here, "illness")
    assert not owed(cast.noi)
    happens(cast, here, "recruits")
    assert owed(cast.noi)


def test_a_lead_reads_an_incident_and_not_her_own(cast, here):
    row = happens(cast, here, "fire", by=cast.noi)
    with pytest.raises(Refused, match="Another lead"):
        read_incident(incident=row, by=cast.noi)
    row = happens(cast, here, "fire")
    read_incident(incident=row, by=cast.noi)
    assert again(row).read_by == cast.noi


def test_a_missing_child_needs_a_name_and_begins_a_danger(cast, here):
    with pytest.raises(BadInput) as refused:
        happens(cast, here, "child_missing")
    assert refused.value.where == "stay"
    lost = child_sleeps(cast, here, here.beds[0])
    happens(cast, here, "child_missing", stay=lost)
    assert codes_of([lost.person_id])[lost.person_id] is DangerState.IN_DANGER


def complains(cast, here, **more):
    return complaints.complain(
        shelter=here.shelter, words="He shouts at night.", by=cast.rith, **more
    )


def readers(cast, row):
    people = [cast.noi, cast.somchit, cast.huong, cast.claire, cast.sokha, cast.rith]
    return {person.email.split("@")[0] for person in people if _reads(cast, row, person)}


def _reads(cast, row, user):
    listed = access.complaints_for(user).filter(id=row.id).exists()
    opened = row.try_unseal(cast.ring(user)) is not None
    assert listed == opened
    return opened


def test_a_complaint_goes_past_the_staff_its_lead_and_whoever_wrote_it_down(cast, here):
    row = complains(cast, here)
    assert readers(cast, row) == {"claire"}
    assert owed(cast.claire)
    assert not owed(cast.noi)
    says = "complaint about a shelter waits"
    assert says in files.browser(cast, cast.claire).get("/", follow=True).text
    assert says not in files.browser(cast, cast.noi).get("/", follow=True).text


def test_whom_it_concerns_never_reads_it_be_she_the_lead(cast, here):
    row = complains(cast, here, concerns=[cast.noi])
    assert readers(cast, row) == {"claire"}
    holders = Grant.objects.filter(folder=row.folder, to_keys__user=cast.noi)
    assert not holders.exists()


@pytest.mark.parametrize("why", ["it concerns her", "she has left"])
def test_where_the_direction_cannot_answer_it_waits_for_the_leads_of_other_teams(cast, here, why):
    User.objects.filter(pk=cast.claire.pk).update(is_active=why == "it concerns her")
    row = complains(cast, here, concerns=[cast.claire])
    assert readers(cast, row) == {"somchit", "huong"}


def test_no_lead_answers_a_complaint_about_whom_she_leads(cast, here):
    User.objects.filter(pk=cast.claire.pk).update(is_active=False)
    row = complains(cast, here, concerns=[cast.sokha, cast.linh])
    assert readers(cast, row) == {"somchit"}


def test_a_complaint_of_before_leaves_the_lead_of_the_shelter_once_somebody_else_opens_it(
    cast, here
):
    row = complains(cast, here)
    given = {"folder": row.folder, "compartments": [NARRATIVE]}
    grant(**given, to=cast.noi, by=cast.claire, ring=cast.ring(cast.claire))
    assert not access.complaints_for(cast.noi).exists()
    assert access.complaints_for(cast.claire).exists()
    User.objects.filter(pk=cast.claire.pk).update(is_active=False)
    assert access.complaints_for(cast.noi).exists()


@pytest.mark.parametrize("role", [Role.CASE_WORKER, Role.ADMINISTRATOR])
def test_it_does_not_leave_her_for_a_colleague_who_answers_none_any_more(cast, here, role):
    row = complains(cast, here)
    given = {"folder": row.folder, "compartments": [NARRATIVE]}
    grant(**given, to=cast.noi, by=cast.claire, ring=cast.ring(cast.claire))
    User.objects.filter(pk=cast.claire.pk).update(role=role)
    assert access.complaints_for(cast.noi).exists()


def test_a_director_who_also_stands_in_the_team_answers_it_past_its_lead(cast, here):
    row = complains(cast, here)
    given = {"folder": row.folder, "compartments": [NARRATIVE]}
    grant(**given, to=cast.noi, by=cast.claire, ring=cast.ring(cast.claire))
    cast.claire.teams.add(cast.bangkok)
    assert not access.complaints_for(cast.noi).exists()


def test_what_nobody_is_left_to_read_is_not_taken(cast, here):
    User.objects.filter(pk=cast.claire.pk).update(is_active=False)
    with pytest.raises(Refused, match="in person"):
        complains(cast, here, concerns=[cast.noi, cast.somchit, cast.huong])
    assert Complaint.objects.count() == 0


def test_visitors_are_found_by_whoever_knows_whom_she_fears(cast, here):
    stay, write = sleeps(cast, here), cast.acting(cast.sokha)
    add_entry(
        case=here.case,
        kind="around",
        answers={"name": "Somchai Dee", "relation": "other", "safe": "suspect"},
        **write,
    )
    with pytest.raises(BadInput, match="call a lead") as refused:
        visits.allow_visitor(stay=stay, name="สมชาย ดี", relation="cousin", she_agrees=True, **write)
    assert refused.value.where == "name"
    with pytest.raises(BadInput, match="ask her first"):
        visits.allow_visitor(stay=stay, name="Mali", relation="", she_agrees=False, **write)
    mali = visits.allow_visitor(
        stay=stay, name="Mali Boun", relation="her sister", she_agrees=True, **write
    )
    book = {"stay": stay, **cast.acting(cast.rith)}
    assert visits.visit(visitor=mali, words="", **book).coded["let_in"]
    assert not owed(cast.noi)
    with pytest.raises(BadInput, match="who stood"):
        visits.visit(visitor=None, words="", **book)
    assert not visits.visit(visitor=None, words="A man.", **book).coded["let_in"]
    assert owed(cast.noi)


def test_a_visitor_who_is_known_is_compared_by_id_whatever_the_name_and_again_at_the_door(
    cast, here
):
    stay, write = sleeps(cast, here), cast.acting(cast.sokha)
    uncle, aunt = (
        add_entry(case=here.case, kind="around", answers=told, **write)
        for told in (
            {"name": "Bee", "relation": "other", "safe": "suspect"},
            {"name": "Mali Boun", "relation": "other"},
        )
    )
    told = {"stay": stay, "name": "", "relation": "", "she_agrees": True} | write
    with pytest.raises(BadInput) as refused:
        visits.allow_visitor(who=str(uncle.id), **told)
    assert refused.value.where == "who"
    noi = files.browser(cast, cast.noi)
    address = reverse("shelters:allow", args=[stay.id])
    assert "Mali Boun" in noi.get(address).text
    asked = noi.post(address, {"name": "Mali Bounma", "she_agrees": "on", "who": ""})
    assert asked.status_code == 302
    sister = visits.allow_visitor(who=str(aunt.id), **told)
    book = {"stay": stay, "visitor": sister, "words": "", "by": cast.rith}
    assert visits.visit(ring=cast.ring(cast.rith), **book).coded["let_in"]
    never_tell(case=here.case, around=aunt, reason="She phoned him.", by=cast.sokha)
    with pytest.raises(BadInput, match="call a lead"):
        visits.visit(ring=cast.ring(cast.rith), **book)


def test_what_is_kept_for_her_is_given_back(cast, here):
    stay = sleeps(cast, here)
    row = keep(stay=stay, what="Passport", **cast.acting(cast.rith))
    give_back(belonging=row, by=cast.rith)
    assert again(row).given_back_on == timezone.localdate()


def test_meals_of_a_day_are_written_once_and_can_be_corrected(cast, here):
    stay = sleeps(cast, here)
    for meals in (3, 2):
        serve(shelter=here.shelter, served={stay.id: (meals, 1)}, by=cast.rith)
    assert [day.coded for day in stay.days.all()] == [{"meals": 2, "trips": 1}]
    with pytest.raises(BadInput, match="from 0 to"):
        serve(shelter=here.shelter, served={stay.id: (4, 0)}, by=cast.rith)


# ── Who may, what is counted ─────────────────────────────────────────────────
def test_who_works_there_no_more_opens_nothing_of_it(cast, here):
    stay = sleeps(cast, here)
    places.let_go(shelter=here.shelter, one=cast.rith, by=cast.noi)
    assert not access.shelters_for(cast.rith).exists()
    assert stay.try_unseal(cast.ring(cast.rith)) is None


def test_a_stay_is_coded_at_each_step(cast, here):
    stay = sleeps(cast, here)
    stays.leave(stay=stay, to="family", **cast.acting(cast.sokha))
    told = [fact.content["codes"] for fact in StoredFact.objects.filter(kind="stay")]
    assert {one["state"] for one in told} == {"here", "left"}
    assert told[-1]["left_to"] in (None, "family")
    assert {one["shelter"] for one in told} == {"transit"}


def test_no_entry_of_the_journal_holds_a_word(cast, here):
    sleeps(cast, here, called="Dokmai", tonight="Afraid of the dark")
    for entry in JournalEntry.objects.all():
        assert "Dokmai" not in str(entry.detail)
        assert "dark" not in str(entry.detail)


def test_a_day_that_is_still_to_come_is_refused(cast, here):
    stay = sleeps(cast, here)
    with pytest.raises(BadInput, match="still to come"):
        stays.leave(stay=stay, to="family", on=date(2100, 1, 1), **cast.acting(cast.sokha))
