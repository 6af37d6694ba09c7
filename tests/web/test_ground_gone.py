"""The ground gives way in the middle of a note: a full disk, a database that went away."""

import re
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from fanal.cases.models import CaseEntry
from tests import files

TEXT = "ນາງ ແກ້ວ " * 1500
NUMBER = re.compile(r'translate="no">[ACDEFHJKMNPRTWXY3479]{4}-[ACDEFHJKMNPRTWXY3479]{4}<')


@contextmanager
def ground_gone():
    """SQLite finds no room for one page more; PostgreSQL ends our connection at the note."""
    if connection.vendor == "sqlite":
        with full_disk():
            yield
    else:
        with connection.execute_wrapper(ended_at_the_note):
            yield
        connection.close_if_unusable_or_obsolete()  # as at the beginning of every request


@contextmanager
def full_disk():
    """No page can be added. Pages that earlier tests left free would still take a note: give
    them back first."""
    with connection.cursor() as cursor:
        cursor.execute("vacuum")
        pages = cursor.execute("pragma page_count").fetchone()[0]
        before = cursor.execute("pragma max_page_count").fetchone()[0]
        cursor.execute(f"pragma max_page_count = {pages}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"pragma max_page_count = {before}")


def ended_at_the_note(execute, sql, params, many, context):
    if sql.startswith('INSERT INTO "cases_entry"'):
        sql, params = "select pg_terminate_backend(pg_backend_pid())", None
    return execute(sql, params, many, context)


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_comes_back_and_is_kept_once_when_the_ground_is_there_again(cast):
    case, client = files.case(cast), cast.client(cast.sokha)
    client.cookies["django_language"] = "fr"
    address = reverse("cases:write", args=[case.id, "note"])
    typed = {"text": TEXT, "once": "k" * 32}
    with ground_gone():
        answer = client.post(address, typed)
    assert answer.status_code == 503
    assert NUMBER.search(answer.text)
    assert "Indisponible" in answer.text
    assert TEXT in answer.text
    assert not CaseEntry.objects.exists()
    for _ in range(2):  # sent again from that page, and once more by a second tap
        assert client.post(address, typed).status_code == 302
    entry = CaseEntry.objects.get()
    assert entry.unseal(cast.ring(cast.sokha))["text"] == TEXT.strip()


def test_a_database_that_is_gone_before_the_view_is_asked_once_and_the_text_comes_back(cast):
    """Each try waits some seconds for a connection: whoever typed waits for one of them."""
    case, client, tries = files.case(cast), cast.client(cast.sokha), []
    client.cookies["django_language"] = "fr"
    client.raise_request_exception = False

    def gone(_execute, sql, *_rest):
        tries.append(sql)
        raise OperationalError

    with connection.execute_wrapper(gone):
        answer = client.post(reverse("cases:write", args=[case.id, "note"]), {"text": TEXT})
    assert answer.status_code == 503
    assert NUMBER.search(answer.text)
    assert "Indisponible" in answer.text
    assert TEXT in answer.text
    assert len(tries) == 1
