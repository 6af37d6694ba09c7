"""Two cases of Bangkok, the first with one of everything: what each id in an address can name."""

from __future__ import annotations

import io
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from fanal.accounts import ended_sessions
from fanal.accounts.actions.invitation_approval import waiting
from fanal.accounts.actions.offboarding import ask as leaves
from fanal.accounts.models import Refusal, SignIn
from fanal.audit import second_place
from fanal.audit.models import JournalHead
from fanal.cases.actions import (
    carers,
    consents,
    documents,
    emergencies,
    entries,
    lists,
    operations,
    stages,
    tasks,
)
from fanal.core.casework.tracing import Whom
from fanal.core.journeys.awaited import LastKnown
from fanal.core.law.interview import RULES
from fanal.core.protection.kinds import RecordKind
from fanal.core.released_figures import FigureAsk
from fanal.core.roles import Role
from fanal.core.services.history import ServiceStep
from fanal.core.services.states import ServiceState
from fanal.figures import actions as figures
from fanal.figures import publishing
from fanal.identification.access import Concern
from fanal.identification.actions import repeat_interviews, sittings, statements
from fanal.journeys.actions import certificates, decisions, handovers, legs, plans, preparing
from fanal.journeys.models import MissingSheet, TeamNotice
from fanal.keys import drafts
from fanal.keys.actions import create_folder
from fanal.matching.actions import confirmers, exchanges, tracing
from fanal.matching.models import ExchangeSecret, FollowUp
from fanal.organisation import actions as organisation
from fanal.organisation.actions import stand_ins, travel
from fanal.papers import actions as papers
from fanal.partners.actions import findings
from fanal.people.actions import births, merges
from fanal.people.actions import persons as person_actions
from fanal.protection.actions import deciding
from fanal.protection.actions.recording import record
from fanal.retention.actions import erasing
from fanal.retention.actions.holds import agree_hold, hold
from fanal.retention.queries.plans import of_case
from fanal.services.actions import offers
from fanal.services.actions.services import add_step, choose, want
from fanal.sharing.actions import rules
from tests import files, ledger, sealed_pages
from tests.cast import Cast
from tests.ids import in_order
from tests.kept import keep, put_back
from tests.security.house import build
from tests.security.of_apps import ids_of_apps
from unseen import Sheet

TODAY = timezone.localdate


def again():
    """The house, made once a process, then written again with the same ids and keys."""
    ledger.forget()
    (cast, ids), statements, head = _first()
    put_back(statements)
    second_place.append(second_place.first(), *head)
    return SimpleNamespace(cast=cast.copied(), ids=ids)


@cache
def _first():
    """The house, the statements that write it, the head of its journal; nothing stays written."""
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        in_order(patch)  # tests take the first row of each table
        made, statements = keep(_made)
        head = JournalHead.objects.get()
        transaction.set_rollback(True)
    ledger.forget()
    return made, statements, (head.number, bytes(head.mark))


def _made():
    cast = Cast.make()
    return cast, ids_of(cast, build(cast))


@contextmanager
def undone(client):
    """What happens inside never happened: in the database, in the browser's cookies, on the server's disk."""
    held, ended = dict(client.cookies), ended_sessions.path()
    before = ended.read_bytes() if ended.exists() else b""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    ended.write_bytes(before)
    client.cookies.clear()
    client.cookies.update(held)
    sealed_pages.forget()


def ids_of(cast, here):
    """What stands for a parameter: of the first case, and of the second where it can be asked for.

    The keys are (name of the address or of its app or "", parameter): the innermost holds.
    """
    acts = {"by": cast.sokha, "ring": here.ring}
    return (
        _people(here, acts)  # first: who consents for her is asked of a girl of 17 to 19
        | _cases(cast, here, acts)
        | _law(cast, here, acts)
        | _papers(here, acts)
        | _journeys(cast, here, acts)
        | _sharing(cast, here)
        | _matching(cast, here, acts)
        | _exchanges(cast, here)
        | _protection(cast, here, acts)
        | _services(cast, here, acts)
        | _partners(cast, here)
        | _figures(cast)
        | _accounts(cast)
        | _retention(cast, here)
        | ids_of_apps(cast, here, acts)
    )


def what_was_decided(cast, here):
    """The part of it that is attested row by row, which takes a third of the time."""
    acts = {"by": cast.sokha, "ring": here.ring}
    (
        _people(here, acts),
        _cases(cast, here, acts),
        _sharing(cast, here),
        _partners(cast, here),
        _accounts(cast),
    )
    _retention(cast, here)


def _cases(cast, here, acts):
    case, other = here.case, here.ready
    stages.ask_closure(case=other, reason="safe_and_independent", words="She said so.", **acts)
    goal = entries.add_entry(case=case, kind="goal", answers={"words": "A shop."}, **acts)
    note = entries.add_note(case=case, text="as she said", **acts)
    task = tasks.add_task(case=case, title="call", by=cast.sokha)
    done = tasks.add_task(case=case, title="call again", by=cast.sokha)
    tasks.finish_task(task=done, by=cast.sokha, version=done.version)
    saved = lists.save_list(name="Ours", filters={"show": "team"}, by=cast.sokha)
    document = documents.add_document(case=case, name="a.txt", parts=[b"text"], **acts)
    looked_at = documents.add_document(case=case, name="a.png", parts=[_picture()], **acts)
    in_words = consents.record_consent(
        case=case,
        person=here.person,
        purpose="referral",
        answer="given",
        recipient="the sisters",
        **acts,
    )
    carer = carers.ask_carer_decision(
        case=case,
        person=here.person,
        speaker=None,
        ground="absent",
        reasons="Nobody of her family can be reached.",
        **acts,
    )
    conflict = emergencies.keep_out(case=case, user=cast.huong, reason="her cousin", by=cast.noi)
    return {
        ("", "case_id"): (case.id, other.id),
        ("", "person_id"): (here.person.id, other.people.get().id),
        ("cases", "under_id"): (goal.id, None),
        ("cases", "entry_id"): (goal.id, None),
        ("cases:correct", "entry_id"): (note.id, None),
        ("cases", "consent_id"): (here.consent.id, None),
        ("cases:choose_partner", "consent_id"): (in_words.id, None),
        ("cases", "task_id"): (task.id, None),
        ("cases", "decision_id"): (carer.id, None),
        ("cases:undo_task", "task_id"): (done.id, None),
        ("cases", "saved_id"): (saved.id, None),
        ("cases", "document_id"): (document.id, None),
        ("cases", "user_id"): (cast.mai.id, None),
        ("cases", "conflict_id"): (conflict.id, None),
        ("cases", "team_id"): (cast.bangkok.id, cast.vientiane.id),
        ("cases:hand_over_all", "user_id"): (cast.sokha.id, None),
        ("cases:agree", "case_id"): (other.id, None),
        ("cases:drop", "case_id"): (other.id, None),
        ("cases:reopen", "case_id"): (here.closed.id, None),
        ("cases", "broken_id"): (here.broken.id, None),
        ("intake", "signal_id"): (here.signals[0].id, None),
        ("cases", "number"): (1, None),
        ("shelters", "nth"): (0, None),
        ("cases", "kind"): ("note", None),
        ("cases:write_under", "kind"): ("action", None),
        ("cases", "section"): ("notes", None),
        ("cases", "what"): ("summary", None),
        ("cases", "width"): ("page", None),
        ("cases:document_page", "document_id"): (looked_at.id, None),
        ("cases:document_picture", "document_id"): (looked_at.id, None),
    }


def _picture():
    drawn = io.BytesIO()
    Image.new("L", (8, 8)).save(drawn, "PNG")
    return drawn.getvalue()


def _people(here, acts):
    name = person_actions.add_name(person=here.person, text="Noy", language="lo", **acts)
    birth = births.add_birth(person=here.person, source="herself", ages=(17, 19), **acts)
    third = here.closed.people.get()
    compared = merges.decide(keep=here.person, other=third, same=False, by=acts["by"])
    return {
        ("people", "team_id"): (here.person.team_id, None),
        ("people", "name_id"): (name.id, None),
        ("people", "birth_id"): (birth.id, None),
        ("people", "comparison_id"): (compared.id, None),
    }


def _law(cast, here, acts):
    concern = Concern(here.case, here.person, True)
    consents.record_consent(
        case=here.case, person=here.person, purpose="interview", answer="given", **acts
    )
    interview = sittings.begin_interview(concern=concern, rules=list(RULES), language="lo", **acts)
    told = dict.fromkeys(("recruited", "deception", "prostitution_of_others"), "yes")
    statements.add_statement(concern=concern, answers=told, source="document", **acts)
    finding = files.not_a_victim(concern, acts)
    repeat = repeat_interviews.ask_again_request(
        concern=concern, reason="The court asks for the day; no paper says it.", **acts
    )
    operation = operations.open_operation(
        team=cast.bangkok, code_name="SPARROW", day=date(2025, 2, 1), by=cast.sokha
    )
    operations.add_to_operation(
        operation=operation, person=here.person, by=cast.noi, after="charged"
    )
    sent = here.referral.disclosures.get()
    return {
        ("identification", "interview_id"): (interview.id, None),
        ("identification", "finding_id"): (finding.id, None),
        ("identification", "repeat_id"): (repeat.id, None),
        ("identification", "operation_id"): (operation.id, None),
        ("identification", "sent_id"): (sent.id, None),
        ("identification", "text"): ("palermo-2000", None),
        ("identification", "number"): (1, None),
    }


def _papers(here, acts):
    told = {"body": "Maitre Keo", "number": "P 7"}
    paper = papers.add_paper(
        case=here.case,
        person=here.person,
        kind="power_of_attorney",
        answers=told,
        due=TODAY() + timedelta(days=9),
        **acts,
    )
    return {
        ("papers", "paper_id"): (paper.id, None),
        ("papers", "sent_id"): (here.referral.disclosures.get().id, None),
        ("papers", "language"): ("fr", None),
    }


def _journeys(cast, here, acts):
    by, journey = {"by": cast.sokha}, here.journey
    giver, receiver = [one for one in journey.custodians.all() if one.team == cast.bangkok][:2]
    traveller = preparing.prepare(
        journey=journey, person=here.person, case=here.case, custodian=giver, **by
    )
    leaves = timezone.now() + timedelta(days=1)
    leg = legs.add_leg(
        journey=journey,
        start=here.area,
        end=here.second,
        custodian=receiver,
        leaves=leaves,
        arrives=leaves + timedelta(hours=1),
        **by,
    )
    decision = decisions.ask_decision(
        journey=journey, custodian=None, reason="The bus of today is the last one.", **by
    )
    paper = plans.add_paper(
        traveller=traveller, kind="passport", held_by=giver, ring=here.ring, **by
    )
    given = handovers.give(
        journey=journey, giver=giver, receiver=receiver, persons=[here.person], count=1, **by
    )
    kept = certificates.keep_certificate(
        case=here.case,
        person=here.person,
        title="Recognition",
        name="a.txt",
        content=b"yes",
        **acts,
    )
    sheet = MissingSheet(
        folder=here.case.id,
        traveller=traveller,
        photo=here.case.documents.first(),
        language="en",
        override=rules.override(
            case=here.case,
            partner=here.shelter,
            ground="vital_interest",
            purpose="find_missing_person",
            text="nobody has seen her since the bus",
            classes=["identity", "files"],
            **by,
        ),
        made_by=cast.sokha,
        made_on=TODAY(),
    )
    sheet.write(acts["ring"], {"call_back": "Noi"}, 0)
    other = plans.plan_journey(
        kind="return", team=cast.bangkok, lead=cast.sokha, starts_on=TODAY(), **by
    )
    notice = TeamNotice(journey=journey, what="fewer", by=cast.sokha, on=TODAY())
    notice.team, notice.known = cast.vientiane, LastKnown(2, (), gone=1)
    notice.save(force_insert=True)
    return {
        ("journeys", "journey_id"): (journey.id, other.id),
        ("journeys", "certificate_id"): (kept.id, None),
        ("journeys", "paper_id"): (paper.id, None),
        ("journeys", "sheet_id"): (sheet.id, None),
        ("journeys", "handover"): (given.event().handover, None),
        ("journeys", "part"): ("contact", None),
        ("journeys", "which"): ("open", None),
        ("journeys", "custodian_id"): (giver.id, None),
        ("journeys", "leg_id"): (leg.id, None),
        ("journeys", "decision_id"): (decision.id, None),
        ("journeys", "notice_id"): (notice.id, None),
    }


def _sharing(cast, here):
    never = rules.never_tell(case=here.case, partner=here.station, reason="he tells", by=cast.sokha)
    override = files.override(
        here.case,
        "she is ill and cannot be asked",
        by=cast.sokha,
        partner=here.shelter,
        classes=["medical"],
    )
    return {
        ("sharing:withdraw", "referral_id"): (here.waiting.id, None),
        ("sharing", "file_id"): (here.file.id, None),
        ("sharing", "referral_id"): (here.referral.id, None),
        ("sharing", "disclosure_id"): (here.referral.disclosures.get().id, None),
        ("sharing", "row_id"): (never.id, None),
        ("sharing", "transfer_id"): (here.transfer.id, None),
        ("sharing", "shared_id"): (here.record.id, None),
        ("sharing:agree", "shared_id"): (here.asked.id, None),
        ("sharing", "field"): ("safety", None),
        ("sharing", "team_id"): (here.vientiane.pk, None),
        ("sharing", "override_id"): (override.id, None),
    }


def _matching(cast, here, acts):
    sought = here.closed.people.get()
    for case, person in ((here.case, here.person), (here.closed, sought)):
        consents.record_consent(
            case=case, person=person, purpose="family_tracing", answer="given", **acts
        )
    asked, answered = (
        tracing.ask(case=here.case, person=here.person, whom=Whom.FAMILY, names=["Vongsa"], **acts)
        for _ in range(2)
    )
    confirmer, confirmed = (
        confirmers.ask_confirmer(
            request=one, person=sought, to=cast.somchit, **cast.acting(cast.noi)
        )
        for one in (asked, answered)
    )
    found = {"agrees": False, "ground": "visit", "words": "as told"}
    tracing.answer(request=answered, person=sought, **found, **acts)
    confirmers.confirm(asked=confirmed, **cast.acting(cast.somchit), **found)
    return {
        ("matching:unconfirm", "confirmer_id"): (confirmed.id, None),
        ("matching:take_back", "request_id"): (answered.id, None),
        ("matching", "confirmer_id"): (confirmer.id, None),
        ("matching", "request_id"): (asked.id, None),
        ("matching", "person_id"): (sought.id, None),
        ("matching:pair", "person_id"): (here.person.id, None),
        ("matching", "other_id"): (sought.id, None),
    }


def _exchanges(cast, here):
    given = {
        "team": cast.bangkok,
        "partner": here.shelter,
        "party": "north",
        "purpose": "care",
        "size": 40,
        "their_size": 40,
        "most_files": 3,
        "ends_on": TODAY() + timedelta(days=3),
        "by": cast.noi,
    }
    row, other = (exchanges.propose(project=word, **given) for word in ("ROSE", "TULIP"))
    exchanges.agree(exchange=row, by=cast.claire)
    pair = {
        "id": str(uuid4()),
        "person": str(here.person.id),
        "theirs": "s-1",
        "band": "strong",
        "counted": False,
    }
    held = ExchangeSecret(folder=row.id, exchange=row, what="pairs")
    held.seal(cast.ring(cast.noi), {"pairs": [pair]})
    held.save(force_insert=True)
    exchanges.pass_on(exchange=row, pseudonym="s-1", contact="their nurse", **cast.acting(cast.noi))
    return {
        ("matching", "follow_up_id"): (FollowUp.objects.get().id, None),
        ("matching", "exchange_id"): (row.id, other.id),
        ("matching", "pair_id"): (UUID(pair["id"]), None),
    }


def _protection(cast, here, acts):
    """Two assessments of best interests: on one a decision is proposed, on the other it can be."""
    told = {"own_view": "to her aunt", "guardian": "none"}
    asked, free = (
        record(
            case=here.case, person=here.person, kind=RecordKind.BEST_INTERESTS, answers=told, **acts
        )
        for _ in range(2)
    )
    proposed = deciding.propose(
        assessment=asked,
        decision="She goes to her aunt.",
        reasons="It is what she wants, and her aunt was visited.",
        **acts,
    )
    return {
        ("protection", "record_id"): (free.id, None),
        ("protection", "decision_id"): (proposed.id, None),
        ("protection:of_case", "kind"): ("review", None),
        ("protection:of_person", "kind"): ("risk", None),
    }


def _services(cast, here, acts):
    """Two rows of the catalogue; a service that somebody was asked for, begun, and one wanted."""
    told = {"kind": "social_work", "said_by": "the woman at the desk"}
    offer, _other = (
        offers.add_offer(team=cast.bangkok, answers=told, by=cast.sokha) for _ in range(2)
    )
    need = entries.add_entry(
        case=here.case, kind="need", answers={"domain": "mind", "urgency": "later"}, **acts
    )
    asked, begun, wanted = (
        want(
            case=here.case,
            person=here.person,
            kind="social_work",
            words="Every week.",
            need=need,
            **acts,
        )
        for _ in range(3)
    )
    for one in (asked, begun):
        choose(service=one, offer=offer, by=cast.sokha)
    add_step(
        service=begun, step=ServiceStep(ServiceState.BEGUN, TODAY()), version=begun.version, **acts
    )
    return {
        ("services", "offer_id"): (offer.id, None),
        ("services", "service_id"): (asked.id, None),
        ("services:ended", "service_id"): (begun.id, None),
        ("services:who", "service_id"): (wanted.id, None),
        ("services:choose", "service_id"): (wanted.id, None),
    }


def _partners(cast, here):
    trust = {"level": "trusted", "reliability": "A", "credibility": "1"}
    finding = findings.record_finding(about=here.station, by=cast.sokha, **trust)
    allowance = findings.allow(
        partner=here.station, reason="hot pursuit", until=TODAY() + timedelta(days=2), by=cast.noi
    )
    return {
        ("partners", "partner_id"): (here.shelter.id, None),
        ("sharing", "partner_id"): (here.shelter.id, None),
        ("partners", "area_id"): (here.area.id, None),
        ("organisation", "area_id"): (here.area.id, None),
        ("partners", "finding_id"): (finding.id, None),
        ("partners", "allowance_id"): (allowance.id, None),
    }


def _figures(cast):
    by, chosen = {"by": cast.duc}, {"method": "chapman", "threshold": 0.02, "seed": 1}
    given = {"month": date(2025, 3, 1), "area": "LA-CH", "counts_as": "identified"}
    groups = [["hotline"]] * 12 + [["police"]] * 11 + [["hotline", "police"]] * 9
    links = [figures.RecordedFact(uuid4(), one, **given) for group in groups for one in group]
    figures.note_links(links=links, **by)
    study = figures.define(
        title="2025",
        who_counts="identified",
        area="LA",
        begins=date(2025, 1, 1),
        ends=date(2025, 12, 31),
        lists={"A": ["hotline"], "B": ["police"]},
        choices=chosen,
        **by,
    )
    figures.register(study=study, **by)
    study.refresh_from_db()
    made = [figures.estimate(study=study, choices=chosen | {"seed": seed}, **by) for seed in (1, 2)]
    asked = publishing.ask_of_estimate(
        snapshot=made[0], ask=FigureAsk.WITHDRAWAL, why="A mistake.", **by
    )
    sheet = Sheet(("A", "B"), [(2, ["1", "0"])])
    table = figures.upload(sheet=sheet, name="people.csv", **by)
    return {
        ("figures", "table_id"): (table.id, None),
        ("figures", "study_id"): (study.id, None),
        ("figures", "snapshot_id"): (made[0].id, None),
        ("figures", "left_id"): (made[0].id, None),
        ("figures", "release_id"): (asked.id, None),
        ("figures", "right_id"): (made[1].id, None),
    }


def _retention(cast, here):
    """An erasure of a closed case that waits, a hold that waits, and one that holds."""
    noi = cast.acting(cast.noi)
    here.closed.refresh_from_db()
    erasure = erasing.propose(plan=of_case(here.closed), ground="she_asked", **noi)
    held = {"reason": "court", "until": TODAY() + timedelta(days=90), "by": cast.noi}
    waits, holds = (hold(on=here.two, words=f"Court {n}/26", **held) for n in range(2))
    agree_hold(row=holds, by=cast.claire)
    return {
        ("retention", "erasure_id"): (erasure.id, None),
        ("retention", "hold_id"): (waits.id, None),
        ("retention:lift", "hold_id"): (holds.id, None),
    }


def _stand_in(cast):
    today = timezone.localdate()
    return stand_ins.name_stand_in(
        away=cast.sokha,
        stand_in=cast.noi,
        team=cast.bangkok,
        since=today,
        until=today,
        **cast.acting(cast.sokha),
    )


def _travel(cast):
    """Of a lead whom no test asks: her team has no other, so that a director decides."""
    travel.begin(user=cast.huong, until=timezone.localdate(), cases=[])
    return travel.ask_back(user=cast.huong)


def _held_alone(cast):
    """Kham is the last who opens one of the register of helpers."""
    folder = {"folder": uuid4(), "kind": "helper", "team": cast.vientiane}
    create_folder(**folder, by=cast.kham, holders=[cast.kham])
    return cast.kham.pk


def _accounts(cast):
    typed = {"draft": str(uuid4()), "draft_action": reverse("intake:new"), "where": "she said"}
    draft = drafts.keep(RequestFactory().post("/keys/drafts/", typed), cast.sokha)
    sign_in = SignIn.objects.create(user=cast.sokha, session="another")
    files.invited(cast, role=Role.DIRECTOR, teams=[])
    leaving = leaves(user=cast.sokha, team=cast.bangkok, by=cast.anan)
    refused = Refusal.objects.create(
        kind="referral",
        about=uuid4(),
        asked_by=cast.sokha,
        by=cast.noi,
        told={"why": "The house is full.", "of": "", "code": "", "whom": "Lotus", "state": ""},
    )
    office = {"name": "Paris", "country": "FR", "time_zone": "Europe/Paris", "languages": "fr"}
    change = organisation.propose(
        kind="office", about=uuid4(), before={}, wanted=office, by=cast.anan
    )
    return {
        ("partners", "country"): ("TH", None),
        ("organisation", "change_id"): (change.pk, None),
        ("organisation", "office_id"): (cast.bangkok.office_id, None),
        ("organisation", "team_id"): (cast.saigon.pk, None),
        ("organisation", "person_id"): (_held_alone(cast), None),
        ("rotation", "person_id"): (cast.kham.id, None),
        ("rotation", "team_id"): (cast.bangkok.pk, cast.vientiane.pk),
        ("organisation:name_stand_in", "team_id"): (cast.bangkok.pk, cast.vientiane.pk),
        ("organisation", "stand_in_id"): (_stand_in(cast).pk, None),
        ("organisation", "travel_id"): (_travel(cast).pk, None),
        ("keys:leave", "person_id"): (cast.sokha.pk, None),
        ("keys", "leaving_id"): (leaving.pk, None),
        ("accounts", "invitation_id"): (waiting().get().pk, None),
        ("accounts", "kind"): ("invitation", None),
        ("accounts", "asked_id"): (waiting().get().pk, None),
        ("accounts", "refusal_id"): (refused.pk, None),
        ("accounts", "person_id"): (cast.kham.id, None),
        ("accounts", "sign_in_id"): (sign_in.pk, None),
        ("keys", "draft_id"): (draft.pk, None),
        ("keys", "team_id"): (cast.bangkok.pk, cast.vientiane.pk),
        ("keys", "user_id"): (cast.sokha.pk, None),
    }
