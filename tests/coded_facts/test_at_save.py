"""Each action leaves its coded facts in the transaction that saved the row."""

import json
from datetime import date, timedelta
from unittest.mock import ANY
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import coding, consents, entries, operations, removed_people
from fanal.cases.actions.cases import set_kinds
from fanal.cases.coding import ENTRY_CODES
from fanal.cases.models import Case, Consent
from fanal.coded_facts import actions
from fanal.coded_facts.actions import erase_row, leave_out_each, pseudonym_of
from fanal.coded_facts.models import CodedCase, FactList, StoredFact
from fanal.coded_facts.queries import codes_between
from fanal.core.casework.entries import entry_kind
from fanal.core.casework.fields import FieldType
from fanal.identification.access import Concern
from fanal.identification.actions.recording import add_finding
from fanal.intake.actions import set_aside, take_signal
from fanal.partners.actions.partners import add_partner
from fanal.people.actions.persons import save_details
from fanal.sealed.server_key import seal_text
from tests import case_with_a_story, files

MARK = "typed words ກວາງ"


def current(subject):
    """The facts of somebody that count, by kind."""
    held = FactList.objects.filter(pseudonym=pseudonym_of(subject)).first()
    ids = held.held["current"].values() if held else ()
    return {
        kind: [fact.content["codes"] for fact in StoredFact.objects.filter(pk__in=ids, kind=kind)]
        for kind in StoredFact.objects.filter(pk__in=ids).values_list("kind", flat=True)
    }


def statistics(cast, case, person, answer, **more):
    return consents.record_consent(
        case=case,
        person=person,
        purpose="statistics",
        answer=answer,
        **cast.acting(cast.sokha),
        **more,
    )


@pytest.fixture
def girl(case):
    return case.people.get()


def test_a_new_case_is_coded_whole(case, girl):
    assert CodedCase.objects.filter(case=case.id).exists()
    (contact,) = current(girl.id)["first_contact"]
    assert contact["role"] == "concerned"
    assert contact["office"] == case.team.office.country


def test_the_kinds_of_a_case_replace_what_was_coded(cast, case, girl):
    set_kinds(case=case, kinds=["surrogacy"], by=cast.sokha, version=case.version)
    (contact,) = current(girl.id)["first_contact"]
    assert contact["forms"] == ["surrogacy"]
    facts = StoredFact.objects.filter(kind="first_contact")
    assert sorted(bool(fact.content["replaces"]) for fact in facts) == [False, True]


def test_a_yes_taken_back_on_a_page_of_before_its_partner_was_chosen_is_one_no(cast, case, girl):
    """Both records are of one conversation: it is counted once, and not as a yes that stands."""
    act = cast.acting(cast.sokha)
    asked = {"purpose": "referral", "answer": "given", "recipient": "the house of the sisters"}
    yes = consents.record_consent(case=case, person=girl, **asked, **act)
    read_before = Consent.objects.get(id=yes.id)
    house = add_partner(kind="organisation", type="ngo", name="The House", by=cast.sokha)
    consents.choose_partner(consent=yes, partner=house, **act)
    consents.withdraw_consent(consent=read_before, by=cast.sokha)
    known = [codes for codes in current(girl.id)["consent"] if codes["purpose"] == "referral"]
    assert [codes["withdrawn"] for codes in known] == [True]


@pytest.mark.parametrize("kind", sorted(ENTRY_CODES))
def test_an_entry_leaves_its_codes_and_no_word(cast, case, girl, kind):
    ring = cast.ring(cast.sokha)
    write = {"case": case, "by": cast.sokha, "ring": ring}
    under = entries.add_entry(kind="goal", answers={}, **write) if entry_kind(kind).under else None
    answers = {field.name: filled(field) for field in entry_kind(kind).fields}
    made = entries.add_entry(kind=kind, answers=answers, under=under, **write)
    kept = current(girl.id)[kind][-1]
    assert set(kept) >= set(ENTRY_CODES[kind])
    assert kept[ENTRY_CODES[kind][0]] == answers[ENTRY_CODES[kind][0]]
    assert not any(MARK in str(fact.content) for fact in StoredFact.objects.all())
    entries.edit_entry(entry=made, answers=answers, version=made.version, by=cast.sokha, ring=ring)
    assert current(girl.id)[kind][-1] == kept


def filled(field):
    match field.type:
        case FieldType.CHOICE:
            return field.choices[0][0]
        case FieldType.YES_NO:
            return True
        case FieldType.DAY:
            return timezone.localdate()
        case FieldType.MOMENT:
            return timezone.now()
    return MARK


def test_an_entry_about_one_of_two_is_of_her_alone(cast):
    one, two = files.person(cast), files.person(cast)
    case = files.case(cast, people=[one, two])
    entries.add_entry(
        case=case, kind="need", answers={"domain": "housing"}, about=one, **cast.acting(cast.sokha)
    )
    assert "need" in current(one.id)
    assert "need" not in current(two.id)


def test_of_an_entry_that_is_erased_no_fact_is_left_whatever_it_said_before(cast, case, girl):
    ring = cast.ring(cast.sokha)
    need = entries.add_entry(
        case=case, kind="need", answers={"domain": "housing"}, by=cast.sokha, ring=ring
    )
    entries.edit_entry(
        entry=need, answers={"domain": "income"}, version=need.version, by=cast.sokha, ring=ring
    )
    assert StoredFact.objects.filter(kind="need").count() == 2
    erase_row(girl.id, need)
    assert not StoredFact.objects.filter(kind="need").exists()
    assert "first_contact" in current(girl.id)


def test_her_file_is_coded_by_words_that_leave_no_doubt(cast, case, girl):
    save_details(
        person=girl,
        answers={"gender": "fille", "citizenship": "Laos", "origin": MARK},
        version=0,
        **cast.acting(cast.sokha),
    )
    assert current(girl.id)["profile"] == [{"citizenship": "LA", "sex": "female"}]


def test_her_age_is_an_interval_with_its_sources(cast):
    her = files.person(cast, births=[("census", timezone.localdate().year - 16)])
    (age,) = current(her.id)["age"]
    assert age["age"][0] in (15, 16)
    assert age["sources"] == ["census"]
    assert age["sources_disagree"] is False


def test_a_story_leaves_facts_of_every_part(cast):
    here = case_with_a_story.told(cast)
    kinds = set(current(here.her.id))
    assert {"first_contact", "goal", "consent", "exploitation", "statement", "referral"} <= kinds


def test_a_finding_and_what_became_of_her_in_an_operation_are_coded(cast, case, girl):
    add_finding(
        concern=Concern(case, girl, True),
        status="NotAVictimOfTrafficking",
        step="refused",
        body="police",
        found_on=date(2025, 3, 1),
        country="TH",
        reason=MARK,
        **cast.acting(cast.sokha),
    )
    raid = operations.open_operation(
        team=cast.bangkok, code_name="Grey Heron", day=timezone.localdate(), by=cast.noi
    )
    operations.add_to_operation(operation=raid, person=girl, by=cast.noi, identified="yes")
    found = current(girl.id)
    assert found["finding"] == [
        {"body": "police", "country": "TH", "status": "NotAVictimOfTrafficking", "step": "refused"}
    ]
    assert found["ledger"][0]["identified"] == "yes"
    assert not any(MARK in str(fact.content) for fact in StoredFact.objects.all())


def test_a_thief_of_the_database_cannot_tell_which_facts_belong_together(cast, case, girl):
    other = files.case(cast).people.get()
    in_clear = {
        str(value)
        for one in [*StoredFact.objects.values("id", "month", "kind")]
        for value in one.values()
    }
    for person in (girl, other):
        assert not {str(person.id), person.id.hex, pseudonym_of(person.id)} & in_clear


def test_who_was_taken_off_a_case_is_counted_in_it_no_longer(cast):
    woman, friend = files.person(cast), files.person(cast)
    case = files.case(cast, people=[woman, friend])
    day = case.opened_on
    assert len(codes_between("first_contact", day, day)) == 2
    removed_people.take_off(
        case=case, person=friend, reason="It is her friend who called.", **cast.acting(cast.sokha)
    )
    assert len(codes_between("first_contact", day, day)) == 1


def test_a_call_is_coded_under_a_pseudonym_of_its_own(cast):
    call = take_signal(
        team=cast.bangkok, answers={"who_calls": "mother", "where": MARK}, by=cast.sokha
    )
    (fact,) = current(call.id)["signal"]
    assert fact == {"outcome": "open", "urgent": False, "who_calls": "mother"}
    set_aside(signal=call, referred_to="", reason="wrong number", **cast.acting(cast.sokha))
    assert current(call.id)["signal"] == [fact | {"outcome": "not_for_us"}]


def test_a_no_to_figures_deletes_every_fact_and_keeps_none_from_then_on(cast, case, girl):
    statistics(cast, case, girl, "refused")
    assert current(girl.id) == {}
    of_her = [
        fact
        for fact in StoredFact.objects.all()
        if fact.content["pseudonym"] == pseudonym_of(girl.id)
    ]
    assert of_her == []
    set_kinds(case=case, kinds=["surrogacy"], by=cast.sokha, version=case.version)
    assert current(girl.id) == {}


def test_a_yes_after_a_no_has_her_cases_coded_anew(cast, case, girl):
    statistics(cast, case, girl, "refused", on=timezone.localdate() - timedelta(days=1))
    statistics(cast, case, girl, "given")
    assert not CodedCase.objects.filter(case=case.id).exists()
    assert coding.code_case(case=case, **cast.acting(cast.noi))
    assert "first_contact" in current(girl.id)


def test_a_yes_taken_back_leaves_her_out(cast, case, girl):
    said = statistics(cast, case, girl, "given")
    consents.withdraw_consent(consent=said, by=cast.sokha)
    assert current(girl.id) == {}


def test_a_yes_that_ran_out_leaves_her_out_with_the_next_sweep(cast, case, girl):
    assert leave_out_each([girl.id]) == 1
    assert leave_out_each([girl.id]) == 0
    assert current(girl.id) == {}


def test_older_cases_are_coded_by_a_lead_to_the_same_facts(cast):
    here = case_with_a_story.told(cast)
    before = current(here.her.id)
    FactList.objects.all().delete()
    StoredFact.objects.all().delete()
    CodedCase.objects.all().delete()
    lead = files.browser(cast, cast.noi)
    assert "2 older cases" in lead.get(reverse("cases:today")).text
    page = lead.get(reverse("cases:coding"))
    assert "2 cases of your teams" in page.text
    lead.post(reverse("cases:go_on_coding"))
    assert not CodedCase.objects.exclude(case__in=Case.objects.values("id")).exists()
    after = current(here.her.id)
    assert {kind: sorted(map(str, after[kind])) for kind in after} == {
        kind: sorted(map(str, before[kind])) for kind in before
    }
    assert "Every case of your teams is coded" in lead.get(reverse("cases:coding")).text


def test_who_leads_no_team_finds_no_such_page(cast):
    for who in (cast.sokha, cast.claire, cast.mai):
        browser = files.browser(cast, who)
        assert browser.get(reverse("cases:coding")).status_code == 404
        assert browser.post(reverse("cases:go_on_coding")).status_code == 404


def test_a_list_is_kept_in_short_and_a_list_of_before_is_read_and_goes_on(case, girl):
    row = FactList.objects.get(pseudonym=pseudonym_of(girl.id))
    held, field = row.held, FactList._meta.get_field("held")
    assert held["current"]
    assert set(held["current"].values()) <= set(held["all"])
    assert field._read(field._written(held)) == held | {"all": ANY}
    assert len(field._written(held)) <= len(json.dumps(held)) / 2
    before = seal_text(json.dumps(held), field.context_of(row))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE coded_facts_factlist SET held = %s WHERE pseudonym = %s",
            [connection.Database.Binary(before), row.pseudonym],
        )
    again = FactList.objects.get(pseudonym=row.pseudonym)
    assert again.held == held
    again.held = held | {"out": True}
    again.save()
    now = FactList.objects.get(pseudonym=row.pseudonym).held
    assert now["out"]
    assert now["current"] == held["current"]
    assert sorted(now["all"]) == sorted(held["all"])


def test_of_two_who_begin_her_list_at_once_the_second_keeps_nothing_and_reads_the_first(girl):
    late = FactList(pseudonym=pseudonym_of(girl.id))
    assert FactList.objects.filter(pk=late.pk).exists()
    another = str(uuid4())
    assert not actions._keep(late, all=[another])
    assert another not in FactList.objects.get(pk=late.pk).held["all"]
