"""A question that is composed once finds each time what one composed anew would."""

from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases import access
from fanal.cases.models import Case, CasePerson
from fanal.cases.ties import ties_in, ties_to
from fanal.database.combined_queries import fetch_together
from fanal.database.conditions import RowCondition, within
from fanal.database.kept_questions import MANY, Given, Kept
from fanal.database.sql import these
from tests import files
from tests.cases.test_fetched_together import columns


@pytest.fixture
def cases(cast):
    return [files.case(cast) for _number in range(3)]


def of_worker():
    worker = Given("worker", User)
    day = Given("day", Case, "opened_on")
    rows = Case.objects.filter(assignee=worker, opened_on__lte=day).select_related("team")
    return rows.annotate(seven=Value(7)).order_by("-opened_on", "id")


def test_it_finds_the_rows_with_their_joins_in_their_order_for_the_values_of_each_time(
    cast, cases, django_assert_num_queries
):
    kept, today, numbers = Kept(of_worker), timezone.localdate(), []
    for worker, day in (
        (cast.sokha, today),
        (cast.sokha, files.TODAY - timedelta(days=1)),
        (cast.noi, today),
    ):
        alone = Case.objects.filter(assignee=worker, opened_on__lte=day).select_related("team")
        with django_assert_num_queries(1):
            found = kept.ask(worker=worker.pk, day=day)
        assert [columns(one) for one in found] == [
            columns(one) for one in alone.order_by("-opened_on", "id")
        ]
        assert all(vars(one)["seven"] == 7 for one in found)
        numbers.append(len(found))
    assert numbers == [3, 0, 0]


def test_it_is_composed_once_for_each_sql_of_its_parts(cast, cases):
    composed = []

    def among(part):
        composed.append(part)
        return Case.objects.filter(part).values_list("id", flat=True).order_by("id")

    kept, ids = Kept(among), sorted(case.id for case in cases)
    one, two, three = ids
    for wanted in ([one], [two, three], ids, [one, three]):
        assert kept.ask(within("id", these(wanted))) == wanted
    open_now = RowCondition("{closed} = %s", [False], "closed")
    assert kept.ask(open_now) == ids
    # PostgreSQL is given each id by itself.
    assert len(composed) == (4 if connection.vendor == "postgresql" else 2)
    assert not any(str(case.id.hex) in str(part.params) for case in cases for part in composed)


def test_several_places_in_one_question_keep_their_values_apart(cast, cases):
    def both(first, second):
        return Case.objects.filter(first, second, id__in=these([])) | Case.objects.filter(
            first, second, closed=Given("closed", Case, "closed")
        )

    kept, (case, *_rest) = Kept(both), cases
    mine = RowCondition("{assignee} = %s", [str(case.assignee_id).replace("-", "")], "assignee")
    ours = within("id", these([case.id]))
    if connection.vendor == "postgresql":
        mine = RowCondition("{assignee} = %s", [case.assignee_id], "assignee")
    assert kept.ask(mine, ours, closed=False) == [case]
    assert kept.ask(mine, ours, closed=True) == []


@pytest.mark.django_db(transaction=True)
def test_threads_ask_it_at_once_each_over_its_own_connection(cast, cases):
    kept = Kept(lambda: CasePerson.objects.filter(case=Given("case", Case)))
    wrong = []

    def ask(case):
        for _time in range(20):
            found = [link.case_id for link in kept.ask(case=case.id)]
            if found != [case.id]:
                wrong.append(found)
        connection.close()

    threads = [Thread(target=ask, args=[case]) for case in cases]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not wrong


def test_a_case_that_was_found_so_says_how_each_colleague_stands_to_it(cast, cases):
    case, *_rest = cases
    for user in (cast.sokha, cast.noi):
        assert ties_in(access.case_for(user, case.id)) == ties_to(user, case)


def test_it_is_filled_together_with_others_and_no_row_asks_for_its_case(
    cast, cases, django_assert_num_queries
):
    case, *_others = cases
    links = Kept(lambda: CasePerson.objects.filter(case=Given("case", Case)).order_by())
    people, every = links.asked(case=case.id, of=case), Case.objects.filter(closed=False).order_by()
    with django_assert_num_queries(1):
        fetch_together([people, every])
        assert [link.case for link in people] == [case]
    assert {one.id for one in every} == {one.id for one in cases}


def test_it_says_how_many_it_would_find(cast, cases, django_assert_num_queries):
    kept = Kept(lambda part: Case.objects.filter(part).order_by().values_list("id", flat=True))
    with django_assert_num_queries(1):
        assert kept.number(within("id", these([case.id for case in cases[:2]]))) == 2
    assert kept.number(within("id", these([]))) == 0


def test_what_belongs_to_its_rows_is_read_with_them(cast, cases, django_assert_num_queries):
    kept = Kept(lambda ids: Case.objects.filter(id__in=ids).prefetch_related("people"))
    for wanted in (cases[:2], cases):
        with django_assert_num_queries(2):
            found = kept.ask(these([case.id for case in wanted]))
            people = [person.id for case in found for person in case.people.all()]
        assert len(people) == len(wanted)


def test_one_of_very_many_values_is_not_kept(cast, cases):
    composed = []

    def among(part):
        composed.append(part)
        return Case.objects.filter(part).values_list("id", flat=True)

    kept, (case, *_rest) = Kept(among), cases
    values = [str(number) for number in range(MANY)]
    places = ", ".join(["%s"] * (MANY + 1))
    held = case.id if connection.vendor == "postgresql" else case.id.hex
    if connection.vendor == "postgresql":
        values = [uuid4() for _number in range(MANY)]
    for _time in range(2):
        assert kept.ask(RowCondition(f"{{id}} IN ({places})", [held, *values], "id")) == [case.id]
    assert len(composed) == 2


def composed_by(page, monkeypatch):
    """How many questions Django composes for this page, once it was asked for before."""
    page()
    composed, as_sql, within_another = [], SQLCompiler.as_sql, []

    def counted(compiler, *args, **named):
        composed.extend([] if within_another else [compiler.query.model.__name__])
        within_another.append(True)
        try:
            return as_sql(compiler, *args, **named)
        finally:
            within_another.pop()

    monkeypatch.setattr(SQLCompiler, "as_sql", counted)
    assert page().status_code == 200
    return composed


@pytest.mark.parametrize(("address", "most"), [("/cases/{}/", 17), ("/cases/", 23)])
def test_few_questions_of_a_page_are_composed_anew(cast, cases, address, most, monkeypatch):
    case, *_rest = cases
    browser = files.browser(cast, cast.sokha)
    composed = composed_by(lambda: browser.get(address.format(case.id)), monkeypatch)
    assert len(composed) <= most, composed
