"""Whoever writes to the database hides nobody from the night's count, reads no incident in place of
a lead, points no request at another shelter, is not the second who agrees to her own money, and
hides nothing that waits."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows, ledger, ledger_head, queries
from fanal.authority.attested import Unauthentic
from fanal.authority.models import RowFinding
from fanal.authority.tables import table
from fanal.authority.words import called
from fanal.commands.sweep import sweep
from fanal.core.shelters.nights import evening_of
from fanal.funds import access as money_access
from fanal.funds.actions import advances
from fanal.funds.actions import asking as funds_asking
from fanal.funds.models import CashAdvance, MoneyApproval, MoneyRequest
from fanal.funds.slips import advance_slips, slip_of
from fanal.justice.models import JusticeRecord
from fanal.services.models import CodedNeed
from fanal.services.queries.unmet_needs import needs_waiting
from fanal.shelters import access, asking_access
from fanal.shelters.actions import asking, book, nights, places, stays
from fanal.shelters.models import BedRequest, Incident, ShelterStay
from fanal.shelters.queries.alert_recipients import unread_for_leads
from fanal.shelters.queries.evening_count import night_of
from tests import files
from tests.funds import scene as funds
from tests.justice import scene as justice
from tests.security.planting import delete, insert, row_of, update
from tests.services import scene as services
from tests.shelters.scene import again, counts, scene, sleeps, woman
from tests.shelters.test_asking import asks

TODAY = timezone.localdate


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.stay = sleeps(cast, found, on=TODAY())
    genuine_rows.run()
    return found


def counted(cast, here):
    night = night_of(here.shelter, evening_of(timezone.localtime()), cast.noi)
    return {stay.id for stay in night.stays}


def reported(model):
    return any(str(called(table(model))) in str(fault) for fault in queries.faults())


# ── Who sleeps here ──────────────────────────────────────────────────────────
@pytest.mark.parametrize("change", ["over_on", "since", "state"])
def test_a_resident_does_not_drop_out_of_the_count_of_the_night(cast, here, change):
    before = row_of(ShelterStay, id=here.stay.id)
    if change == "state":  # as it was written before she came
        expected = sleeps(cast, here, here.beds[1], *woman(cast), due=TODAY() + timedelta(1))
        before = row_of(ShelterStay, id=expected.id)
        stays.come(stay=expected, **cast.acting(cast.sokha))
        update(ShelterStay, {"state": before["state"]}, id=expected.id)
        assert counted(cast, here) == {here.stay.id, expected.id}
        return
    update(ShelterStay, {change: TODAY() if change == "over_on" else None}, id=here.stay.id)
    assert counted(cast, here) == {here.stay.id}
    assert row_of(ShelterStay, id=here.stay.id) == before
    assert reported(ShelterStay)


def test_she_is_back_on_every_page_with_the_next_sweep_and_the_count_goes_on(cast, here):
    update(ShelterStay, {"over_on": TODAY()}, id=here.stay.id)
    sweep(timezone.localtime())
    assert [stay.id for stay in access.stays_in(cast.noi, here.shelter)] == [here.stay.id]
    counts(cast, here, cast.rith, **{str(here.stay.id): "not_seen"})
    assert str(again(here.stay).stands) == "missing"


def test_where_another_sleeps_in_her_bed_by_now_she_is_counted_all_the_same(cast, here):
    update(ShelterStay, {"over_on": TODAY()}, id=here.stay.id)
    other = sleeps(cast, here, here.beds[0], *woman(cast), on=TODAY())
    assert counted(cast, here) == {here.stay.id, other.id}
    client = files.browser(cast, cast.rith)
    page = client.get(reverse("shelters:shelter", args=[here.shelter.id])).text
    assert "changed from outside" in page
    form = client.get(reverse("shelters:count", args=[here.shelter.id])).text
    assert f"stay_{here.stay.id}" in form
    assert "changed from outside" in form


def test_a_count_that_does_not_see_her_is_saved_where_her_row_cannot_be(cast, here):
    update(ShelterStay, {"over_on": TODAY()}, id=here.stay.id)
    sleeps(cast, here, here.beds[0], *woman(cast), on=TODAY())
    living = counted(cast, here)
    told = {one: "not_seen" if one == here.stay.id else "seen" for one in living}
    ring = cast.ring(cast.rith)
    night = nights.count(shelter=here.shelter, answers=told, by=cast.rith, ring=ring)
    assert len(night.rows) == 1


def test_that_a_stay_is_gone_is_said_to_who_counts(cast, here):
    copy = row_of(ShelterStay, id=here.stay.id)
    delete(ShelterStay, id=here.stay.id)
    sweep(timezone.localtime())
    night = night_of(here.shelter, evening_of(timezone.localtime()), cast.noi)
    assert night.changed
    insert(ShelterStay, **copy)  # its steps refer to it


def test_a_stay_that_ended_stays_over(cast, here):
    write = cast.acting(cast.sokha)
    stays.leave(stay=here.stay, to="own_flat", words="A room.", **write)
    update(ShelterStay, {"over_on": None}, id=here.stay.id)
    assert counted(cast, here) == set()
    assert again(here.stay).over_on == TODAY()


def test_before_two_people_certified_a_stay_counts_as_before(cast, here):
    ledger_head.certify_anew_above(3)
    ledger.read()
    update(ShelterStay, {"over_on": TODAY()}, id=here.stay.id)
    assert counted(cast, here) == set()
    assert not RowFinding.objects.exists()


# ── What happened there ──────────────────────────────────────────────────────
def test_an_incident_that_nobody_read_is_not_marked_as_read(cast, here):
    made = book.add_incident(
        shelter=here.shelter,
        kind="illness",
        what="He came back.",
        done="Called the lead.",
        **cast.acting(cast.rith),
    )
    update(Incident, {"read_on": TODAY(), "read_by_id": cast.noi.pk}, id=made.id)
    page = files.browser(cast, cast.noi).get(reverse("cases:today")).text
    assert "1 incident to read" in page
    update(Incident, {"read_on": TODAY(), "read_by_id": cast.noi.pk}, id=made.id)
    sweep(timezone.localtime())
    assert [one.id for one in unread_for_leads(Incident.objects.all())] == [made.id]
    assert reported(Incident)
    book.read_incident(incident=made, by=cast.noi)
    assert again(made).read_on == TODAY()
    assert unread_for_leads(Incident.objects.all()) == []


# ── A bed that is asked for ──────────────────────────────────────────────────
def test_a_request_is_not_read_by_a_shelter_that_was_not_asked(cast, here):
    told = {"name": "House Lotus", "kind": "transit"}
    write = cast.acting(cast.noi)
    other = places.open_shelter(team=cast.bangkok, area=None, answers=told, on=TODAY(), **write)
    places.let_in(shelter=other, staff=[cast.rith], **write)
    here.woman, here.far = files.in_vientiane(cast)
    asked = asks(cast, here)
    assert list(asking_access.waiting_in(cast.rith, here.shelter)) == [asked]
    update(BedRequest, {"shelter_id": other.id}, id=asked.id)
    assert not asking_access.waiting_in(cast.rith, other)
    assert not asking_access.waiting_for(cast.rith)
    page = files.browser(cast, cast.rith).get(reverse("shelters:request", args=[asked.id]))
    assert "cannot be trusted" in page.text  # she was asked, and reads nothing else of it
    assert here.woman.code_name not in page.text
    assert other.name not in page.text
    with pytest.raises(Unauthentic):
        asking.decline_bed(request=asked, words="No.", **cast.acting(cast.rith))
    assert reported(BedRequest)


# ── Money ────────────────────────────────────────────────────────────────────
@pytest.fixture
def money(cast):
    return funds.scene(cast)


def test_who_asked_for_money_is_not_the_second_who_agrees(cast, money):
    row = funds.asked(cast, money, by=cast.noi)
    funds_asking.answer(row=row, agreed=True, by=cast.claire)
    update(MoneyRequest, {"asked_by_id": cast.sokha.pk}, id=row.id)
    assert money_access.requests_to_agree(cast.noi) == []
    with pytest.raises(Unauthentic):
        funds_asking.answer(row=funds.again(row), agreed=True, by=cast.noi)
    assert reported(MoneyRequest)


def test_nothing_is_paid_of_a_request_that_was_changed_by_hand(cast, money):
    row = funds.agreed(cast, money)
    update(MoneyRequest, {"asked_by_id": cast.claire.pk}, id=row.id)
    assert not slip_of(funds.again(row)).may_be_paid


def test_a_yes_that_somebody_wrote_into_the_database_is_none(cast, money):
    row = funds.asked(cast, money)
    funds_asking.answer(row=row, agreed=True, by=cast.noi)
    more = {"by_id": cast.claire.pk, "on": TODAY(), "agreed": True, "why": b""}
    insert(MoneyApproval, request_id=row.id, **more)
    assert not slip_of(row).agreed
    assert [request.id for request in money_access.requests_to_agree(cast.claire)] == [row.id]
    assert reported(MoneyApproval)


def test_who_asked_for_an_advance_is_not_the_second_who_agrees(cast, money):
    told = {"amount": Decimal(1000), "currency": "THB", "what": "Bus"}
    row = advances.ask_advance(line=money.line, by=cast.noi, **told)
    advances.answer_advance(row=row, agreed=True, by=cast.claire)
    update(CashAdvance, {"asked_by_id": cast.sokha.pk}, id=row.id)
    assert money_access.advances_to_agree(cast.noi) == []
    with pytest.raises(Unauthentic):
        advances.answer_advance(row=row, agreed=True, by=cast.noi)
    (slip,) = advance_slips([CashAdvance.objects.get(pk=row.pk)])
    assert not slip.yes


def test_before_two_people_certified_money_is_agreed_to_as_before(cast, money):
    ledger_head.certify_anew_above(3)
    ledger.read()
    row = funds.asked(cast, money, by=cast.noi)
    assert bytes(row_of(MoneyRequest, id=row.id)["attestation"])
    update(MoneyRequest, {"asked_by_id": cast.sokha.pk}, id=row.id)
    assert [request.id for request in money_access.requests_to_agree(cast.claire)] == [row.id]


# ── What waits in proceedings, and needs ─────────────────────────────────────
@pytest.mark.parametrize("change", ["waits", "due"])
def test_what_ends_soon_in_her_proceedings_is_not_hidden(cast, change):
    court = justice.scene(cast)
    told = {"measure": "video", "body": "Criminal Court"}
    soon = TODAY() + timedelta(days=20)
    made = justice.records(cast, court.trial, justice.K.MEASURE, told, on=TODAY())
    justice.below(cast, made, {"news": "granted"}, on=TODAY(), due=soon)
    wrong = {"waits": False} if change == "waits" else {"due": soon + timedelta(days=900)}
    update(JusticeRecord, wrong, id=made.id)
    sweep(timezone.localtime())
    page = files.browser(cast, cast.mai).get(reverse("cases:today"))
    assert "A protection order ends" in page.text
    assert reported(JusticeRecord)


def test_a_need_that_nobody_is_asked_for_is_not_hidden(cast):
    here = services.scene(cast)
    before = row_of(CodedNeed, entry_id=here.need.id)
    assert before["waits"]
    update(CodedNeed, {"waits": False, "said_on": None}, entry_id=here.need.id)
    assert needs_waiting(cast.noi) == []
    sweep(timezone.localtime())
    assert needs_waiting(cast.noi) == [here.need.id.hex]
    assert row_of(CodedNeed, entry_id=here.need.id) == before
    assert reported(CodedNeed)
    update(CodedNeed, {"waits": False, "said_on": None}, entry_id=here.need.id)
    services.wants(cast, here)  # what is written of it meanwhile is saved
    assert CodedNeed.objects.get(entry=here.need).waits
