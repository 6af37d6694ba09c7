"""What the start page asks first of each source is implied by the source: it hides no row."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.accounts.models import Refusal
from fanal.care.queries.recovering import orphans_today
from fanal.cases.actions import consents
from fanal.cases.actions.emergencies import break_glass
from fanal.cases.queries.today.refused import emergencies_today, refused_today
from fanal.cases.queries.today.rows import ASKED
from fanal.colleagues import complaints
from fanal.colleagues.actions import report
from fanal.colleagues.compromised_colleagues import distrusted_today
from fanal.colleagues.queries import complaints_today, incidents_today
from fanal.core.journeys.checkins import Rung
from fanal.core.roles import Role
from fanal.core.services.history import ServiceStep
from fanal.core.services.states import ServiceState
from fanal.funds.actions import advances
from fanal.funds.queries.hooks import advances_today, money_today
from fanal.journeys.models import Alarm
from fanal.journeys.queries.missed_alarms import not_called_today
from fanal.justice.queries.today import proceedings_today
from fanal.matching.queries.two_files import to_compare_today
from fanal.organisation.queries.hooks import closings_today
from fanal.organisation.queries.sealed_by_name import handed_on_today
from fanal.partners.actions.findings import record_finding
from fanal.reintegration.actions.families import assess
from fanal.reintegration.models import Plan
from fanal.reintegration.queries.families import seconds_today
from fanal.reintegration.queries.hooks import alike_today
from fanal.reintegration.queries.lists import waves_today
from fanal.reintegration.queries.missed_calls import left_to_the_direction
from fanal.retention.actions import holds
from fanal.retention.models import LegalHold, RegisterErasure
from fanal.retention.queries.hooks import (
    ended_today,
    erased_today,
    lapsed_today,
    registers_unfinished,
)
from fanal.rotation.models import FolderToReseal, KeyRotation
from fanal.rotation.queries import left_for_her
from fanal.services.actions.services import choose
from fanal.services.today import feared_to_look_at
from fanal.sharing import today as sharing
from fanal.sharing.actions import recalls, rules, sending, transfer_answers
from fanal.sharing.queries.hooks import agreed_by_a_second
from fanal.sharing.queries.two_countries_today import written_by_the_other_side
from fanal.shelters.queries.today import asked_in_shelters
from fanal.web.models import SweepGap
from fanal.web.sweep_gaps import keep_gap
from tests import files
from tests.care import scene as care
from tests.funds import scene as funds
from tests.journeys import scene as journeys
from tests.justice import scene as justice
from tests.organisation.changes import asks, decides
from tests.reintegration import scene as reintegration
from tests.reintegration import test_copied_reports as copied
from tests.retention import scene as erasure
from tests.services import scene as services
from tests.sharing import scene as shared
from tests.sharing.transfers import accept, agreed, offer, told_case
from tests.shelters import scene as shelters

DAY = timedelta(days=1)


def incident(cast):
    report(kind="device_taken", on=timezone.localdate(), by=cast.sokha)
    return cast.noi


def finding(cast):
    record_finding(
        colleague=cast.sokha, level="dangerous", by=cast.noi, reasons=["sells_information"]
    )
    return cast.claire


def complaint(cast):
    complaints.complain(concerns=[cast.noi], words="She shouts at us.", by=cast.rith)
    return cast.claire


def refused_money(cast):
    funds.asked(cast, funds.scene(cast), needed_by=timezone.localdate())
    return cast.sokha


def refused_advance(cast):
    row = advances.ask_advance(
        line=funds.scene(cast).line,
        amount=Decimal(2000),
        currency="THB",
        what="Buses",
        by=cast.sokha,
    )
    advances.answer_advance(row=row, agreed=False, why="Too much.", by=cast.noi)
    return cast.sokha


def released(cast):
    justice.step(cast, justice.scene(cast).trial, "release")
    return cast.mai


def file_of_who_left(cast):
    care.taken(cast, care.scene(cast))
    end_account(user=cast.ploy, by=cast.anan)
    return cast.claire


def due_plan(cast):
    reintegration.begins(cast, files.person(cast), timezone.localdate() - 190 * DAY)
    Plan.objects.update(due=timezone.localdate())
    return cast.sokha


def family_seen_by_one(cast):
    told = {"result": "no", "conditions": [], "answers": {"her_wish": "To her aunt."}}
    assess(person=files.person(cast), on=timezone.localdate(), **told, **cast.acting(cast.sokha))
    return cast.noi


def copied_words(cast):
    copied.they_report(cast, copied.scene(cast), "ok", "ok", "ok")
    return cast.noi


def service_of_who_is_hidden(cast):
    here = services.scene(cast)
    made = services.wants(cast, here)
    choose(service=made, offer=here.theirs, by=cast.sokha)
    services.happens(cast, made, ServiceStep(ServiceState.BEGUN, timezone.localdate()))
    rules.never_tell(case=here.case, reason="Her uncle.", by=cast.noi, partner=here.shelter)
    return cast.sokha


def succession(cast):
    complaint(cast)
    eva, lou = (cast.join(one, one, Role.DIRECTOR, "Bangkok") for one in ("eva", "lou"))
    asks(cast, "name_successor", [cast.claire.pk], to=str(eva.pk))
    decides(cast, by=lou)
    return cast.claire


def closing(cast):
    asks(cast, "close_team", [cast.bangkok.pk])
    return cast.noi


def sent(cast):
    here = shared.scene(cast)
    referral = shared.draft(cast, here)
    sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    return here


def fallen(cast):
    record_finding(
        about=sent(cast).shelter,
        level="dangerous",
        reasons=["sells_information"],
        evidence="He called him.",
        by=cast.noi,
    )
    return cast.sokha


def recalled(cast):
    consents.withdraw_consent(consent=sent(cast).consent, by=cast.sokha)
    recalls.recall_withdrawn(today=timezone.localdate())
    return cast.sokha


def never_sent(cast):
    referral = shared.draft(cast, shared.scene(cast))
    type(referral).objects.update(due=timezone.localdate() - DAY)
    return cast.sokha


def offer_declined(cast):
    transfer_answers.decline(
        transfer=offer(cast, told_case(cast)),
        reason="Kham is away.",
        by=cast.somchit,
        ring=cast.ring(cast.somchit),
    )
    return cast.noi


def two_country_file(cast):
    agreed(cast, told_case(cast))
    return cast.noi


def told_without_her(cast):
    asked = files.override(told_case(cast).case, files.WHY, by=cast.sokha, team=cast.vientiane)
    rules.override_too(row=asked, by=cast.noi)
    return cast.sokha


def left_to_reseal(cast):
    rotation = KeyRotation.objects.create(team=cast.bangkok, user=cast.sokha, why="left")
    FolderToReseal.objects.create(folder_id=files.case(cast).pk, rotation=rotation)
    return cast.noi


def refused_request(cast):
    told = {"why": "Ask her first.", "of": "", "code": "", "whom": "", "state": ""}
    Refusal.objects.create(
        kind="referral", about=uuid4(), asked_by=cast.sokha, by=cast.noi, told=told
    )
    return cast.sokha


def opened_in_an_emergency(cast):
    break_glass(case=files.case(cast), reason=files.WHY, by=cast.linh)
    return cast.sokha


def no_meeting(cast):
    shelters.sleeps(cast, shelters.scene(cast), on=timezone.localdate() - 30 * DAY)
    return cast.noi


def lifted_hold(cast):
    row = holds.hold(
        on=files.case(cast), reason="court", until=timezone.localdate() + 9 * DAY, by=cast.noi
    )
    for by in (cast.claire, None):
        if by is None:
            holds.ask_to_lift(row=row, by=cast.noi)
        holds.agree_hold(row=LegalHold.objects.get(pk=row.pk), by=cast.claire)
    return cast.noi


def erased_case(cast):
    erasure.erased(cast, erasure.of_case(erasure.closed(cast)))
    return cast.noi


def erasure_nobody_answered(cast):
    row = erasure.asks(cast, erasure.of_case(erasure.closed(cast)))
    row.until = timezone.localdate() - DAY
    row.save(update_fields=["until"])
    return cast.noi


def register_not_erased(cast):
    yesterday = timezone.localdate() - DAY
    RegisterErasure.objects.create(
        shelter=shelters.scene(cast).shelter,
        kind="visits",
        before=yesterday,
        rows=1,
        by=cast.noi,
        agreed_by=cast.claire,
        **dict.fromkeys(("asked_on", "until", "agreed_on"), yesterday),
    )
    return cast.noi


def two_files_in_one_team(cast):
    made = told_case(cast)
    agreed(cast, made)
    accept(cast, offer(cast, made))
    return cast.kham


def asked_by_nobody(cast):
    then = timezone.localdate() - 100 * DAY
    reintegration.begins(cast, files.person(cast), then, on=then)
    return cast.claire


def nobody_called(cast):
    here, now = journeys.scene(cast, n=1), timezone.now()
    Alarm.objects.create(
        journey=here.journey,
        person=here.people[0],
        due=now - DAY / 2,
        rung=Rung.WORKER,
        called_on=timezone.localdate(),
    )
    keep_gap(SweepGap(since=now - DAY, until=now))
    return cast.noi


SCENES = {
    ended_today: lifted_hold,
    erased_today: erased_case,
    lapsed_today: erasure_nobody_answered,
    registers_unfinished: register_not_erased,
    incidents_today: incident,
    distrusted_today: finding,
    complaints_today: complaint,
    money_today: refused_money,
    advances_today: refused_advance,
    proceedings_today: released,
    orphans_today: file_of_who_left,
    waves_today: due_plan,
    seconds_today: family_seen_by_one,
    alike_today: copied_words,
    to_compare_today: two_files_in_one_team,
    feared_to_look_at: service_of_who_is_hidden,
    handed_on_today: succession,
    closings_today: closing,
    sharing.fallen_to_look_at: fallen,
    sharing.recalled_to_tell: recalled,
    sharing.never_sent: never_sent,
    sharing.given_and_taken_over: offer_declined,
    written_by_the_other_side: two_country_file,
    agreed_by_a_second: told_without_her,
    left_for_her: left_to_reseal,
    refused_today: refused_request,
    emergencies_today: opened_in_an_emergency,
    asked_in_shelters: no_meeting,
    left_to_the_direction: asked_by_nobody,
    not_called_today: nobody_called,
}


def test_each_source_with_a_guard_has_a_scene_in_which_it_speaks():
    assert set(SCENES) == {source for source, some in ASKED.items() if some}


@pytest.mark.parametrize("source", SCENES, ids=lambda source: source.__name__)
def test_without_what_its_guard_finds_a_source_has_no_row(cast, source):
    reader, now = SCENES[source](cast), timezone.localtime()
    assert source(reader, now)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ASKED[source].replace("SELECT 1", "DELETE", 1))
        left = source(reader, now)
        transaction.set_rollback(True)
    assert left == []
