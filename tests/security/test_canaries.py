"""Planted marks: after they went through the forms, nothing that a thief could carry away holds one."""

import base64
import itertools
import logging
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.urls import reverse

from fanal.intake.actions import take_signal
from fanal.people.actions import create_person
from tests import files

WORDS = ("Zuy", "Quex", "Vaj", "Xoph", "Kwil")
MARKS = [f"{a}{b}{n}marker" for n, (a, b) in enumerate(itertools.product(WORDS, WORDS * 2))]


def shapes(mark):
    """The encodings in which a mark could lie about."""
    raw = mark.encode()
    yield raw
    yield mark.encode("utf-16-le")
    yield quote(mark).encode()
    yield raw.hex().encode()
    # Base64 has three alignments; the middle of each is the same whatever stands around it.
    for shift in range(3):
        yield base64.b64encode(b"x" * shift + raw)[4:-4]


def found(blob, where):
    return [(where, mark) for mark in MARKS for shape in shapes(mark) if shape in blob]


@pytest.fixture
def planted(cast, caplog):
    """Fifty marks, through the actions and the forms of signals, people and cases."""
    caplog.set_level(logging.DEBUG)
    rest = iter(MARKS)
    case = files.case(cast)
    for _ in range(5):
        take_signal(
            team=cast.bangkok, by=cast.sokha,
            answers={"where": next(rest), "known": next(rest), "caller": next(rest)},
        )  # fmt: skip
    for _ in range(10):
        create_person(
            team=cast.bangkok, by=cast.sokha, ring=cast.ring(cast.sokha),
            names=[{"text": next(rest), "language": "lo"}],
        )  # fmt: skip
    client = files.browser(cast, cast.sokha)
    for mark in rest:
        address = reverse("cases:write", kwargs={"case_id": case.pk, "kind": "note"})
        client.post(address, {"text": mark, "story": mark, "body": mark})
    locked = files.browser(cast, cast.sokha, unlocked=False)
    locked.post(address, {"text": MARKS[-1]})
    return case


def every_column():
    """Each value of each column of each table, as bytes: the database as a thief dumps it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"select * from {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    blob = value if isinstance(value, bytes | memoryview) else str(value).encode()
                    yield table, bytes(blob)


def test_no_table_log_or_letter_holds_a_planted_mark(planted, caplog):
    hits = [hit for table, blob in every_column() for hit in found(blob, table)]
    hits += found(caplog.text.encode(), "log")
    hits += found("".join(m.body + m.subject for m in mail.outbox).encode(), "mail")
    assert hits == []


def test_the_marks_are_there_for_those_who_may_read(planted, cast):
    shown = files.browser(cast, cast.sokha).get(
        reverse("cases:section", kwargs={"case_id": planted.pk, "section": "notes"})
    )
    assert sum(mark in shown.text for mark in MARKS) >= 20


def test_a_thief_with_the_servers_key_reads_no_mark_either(planted):
    from django.apps import apps

    from fanal.core.sealing import server
    from fanal.core.sealing.failures import BrokenSeal
    from fanal.server_key import ServerSealedTextField, derived

    columns = [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ServerSealedTextField)
    ]
    opened = []
    for _, blob in every_column():
        for field in columns if blob[:1] == b"\x01" else ():
            try:
                opened.append(server.unseal(derived("text"), field.context(), blob))
            except BrokenSeal:
                continue
    assert opened
    assert [hit for text in opened for hit in found(text, "T1")] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="looks at the files of SQLite")
def test_the_files_of_the_database_hold_no_mark(planted):
    name = Path(connection.settings_dict["NAME"])
    parts = [p for p in name.parent.glob(name.name + "*") if p.is_file()]
    assert parts
    assert [hit for part in parts for hit in found(part.read_bytes(), part.name)] == []
    assert Path(settings.JOURNAL_HEAD).exists()
