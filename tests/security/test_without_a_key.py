"""Who has new keys and was not let in yet reads nothing, and the journal does not say she did."""

import pytest
from django.urls import reverse

from fanal.audit.tokens import reads
from fanal.keys.models import Grant, TeamKeyHolder
from tests import journal
from tests.security.test_matrix import NAMING, may_open, there
from tests.shares import share

pytestmark = pytest.mark.django_db

# Nights, beds and the days of hearings are read without a key of the reader: that is written down.
WITHOUT_A_KEY = {"shelters.read", "justice.calendar"}
# What is not drawn without a key in tests, where a name that is missing fails.
NOT_DRAWN = {"shelters:stay"}


def test_the_journal_names_nothing_as_read_of_which_the_reader_has_no_key(world, browser):
    keys = world.cast.private[world.cast.sokha.pk][0]
    TeamKeyHolder.objects.filter(to_keys=keys).delete()
    Grant.objects.filter(to_keys=keys).delete()
    sokha = browser("sokha")
    named = [one for one in NAMING if may_open("sokha", one[0]) and one[0] not in NOT_DRAWN]
    case = ("cases:case", ["case_id"])
    for name, parts in {*map(_as_key, share(named, 4)), _as_key(case)}:
        sokha.get(reverse(name, kwargs=there(world, name, list(parts))))
    read = {entry.act for entry in journal.entries(by=world.cast.sokha)} & reads()
    assert read <= WITHOUT_A_KEY
    assert journal.entries("case.looked_at")


def _as_key(named):
    name, parts = named
    return name, tuple(parts)
