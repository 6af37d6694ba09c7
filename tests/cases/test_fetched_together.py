"""Rows of several tables in one question are those that each would have found by itself."""

from functools import partial

import pytest
from django.db.models import Exists, OuterRef
from django.utils import timezone

from fanal.accounts.models import Office, User
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, CaseEntry, CasePerson, Closure, Consent, Task
from fanal.cases.queries import case_rows
from fanal.cases.queries.rights import rights_on
from fanal.cases.queries.story import StoryQuery
from fanal.database.combined_queries import RowsOf, fetch_together
from fanal.database.sql import with_rows_of_cases
from fanal.journeys.models import Traveller
from fanal.people.models import Person
from tests import files
from tests.case_with_a_story import told


@pytest.fixture
def here(cast):
    return told(cast)


def questions():
    """With joins, what is sealed and attested, what was annotated, and what finds nothing."""
    open_tasks = Task.objects.filter(case=OuterRef("pk"), done_on=None)
    return [
        CaseEntry.objects.select_related("made_by", "about").order_by(),
        CasePerson.objects.select_related("person__details", "case").order_by(),
        Consent.objects.select_related("corrected", "giver").order_by(),
        Case.objects.select_related("assignee", "offered_to")
        .annotate(waits=Exists(open_tasks))
        .order_by(),
        Person.objects.filter(id__in=[]).order_by(),
        Closure.objects.filter(dropped_on=None).order_by(),
        User.objects.filter(teams__name__contains="Bangkok").order_by().distinct(),
    ]


def columns(row):
    """Of a row, and of what was joined to it."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    joined = row._state.fields_cache
    more = {"waits": vars(row).get("waits")}
    return kept | more | {name: one and columns(one) for name, one in joined.items()}


def test_they_are_what_each_finds_alone(here, django_assert_num_queries):
    together, alone = questions(), questions()
    with django_assert_num_queries(1):
        fetch_together(together)
        found = [sorted(rows, key=lambda row: str(row.pk)) for rows in together]
    assert any(found[0])
    for ours, asked in zip(found, alone, strict=True):
        expected = sorted(asked, key=lambda row: str(row.pk))
        assert [columns(row) for row in ours] == [columns(row) for row in expected]


def test_what_is_in_an_order_is_refused(here):
    for asked in (CaseEntry.objects.all(), CaseEntry.objects.order_by("number")):
        with pytest.raises(TypeError, match="order"):
            fetch_together([asked])


def test_of_nothing_nothing_is_asked(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        fetch_together([])
        fetch_together([CaseEntry.objects.none().order_by()])


def test_tables_without_a_row_about_these_cases_need_not_be_asked(cast, case):
    add_task(case=case, title="call the clinic", by=cast.sokha)
    other = files.case(cast)
    assert with_rows_of_cases({Task, Traveller, Office}, [case.id, other.id]) == {Task, Office}
    assert with_rows_of_cases({Task, Traveller, Office}, [other.id]) == {Office}
    assert with_rows_of_cases(set(), [case.id]) == set()


def test_what_the_first_screen_would_find_nothing_of_is_not_even_composed(cast, case, monkeypatch):
    add_task(case=case, title="call the clinic", by=cast.sokha)
    composed = []

    def ahead(query, _opens):
        def of(model):
            composed.append(model)
            return model.objects.filter(case=query.case).order_by()

        return {model.__name__: RowsOf(model, partial(of, model)) for model in (Task, Traveller)}

    monkeypatch.setattr(case_rows, "AHEAD", [ahead])
    rights, ring = rights_on(cast.sokha, case), cast.ring(cast.sokha)
    query = StoryQuery(case, cast.sokha, ring, rights, timezone.now())
    case_rows.rows_of(query)
    assert composed == [Task]
    assert [task.title for task in query.read["Task"]] == ["call the clinic"]
    assert query.read["Traveller"] == []
