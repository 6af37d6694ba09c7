"""A form may be sealed to its writer when her session is gone: this form, this draft, within a day."""

from uuid import uuid4

import pytest
from django.core import signing
from django.http import QueryDict
from django.utils import timezone

from fanal.keys import key_pairs
from fanal.keys.drafts import reopening
from fanal.keys.models import UserKeys
from fanal.web.draft_fields import ACTION, ID, TICKET


@pytest.fixture
def sent(cast):
    """What Sokha's page sends: the ticket, and that for which it was given."""
    draft = uuid4()
    ticket = reopening.ticket(key_pairs.pair_of(cast.sokha), draft, "/intake/", "once-7")
    return {TICKET: ticket, ID: str(draft), ACTION: "/intake/", "once": "once-7"}


def owner(sent, **change):
    posted = QueryDict(mutable=True)
    posted.update(sent | change)
    return reopening.owner(posted)


@pytest.mark.asvs("V9.1.1")
def test_it_says_whose_form_it_is(cast, sent):
    assert owner(sent) == cast.sokha


@pytest.mark.asvs("V9.2.2")
@pytest.mark.parametrize("field", [TICKET, ID, ACTION, "once"])
def test_it_holds_for_that_form_alone(sent, field):
    assert owner(sent, **{field: sent[field] + "x"}) is None
    assert owner({name: one for name, one in sent.items() if name != field}) is None


@pytest.mark.asvs("V9.2.1")
def test_it_holds_a_day(cast, sent, monkeypatch):
    now = signing.time.time()
    for hours, whose in ((23.9, cast.sokha), (24.1, None)):
        monkeypatch.setattr(signing.time, "time", lambda hours=hours: now + hours * 3600)
        assert owner(sent) == whose


def test_nobody_owns_it_whose_account_ended_or_whose_keys_are_retired(cast, sent):
    type(cast.sokha).objects.filter(pk=cast.sokha.pk).update(is_active=False)
    assert owner(sent) is None
    type(cast.sokha).objects.filter(pk=cast.sokha.pk).update(is_active=True)
    assert owner(sent) == cast.sokha
    UserKeys.objects.filter(user=cast.sokha).update(retired=timezone.localdate())
    assert owner(sent) is None
