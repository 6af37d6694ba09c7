"""What was asked for and paid in her cases stands in her plan, and is not written down again."""

from decimal import Decimal

import pytest
from django.urls import reverse

from fanal.funds.actions import moving
from fanal.web.amounts import money_words
from tests import files
from tests.funds import scene as funds

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(cast, here):
    """Half of a school fee is with her: the other half is not paid yet."""
    grant = funds.grants.add_grant(
        name="River",
        donor="River Foundation",
        currency="THB",
        since=funds.today() - 90 * funds.DAY,
        until=funds.today() + 200 * funds.DAY,
        by=cast.thao,
    )
    line = funds.grants.add_line(grant=grant, name="School", amount=Decimal(9_000), by=cast.thao)
    with_her = type(here)(case=here.case, person=here.person, line=line)
    row = funds.agreed(cast, with_her, kind="school_fee", amount=Decimal(2_400))
    moving.pay(request=row.id, amount=Decimal(1_200), mode="cash", by=cast.thao)
    return row


def plan(cast, who, here):
    answer = files.browser(cast, who).get(reverse("reintegration:person", args=[here.person.id]))
    return answer.text if answer.status_code == 200 else ""


def test_it_stands_there_with_how_far_it_is_and_leads_to_it(cast, here, paid):
    text = plan(cast, cast.sokha, here)
    assert money_words(Decimal(2_400), "THB") in text
    assert funds.page_of(paid) in text


def test_the_form_says_so(cast, here, sokha):
    page = sokha.get(reverse("reintegration:new_support", args=[here.person.id])).text
    assert "What is asked for in a case need not be written here again." in page
