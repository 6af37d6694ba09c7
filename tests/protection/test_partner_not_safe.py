"""A partner was told of her, and is found not to be safe afterwards: nothing calls that back, so the
risk is assessed again.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import say_in_danger
from fanal.cases.queries.agenda_asked import Asked
from fanal.core.protection.codes import RiskEvent
from fanal.core.protection.kinds import RecordKind
from fanal.core.trust.findings import TELLS_OTHERS
from fanal.core.trust.vocabulary import FindingReason, PartnerPurpose
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from fanal.partners.queries.unsafe_partners import may_tell_others
from fanal.protection.actions.recording import record
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.agenda import late_for
from fanal.sharing.models import Disclosure
from tests import files
from tests.retention.scene import close, settled

pytestmark = pytest.mark.django_db
SAYS = "partner who knows of her is not safe any more"
DAY = timedelta(days=1)


today = timezone.localdate


@pytest.fixture
def lotus(cast):
    return add_partner(
        name="Lotus Transit Centre", kind="organisation", type="shelter", by=cast.noi
    )


def told(cast, case, partner, **more):
    """What went out to this partner, a month ago."""
    row = {"purpose": PartnerPurpose.KNOW_WHEREABOUTS, "classes": "existence whereabouts"}
    row |= {"channel": "print", "digest": "", "receipt": "", "by": cast.sokha, "partner": partner}
    row |= {"case": case, "person": case.people.get(), "on": today() - 30 * DAY}
    return Disclosure.objects.create(**row | more)


def found(cast, partner, level="dangerous", **more):
    said = {"reasons": ["sells_information"], "on": today()} | more
    return findings.record_finding(about=partner, level=level, by=cast.noi, **said)


def due(cast, case):
    return files.browser(cast, cast.sokha).get(reverse("protection:case", args=[case.id])).text


def test_her_worker_is_asked_to_assess_the_risk_again(cast, case, lotus):
    told(cast, case, lotus)
    assert SAYS not in due(cast, case)
    found(cast, lotus)
    assert SAYS in due(cast, case)
    assert SAYS in files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])).text
    assert SAYS in files.browser(cast, cast.sokha).get(reverse("cases:tasks")).text


def test_it_stands_on_her_first_page_until_then_and_on_that_of_her_lead(cast, case, lotus):
    told(cast, case, lotus)
    sokha, noi = files.browser(cast, cast.sokha), files.browser(cast, cast.noi)
    first = reverse("cases:today")
    assert "what they know is not called back" not in sokha.get(first).text
    found(cast, lotus)
    assert "what they know is not called back" in sokha.get(first).text
    assert "what they know is not called back" in noi.get(first).text
    assessed(cast, case)
    assert "what they know is not called back" not in sokha.get(first).text


def assessed(cast, case, because="untrusted"):
    row = {"kind": RecordKind.RISK, "answers": {"level": "low", "because": because}}
    return record(case=case, person=case.people.get(), **row, **cast.acting(cast.sokha))


def test_of_a_closed_case_its_worker_and_her_lead_are_asked_whether_she_has_to_be_warned(
    cast, case, lotus
):
    told(cast, case, lotus)
    settled(cast, case)
    close(cast, case)
    found(cast, lotus)
    first, says = reverse("cases:today"), "whether she has to be warned"
    pages = [files.browser(cast, who).get(first).text for who in (cast.sokha, cast.noi)]
    assert [says in page for page in pages] == [True, True]
    assert SAYS in due(cast, case)
    assessed(cast, case)
    assert says not in files.browser(cast, cast.noi).get(first).text


def test_what_was_found_before_the_closing_was_settled_with_it(cast, case, lotus):
    told(cast, case, lotus)
    found(cast, lotus, on=today() - 2 * DAY)
    settled(cast, case)
    close(cast, case)
    text = files.browser(cast, cast.noi).get(reverse("cases:today")).text
    assert "whether she has to be warned" not in text


def test_of_a_closed_case_whose_worker_has_left_the_lead_alone_is_asked(cast, case, lotus):
    told(cast, case, lotus)
    settled(cast, case)
    close(cast, case)
    dara = cast.join("dara", "Dara", "case_worker", "Bangkok")
    case.refresh_from_db()
    case.assignee = None
    case.save(update_fields=["assignee"])
    found(cast, lotus)
    first, says = reverse("cases:today"), "whether she has to be warned"
    assert says not in files.browser(cast, dara).get(first).text
    assert says in files.browser(cast, cast.noi).get(first).text


def test_it_is_not_asked_once_the_risk_was_assessed_since(cast, case, lotus):
    told(cast, case, lotus)
    found(cast, lotus)
    assessed(cast, case)
    assert f"{SAYS}, " not in due(cast, case)


def test_what_was_late_before_says_so_beside_it(cast, case, lotus):
    """Else what was found today would read as late by as many days as the case is old."""
    told(cast, case, lotus)
    found(cast, lotus)
    assert "; no level is written yet" in due(cast, case)


def test_who_is_in_danger_as_well_is_on_the_first_page_for_it(cast, case, lotus):
    told(cast, case, lotus)
    found(cast, lotus)
    danger = {"said_by": "mother", "said_at": timezone.now()}
    say_in_danger(case=case, person=case.people.get(), **danger, **cast.acting(cast.sokha))
    text = files.browser(cast, cast.sokha).get(reverse("cases:today")).text
    assert "what they know is not called back" in text


def test_a_look_of_the_same_day_that_was_for_something_else_is_no_answer(cast, case, lotus):
    told(cast, case, lotus)
    assessed(cast, case, because="other")
    found(cast, lotus)
    assert f"{SAYS}, " in due(cast, case)
    assessed(cast, case)
    assert f"{SAYS}, " not in due(cast, case)


def test_what_they_had_given_back_before_asks_nothing(cast, case, lotus):
    told(cast, case, lotus, recalled_on=today() - 9 * DAY, recall_answered_on=today() - 5 * DAY)
    found(cast, lotus)
    assert SAYS not in due(cast, case)


def test_what_they_gave_back_once_they_were_found_unsafe_asks_also_after_a_later_finding(
    cast, case, lotus
):
    told(cast, case, lotus, recalled_on=today() - 8 * DAY, recall_answered_on=today() - 5 * DAY)
    found(cast, lotus, on=today() - 9 * DAY)
    assert SAYS in due(cast, case)
    found(cast, lotus)
    assert SAYS in due(cast, case)
    assert "not safe any more" in has_what(cast, case, cast.noi)


def test_what_two_let_them_know_afterwards_asks_nothing(cast, case, lotus):
    found(cast, lotus, on=today() - 3 * DAY)
    told(cast, case, lotus, on=today())
    assert SAYS not in due(cast, case)


def test_a_finding_about_an_organisation_is_about_those_who_work_for_it(cast, case, lotus):
    guard = add_partner(name="Guard", type="shelter", kind="person", within=lotus, by=cast.noi)
    told(cast, case, guard)
    found(cast, lotus)
    assert SAYS in due(cast, case)


@pytest.mark.parametrize("reason", FindingReason)
def test_the_reason_says_whether_they_may_tell_others(cast, lotus, reason):
    found(cast, lotus, level="not_for_this", reasons=[reason])
    assert (lotus.id in may_tell_others()) is (reason in TELLS_OTHERS)


def test_a_finding_that_is_taken_back_says_so_no_more(cast, lotus):
    finding = found(cast, lotus)
    assert lotus.id in may_tell_others()
    findings.withdraw(finding=finding, by=cast.claire)
    assert not may_tell_others()


# ── Who has what ─────────────────────────────────────────────────────────────
def has_what(cast, case, who):
    return files.browser(cast, who).get(reverse("sharing:case", args=[case.id])).text


def test_who_has_what_says_it_to_whoever_may_know_of_the_finding(cast, case, lotus):
    told(cast, case, lotus)
    found(cast, lotus)
    assert "not safe any more" in has_what(cast, case, cast.noi)
    text = has_what(cast, case, cast.sokha)  # which of them is not safe is said in no row
    assert "not safe any more" not in text.partition("<table")[2].partition("</table>")[0]


def test_an_open_finding_is_read_by_her_worker_too(cast, case, lotus):
    told(cast, case, lotus)
    found(cast, lotus, reasons=["data_lost"], closed=False)
    assert "not safe any more" in has_what(cast, case, cast.sokha)


# ── Pages of who was told, for whoever must not know which of them it is ─────
WHICH = "is not safe any more"


def of_partner(cast, partner, who):
    return files.browser(cast, who).get(reverse("partners:partner", args=[partner.id])).text


def test_no_page_of_those_who_were_told_is_calm_and_none_says_which_it_is(cast, case, lotus):
    other, third = (
        add_partner(name=name, kind="organisation", type="shelter", by=cast.noi)
        for name in ("Delta House", "Third House")
    )
    told(cast, case, lotus)
    told(cast, case, other)
    assert WHICH not in of_partner(cast, lotus, cast.sokha) + has_what(cast, case, cast.sokha)
    found(cast, lotus)
    pages = [of_partner(cast, one, cast.sokha) for one in (lotus, other)]
    assert [WHICH in page and case.code_name in page for page in pages] == [True, True]
    assert WHICH not in of_partner(cast, third, cast.sokha)
    assert "One of those who were told is not safe any more" in has_what(cast, case, cast.sokha)


def test_who_may_know_it_reads_which_and_who_does_not_open_the_case_reads_nothing(
    cast, case, lotus
):
    told(cast, case, lotus)
    found(cast, lotus)
    assert WHICH not in of_partner(cast, lotus, cast.noi)
    assert "Dangerous" in of_partner(cast, lotus, cast.noi)
    assert "One of those" not in has_what(cast, case, cast.noi)
    assert WHICH not in of_partner(cast, lotus, cast.linh)


def test_where_the_reader_may_know_of_one_of_them_the_pages_of_the_others_say_nothing(
    cast, case, lotus
):
    other = add_partner(name="Delta House", kind="organisation", type="shelter", by=cast.noi)
    told(cast, case, lotus)
    told(cast, case, other)
    found(cast, lotus, closed=False)
    assert WHICH not in of_partner(cast, other, cast.sokha)
    assert "One of those" not in has_what(cast, case, cast.sokha)
    assert "not safe any more, " in has_what(cast, case, cast.sokha)


def test_what_was_given_back_before_warns_of_nobody(cast, case, lotus):
    told(cast, case, lotus, recall_answered_on=today() - 2 * DAY)
    found(cast, lotus)
    assert WHICH not in of_partner(cast, lotus, cast.sokha)


def test_it_stands_on_the_list_of_her_lead_though_the_case_was_closed_before_the_first_wave(
    cast, case, lotus
):
    told(cast, case, lotus)
    settled(cast, case)
    close(cast, case)
    ProtectionRecord.objects.update(on=today() - 10 * DAY)  # what closing asks, before it
    found(cast, lotus)
    asked = Asked(cast.noi, cast.ring(cast.noi), timezone.localtime() + 2 * DAY, team=True)
    assert [one.step.event for one in late_for(asked)] == [RiskEvent.UNTRUSTED]
