"""Two files that were found to be one person, each with a plan that runs."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from fanal.coded_facts.queries import histories
from fanal.core.errors import BadInput, Refused
from fanal.core.reintegration.closing import ClosingAnswers
from fanal.core.reintegration.codes import PlanEndReason
from fanal.people.actions.merges import decide, undo
from fanal.reintegration import access
from fanal.reintegration.actions import ending, records
from fanal.reintegration.queries.pages import plan_page
from fanal.reintegration.queries.rates import rates_page
from tests import files
from tests.reintegration.scene import DAY, again, begins, today


@pytest.fixture
def here(cast):
    """`old` and `new`: the plans of two files; the newer file stands for the older."""
    first, second = files.person(cast, ["Noy"]), files.person(cast, ["Bua"])
    old = begins(cast, first, today() - 300 * DAY, on=today() - DAY)
    new = begins(cast, second, today() - 190 * DAY)
    made = decide(keep=first, other=second, same=True, **cast.acting(cast.sokha), reason="One")
    return SimpleNamespace(first=again(first), second=again(second), old=old, new=new, made=made)


def page_of(person):
    return reverse("reintegration:person", args=[person.id])


def asks(cast, plan, why="put_together", reasons=""):
    ending.ask_to_end(
        plan=again(plan),
        why=why,
        answers=ClosingAnswers(),
        reasons=reasons,
        **cast.acting(cast.sokha),
    )


def test_each_plan_is_reached_by_its_own_file_and_names_the_other(cast, here):
    sokha = files.browser(cast, cast.sokha)
    for person, plan, other in (
        (here.first, here.old, here.second),
        (here.second, here.new, here.first),
    ):
        page = sokha.get(page_of(person))
        assert page.context["page"].plan == plan
        assert "She has another plan running, too" in page.text
        assert f'href="{page_of(other)}"' in page.text
        assert other.code_name in page.text


def test_one_plan_alone_names_no_other(cast):
    person = files.person(cast)
    begins(cast, person, today())
    sokha = files.browser(cast, cast.sokha)
    assert "She has another plan running" not in sokha.get(page_of(person)).text
    form = sokha.get(reverse("reintegration:end", args=[person.id])).text
    assert "the plan of her other file goes on" not in form.casefold()


def test_a_lead_ends_one_of_the_two_as_the_other_goes_on(cast, here):
    sokha, noi = (files.browser(cast, who) for who in (cast.sokha, cast.noi))
    where = reverse("reintegration:end", args=[here.second.id])
    assert "The plan of her other file goes on" in sokha.get(where).text
    sokha.post(where, {"why": "put_together"})
    assert "The plan of her other file goes on" in noi.get(page_of(here.second)).text
    noi.post(reverse("reintegration:agree_end", args=[here.second.id]))
    ended = plan_page(again(here.new), cast.ring(cast.sokha))
    assert (ended.plan.ended_by, ended.end) == (cast.noi, PlanEndReason.PUT_TOGETHER)
    text = noi.get(page_of(here.first)).text
    assert "She has another plan running" not in text
    assert access.plan_of(here.first) == here.old


def test_who_has_one_plan_by_two_files_is_counted_once(cast, here):
    assert rates_page(cast.noi).counted.plans == 2
    assert len(histories("plan", None)) == 2
    asks(cast, here.new)
    ending.agree_to_end(plan=again(here.new), by=cast.noi)
    assert rates_page(cast.noi).counted.plans == 1
    assert len(histories("plan", None)) == 1


def test_promises_of_the_one_that_ends_speak_against_it(cast, here):
    records.promise(plan=here.new, words="A machine.", due=today(), **cast.acting(cast.sokha))
    with pytest.raises(BadInput) as why:
        asks(cast, here.new)
    assert why.value.where == "reasons"
    asks(cast, here.new, reasons="Written in the other one.")


def test_where_no_other_plan_runs_none_ends_for_another(cast, here):
    asks(cast, here.new)
    undo(comparison=here.made, by=cast.sokha)
    with pytest.raises(Refused, match="no other plan"):
        ending.agree_to_end(plan=again(here.new), by=cast.noi)
    ending.do_not_end(plan=again(here.new), by=cast.noi)
    assert plan_page(again(here.new), cast.ring(cast.sokha)).end is None
    with pytest.raises(BadInput, match="no other plan"):
        asks(cast, here.new)
