"""What stands outside the database is neither lost nor glued to another line where the disk is full."""

import errno

import pytest

from fanal.accounts import ended_sessions, outside_files

DAY = 24 * 3600
CUT = "17640000 cccc"


class FullDisk:
    """A file on a disk on which nothing more fits."""

    def __init__(self, file):
        self._file = file

    def __getattr__(self, name):
        return getattr(self._file, name)

    def writelines(self, lines):
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def place(settings, tmp_path):
    settings.JOURNAL_HEAD = tmp_path / "journal.head"
    ended_sessions._Read.stamp = None
    yield ended_sessions.path()
    ended_sessions._Read.stamp = None


def test_a_session_that_ends_after_a_line_was_cut_off_stays_ended(place):
    place.write_text(CUT)
    ended_sessions.note("a" * 40)
    assert ended_sessions.has_ended("a" * 40)


def test_what_ended_is_not_forgotten_while_old_lines_are_dropped_from_a_full_disk(
    place, monkeypatch
):
    place.write_text(f"{DAY} {'b' * 40}\n{9 * DAY} {'a' * 40}\n")
    fdopen = outside_files.os.fdopen
    monkeypatch.setattr(outside_files.os, "fdopen", lambda *told: Held(fdopen(*told)))
    with pytest.raises(OSError, match="No space"):
        outside_files.drop_before(ended_sessions.NAME, 2 * DAY)
    assert ended_sessions.has_ended("a" * 40)


class Held:
    """The same, opened as a context."""

    def __init__(self, file):
        self._file = file

    def __enter__(self):
        return FullDisk(self._file.__enter__())

    def __exit__(self, *told):
        return self._file.__exit__(*told)


def test_old_lines_are_dropped_and_the_others_stay(place):
    place.write_text(f"{DAY} {'b' * 40}\n{9 * DAY} {'a' * 40}\n")
    outside_files.drop_before(ended_sessions.NAME, 2 * DAY)
    assert place.read_text().endswith(f"{9 * DAY} {'a' * 40}\n")
    assert "b" not in place.read_text()
