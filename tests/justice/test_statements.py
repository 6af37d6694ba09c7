"""A statement to an authority: the page says what she answered, and what was taken is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.identification.models import VictimStatement
from tests import files
from tests.consents import ASK, CHANGED, NO, NONE, OTHERS_ASK, YES, form_for, says, takes_back
from tests.justice.scene import DAY, page_of, today

PURPOSE, WHAT = "statement", "a statement to an authority"
AGAINST_HER = "Taken although the answer to it was no"


def form_of(here):
    return reverse("identification:victim_statement", args=[here.case.id, here.person.id])


def keeps(client, here, on=None):
    """The page that shows it afterwards."""
    on = on or today()
    told = {"taken_by": "police", "language": "Lao", "read_back": "signed", "text": "She told it."}
    days = {"on_day": on.day, "on_month": on.month, "on_year": on.year}
    return client.post(form_of(here), told | days, follow=True).text


def test_with_her_yes_the_page_says_so_and_asks_nothing(cast, here, sokha):
    says(cast, here, PURPOSE)
    page = sokha.get(form_of(here)).text
    assert YES.format(WHAT) in page
    assert form_for(here, PURPOSE) not in page
    assert AGAINST_HER not in keeps(sokha, here)


def test_while_nobody_asked_her_the_page_asks(here, sokha):
    page = sokha.get(form_of(here)).text
    assert NONE.format(WHAT, "not asked") in page
    assert ASK in page
    assert form_for(here, PURPOSE) in page
    assert AGAINST_HER not in keeps(sokha, here)


def test_against_her_no_it_is_kept_and_said_wherever_it_is_read(cast, here, sokha):
    says(cast, here, PURPOSE, "refused")
    page = sokha.get(form_of(here)).text
    assert NO.format(WHAT, "refused") in page
    assert CHANGED in page
    assert AGAINST_HER in keeps(sokha, here)
    assert VictimStatement.objects.count() == 1
    assert AGAINST_HER in sokha.get(page_of(here)).text


def test_a_yes_that_she_took_back_held_until_that_day(cast, here, sokha):
    takes_back(cast, here, PURPOSE)
    assert NO.format(WHAT, "withdrawn") in sokha.get(form_of(here)).text
    assert AGAINST_HER not in keeps(sokha, here, today() - DAY)
    assert keeps(sokha, here).count(AGAINST_HER) == 1


def test_a_lawyer_who_writes_no_consents_learns_where_it_stands_and_who_asks(cast, here):
    mai = files.browser(cast, cast.mai)
    page = mai.get(form_of(here)).text
    assert NONE.format(WHAT, "not asked") in page
    assert OTHERS_ASK in page
    assert reverse("cases:consent", args=[here.case.id]) not in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Recueillie alors que la réponse était non"), ("vi", "dù câu trả lời là không")],
)
def test_it_is_said_in_the_language_of_the_page(cast, here, language, said):
    says(cast, here, PURPOSE, "refused")
    sokha = cast.client(cast.sokha, headers={"accept-language": language})
    assert said in keeps(sokha, here)


def test_many_statements_take_no_more_queries(here, sokha):
    keeps(sokha, here)
    with CaptureQueriesContext(connection) as one:
        sokha.get(page_of(here))
    for ago in range(1, 4):
        keeps(sokha, here, today() - ago * DAY)
    with CaptureQueriesContext(connection) as many:
        sokha.get(page_of(here))
    assert len(many) <= len(one)
