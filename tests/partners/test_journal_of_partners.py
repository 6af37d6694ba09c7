"""The journal tells that somebody worked in the register, and nothing of what is closed there."""

from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone

from fanal.audit import queries
from fanal.audit.models import JournalEntry
from fanal.audit.sentences import said
from fanal.core.trust.grounds import GateGround
from fanal.partners import access
from fanal.partners.actions import areas, findings, partners
from fanal.sharing.access import may_disclose, refused
from tests import files


@pytest.fixture
def police(cast):
    return partners.add_partner(kind="organisation", type="police", name="Police", by=cast.noi)


def last():
    row = said(JournalEntry.objects.order_by("number").last(), {})
    return row["sentence"], row["more"]


def test_a_finding_reads_like_any_other_work_in_the_register(cast, police):
    lines = {last()[0]}
    made = findings.record_finding(about=police, level="dangerous", by=cast.noi)
    lines.add(last()[0])
    partners.add_presence(partner=police, area=_area(cast), level="some", by=cast.noi)
    lines.add(last()[0])
    other = findings.record_finding(colleague=cast.kham, level="dangerous", by=cast.noi)
    lines.add(last()[0])
    partners.merge(partner=police, into=_other(cast), by=cast.noi)
    assert last() == (lines.pop(), [])
    assert not lines
    page = cast.client(cast.vera).get("/audit/", HTTP_ACCEPT_LANGUAGE="en").text
    for one in (made, other):
        assert str(one.id)[:8] not in page
    entries = page.partition('<ol class="timeline"')[2].partition("</ol>")[0]
    assert entries
    assert "finding" not in entries


def test_who_asks_for_a_closed_finding_and_for_none_leaves_the_same_line(cast, police):
    made = findings.record_finding(about=police, level="dangerous", by=cast.noi)
    lines = []
    for asked in (made.id, uuid4()):
        with pytest.raises(Http404):
            access.finding_for(cast.sokha, asked)
        lines.append(last())
    assert lines[0] == lines[1]
    assert str(made.id)[:8] not in lines[0][0]


def test_a_refusal_to_send_does_not_read_out_the_rule_and_the_entry_keeps_it(cast, police):
    findings.record_finding(about=police, level="dangerous", by=cast.noi)
    person = files.person(cast)
    case = files.case(cast, people=[person])
    answer = may_disclose(
        case=case,
        person=person,
        partner=police,
        classes=["identity"],
        purpose="know_identity",
        by=cast.sokha,
    )
    refused(cast.sokha, case, police, answer)
    assert "dangerous" in JournalEntry.objects.order_by("number").last().detail
    assert last()[1] == []
    assert all(isinstance(one, GateGround) and one.rule != "dangerous" for one in answer.because)
    assert list(queries.examine().faults) == []


def _area(cast):
    return areas.add_area(code="TH", name="Thailand", kind="country", by=cast.noi)


def _other(cast):
    return partners.add_partner(
        kind="organisation", name="Office", by=cast.noi, on=timezone.localdate()
    )
