"""Whoever writes to the database lets nobody be forgotten whom we said that we would call: how she is
reached is not destroyed before its time, and the call is neither put off nor ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.authority import genuine_rows
from fanal.commands.sweep import sweep
from fanal.prevention.actions import call_backs
from fanal.prevention.models import AdviceCallBack
from fanal.prevention.queries.due import DueKind, due_rows
from tests.prevention.scene import village
from tests.prevention.test_due import promised
from tests.security.planting import update

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def call(cast):
    row = promised(cast, village(cast))
    genuine_rows.run()
    return row


ATTACKS = {
    "promised long ago": {"made_on": TODAY() - timedelta(days=900)},
    "put off": {"due": TODAY() + timedelta(days=90)},
    "ended": {"ended_on": TODAY()},
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_she_is_called_all_the_same(cast, call, attack):
    update(AdviceCallBack, ATTACKS[attack], id=call.id)
    sweep(timezone.localtime())
    again = AdviceCallBack.objects.get()
    assert list(due_rows(cast.bounmy, DueKind.CALL_BACKS, TODAY()).filter(due__lte=TODAY())) == [
        again
    ]
    assert again.unseal(cast.ring(cast.bounmy))["reach"] == "020 555 0101"


def test_nor_is_it_kept_longer_than_it_may_be(cast, call):
    update(AdviceCallBack, {"made_on": TODAY() + timedelta(days=900)}, id=call.id)
    assert call_backs.end_call_backs(TODAY() + timedelta(days=400)) == 1
