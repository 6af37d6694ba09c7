"""She takes back a yes by which her lawyer works: the lawyer reads it where she begins her day."""

import pytest
from django.urls import reverse

from fanal.cases.actions.consents import record_consent, withdraw_consent
from tests import clock, files
from tests.files import start_page as start
from tests.justice.scene import DAY, today

pytestmark = pytest.mark.django_db
SAYS = "She took her yes back: a complaint or a court case"


def said(cast, here, purpose="legal_action", answer="given", on=None):
    told = {"purpose": purpose, "answer": answer, "on": on or today() - 3 * DAY}
    return record_consent(case=here.case, person=here.person, **told, **cast.acting(cast.sokha))


def test_her_lawyer_reads_it_and_whom_to_ask_until_she_says_yes_again(cast, here):
    consent = said(cast, here)
    assert SAYS not in start(cast, cast.mai)
    with clock.moved(-DAY):
        withdraw_consent(consent=consent, by=cast.sokha)
    text = start(cast, cast.mai)
    assert SAYS in text
    assert "Do nothing more on it before you asked Sokha Chea." in text
    assert SAYS not in start(cast, cast.sokha)
    said(cast, here, on=today())
    assert SAYS not in start(cast, cast.mai)


def test_a_no_after_her_yes_takes_it_back_as_well_and_a_no_alone_does_not(cast, here):
    said(cast, here, purpose="statement", answer="refused")
    assert "took her yes back" not in start(cast, cast.mai)
    said(cast, here)
    said(cast, here, answer="refused", on=today() - DAY)
    assert SAYS in start(cast, cast.mai)
    said(cast, here, on=today())
    assert "took her yes back" not in start(cast, cast.mai)


def test_of_what_is_not_the_lawyer_s_she_reads_nothing(cast, here):
    consent = said(cast, here, purpose="family_tracing")
    withdraw_consent(consent=consent, by=cast.sokha)
    assert "took her yes back" not in start(cast, cast.mai)


def test_the_first_screen_tells_her_the_answer_to_a_statement_too(cast, here):
    said(cast, here, purpose="statement")
    page = files.browser(cast, cast.mai).get(reverse("cases:case", args=[here.case.id])).text
    assert "A statement to an authority" in page
