"""A health worker opens no case: she reads that whom she is asked to see is in danger and whom to
ask before she calls her or has her come, and never why."""

import pytest

from fanal.care.actions import asking
from fanal.cases.actions.cases import assign
from fanal.cases.actions.states import say_in_danger
from fanal.core.care.asking import CareState
from tests import files
from tests.care.scene import again, asks, noted, page, taken

pytestmark = pytest.mark.django_db
WHY = "her uncle waits at the corner"


def danger(cast, here):
    assign(case=here.case, to=cast.sokha, by=cast.noi, version=here.case.version)
    more = {"ring": cast.ring(cast.sokha), "by": cast.sokha}
    here.case.refresh_from_db()
    say_in_danger(
        case=here.case, person=here.person, said_by="mother", said_at=None, words=WHY, **more
    )


def read(cast, name, *args):
    return files.browser(cast, cast.ploy).get(page(name, *args)).text


def test_whoever_is_asked_reads_it_and_whom_to_ask_and_not_why(cast, here):
    for name, args in (("today", ()), ("request", (here.asked.id,))):
        assert "danger: ask" not in read(cast, name, *args), name
        assert "She is in danger" not in read(cast, name, *args), name
    danger(cast, here)
    assert "in danger: ask Sokha Chea" in read(cast, "today")
    text = read(cast, "request", here.asked.id)
    assert "She is in danger" in text
    assert "Ask Sokha Chea before you call her" in text
    assert WHY not in text


def test_it_stands_on_the_file_and_where_she_is_to_be_seen_again(cast, here):
    file = taken(cast, here)
    noted(cast, file, due=here.asked.made_on, next_words="dressing")
    danger(cast, here)
    assert "Ask Sokha Chea before you call her" in read(cast, "file", file.id)
    assert read(cast, "today").count("in danger: ask Sokha Chea") == 2


def test_the_file_says_so_also_to_whoever_is_asked_by_no_case_any_more(cast, here):
    file = taken(cast, here)
    done = {"to": CareState.ENDED, "by": cast.ploy, "ring": cast.ring(cast.ploy)}
    asking.answer(request=again(here.asked), **done)
    danger(cast, here)
    assert "Ask Sokha Chea before you call her" in read(cast, "file", file.id)


def test_of_somebody_else_nobody_says_so(cast, here):
    danger(cast, here)
    other = files.person(cast)
    here.case, here.person = files.case(cast, people=[other]), other
    asked = asks(cast, here)
    assert "She is in danger" not in read(cast, "request", asked.id)
