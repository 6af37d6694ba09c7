"""Which sources know a person of a case, coded by the sweep."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from fanal.audit.models import JournalEntry
from fanal.cases.actions import consents, operations
from fanal.cases.actions import entries as entries_actions
from fanal.commands.estimate_sources import known
from fanal.commands.sweep import sweep
from fanal.figures.actions import RecordedFact, note_links
from fanal.figures.links import renew_own
from fanal.figures.models import CodedLink
from fanal.intake.actions import make_case, take_signal
from fanal.matching.queries import exchanges
from fanal.partners.actions.partners import add_partner
from tests import files

TODAY = files.TODAY
MONTH = TODAY.replace(day=1)


def swept():
    return sweep(timezone.localtime())["coded_links"]


def sources(person):
    return {link.source for link in known(TODAY) if link.person == person.id}


def says(cast, case, person, answer="given", **more):
    return consents.record_consent(
        case=case,
        person=person,
        purpose="statistics",
        answer=answer,
        **cast.acting(cast.sokha),
        **{"on": TODAY} | more,
    )


def test_while_nothing_changed_the_sweep_looks_at_nobody(cast, case, monkeypatch):
    assert swept() > 0
    monkeypatch.setattr("fanal.commands.sweep.known", lambda _today: pytest.fail("looked again"))
    assert swept() == 0


def test_a_consent_taken_back_and_a_link_that_is_gone_make_it_look_again(cast, case, girl):
    consent = says(cast, case, girl)
    assert swept() > 0
    CodedLink.objects.first().delete()
    assert swept() == 1
    consents.withdraw_consent(consent=consent, by=cast.sokha)
    assert swept() > 0
    assert not CodedLink.objects.filter(own=True).exists()


@pytest.fixture
def girl(cast):
    return files.person(cast)


@pytest.fixture
def case(cast, girl):
    return files.case(cast, people=[girl], kinds=["labour"])


def test_the_team_of_a_case_knows_her(girl, case):
    assert known(TODAY) == [
        RecordedFact(girl.id, f"team-{case.team.name.lower().replace(' ', '-')}", MONTH, "TH", code)
        for code in ("assisted", "presumed")
    ]


def test_a_case_without_exploitation_is_of_someone_helped(cast, girl):
    files.case(cast, people=[girl], kinds=["at_risk"])
    assert {link.counts_as for link in known(TODAY)} == {"assisted"}


def test_a_signal_that_became_a_case_knows_her(cast):
    signal = take_signal(team=cast.bangkok, answers={"where": "a karaoke"}, by=cast.sokha, on=TODAY)
    case = make_case(signal=signal, **cast.acting(cast.sokha), names=[{"text": "Bua"}])
    assert "signal" in sources(case.people.get())


@pytest.mark.parametrize(("state", "knows"), [("sent", False), ("accepted", True)])
def test_a_partner_knows_her_once_it_accepted(cast, girl, case, state, knows):
    shelter = add_partner(kind="organisation", type="shelter", name="Quiet House", by=cast.noi)
    asked = referral(cast, girl, case, shelter)
    asked.state = state
    asked.save(update_fields=["state"])
    assert ("shelter" in sources(girl)) is knows


def referral(cast, girl, case, partner):
    from fanal.sharing.models import Referral

    made = Referral(
        case=case,
        folder=case.id,
        person=girl,
        partner=partner,
        purpose="receive_documents",
        classes="identity",
        made_by=cast.sokha,
        made_on=TODAY,
    )
    made.seal(cast.ring(cast.sokha), {"needed": "A bed."})
    made.save()
    return made


def test_who_was_identified_in_an_operation_counts_as_all_three(cast, girl, case):
    raid = operations.open_operation(
        team=cast.bangkok, code_name="Grey Heron", day=TODAY, by=cast.noi
    )
    operations.add_to_operation(
        operation=raid, person=girl, by=cast.noi, identified="yes", identified_by="police"
    )
    found = {link.counts_as for link in known(TODAY) if link.source == "identified-police"}
    assert found == {"assisted", "presumed", "identified"}


@pytest.mark.parametrize("answer", ["refused", "not_able_now"])
def test_who_does_not_say_yes_to_figures_is_left_out(cast, girl, case, answer):
    says(cast, case, girl, answer)
    assert known(TODAY) == []


def test_a_child_who_says_no_beside_the_yes_of_another_is_left_out(cast, girl, case):
    says(cast, case, girl, given_by="parent_or_caregiver", answers={"assent": True})
    assert known(TODAY)
    says(cast, case, girl, given_by="parent_or_caregiver", answers={"assent": False})
    assert known(TODAY) == []
    assert exchanges.unwilling([girl.id], TODAY) == {girl.id}


def test_the_yes_of_somebody_who_is_part_of_the_danger_leaves_her_out(cast, girl, case):
    father = entries_actions.add_entry(
        case=case,
        kind="around",
        answers={"relation": "father", "safe": "danger"},
        **cast.acting(cast.sokha),
    )
    says(cast, case, girl, given_by="parent_or_caregiver", giver=father)
    assert known(TODAY) == []
    assert exchanges.unwilling([girl.id], TODAY) == {girl.id}


def test_a_yes_that_has_run_out_leaves_her_out(cast, girl, case):
    says(cast, case, girl, until=TODAY)
    assert known(TODAY)
    assert known(TODAY + timedelta(days=1)) == []


def test_a_no_to_one_kind_of_data_is_a_no(cast, girl, case):
    says(cast, case, girl)
    says(cast, case, girl, "refused", data_class="medical")
    assert known(TODAY) == []


def test_a_refusal_in_a_file_that_was_merged_holds_for_the_one_that_stays(cast, girl, case):
    other = files.person(cast)
    refused = files.case(cast, people=[other])
    says(cast, refused, other, "refused")
    type(other).objects.filter(id=other.id).update(merged_into=girl)
    assert known(TODAY) == []


def test_two_files_that_were_merged_are_one_person(cast, girl, case):
    other = files.person(cast)
    files.case(cast, people=[other], kinds=["labour"])
    type(other).objects.filter(id=other.id).update(merged_into=girl)
    assert {link.person for link in known(TODAY)} == {girl.id}


def test_family_who_came_along_is_not_counted(cast, girl, case):
    for link in case.concerns.all():
        link.role = "family"
        link.save()
    assert known(TODAY) == []


def test_the_sweep_codes_once_and_without_an_id(cast, girl, case):
    assert swept() == 2
    entries = JournalEntry.objects.count()
    assert swept() == 0
    assert JournalEntry.objects.count() == entries
    for link in CodedLink.objects.all():
        assert girl.id.hex not in link.fact.replace("-", "")
        assert set(json.loads(link.fact)) == {"pseudonym", "source", "area", "counts_as"}


def test_a_withdrawn_yes_takes_away_what_was_coded_and_nothing_else(cast, girl, case):
    outside = RecordedFact(case.id, "hotline", date(2026, 1, 1), "TH", "presumed")
    note_links(links=[outside], by=cast.duc)
    yes = says(cast, case, girl)
    assert swept() == 2
    consents.withdraw_consent(consent=yes, by=cast.sokha)
    assert swept() == 2
    assert [json.loads(link.fact)["source"] for link in CodedLink.objects.all()] == ["hotline"]


def test_links_written_twice_at_once_become_one(cast, girl, case):
    swept()
    double = CodedLink.objects.first()
    CodedLink.objects.create(month=double.month, fact=double.fact, own=True)
    assert swept() == 1
    assert CodedLink.objects.count() == 2


def test_a_link_that_was_moved_to_another_month_by_hand_is_made_anew(cast, girl, case):
    swept()
    moved = CodedLink.objects.first()
    CodedLink.objects.filter(pk=moved.pk).update(month=date(2020, 1, 1))
    files.case(cast, people=[files.person(cast)])  # something changed: all are looked at
    assert swept() > 1
    assert set(CodedLink.objects.values_list("month", flat=True)) == {MONTH}


def test_links_of_before_are_replaced_once(cast, girl, case):
    """Their ids were drawn at random."""
    swept()
    facts = sorted(link.fact for link in CodedLink.objects.all())
    CodedLink.objects.all().delete()
    for fact in facts:
        CodedLink.objects.create(month=MONTH, fact=fact, own=True)
    assert renew_own(known(TODAY)) == 2 * len(facts)
    assert sorted(link.fact for link in CodedLink.objects.all()) == facts
    assert renew_own(known(TODAY)) == 0


@pytest.mark.parametrize("people", [1, 4])
def test_any_number_of_people_takes_the_same_queries(cast, django_assert_num_queries, people):
    for _ in range(people):
        files.case(cast, people=[files.person(cast)], kinds=["labour"])
    with django_assert_num_queries(10):
        known(TODAY)
