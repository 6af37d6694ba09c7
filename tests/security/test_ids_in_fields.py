"""An id in a field of a form, hidden or chosen, of what somebody may not see: it answers as one of nothing,
to the byte, in every header, and with as many questions to the database.

For the ids of addresses see `test_matrix`. Here each field of each form that holds an id is sent with that
of a row of the same kind that is of another team. What everybody may choose from (partners, colleagues,
places) is left out.
"""

import re
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.cases.actions import documents, entries, tasks
from fanal.cases.models import Case, CaseEntry, Document, Task
from fanal.people.models import Person
from tests import files
from tests.security.rubbish import BY_END, forms_of, name_of
from tests.security.test_matrix import NAMING, TYPISTS, UNNAMED, may_open, there
from tests.security.typist import TEXT
from tests.security.world import undone
from tests.shares import share

pytestmark = pytest.mark.django_db
SHARE = 12  # of the pages, in make test
# Tokens, and what was typed under way, which are others each time.
OTHER_EACH_TIME = re.compile(r'value="[^"]{24,}"|nonce="[^"]*"|/[\w-]{30,}')
DAYS = {"_day": "1", "_month": "3", "_year": "2026", "_era": "", "_hour": "10:00"}
BY_TYPE = {"number": "2", "date": "2026-03-01", **dict.fromkeys(TEXT, "Words.")}


@pytest.fixture
def foreign(world):
    """A row of each kind, all of another team."""
    cast = world.cast
    girl, case = files.in_vientiane(cast)
    write = {"case": case, **cast.acting(cast.kham)}
    made = {
        Person: girl,
        Case: case,
        CaseEntry: entries.add_entry(kind="need", answers={"words": "A doctor."}, **write),
        Task: tasks.add_task(case=case, title="Call the doctor", by=cast.kham),
        Document: documents.add_document(name="a.pdf", parts=[b"%PDF-1.4\n%%EOF\n"], **write),
    }
    return {model: str(one.pk) for model, one in made.items()}


def is_id(value):
    try:
        return bool(UUID(value))
    except ValueError:
        return False


def kind_of(values, foreign):
    """Which of these kinds the ids of a field are of."""
    ids = [one for one in values if is_id(one)]
    found = (one for one in foreign if one._base_manager.filter(pk__in=ids).exists())
    return next(found, None) if ids else None


def filled(sheet):
    """A form as somebody fills it in who wants something else of it."""
    given = {}
    for name, one in sheet.controls.items():
        of_a_day = [DAYS[end] for end in BY_END if name.endswith(end)]
        offered = one.values[-1] if one.values else ""
        given[name] = of_a_day[0] if of_a_day else BY_TYPE.get(one.type, offered)
    return {name: one for name, one in given.items() if one}


def told(client, target, data, id):
    with undone(client), CaptureQueriesContext(connection) as asked:
        answer = client.post(target, data)
    text = "" if answer.streaming else answer.text.replace(id, "ID")
    headers = dict(answer.headers, **{"Content-Length": ""})
    return answer.status_code, headers, OTHER_EACH_TIME.sub("", text), len(asked)


def fields(client, who, world, foreign):
    """(address, form, field, kind) of each that holds such an id."""
    opened = [(name, keys) for name, keys in (*NAMING, *UNNAMED) if may_open(who, name)]
    some = share(opened, SHARE, lambda one: f"{who} {one[0]} fields")
    pages = [reverse(name, kwargs=there(world, name, keys)) for name, keys in some]
    for target, sheet in forms_of(client, pages, {}):
        for name, control in sheet.controls.items():
            if (kind := kind_of(control.values, foreign)) is not None:
                yield target, sheet, name, kind


@pytest.mark.asvs("V8.2.2", "V8.4.1")
@pytest.mark.parametrize("who", TYPISTS)
def test_an_id_of_another_team_in_a_field_answers_as_one_of_nothing(world, browser, foreign, who):
    client, wrong = browser(who), []
    for target, sheet, name, kind in fields(client, who, world, foreign):
        given, nothing = filled(sheet), str(uuid4())
        of_nothing = told(client, target, given | {name: nothing}, nothing)
        hers = told(client, target, given | {name: foreign[kind]}, foreign[kind])
        if hers != of_nothing:
            wrong.append((name_of(target), name, kind.__name__, hers[0], of_nothing[0]))
    assert wrong == []
