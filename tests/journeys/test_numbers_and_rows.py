"""A number that leads to rows is as many as they are, for whoever reads it."""

import re
from html import unescape

import pytest
from django.urls import reverse

from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.states import record_sign, say_in_danger
from fanal.cases.models import Case
from fanal.journeys.words import FILTERS
from tests import files
from tests.journeys.scene import hand_over, scene

BOARD, TODAY, LIST = map(reverse, ("journeys:board", "cases:today", "cases:list"))


def known(cast):
    """One who is safe, one of whom nothing is said, one in danger."""
    files.safe_at_home(cast, files.case(cast))
    files.case(cast)
    files.in_danger(cast, files.case(cast, people=[files.person(cast, names=("ສີດາ",))]))


def of_others(cast):
    """What a worker does not answer for: cases of a colleague; one of nobody; one she may not know."""
    known(cast)
    files.case(cast, by=cast.noi)
    Case.objects.filter(pk=files.case(cast).pk).update(assignee=None)
    keep_out(case=files.case(cast), user=cast.sokha, reason="Her cousin.", by=cast.noi)
    hers = files.case(cast)
    files.in_danger(cast, hers)
    keep_out(case=hers, user=cast.claire, reason="Her sister.", by=cast.noi)


def on_the_way(cast):
    """Some who travel, two of whom were handed over and have not arrived."""
    here = scene(cast, n=3)
    hand_over(here, here.shelter, here.escort, [one.id for one in here.people[:2]], ())
    files.case(cast)


def of_another_team(cast):
    """Somebody who has a case in two teams, on a journey of one."""
    on_the_way(cast)
    person = Case.objects.first().people.first()
    files.case(cast, people=[person], by=cast.kham, team=cast.vientiane)


def held_on_the_way(cast, *with_whom):
    """Some who were given and have not arrived, and with whom it is said that they are."""
    here = scene(cast, n=2)
    hand_over(here, here.shelter, here.escort, here.people, ())
    for person, kind in zip(here.people, with_whom, strict=True):
        record_sign(
            case=here.case,
            person=person,
            sign="seen",
            said_at=None,
            with_whom=kind,
            with_name="the owner",
            **cast.acting(cast.sokha),
        )
    return here


def board_of(reader, which):
    """Return how many people a filter says that it shows, and how many rows it has, on all pages."""
    answer = reader.get(BOARD, {"show": which})
    said = {key: n for key, _words, n in answer.context["filters"]}[which]
    pages = range(1, answer.context["page"].paginator.num_pages + 1)
    shown = [reader.get(BOARD, {"show": which, "page": n}).context["parts"] for n in pages]
    rows = sum(len(lines) for parts in shown for *_colour, lines in parts)
    above = answer.context["board"].above if which in ("", "danger") else 0
    return said, rows + above


def filters_hold(reader):
    for which in FILTERS:
        said, rows = board_of(reader, which)
        assert (which, said) == (which, rows)


def start_page_holds(reader):
    page = reader.get(TODAY).context
    if "seen" not in page:
        assert page["unheld"] == board_of(reader, "alone")[1]
        return
    in_danger, given, *_rest = page["seen"].figures
    for figure in (in_danger, given):
        which = figure.address.partition("?show=")[2]
        assert (which, int(figure.number)) == (which, board_of(reader, which)[1])


def chips_hold(reader):
    answer = reader.get(LIST)
    if answer.status_code == 404:
        return
    for query, _words, n, _chosen in answer.context["chips"]:
        if n is not None:
            rows = reader.get(f"{LIST}?{query}").context["page"].paginator
            assert (query, n) == (query, len(list(rows.object_list)))


@pytest.mark.parametrize("world", [of_others, on_the_way, of_another_team])
def test_each_number_is_as_many_as_the_rows_to_which_it_leads(cast, world):
    """For a worker, a lead, a director; two of them kept out of somebody."""
    world(cast)
    for who in (cast.sokha, cast.noi, cast.claire):
        reader = files.browser(cast, who)
        filters_hold(reader)
        start_page_holds(reader)
        chips_hold(reader)


@pytest.mark.parametrize("first", ["family", "holder"])
@pytest.mark.parametrize("second", ["family", "holder"])
def test_a_red_row_of_the_director_leads_to_a_list_with_all_of_its_people(cast, first, second):
    here = held_on_the_way(cast, first, second)
    reader = files.browser(cast, cast.claire)
    (row,) = reader.get(TODAY).context["seen"].board.red
    assert "2 people, handed over, arrival not confirmed" in row.title
    parts = reader.get(row.address).context["parts"]
    listed = {line.code for *_colour, lines in parts for line in lines}
    assert listed == {one.code_name for one in here.people}


def test_a_red_row_of_the_direction_leads_to_the_people_of_the_office_that_it_names(cast):
    files.in_danger(cast, files.case(cast))
    theirs = files.person(cast, by=cast.kham, team=cast.vientiane, names=("ສີດາ",))
    case = files.case(cast, people=[theirs], by=cast.kham, team=cast.vientiane)
    say_in_danger(
        case=case, person=theirs, said_by="mother", said_at=None, **cast.acting(cast.kham)
    )
    reader = files.browser(cast, cast.claire)
    rows = {
        row.title.partition(":")[0]: row.address
        for row in reader.get(TODAY).context["seen"].board.red
    }
    assert set(rows) == {"Bangkok", "Vientiane"}
    for office, address in rows.items():
        answer = reader.get(address)
        lines = [line for *_part, lines in answer.context["parts"] for line in lines]
        assert [line.team for line in lines] == [office]
        assert "All offices" in answer.text


def test_the_second_page_of_an_office_is_of_that_office_whatever_its_name(cast, monkeypatch):
    monkeypatch.setattr("fanal.journeys.views.journeys.PEOPLE", 1)
    cast.bangkok.name = "Bangkok & Trat"
    cast.bangkok.save()
    for _ in range(2):
        files.in_danger(cast, files.case(cast, people=[files.person(cast)]))
    reader = files.browser(cast, cast.claire)
    (row,) = reader.get(TODAY).context["seen"].board.red
    first = reader.get(row.address).text
    (more,) = re.findall(r'href="([^"]*)" rel="next"', first)
    answer = reader.get(BOARD + unescape(more))
    assert answer.context["team"] == "Bangkok & Trat"
    assert answer.context["page"].number == 2
