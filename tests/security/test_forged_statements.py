"""Whoever writes to the database takes from nobody what she said, nor gives it to another, unseen:
whether the law calls her a victim follows from it."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from fanal.authority import genuine_rows
from fanal.cases.actions.consents import record_consent
from fanal.cases.models import CaseDays
from fanal.cases.queries.changed_cases import name_changed_cases
from fanal.core.law.interview import RULES
from fanal.identification.access import Concern
from fanal.identification.actions.sittings import begin_interview
from fanal.identification.actions.statements import add_statement
from tests import files
from tests.kept import kept
from tests.security.planting import delete, update

TODAY = timezone.localdate


@kept
def scene(cast):
    """A case of two women, of whom one was interviewed."""
    first, second = files.person(cast), files.person(cast)
    case = files.case(cast, people=[first, second])
    act, concern = cast.acting(cast.sokha), Concern(case, first, True)
    record_consent(case=case, person=first, purpose="interview", answer="given", **act)
    begin = {"concern": concern, "rules": list(RULES), "language": "lo"}
    interview = begin_interview(**begin, **act)
    said = {"answers": {"recruited": "yes"}, "source": "document"}
    statement = add_statement(concern=concern, **said, **act)
    return SimpleNamespace(case=case, other=second, rows=(interview, statement))


@pytest.mark.parametrize("which", [0, 1], ids=["interview", "statement"])
@pytest.mark.parametrize("does", ["deleted", "of another", "of another day"])
def test_the_case_is_named_where_what_was_said_in_it_was_changed(cast, which, does):
    here = scene(cast)
    genuine_rows.run()
    assert name_changed_cases(every=True) == 0
    row = here.rows[which]
    day = "on" if which == 0 else "made_on"
    if does == "deleted":
        delete(type(row), id=row.pk)
    elif does == "of another":
        update(type(row), {"person_id": here.other.pk}, id=row.pk)
    else:
        update(type(row), {day: "2020-01-01"}, id=row.pk)
    assert name_changed_cases(every=True) == 1
    assert CaseDays.objects.get(case=here.case).changed
