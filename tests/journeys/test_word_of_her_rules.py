"""The word of her contact rules is proposed for the plan of her journey, to whoever reads them."""

import pytest
from django.urls import reverse

from fanal.cases.actions.entries import add_entry
from tests import files

WORD = "papaya"
HOLDS = "Her contact rules hold a code word."


@pytest.fixture
def rule(cast, here):
    answers = {"code_word": WORD, "when": "After two"}
    return add_entry(
        case=here.case, kind="contact", answers=answers, about=here.people[0],
        **cast.acting(cast.sokha)
    )  # fmt: skip


def page(cast, here, user, name, *more):
    return files.browser(cast, user).get(reverse(name, args=[here.journey.id, *more]))


def test_it_is_proposed_in_the_plan_and_said_on_its_list(cast, here, rule):
    form = page(cast, here, cast.sokha, "journeys:write_plan", "contact")
    assert f'value="{WORD}"' in form.text
    assert HOLDS in page(cast, here, cast.sokha, "journeys:journey").text


def test_nothing_is_said_where_no_rule_holds_one(cast, here):
    form = page(cast, here, cast.sokha, "journeys:write_plan", "contact")
    assert 'name="code_word"' in form.text
    assert HOLDS not in page(cast, here, cast.sokha, "journeys:journey").text


def test_the_word_itself_stands_on_no_page_of_who_reads_no_rules(cast, here, rule):
    answer = page(cast, here, cast.rith, "journeys:write_plan", "contact")
    assert WORD not in answer.text
    assert HOLDS not in page(cast, here, cast.rith, "journeys:journey").text
