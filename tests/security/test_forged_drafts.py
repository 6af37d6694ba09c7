"""Anybody can wrap words to the public key of a colleague, which stands in the database: what no page
of hers sent is never put before her as what she had written."""

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from fanal.core.sealing import wraps
from fanal.keys import drafts
from fanal.keys.models import Draft, UserKeys
from fanal.keys.trust import check_user_keys
from tests import files
from tests.security.planting import insert, update

FORM = "/intake/new/"
WORDS = "He may come and see her."


def of_the_thief(pair, before, context):
    """A draft as it would be if the house had not to sign it."""
    which = uuid4()
    told = json.dumps([["text", WORDS]]).encode()
    wrapped = wraps.wrap(check_user_keys(pair).reading, told, f"draft|{which}{context}")
    held = {"to_keys_id": pair.pk, "day": timezone.localdate(), "wrapped": before + wrapped}
    return insert(Draft, id=which, **held)


@pytest.mark.parametrize(
    ("before", "context"),
    [
        (b"\x00" + FORM.encode() + b"\x00", f"|{FORM}"),  # as before the form was in the seal
        (b"\x10" + bytes(64), ""),
    ],
)
def test_nobody_is_shown_words_that_she_did_not_write(cast, before, context):
    pair = UserKeys.objects.get(user=cast.sokha, retired=None)
    of_the_thief(pair, before, context)
    assert drafts.waiting(cast.ring(cast.sokha)) == []
    assert WORDS not in files.browser(cast, cast.sokha).get(FORM).text


def test_a_draft_is_not_given_to_a_colleague_nor_put_under_another(cast):
    """Those of two people, and of two forms of one, exchanged in the database."""
    noi, sokha = (cast.ring(one) for one in (cast.noi, cast.sokha))
    for ring, form in ((noi, FORM), (sokha, FORM), (sokha, "/partners/new/")):
        drafts.put(ring, form, "", [("text", WORDS)])
    of_noi, of_sokha = (
        Draft.objects.filter(to_keys=noi.pair),
        Draft.objects.filter(to_keys=sokha.pair),
    )
    one, other = of_sokha.order_by("id")
    update(Draft, {"wrapped": bytes(other.wrapped)}, id=one.pk)
    update(Draft, {"to_keys_id": sokha.pair.pk}, id=of_noi.get().pk)
    assert [found.draft for found in drafts.waiting(sokha)] == [other]
    assert drafts.waiting(noi) == []
