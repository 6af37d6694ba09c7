"""`fanal audit`, `fanal tick` and the start of the server, where something is wrong with the journal."""

import io
import os
import shutil
import subprocess
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from fanal.audit import actions as audit
from fanal.audit import second_place
from fanal.audit.models import JournalAlarm, JournalEntry, JournalHead
from fanal.audit.queries import examine
from fanal.authority import noted_head
from fanal.authority.ledger_head import read_head
from fanal.authority.noted_head import NotedLedgerHead
from fanal.cli import main
from fanal.commands.journal import at_start
from fanal.commands.sweep import sweep
from fanal.core.errors import Refused
from fanal.journeys.models import MailDue
from tests.cast import PASSPHRASE
from tests.journal import entries

DONE, BAD_INPUT, REFUSED = 0, 2, 3
ACK = ["audit", "acknowledge", "--by", "vera@fanal.example", "--by", "anan@fanal.example"]
WHY = ["--reason", "The disk broke and the backup of Monday was put back"]


@pytest.fixture
def typed(monkeypatch, capsys):
    """`typed([line, line], *words)` gives the exit code and what was printed."""
    monkeypatch.setenv("FANAL_VAR", os.environ["FANAL_VAR"])
    monkeypatch.setenv("LANGUAGE", "en")

    def run(lines, *words):
        noted(read_head())
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code = main(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    return run


def noted(head):
    """The ledger's head in its second place: nothing commits in these tests, so nothing noted it."""
    noted_head.note(NotedLedgerHead(head.step, head.number, head.mark))


def note():
    second_place.append(second_place.first(), *last())


def last():
    entry = JournalEntry.objects.order_by("-number").first()
    return entry.number, bytes(entry.mark)


@pytest.fixture
def put_back(cast):
    """The database is of before what was noted."""
    for _one in range(6):
        audit.record(act="case.looked_for", by=None)
    note()
    number = JournalHead.objects.get().number
    JournalEntry.objects.filter(number__gt=number - 5).delete()
    JournalHead.objects.update(number=number - 5, mark=last()[1])
    return number


def test_verify_prints_a_head_for_paper_and_compares_it_later(cast, typed):
    code, out, _err = typed([], "audit", "verify")
    number, mark = last()
    paper = examine().paper
    assert (code, out) == (DONE, f"{number} entries, whole. Head for paper: {paper}\n")
    audit.record(act="case.looked_for", by=None)
    code, out, _err = typed([], "audit", "verify", "--against", paper)
    assert code == DONE
    assert f"entry {number} is the one on paper" in out
    assert typed([], "audit", "verify", "--against", f"{number} {mark.hex()}")[0] == DONE


def test_verify_against_says_what_is_wrong_with_what_was_typed(cast, typed):
    paper = examine().paper
    code, _out, err = typed([], "audit", "verify", "--against", paper[:-1] + "!")
    assert (code, "--against: is no head of a journal" in err) == (BAD_INPUT, True)
    swapped = paper[:-2] + paper[-1] + paper[-2]
    if swapped != paper:
        code, _out, err = typed([], "audit", "verify", "--against", swapped)
        assert (code, "changed places" in err) == (BAD_INPUT, True)


def test_verify_against_a_head_that_was_cut_off_is_refused(cast, typed):
    audit.record(act="case.looked_for", by=None)
    paper, number = examine().paper, last()[0]
    JournalEntry.objects.filter(number=number).delete()
    JournalHead.objects.update(number=number - 1, mark=last()[1])
    code, _out, err = typed([], "audit", "verify", "--against", paper)
    assert code == REFUSED
    assert f"the journal ends at entry {number - 1}, but entry {number} was written on paper" in err


def test_verify_names_the_break_until_two_people_acknowledge_it(put_back, typed):
    code, _out, err = typed([], "audit", "verify")
    assert (code, f"entry {put_back}, noted in a second place" in err) == (REFUSED, True)
    code, out, err = typed([PASSPHRASE, PASSPHRASE], *ACK, *WHY)
    assert (code, err) == (DONE, "")
    assert "acknowledged" in out
    code, out, _err = typed([], "audit", "verify")
    assert code == DONE
    assert f"entry {put_back}, noted in a second place" in out
    assert WHY[1] in out


@pytest.mark.parametrize(
    ("lines", "words", "said"),
    [
        (["wrong", PASSPHRASE], [*ACK, *WHY], "the pass-phrase is not right"),
        ([PASSPHRASE, "wrong"], [*ACK, *WHY], "the pass-phrase is not right"),
        ([PASSPHRASE] * 2, [*ACK, "--reason", "xxxxxxxxxxxxxxxx"], "what happened"),
        ([PASSPHRASE] * 2, [*ACK[:4], *WHY], "two different people"),
        ([PASSPHRASE] * 2, [*ACK[:4], "--by", "vera@fanal.example", *WHY], "two different people"),
        ([PASSPHRASE] * 2, [*ACK[:4], "--by", "noi@fanal.example", *WHY], "may not"),
        ([PASSPHRASE] * 2, [*ACK[:4], "--by", "no@body.example", *WHY], "no account"),
    ],
)
def test_an_acknowledgement_that_is_not_of_two_is_refused(put_back, typed, lines, words, said):
    code, _out, err = typed(lines, *words)
    assert code == BAD_INPUT
    assert said in err
    assert not entries("journal.acknowledged")


# The sweep


@pytest.fixture
def places(settings, tmp_path):
    folders = [tmp_path / "elsewhere", tmp_path / "farther"]
    for folder in folders:
        folder.mkdir()
    settings.JOURNAL_PLACES = [str(folder) for folder in folders]
    return [folder / second_place.NAME for folder in folders]


@pytest.mark.asvs("V16.4.3")
def test_each_sweep_notes_the_head_in_the_other_places(cast, places):
    now = timezone.localtime()
    sweep(now)
    sweep(now)
    begun = entries("journal.place_begun")
    assert len(begun) == 2
    for place in places:
        assert second_place.noted(place)[-1].mark in {
            bytes(entry.mark) for entry in JournalEntry.objects.all()
        }
        before = place.read_text()
        audit.record(act="case.looked_for", by=None)
        sweep(now)
        assert place.read_text().startswith(before)
    assert examine().faults == []


def test_a_rollback_is_found_by_a_place_elsewhere_though_the_near_one_was_put_back_too(
    cast, places
):
    sweep(timezone.localtime())
    sweep(timezone.localtime())
    number = last()[0]
    JournalEntry.objects.filter(number__gt=number - 3).delete()
    JournalHead.objects.update(number=number - 3, mark=last()[1])
    second_place.first().unlink()
    note()
    for _one in range(5):
        audit.record(act="case.looked_for", by=None)
    assert any(f"entry {number}, noted" in str(fault) for fault in examine().faults)
    sweep(timezone.localtime())
    sweep(timezone.localtime())
    assert len(entries("journal.broken")) == 1
    assert JournalAlarm.objects.exists()


def test_a_place_elsewhere_that_is_gone_is_an_alarm(cast, places):
    sweep(timezone.localtime())
    places[1].unlink()
    assert f"the second place {places[1]} is missing or empty" in map(str, examine().faults)
    sweep(timezone.localtime())
    assert len(entries("journal.place_lost")) == 1
    assert JournalAlarm.objects.exists()


def test_a_place_that_cannot_be_reached_is_counted_and_stops_nothing(cast, places):
    sweep(timezone.localtime())
    shutil.rmtree(places[0].parent)
    done = sweep(timezone.localtime())
    assert done["places_unreachable"] == 1
    assert any("missing or empty" in str(fault) for fault in examine().faults)


def test_a_place_that_only_takes_more_is_written_on(cast, settings, tmp_path):
    settings.JOURNAL_HEAD = tmp_path / "only-more"
    note()
    if subprocess.run(["chattr", "+a", settings.JOURNAL_HEAD], capture_output=True).returncode:
        pytest.skip("this file system knows no append-only files")
    try:
        entry = audit.record(act="case.looked_for", by=None)
        assert second_place.note(entry.number, bytes(entry.mark), bytes(entry.before)) is None
        assert second_place.head() == (entry.number, bytes(entry.mark))
        with pytest.raises(PermissionError):
            settings.JOURNAL_HEAD.write_text("")
        with pytest.raises(PermissionError):
            settings.JOURNAL_HEAD.unlink()
    finally:
        subprocess.run(["chattr", "-a", settings.JOURNAL_HEAD], check=True)


def test_the_sweep_tells_whoever_may_acknowledge_it_by_a_mail_without_content(put_back, cast):
    now = timezone.localtime()
    sweep(now)
    assert JournalAlarm.objects.exists()
    told = [one.to[0] for one in mail.outbox]
    assert sorted(told) == [cast.anan.email, cast.claire.email, cast.vera.email]
    assert {one.body for one in mail.outbox} == {
        "Something waits for you.",
        "Quelque chose vous attend.",
    }
    sweep(now + timedelta(minutes=5))
    assert len(mail.outbox) == 3
    sweep(now + timedelta(days=1))
    assert len(mail.outbox) == 6


def test_the_tick_says_it(put_back, typed):
    _code, out, _err = typed([], "tick")
    assert "the journal is not whole" in out


def test_the_head_goes_once_a_day_to_administrators_and_auditors(cast, settings):
    settings.JOURNAL_HEAD_MAIL = True
    now, paper = timezone.localtime(), examine().paper
    sweep(now)
    sweep(now)
    assert sorted(one.to[0] for one in mail.outbox) == [cast.anan.email, cast.vera.email]
    assert all(paper in one.body for one in mail.outbox)
    sweep(now + timedelta(days=1))
    assert len(mail.outbox) == 4


def test_a_head_that_could_not_be_sent_is_sent_with_the_next_sweep(cast, settings):
    settings.JOURNAL_HEAD_MAIL, usual = True, settings.MAILERS
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": smtp, "OPTIONS": {"host": "127.0.0.1", "port": 1}}}
    sweep(timezone.localtime())
    settings.MAILERS = usual
    sweep(timezone.localtime())
    assert len(mail.outbox) == 2
    assert not MailDue.objects.exists()


# The start


def test_the_server_does_not_start_on_an_older_state_and_says_what_to_do(put_back):
    with pytest.raises(Refused, match="older than its journal") as refused:
        at_start()
    said = str(refused.value)
    assert f"entry {put_back - 5}" in said
    assert f"entry {put_back}" in said
    assert "fanal serve --older-state" in said
    assert "fanal restore accept" in said


def test_whoever_put_a_backup_back_starts_it_at_once_and_the_break_stays(put_back, capsys):
    at_start(older_state=True)
    assert "older than its journal" in capsys.readouterr().err
    assert examine().faults


def test_the_start_says_in_one_line_that_the_clock_is_behind(cast, monkeypatch, capsys):
    moment = timezone.now() - timedelta(days=1)
    monkeypatch.setattr("fanal.commands.journal.timezone.now", lambda: moment)
    at_start()
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 1
    assert "clock" in said


def test_the_start_says_that_the_second_place_is_missing(cast, capsys):
    second_place.first().unlink()
    at_start()
    assert "is missing or empty" in capsys.readouterr().err


def test_a_start_where_all_is_well_says_nothing(cast, capsys):
    at_start()
    assert capsys.readouterr().err == ""
