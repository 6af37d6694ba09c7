"""A finding that somebody changed in the database counts as danger, and says so on its page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.authority import certifying
from fanal.authority.attested import Unauthentic
from fanal.core.errors import BadInput
from fanal.core.trust.vocabulary import TrustLevel
from fanal.partners.actions import findings, partners
from fanal.partners.actions.areas import add_area
from fanal.partners.models import Partner, TrustFinding
from fanal.partners.queries.disclosure_facts import around
from fanal.partners.queries.findings import as_core, opens
from tests import files
from tests.security.test_moved_values import held, put

NOTICE = "This finding was changed in the database"


@pytest.fixture
def found(cast):
    """One partner who is trusted, and one who was found dangerous."""
    good, bad = (
        partners.add_partner(kind="organisation", name=name, type="ngo", by=cast.noi)
        for name in ("Refuge Chan", "Unit 7")
    )
    trust = findings.record_finding(
        about=good, by=cast.noi, level="trusted", reliability="A", credibility="1"
    )
    findings.confirm(finding=trust, by=cast.claire)
    danger = findings.record_finding(
        about=bad, by=cast.noi, level="dangerous", reasons=["extorts_families"], closed=False
    )
    return trust, danger


def levels(partner):
    """What the gate reads, and what the pages read."""
    rows = TrustFinding.objects.filter(about=partner)
    return (
        {finding.level for finding in around(partner, None).world.findings},
        {as_core(row).level for row in rows},
    )


def danger_only(partner):
    return levels(partner) == ({TrustLevel.DANGEROUS}, {TrustLevel.DANGEROUS})


def test_of_two_who_act_on_it_at_once_the_first_counts_and_it_is_not_taken_for_changed(cast):
    """Each has read it before the other acted: what the second writes would be bound to less than
    the row holds, and a partner whom two people trust would count as a danger."""
    partner = partners.add_partner(kind="organisation", name="Refuge", type="ngo", by=cast.noi)
    row = findings.record_finding(
        about=partner, by=cast.noi, level="trusted", reliability="A", credibility="1"
    )
    first, second, third = (TrustFinding.objects.get(pk=row.pk) for _ in range(3))
    findings.confirm(finding=first, by=cast.claire)
    with pytest.raises(BadInput, match="confirmed or taken back already"):
        findings.confirm(finding=second, by=cast.huong)
    assert levels(partner) == ({TrustLevel.TRUSTED}, {TrustLevel.TRUSTED})
    findings.withdraw(finding=second, by=cast.huong)
    row.refresh_from_db()
    assert opens(row)
    assert (row.confirmed_by, row.withdrawn_by) == (cast.claire, cast.huong)
    with pytest.raises(BadInput, match="taken back already"):
        findings.withdraw(finding=third, by=cast.claire)


def test_trusted_does_not_move_to_the_dangerous_partner(cast, found):
    trust, danger = found
    here, there = held(trust, "sealed"), held(danger, "sealed")
    put(trust, "sealed", there)
    put(danger, "sealed", here)
    assert danger_only(danger.about)
    assert danger_only(trust.about)


def test_a_finding_that_was_made_to_speak_of_another_is_danger_for_that_one(cast, found):
    trust, danger = found
    put(trust, "about_id", danger.about_id)
    assert danger_only(danger.about)


@pytest.mark.parametrize("column", ["withdrawn_on", "until"])
def test_danger_that_was_ended_by_hand_still_counts(cast, found, column):
    _trust, danger = found
    put(danger, column, timezone.localdate())
    now = next(iter(around(danger.about, None).world.findings))
    assert (now.level, now.withdrawn_on, now.until) == (TrustLevel.DANGEROUS, None, None)


def test_what_is_done_by_right_breaks_nothing(cast, found):
    trust, danger = found
    assert levels(trust.about) == ({TrustLevel.TRUSTED}, {TrustLevel.TRUSTED})
    findings.withdraw(finding=TrustFinding.objects.get(pk=danger.pk), by=cast.claire)
    again = TrustFinding.objects.get(pk=danger.pk)
    assert again.facts["reasons"] == ["extorts_families"]
    assert as_core(again).withdrawn_on == timezone.localdate()


def test_its_page_says_so_and_two_people_take_it_back(cast, found):
    trust, _danger = found
    put(trust, "confirmed_by_id", cast.somchit.pk)
    page = reverse("partners:partner", args=[trust.about_id])
    for user in (cast.sokha, cast.noi, cast.claire):
        answer = files.browser(cast, user).get(page)
        assert answer.status_code == 200
        assert NOTICE in answer.text
    row = TrustFinding.objects.get(pk=trust.pk)
    with pytest.raises(BadInput):
        findings.withdraw(finding=row, by=cast.noi)  # she said it
    with pytest.raises(Unauthentic):  # until two people certified what stands there
        findings.withdraw(finding=TrustFinding.objects.get(pk=trust.pk), by=cast.claire)
    certifying.certify(seen=certifying.state())
    findings.withdraw(finding=TrustFinding.objects.get(pk=trust.pk), by=cast.claire)
    assert NOTICE not in files.browser(cast, cast.noi).get(page).text
    assert as_core(TrustFinding.objects.get(pk=trust.pk)).withdrawn_on == timezone.localdate()


def test_nobody_confirms_it(cast, found):
    _trust, danger = found
    put(danger, "said_on", timezone.localdate() - timedelta(days=9))
    with pytest.raises(BadInput):
        findings.confirm(finding=TrustFinding.objects.get(pk=danger.pk), by=cast.claire)


def test_a_name_that_was_moved_is_shown_as_unreadable_and_not_as_the_others(cast, found):
    """Opening the partner would else show one organisation under another's name."""
    one, other = Partner.objects.all()
    put(one, "name", held(other, "name"))
    answer = files.browser(cast, cast.noi).get(reverse("partners:partner", args=[one.pk]))
    assert answer.status_code == 200
    assert "(unreadable: changed from outside)" in answer.text
    assert "Something on this page was changed from outside" in answer.text
    assert "Refuge Chan" not in answer.text


def test_danger_that_was_given_another_area_by_hand_is_said_to_hold_everywhere(cast, found):
    """As it counts: the area that stands there now is one that somebody chose."""
    _trust, danger = found
    area = add_area(code="MM-02", name="Bago", kind="province", by=cast.noi)
    address = reverse("partners:partner", args=[danger.about_id])
    noi = files.browser(cast, cast.noi)
    put(danger, "area_id", area.pk)
    where = noi.get(address).text.partition(NOTICE)[2].partition("</dd>")[0]
    assert "everywhere" in where
    assert "Bago" not in where
