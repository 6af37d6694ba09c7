"""Whoever consented for a child and is found to be part of the danger: her case asks who consents for
her from now on, and no page goes on as if somebody did."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import carers, consents, entries
from fanal.cases.models import PersonAround, Task
from fanal.cases.queries.case_warnings import warnings_in
from fanal.cases.queries.consent_answers import said_to
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.errors import Refused
from tests import files

AUNT = {"name": "Malee", "relation": "neighbour", "safe": "safe"}
NOBODY = "nobody on file may answer for her"
ASKED = "may not consent any more"


@pytest.fixture
def girl(cast):
    return files.person(cast, births=[("herself", 2013, 5, 1)])


@pytest.fixture
def case(cast, girl):
    return files.case(cast, people=[girl])


@pytest.fixture
def write(cast):
    return cast.acting(cast.sokha)


@pytest.fixture
def malee(case, write):
    return entries.add_entry(case=case, kind="around", answers=AUNT, **write)


def decided(cast, case, girl, speaker, write):
    row = carers.ask_carer_decision(
        case=case, person=girl, speaker=speaker, ground="absent",
        reasons="Her mother is dead, and she wants to stay with Malee.", **write,
    )  # fmt: skip
    carers.agree_carer_decision(row=row, by=cast.noi)
    return row


def said_yes(case, girl, giver, write):
    consents.record_consent(
        case=case, person=girl, purpose="shelter", answer="given", giver=giver,
        given_by="temporary_carer", answers={"assent": True}, **write,
    )  # fmt: skip


def becomes(entry, write, **told):
    entry.refresh_from_db()
    entries.edit_entry(entry=entry, answers=AUNT | told, version=entry.version, **write)


def page(client, name, *args):
    return client.get(reverse(name, args=args)).text


def tasks(case):
    return list(Task.objects.filter(case=case, done_on=None))


@pytest.mark.parametrize("told", [{"safe": "suspect"}, {"safe": "danger"}, {"close": True}])
def test_her_case_asks_who_consents_for_her_from_now_on(
    cast, sokha, case, girl, malee, write, told
):
    decided(cast, case, girl, malee, write)
    assert NOBODY not in page(sokha, "cases:consent", case.id).lower()
    becomes(malee, write, **told)
    (task,) = tasks(case)
    assert ASKED in task.title
    assert task.assignee == cast.sokha
    assert ASKED in page(sokha, "cases:case", case.id)
    assert NOBODY in page(sokha, "cases:consent", case.id).lower()


def test_so_it_does_where_only_a_yes_of_hers_is_on_file(case, girl, malee, write):
    said_yes(case, girl, malee, write)
    becomes(malee, write, relation="recruiter")
    (task,) = tasks(case)
    assert ASKED in task.title


def test_so_it_does_where_nothing_was_kept_of_her_beside_the_entry(cast, case, girl, malee, write):
    """An entry of an installation of before, of which what the gate reads was not written yet."""
    decided(cast, case, girl, malee, write)
    PersonAround.objects.all().delete()
    becomes(malee, write, safe="suspect")
    (task,) = tasks(case)
    assert ASKED in task.title


def test_it_is_asked_once_and_not_of_whoever_consented_for_nobody(cast, case, girl, malee, write):
    becomes(malee, write, safe="suspect")
    assert tasks(case) == []
    becomes(malee, write)
    decided(cast, case, girl, malee, write)
    for told in ({"safe": "suspect"}, {"safe": "danger"}, {}, {"safe": "suspect"}):
        becomes(malee, write, **told)
    assert len(tasks(case)) == 1


def test_the_decision_of_two_says_that_it_counts_no_more_and_what_to_do(
    cast, sokha, case, girl, malee, write
):
    decided(cast, case, girl, malee, write)
    address = "cases:section", case.id, "consent"
    assert "This does not count any more" not in page(sokha, *address)
    becomes(malee, write, safe="suspect")
    text = page(sokha, *address)
    assert "This does not count any more" in text
    assert reverse("cases:carer", args=[case.id]) in text


def test_another_who_answers_ends_the_warning(cast, case, girl, malee, write):
    decided(cast, case, girl, malee, write)
    becomes(malee, write, safe="suspect")
    decided(cast, case, girl, None, write)
    assert warnings_in([case], cast.sokha, write["ring"]) == []


def test_who_consents_for_her_is_decided_once_and_ended_once(cast, case, girl, malee, write):
    row = carers.ask_carer_decision(
        case=case, person=girl, speaker=malee, ground="absent",
        reasons="Her mother is dead, and she wants to stay with Malee.", **write,
    )  # fmt: skip
    carers.end_carer_decision(row=row, by=cast.noi)
    with pytest.raises(Refused, match="decided already"):
        carers.agree_carer_decision(row=row, by=cast.noi)
    with pytest.raises(Refused, match="ended already"):
        carers.end_carer_decision(row=row, by=cast.sokha)
    row.refresh_from_db()
    assert (row.second, row.declined_by) == (None, cast.noi)


def test_what_two_decided_is_said_where_consent_is_asked_and_is_not_offered_again(
    cast, case, girl, write
):
    sokha, decide = files.browser(cast, cast.sokha), reverse("cases:carer", args=[case.id])
    assert decide in page(sokha, "cases:consents", case.id)
    row = decided(cast, case, girl, None, write)
    shown = page(sokha, "cases:consents", case.id)
    assert decide not in shown
    assert "the case worker, in her interest" in shown
    assert str(cast.noi) in shown
    carers.end_carer_decision(row=row, by=cast.noi)
    assert decide in page(sokha, "cases:consents", case.id)


def test_a_decision_for_somebody_who_is_a_danger_is_asked_for_anew(cast, case, girl, write, malee):
    decided(cast, case, girl, malee, write)
    becomes(malee, write, safe="suspect")
    sokha = files.browser(cast, cast.sokha)
    assert reverse("cases:carer", args=[case.id]) in page(sokha, "cases:consents", case.id)


def test_what_a_suspect_refused_for_her_stops_nothing_and_is_asked_again(
    cast, sokha, case, girl, malee, write
):
    aunt = entries.add_entry(
        case=case, kind="around",
        answers={"name": "Kanya", "relation": "relative", "safe": "safe"}, **write,
    )  # fmt: skip

    def says(answer, giver):
        consents.record_consent(
            case=case, person=girl, purpose="legal_action", answer=answer, giver=giver,
            given_by="parent_or_caregiver", answers={"assent": None}, **write,
        )  # fmt: skip

    decided(cast, case, girl, malee, write)
    says("refused", malee)
    assert "This no does not count" not in page(sokha, "cases:section", case.id, "consent")
    becomes(malee, write, safe="suspect")
    assert "This no does not count" in page(sokha, "cases:section", case.id, "consent")
    says("given", aunt)
    hers = {"purpose": "legal_action", "answer": "given"}
    consents.record_consent(case=case, person=girl, **hers, **write)
    assert said_to(ConsentPurpose.LEGAL_ACTION, girl.pk, timezone.localdate()).allows
