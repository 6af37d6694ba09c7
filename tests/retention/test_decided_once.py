"""What waits for a second person is decided once, by who may: also where no page leads to it any more."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from fanal.accounts.models import Membership
from fanal.authority import genuine_rows
from fanal.cases.actions.emergencies import keep_out
from fanal.core.calendars.months import add_years
from fanal.core.casework.retention import RegisterKind
from fanal.core.errors import BadInput, Refused
from fanal.keys.models import Folder
from fanal.retention import access
from fanal.retention.actions import erasing, holds, registers
from fanal.retention.models import Erasure, LegalHold, RegisterErasure
from fanal.retention.queries import holding
from fanal.retention.queries.hooks import ended_today
from tests import journal
from tests.kept import kept
from tests.retention import scene
from tests.shelters import scene as shelters

DECIDED = "decided already"


@pytest.fixture
@kept
def case(cast):
    return scene.closed(cast)


@pytest.fixture
def asked(cast, case):
    return scene.asks(cast, scene.of_case(case))


def test_an_erasure_that_was_refused_or_taken_back_is_agreed_to_by_nobody(cast, asked, case):
    read = Erasure.objects.get()
    erasing.refuse(row=asked, by=cast.claire)
    for late in (erasing.agree, erasing.refuse):
        with pytest.raises(Refused, match=DECIDED):
            late(row=read, by=cast.somchit)
    with pytest.raises(Refused, match=DECIDED):
        erasing.take_back(row=read, by=cast.noi)
    assert Folder.objects.filter(pk=case.pk).exists()


def test_nor_is_one_that_somebody_asked_who_is_kept_out_since(cast, asked, case):
    keep_out(case=case, user=cast.noi, reason="his sister", by=cast.somchit)
    with pytest.raises(Refused, match="kept out"):
        erasing.agree(row=asked, by=cast.claire)
    erasing.refuse(row=asked, by=cast.claire)
    assert Folder.objects.filter(pk=case.pk).exists()


def test_nor_is_one_that_waited_too_long(cast, asked, case):
    asked.until = timezone.localdate() - timedelta(days=1)
    asked.save()
    with pytest.raises(Refused, match=DECIDED):
        erasing.agree(row=asked, by=cast.claire)
    assert Folder.objects.filter(pk=case.pk).exists()


def test_nor_by_who_asked_or_who_only_works_on_cases(cast, asked, case):
    for user in (cast.noi, cast.sokha, cast.anan):
        with pytest.raises(Refused, match="Another person decides"):
            erasing.agree(row=asked, by=user)
    assert Folder.objects.filter(pk=case.pk).exists()


def test_an_erasure_is_asked_for_once_and_for_a_reason(cast, asked, case):
    with pytest.raises(Refused, match="asked for the same already"):
        scene.asks(cast, scene.of_case(case))
    with pytest.raises(BadInput, match="choose why"):
        scene.asks(cast, scene.of_case(case), ground="tidy")
    assert Erasure.objects.get() == asked


def test_a_no_ends_a_hold_and_to_lifting_it_keeps_it(cast, case):
    until = add_years(timezone.localdate(), 1)
    row = holds.hold(on=case, reason="court", until=until, by=cast.noi)
    holds.agree_hold(row=row, by=cast.claire)
    row.refresh_from_db()
    holds.ask_to_lift(row=row, by=cast.noi)
    row.refresh_from_db()
    with pytest.raises(Refused, match="Another person decides"):
        holds.refuse_hold(row=row, by=cast.noi)
    holds.refuse_hold(row=row, by=cast.claire)
    row.refresh_from_db()
    assert (row.lift_by, row.lift_on, row.ended_on) == (None, None, None)
    assert journal.acts("hold.") == ["hold.asked", "hold.agreed", "hold.lift_asked", "hold.kept"]
    other = holds.hold(on=case, reason="complaint", until=until, by=cast.noi)
    holds.refuse_hold(row=other, by=cast.claire)
    assert [*holding.in_force()] == [row]


def test_a_hold_is_not_lifted_that_somebody_wants_lifted_who_is_kept_out_since(cast, case):
    until = timezone.localdate() + timedelta(days=90)
    row = holds.hold(on=case, reason="court", until=until, by=cast.noi)
    holds.agree_hold(row=row, by=cast.claire)
    row.refresh_from_db()
    holds.ask_to_lift(row=row, by=cast.noi)
    row.refresh_from_db()
    keep_out(case=case, user=cast.noi, reason="his sister", by=cast.somchit)
    with pytest.raises(Refused, match="kept out"):
        holds.agree_hold(row=row, by=cast.claire)
    holds.refuse_hold(row=row, by=cast.claire)
    assert [*holding.in_force()] == [row]


def test_what_another_team_holds_or_leads_is_not_found_and_a_look_for_its_shelter_is_kept(cast):
    here = shelters.scene(cast)
    row = holds.hold(
        on=here.case, reason="court", until=add_years(timezone.localdate(), 1), by=cast.noi
    )
    assert access.hold_for(cast.noi, row.pk) == row
    assert access.shelter_led_for(cast.noi, here.shelter.pk) == here.shelter
    with pytest.raises(Http404):
        access.hold_for(cast.somchit, row.pk)
    with pytest.raises(Http404):
        access.shelter_led_for(cast.somchit, here.shelter.pk)
    refused = journal.the_entry("person.refused")
    assert (refused.by_id, refused.about) == (cast.somchit.pk, str(here.shelter.pk))


@pytest.mark.parametrize("days", [0, -1, None])
def test_a_hold_ends_on_a_day_to_come_that_is_not_out_of_sight(cast, case, days):
    today = timezone.localdate()
    last = add_years(today, holds.MOST_YEARS)
    until = last + timedelta(days=1) if days is None else today + timedelta(days=days)
    with pytest.raises(BadInput, match="within the next 10 years"):
        holds.hold(on=case, reason="court", until=until, by=cast.noi)
    with pytest.raises(BadInput, match="choose why"):
        holds.hold(on=case, reason="habit", until=last, by=cast.noi)
    assert not LegalHold.objects.exists()
    assert holds.hold(on=case, reason="court", until=last, by=cast.noi)


def test_a_hold_is_lifted_only_once_two_put_it_on_and_by_another(cast, case):
    until = add_years(timezone.localdate(), 1)
    row = holds.hold(on=case, reason="court", until=until, by=cast.noi)
    with pytest.raises(Refused, match="A second person decides about it first"):
        holds.ask_to_lift(row=row, by=cast.noi)
    with pytest.raises(Refused, match="Another person decides"):
        holds.agree_hold(row=row, by=cast.noi)
    holds.agree_hold(row=row, by=cast.claire)
    read = LegalHold.objects.get()
    holds.ask_to_lift(row=read, by=cast.noi)
    with pytest.raises(Refused, match="A second person decides about it first"):
        holds.ask_to_lift(row=read, by=cast.noi)
    read = LegalHold.objects.get()
    holds.agree_hold(row=read, by=cast.claire)
    for late in (holds.agree_hold, holds.refuse_hold, holds.ask_to_lift):
        with pytest.raises(Refused, match=DECIDED):
            late(row=read, by=cast.somchit)
    assert LegalHold.objects.get().ended_by == cast.claire


def test_who_asked_to_lift_a_hold_reads_of_it_while_she_opens_the_file(cast, case):
    until = timezone.localdate() + timedelta(days=90)
    row = holds.hold(on=case, reason="court", until=until, by=cast.noi)
    holds.agree_hold(row=row, by=cast.claire)
    holds.ask_to_lift(row=LegalHold.objects.get(), by=cast.noi)
    holds.agree_hold(row=LegalHold.objects.get(), by=cast.claire)
    (told,) = ended_today(cast.noi, timezone.localtime())
    assert told.about == case.code_name
    Membership.objects.filter(user=cast.noi).delete()
    genuine_rows.run()
    assert ended_today(cast.noi, timezone.localtime()) == []


@pytest.mark.parametrize("agreed", [True, False])
def test_who_asked_for_a_hold_is_told_for_a_week_that_it_ended_by_itself(cast, case, agreed):
    """She asked for erasure meanwhile, and nothing else reminds anybody of it."""
    today, now = timezone.localdate(), timezone.localtime()
    row = holds.hold(on=case, reason="court", until=today + timedelta(days=3), by=cast.noi)
    if agreed:
        holds.agree_hold(row=row, by=cast.claire)
    row.refresh_from_db()
    last = today + timedelta(days=3)
    days = {last: [], last + timedelta(days=1): ["A legal hold has ended"]}
    days |= {last + timedelta(days=7): ["A legal hold has ended"], last + timedelta(days=8): []}
    for day, told in days.items():
        then = now + (day - today)
        assert [one.title for one in ended_today(cast.noi, then)] == told, day
        assert ended_today(cast.claire, then) == []


def test_rows_of_a_register_whose_time_is_not_over_are_asked_for_by_nobody(cast):
    here = shelters.scene(cast)
    with pytest.raises(Refused, match="none of these is over"):
        registers.propose_register(shelter=here.shelter, kind=RegisterKind.VISITS, by=cast.noi)
    assert not RegisterErasure.objects.exists()


def test_the_same_hold_is_not_put_on_twice_and_that_of_another_court_is(cast, case):
    until = add_years(timezone.localdate(), 1)
    told = {"on": case, "reason": "court", "until": until}
    first = holds.hold(words="Court 4/26", by=cast.noi, **told)
    with pytest.raises(Refused, match="The same legal hold is on this already"):
        holds.hold(words="Court 4/26 ", by=cast.claire, **told)
    holds.hold(words="Court 9/26", by=cast.noi, **told)
    holds.refuse_hold(row=first, by=cast.claire)
    holds.hold(words="Court 4/26", by=cast.noi, **told)
    assert holding.in_force().count() == 2
