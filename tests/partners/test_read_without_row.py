"""A sealed text that a query gave without its row opens with the key of that row alone."""

from collections import Counter
from uuid import uuid4

import pytest

from fanal.core.sealing.failures import BrokenSeal
from fanal.partners.actions.partners import add_partner
from fanal.partners.models import Partner
from fanal.sealed.columns import open_in_row


def test_it_opens_in_its_own_row_and_in_no_other(cast):
    add_partner(kind="organisation", name="Lotus Transit Centre", by=cast.noi)
    key, held = Partner.objects.values_list("pk", "name").get()

    assert open_in_row(held, key) == "Lotus Transit Centre"
    with pytest.raises(BrokenSeal):
        open_in_row(held, uuid4())


def test_what_was_read_with_its_row_is_no_sealed_value_any_more():
    with pytest.raises(TypeError):
        open_in_row("Lotus Transit Centre", uuid4())


def test_it_is_neither_counted_nor_compared_unopened(cast):
    """The kinds of incidents were counted so, and the page said that there was none."""
    add_partner(kind="organisation", name="Lotus Transit Centre", by=cast.noi)
    names = list(Partner.objects.values_list("name", flat=True))
    with pytest.raises(TypeError, match="without its row"):
        Counter(names)
    with pytest.raises(TypeError, match="without its row"):
        assert "Lotus Transit Centre" in names
