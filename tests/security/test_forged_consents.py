"""What she said, changed, put back or deleted with the database's own client: nobody is told, and
nothing is done, on a yes that an action here did not write down, or that she took back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows, queries
from fanal.authority.failures import WarningsGone
from fanal.authority.tables import table
from fanal.authority.words import called
from fanal.cases.actions.consents import withdraw_consent
from fanal.cases.models import Consent
from fanal.cases.queries.consent_answers import said_to
from fanal.core.casework.consent import ConsentPurpose, RecordFault
from fanal.core.casework.sections import Section
from fanal.keys.models import Folder
from fanal.sharing.access.disclosure_gate import may_disclose_referral
from tests import files
from tests.consents import says
from tests.security.planting import delete, put_back, row_of, update
from tests.sharing.scene import draft, scene


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.cast, found.referral = cast, draft(cast, found, classes=("identity",))
    genuine_rows.run()
    assert goes_out(found)
    return found


def goes_out(here):
    return may_disclose_referral(here.referral, here.cast.sokha).allowed


def reported():
    return any(str(called(table(Consent))) in str(fault) for fault in queries.faults())


def taken_back(here):
    before = row_of(Consent, id=here.consent.pk)
    withdraw_consent(consent=here.consent, by=here.cast.sokha)
    assert not goes_out(here)
    return before


def test_a_yes_that_she_took_back_is_not_made_one_again(here):
    taken_back(here)
    update(Consent, {"withdrawn_on": None}, id=here.consent.pk)
    with pytest.raises(WarningsGone):
        goes_out(here)
    assert reported()


def test_nor_by_the_row_of_before(here):
    put_back(Consent, taken_back(here))
    with pytest.raises(WarningsGone):
        goes_out(here)
    assert reported()


def test_a_no_that_was_deleted_lets_nothing_out(here):
    no = says(here.cast, here, "referral", "refused", partner=here.shelter.id)
    assert not goes_out(here)
    delete(Consent, id=no.pk)
    with pytest.raises(WarningsGone):
        goes_out(here)
    assert reported()


def test_nor_where_it_was_changed_how_much_she_said(here):
    update(Folder, {"counts": ""}, id=here.case.pk)
    with pytest.raises(WarningsGone):
        goes_out(here)


def test_a_yes_holds_no_longer_than_was_written_down(here):
    today = timezone.localdate()
    until = today - timedelta(days=1)
    row = says(here.cast, here, "interview", on=until, until=until)
    ended = said_to(ConsentPurpose.INTERVIEW, here.person.pk, today)
    update(Consent, {"until": None}, id=row.pk)
    assert not said_to(ConsentPurpose.INTERVIEW, here.person.pk, today).allows
    assert not ended.allows
    assert reported()


def test_whoever_reads_the_record_is_told_that_it_counts_as_a_no(here):
    taken_back(here)
    update(Consent, {"withdrawn_on": None}, id=here.consent.pk)
    address = reverse("cases:section", args=[here.case.pk, Section.CONSENT])
    page = files.browser(here.cast, here.cast.sokha).get(address)
    assert page.status_code == 200
    assert str(RecordFault.CHANGED.sentence()) in page.text


def test_who_asks_to_send_it_reads_why_nothing_goes_out(here):
    taken_back(here)
    update(Consent, {"withdrawn_on": None}, id=here.consent.pk)
    address = reverse("sharing:referral", args=[here.referral.pk])
    page = files.browser(here.cast, here.cast.sokha).get(address)
    assert page.status_code == 503
    assert "nothing of it goes out" in page.text
