"""Whatever bytes somebody puts into the database or into a kept page: closed, and never an error of ours."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.test import RequestFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from fanal.core.errors import BadInput
from fanal.core.sealing.failures import BrokenSeal
from fanal.keys import drafts, key_pairs
from fanal.keys.models import Draft
from fanal.sealed.columns import sealed_columns
from fanal.sealed.server_key import seal_text
from fanal.web import sealed_pages
from fanal.web.sealed_pages import Secrets
from tests import files
from tests.bent import bent
from tests.cast import PASSPHRASE
from tests.examples import examples

pytestmark = pytest.mark.django_db
COLUMNS = [field for model in apps.get_models() for field in sealed_columns(model)]
many = of_hypothesis(parent=examples(200), suppress_health_check=list(HealthCheck), database=None)


@many
@given(
    st.sampled_from(COLUMNS),
    bent([seal_text("she", "place"), b"\x01" + bytes(40), b"\x03" + bytes(48)]),
)
def test_no_column_opens_what_was_never_sealed_for_it(field, blob):
    with pytest.raises(BrokenSeal):
        field.opened(blob, "another place")


@pytest.fixture
def draft(cast):
    """Sokha's, as it is kept."""
    typed = {"draft": str(uuid4()), "draft_action": "/intake/new/", "text": "she said"}
    return drafts.keep(RequestFactory().post("/keys/drafts/", typed), cast.sokha)


def test_a_draft_that_was_altered_is_none(cast, draft):
    ring, kept = cast.ring(cast.sokha), bytes(draft.wrapped)

    @many
    @given(bent([kept, kept[65:], b"\x00" + kept, b"\x00/cases/\x00" + kept[65:]]))
    def stays_closed(blob):
        draft.wrapped = blob
        if blob == kept:
            return
        with pytest.raises(BrokenSeal):
            drafts.read(ring, draft)

    stays_closed()


def test_a_page_meets_an_altered_draft_without_an_error(cast, draft):
    Draft.objects.filter(pk=draft.pk).update(wrapped=b"\x00\xff\xfe\x00rubbish")
    assert files.browser(cast, cast.sokha).get("/cases/today/").status_code == 200


def test_a_kept_page_that_was_altered_is_none():
    from django.http import HttpResponse

    held = Secrets("browser", "unlock")
    ticket = sealed_pages.keep(HttpResponse("kept"), held)
    path = sealed_pages._path(ticket, held.kind)
    whole = path.read_bytes()

    @many
    @given(bent([whole]))
    def is_not_there(blob):
        path.write_bytes(blob)
        page = sealed_pages.fetch(ticket, held)
        assert page is None or blob == whole

    is_not_there()
    path.unlink(missing_ok=True)
    assert settings.SEALED_PAGES.exists()


def test_keys_that_were_altered_do_not_open(cast):
    pair = key_pairs.pair_of(cast.sokha)
    whole = bytes(pair.by_passphrase)

    @many
    @given(bent([whole]))
    def stay_closed(blob):
        pair.by_passphrase = blob
        if int.from_bytes(blob[2:6]) > 1024 or blob == whole:  # a costly try is not the question
            return
        with pytest.raises((BadInput, BrokenSeal)):
            key_pairs.open_keys(pair, PASSPHRASE)

    stay_closed()
