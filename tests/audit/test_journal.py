"""The journal finds what was done to it."""

import re
from pathlib import Path

import pytest
from django.db import connection, transaction

from fanal.audit import actions as audit
from fanal.audit import second_place
from fanal.audit.models import JournalEntry, JournalHead
from fanal.audit.queries import examine
from fanal.audit.sentences import said
from fanal.audit.words import FOLDERS

SOURCE = Path(audit.__file__).parents[1]
FRENCH = {"Accept-Language": "fr"}


@pytest.fixture
def journal(db):
    JournalEntry.objects.all().delete()
    JournalHead.objects.all().delete()
    for n in range(1, 8):
        audit.record(act="case.opened", by=None, about=n, detail={"compartment": "legal"})
    second_place.append(second_place.first(), 1, bytes(JournalEntry.objects.get(number=1).mark))


def faults():
    return [str(one) for one in examine().faults]


def test_an_untouched_journal_is_whole(journal):
    assert faults() == []


def test_a_deleted_entry_is_missed_by_its_number(journal):
    JournalEntry.objects.filter(number=4).delete()
    assert faults() == ["entry 4 is missing"]


@pytest.mark.parametrize("column", ["by_token", "about_token"])
def test_an_entry_that_is_hidden_from_those_who_look_for_it_is_named(journal, column):
    JournalEntry.objects.filter(number=3).update(**{column: "0" * 32})
    assert faults() == ["entry 3 was changed"]


def test_an_entry_of_another_day_is_named(journal):
    JournalEntry.objects.filter(number=3).update(day="2026-01-01")
    assert faults() == ["entry 3 was changed"]


@pytest.mark.asvs("V16.4.2")
def test_an_edited_entry_is_named(journal):
    with connection.cursor() as cursor:
        cursor.execute("update audit_entry set said = %s where number = 5", [b"\x01" + b"x" * 80])
    assert faults() == ["entry 5 was changed"]


def test_two_entries_that_changed_places_are_named(journal):
    two, three = (JournalEntry.objects.values().get(number=n) for n in (2, 3))
    JournalEntry.objects.filter(number=2).update(**{**three, "number": 2})
    JournalEntry.objects.filter(number=3).update(**{**two, "number": 3})
    assert "entry 2 was changed" in faults()
    assert "entry 3 was changed" in faults()


def test_a_cut_end_is_found_by_the_head(journal):
    JournalEntry.objects.filter(number__gt=5).delete()
    assert faults() == ["the journal ends at entry 5, but entry 7 was written"]


def test_a_cut_end_with_a_mended_head_is_found_by_the_second_place(journal, settings, tmp_path):
    settings.JOURNAL_HEAD = tmp_path / "journal.head"
    last = JournalEntry.objects.get(number=7)
    second_place.note(7, bytes(last.mark))
    JournalEntry.objects.filter(number__gt=5).delete()
    JournalHead.objects.update(number=5, mark=JournalEntry.objects.get(number=5).mark)
    (said,) = faults()
    assert said.startswith("entry 7, noted in a second place on ")


def test_an_act_that_fails_leaves_no_entry(journal):
    with transaction.atomic():
        audit.record(act="case.opened", by=None)
        transaction.set_rollback(True)
    assert JournalHead.objects.get().number == 7
    assert faults() == []


def test_all_that_an_entry_says_is_under_the_servers_key(journal):
    with connection.cursor() as cursor:
        cursor.execute("select * from audit_entry where number = 1")
        held = repr(cursor.fetchone())
    assert [word for word in ("legal", "case", "opened") if word in held] == []
    assert (
        said(JournalEntry.objects.get(number=1), {})["sentence"]
        == "the server read “legal” of case 1"
    )


@pytest.mark.asvs("V16.2.1", "V16.4.2")
def test_the_auditor_reads_sentences_and_nobody_else_does(cast):
    page = cast.client(cast.vera).get("/audit/", HTTP_ACCEPT_LANGUAGE="en")
    assert "Sokha Chea made a pair of keys" in page.content.decode()
    assert cast.client(cast.noi).get("/audit/").status_code == 404
    assert cast.client(cast.vera).get("/audit/check/").status_code == 200


def test_every_kind_of_folder_has_a_word():
    given = [one.read_text() for one in SOURCE.glob("*/**/*.py")]
    kinds = {kind for text in given for kind in re.findall(r"folder\([^()]*\bkind=\"(\w+)\"", text)}
    assert {"person", "tracing"} < kinds
    assert kinds <= set(FOLDERS)


def test_a_step_of_an_exchange_is_called_as_people_call_its_file(journal):
    detail = {"step": "doubled", "number": 2, "digest": "ab"}
    audit.record(act="exchange.file", by=None, about=9, detail=detail)
    told = said(JournalEntry.objects.get(number=8), {})
    assert "an answer to a list" in str(told)
    assert "doubled" not in str(told)


def test_an_entry_says_its_codes_and_colleagues_in_words(cast):
    about, by = "0f650e09-ff79-4019-ad4c-f4028c000000", cast.noi
    audit.record(act="case.moved", by=by, about=about, detail={"start": "alert", "end": "closed"})
    audit.record(act="case.assigned", by=by, about=about, detail={"to": str(cast.sokha.pk)})
    audit.record(act="case.glass_reviewed", by=by, about=about, detail={"justified": True})
    page = " ".join(cast.client(cast.vera).get("/audit/", headers=FRENCH).text.split())
    assert "Noi Saetang a fait passer le dossier 0f650e09 de « nouveau » à « clos »" in page
    assert "Noi Saetang a confié le dossier 0f650e09 à Sokha Chea" in page
    assert "justifié : oui" in page.replace("\xa0", " ").replace("\u202f", " ")
    told = page.partition("<ol ")[2].partition("</ol>")[0]
    assert not [code for code in ("closed", "start", "True", about) if code in told]
