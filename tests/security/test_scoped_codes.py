"""Codes under the server's key that are found within one case, and tell nothing beyond it."""

import pytest

from fanal.cases.actions.entries import add_entry
from fanal.cases.models import KIND, CaseEntry
from fanal.core.casework.entries import KINDS
from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import BrokenSeal
from tests import files
from tests.security.test_moved_values import held, put


@pytest.fixture
def write(cast):
    def entry(case, kind):
        ring = cast.ring(cast.sokha)
        return add_entry(case=case, kind=kind, answers={}, by=cast.sokha, ring=ring)

    return entry


@pytest.fixture
def cases(cast):
    return files.case(cast), files.case(cast)


def test_entries_of_a_kind_are_found_in_their_case_and_the_others_are_not(cases, write):
    one, other = cases
    debts = write(one, "money")
    write(one, "health")
    write(other, "money")
    assert list(CaseEntry.objects.of_kinds([one.id], "money")) == [debts]
    assert CaseEntry.objects.of_kinds([one.id, other.id], "money").count() == 2
    assert CaseEntry.objects.kinds_in(one.id) == {"money": 1, "health": 1}


def test_alike_within_a_case_and_nowhere_else(cases, write):
    one, other = cases
    rows = [write(one, "money"), write(one, "money"), write(other, "money")]
    first, second, elsewhere = (bytes(held(row, "kind")) for row in rows)
    assert first == second != elsewhere
    assert len({len(bytes(held(row, "kind"))) for row in [*rows, write(other, "whereabouts")]}) == 1


def test_a_kind_does_not_open_in_another_case(cases, write):
    mine, theirs = (write(case, "money") for case in cases)
    put(theirs, "kind", held(mine, "kind"))
    with pytest.raises(BrokenSeal):
        assert CaseEntry.objects.get(id=theirs.id).kind


@pytest.mark.parametrize("asked", [{"kind": "money"}, {"kind__in": ["money"]}])
def test_nobody_asks_for_a_kind_without_its_case(db, asked):
    with pytest.raises(TypeError, match="sealed"):
        list(CaseEntry.objects.filter(**asked))


def test_a_kind_is_saved_as_it_was_by_whoever_did_not_read_it(cases, write):
    row = CaseEntry.objects.get(id=write(cases[0], "money").id)
    row.save()
    assert CaseEntry.objects.get(id=row.id).kind == "money"
    assert KIND.opened(bytes(held(row, "kind")), KIND.context_in(cases[0].id)) == "money"


def test_whose_key_opens_a_kind_never_changes():
    """Entries were sealed under it, and their rows do not say it: the kind does."""
    narrative = "safety state sign decision need goal action service note visit"
    elsewhere = {
        "whereabouts": Compartment.WHEREABOUTS,
        "health": Compartment.MEDICAL,
        "legal": Compartment.LEGAL,
        "money": Compartment.FINANCE,
        "contact": Compartment.IDENTITY,
        "around": Compartment.IDENTITY,
    }
    kept = dict.fromkeys(narrative.split(), Compartment.NARRATIVE) | elsewhere
    assert {kind.code: kind.compartment for kind in KINDS}.items() >= kept.items()
