"""Whoever writes to the database lets nobody be told that she is known here: what two colleagues found
of a file counts as they wrote it, and a no that is gone stops the telling as one that stands does."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from fanal.authority import ledger, ledger_head, queries
from fanal.core.errors import Refused
from fanal.core.roles import Role
from fanal.matching.actions.tracing import take_back, tell
from fanal.matching.models import FamilyNotice, TracingAnswer
from fanal.matching.queries.tracing import CHANGED
from tests import files
from tests.matching.test_tracing import LATIN, confirm, says, sought
from tests.security.planting import delete, insert, put_back, row_of, update


@pytest.fixture
def here(cast):
    """Of three who looked, two say that it is her and one says that it is not."""
    person = files.person(cast, [LATIN])
    says(cast, person)
    request = sought(cast)
    dara, lek = (
        cast.join(name, name.title(), Role.CASE_WORKER, "Bangkok") for name in ("dara", "lek")
    )
    yes = confirm(cast, request, person, cast.noi, "photograph")
    confirm(cast, request, person, dara, "visit")
    no = confirm(cast, request, person, lek, "document", agrees=False)
    return SimpleNamespace(cast=cast, person=person, request=request, yes=yes, no=no, lek=lek)


def told(here):
    ledger.read()  # as each request does
    tell(request=here.request, person=here.person, by=here.cast.sokha, on=files.TODAY)
    return FamilyNotice.objects.exists()


def undone(here):
    ring = here.cast.ring(here.lek)
    take_back(answer=here.no, reason="The wrong file.", by=here.lek, ring=ring)


def test_it_is_told_once_who_said_no_took_it_back(here):
    with pytest.raises(Refused, match="somebody else"):
        told(here)
    undone(here)
    assert told(here)
    assert queries.unsettled() == []


ATTACKS = {
    "a yes": lambda here: update(TracingAnswer, {"agrees": True}, id=here.no.pk),
    "taken back": lambda here: update(TracingAnswer, {"taken_back_on": files.TODAY}, id=here.no.pk),
    "gone": lambda here: delete(TracingAnswer, id=here.no.pk),
    "of another file": lambda here: update(
        TracingAnswer, {"person_id": here.request.person_id}, id=here.no.pk
    ),
}


def test_a_yes_that_was_put_in_is_none(here):
    """Of two who found that it is her, one is a row of the thief's own."""
    undone(here)
    copy = row_of(TracingAnswer, id=here.yes.pk)
    insert(TracingAnswer, **copy | {"id": uuid4(), "by_id": here.lek.pk})
    with pytest.raises(Refused) as refused:
        told(here)
    assert CHANGED in refused.value.reasons


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_no_stays_one(here, attack):
    ATTACKS[attack](here)
    with pytest.raises(Refused) as refused:
        told(here)
    assert CHANGED in refused.value.reasons
    assert any("what colleagues found in searches" in str(one) for one in queries.faults())


def test_a_yes_that_was_taken_back_is_none_again(here):
    undone(here)
    before = row_of(TracingAnswer, id=here.yes.pk)
    ring = here.cast.ring(here.cast.noi)
    take_back(answer=here.yes, reason="I mixed them up.", by=here.cast.noi, ring=ring)
    put_back(TracingAnswer, before)
    with pytest.raises(Refused) as refused:
        told(here)
    assert CHANGED in refused.value.reasons


def test_answers_of_before_count_until_they_are_certified(here):
    ledger_head.certify_anew_above(7)
    ledger.read()
    undone(here)
    update(TracingAnswer, {"attested_version": 0, "attestation": b""}, id=here.yes.pk)
    assert told(here)
