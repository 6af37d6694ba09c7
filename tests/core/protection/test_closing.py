"""What closing asks, and which answers speak against it."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from fanal.core.protection.closing import unmet
from fanal.core.protection.facts import CaseFacts, Recorded, Subject
from fanal.core.protection.kinds import RecordKind
from fanal.web.words import translated

HER = UUID(int=1)
TODAY = date(2026, 11, 27)
WELL = {
    "last_contact": "2026-11-20", "her_view": "enough", "child": "none", "open_goals": "settled",
    "way_back": "yes",
}  # fmt: skip


def against(on=TODAY, **codes):
    told = Recorded(RecordKind.CLOSING, on, None, HER, codes)
    facts = CaseFacts(date(2026, 1, 1), "TH", (Subject(HER),), (told,))
    return [translated(one) for one in unmet(facts, HER, TODAY)]


def test_nothing_speaks_against_it_where_everything_was_asked():
    assert against(**WELL) == []


def test_what_nobody_asked_is_not_met():
    facts = CaseFacts(date(2026, 1, 1), "TH", (Subject(HER),))
    (one,) = unmet(facts, HER, TODAY)
    assert "nobody has answered" in translated(one)


def test_answers_of_long_ago_count_no_more():
    assert against(on=TODAY - timedelta(days=31), **WELL) == [
        "nobody has answered what closing asks"
    ]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"last_contact": "2026-10-01"}, "last contact"),
        ({"last_contact": "2026-10"}, "last contact"),
        ({"last_contact": ""}, "last contact"),
        ({"her_view": "more"}, "enough"),
        ({"her_view": "not_heard"}, "enough"),
        ({"child": "not_cared_for"}, "children"),
        ({"open_goals": "open"}, "goals"),
        ({"way_back": "no"}, "come back"),
    ],
)
def test_each_criterion_is_asked_by_itself(wrong, says):
    (one,) = against(**WELL | wrong)
    assert says in one


@pytest.mark.parametrize("name", list(WELL))
def test_an_answer_that_was_not_given_is_no_answer(name):
    assert len(against(**{one: told for one, told in WELL.items() if one != name})) == 1
