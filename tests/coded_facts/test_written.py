"""What an act writes in plain SQL is what Django would have written."""

from datetime import date
from uuid import uuid4

import pytest
from django.forms.models import model_to_dict

from fanal.coded_facts import actions
from fanal.coded_facts.models import FactList, StoredFact, no_facts

pytestmark = pytest.mark.django_db
PSEUDONYM = "ab" * 32


def test_a_list_is_read_and_written_as_django_does():
    assert actions.locked_list(PSEUDONYM) is None
    FactList.objects.create(pseudonym=PSEUDONYM)
    held = actions.locked_list(PSEUDONYM)
    assert (held.held, held._state.adding) == (no_facts(), False)
    held.held = no_facts() | {"all": [str(uuid4())]}
    actions.put_list(held)
    assert FactList.objects.get(pk=PSEUDONYM).held == held.held
    held.save()  # as Django would write it
    assert actions.locked_list(PSEUDONYM).held == held.held


def test_facts_are_read_by_django_as_they_were_written():
    content = {"pseudonym": PSEUDONYM, "day": "2026-03-04", "codes": {"n": 1}, "replaces": None}
    made = [StoredFact(month=date(2026, 3, 1), kind="stage", content=content) for _ in range(2)]
    actions.add_facts(made)
    for one in made:
        held = StoredFact.objects.get(pk=one.pk)
        assert (model_to_dict(held), held.content) == (model_to_dict(one), content)
