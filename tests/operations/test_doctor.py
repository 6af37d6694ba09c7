"""Each line of `fanal doctor` is red when it should be, and says what to do."""

import json
import os
import shutil
from collections import namedtuple
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.accounts.models import Team, User
from fanal.audit.models import JournalAlarm, JournalHead
from fanal.authority import queries as authority
from fanal.authority.failures import RolledBack
from fanal.cases.actions.emergencies import keep_out
from fanal.commands import doctor
from fanal.commands.messages import catalogue
from fanal.commands.serve import note_key_files
from fanal.core.errors import BadInput
from fanal.core.roles import Role
from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import BrokenSeal
from fanal.health import checks, server_state
from fanal.health.checks import (
    backups,
    database,
    journal,
    machine,
    mail,
    people,
    server,
)
from fanal.health.checks import retention as ended
from fanal.health.checks.base import CHECKS, Outcome, result_of
from fanal.installation import key_file_marks, key_files
from fanal.journeys.models import MailDue
from fanal.keys import whereabouts_access
from fanal.keys.actions import create_folder
from fanal.keys.models import Grant, OrganisationKeys, TeamKeyHolder
from fanal.retention.models import Erasure
from fanal.rotation.models import KeyRotation
from fanal.settings import options, reader
from fanal.web.models import LastSweep
from tests import files

ROOT = Path(__file__).resolve().parents[2]


class Ground:
    """What a test may break: the cast, settings, what modules ask, files."""

    def __init__(self, cast, monkeypatch, settings, tmp_path):
        self.cast, self.patch, self.settings, self.tmp = cast, monkeypatch, settings, tmp_path

    def room(self, free):
        self.patch.setattr(machine, "room", lambda folder: free)

    def keys(self):
        """Key files of their own, outside of the data."""
        folder = self.tmp / "keys"
        shutil.copytree(settings.KEY_FOLDER, folder)
        folder.chmod(0o700)
        self.settings.KEY_FOLDER = folder
        return folder

    def var(self):
        folder = self.tmp / "var"
        folder.mkdir(mode=0o700, exist_ok=True)
        self.settings.VAR = folder
        return folder

    def server(self, **said):
        """A server that runs, as it noted itself."""
        own = {"bind": "127.0.0.1:8000", "workers": 1, "closed": True, "locked": True} | said
        server_state.started(self.var(), **own)

    def answers(self, **said):
        """A database that answers this of its options."""
        self.patch.setattr(database, "only", lambda vendor: vendor == said.get("vendor"))
        self.patch.setattr(database, "asked", lambda sql: said[sql.split()[-1]])

    def clock(self, **ahead):
        now = timezone.now() + timedelta(**ahead)
        self.patch.setattr(machine.timezone, "now", lambda: now)

    def noted(self, at):
        self.patch.setattr(backups, "noted", lambda what: at)


@pytest.fixture
def ground(cast, monkeypatch, settings, tmp_path):
    return Ground(cast, monkeypatch, settings, tmp_path)


def no_pepper(g):
    (g.keys() / key_files.PEPPER).unlink()


def other_pepper(g):
    folder = g.keys()
    key_file_marks.note(g.var(), folder)
    (folder / key_files.PEPPER).write_bytes(b"x" * 32)
    key_files.read.cache_clear()


def other_server_key(g):
    row = OrganisationKeys.objects.get()
    OrganisationKeys.objects.filter(id=1).update(certificate=bytes(row.certificate)[::-1])


def own_folder(g):
    g.settings.KEY_FOLDER, g.settings.VAR = g.tmp / "var" / "keys", g.tmp / "var"


def gone_server(g):
    g.server()
    g.patch.setattr(server_state.ServerState, "runs", lambda self: False)


def test_a_number_that_went_to_another_process_is_no_server(ground):
    """Numbers of processes go round: after a crash the one noted may be of anything."""
    ground.server()
    noted = server_state.last(ground.settings.VAR)
    assert noted.runs()
    assert replace(noted, began="").runs(), "a note of an earlier version"
    assert not replace(noted, began=noted.began + "1").runs()
    assert not replace(noted, pid=2**22).runs()


def older_server(g):
    g.server()
    g.patch.setattr(server, "version", lambda name: "9.9")


def changed_settings(g):
    file = g.tmp / "fanal.toml"
    file.touch()
    g.patch.setenv(reader.WHERE, str(file))
    g.server()
    os.utime(file, (server_state.since(g.settings.VAR) + 9,) * 2)


def without_languages(g):
    folder = g.tmp / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    g.settings.LOCALE_PATHS = [g.tmp / "locale"]


def an_old_database(g):
    g.patch.setattr(database, "only", lambda vendor: vendor == "sqlite")
    (g.var() / "before").mkdir()
    (g.var() / "before" / "fanal.sqlite3").touch()


def no_organisation_wrap(model):
    def remove(g):
        if model is Grant:
            files.case(g.cast)
        rows = model.objects.filter(to_keys=None)
        rows = rows.filter(to_team_key=None) if model is Grant else rows
        rows._raw_delete(rows.db)

    return remove


def one_holder(g):
    rows = TeamKeyHolder.objects.filter(team_key__team=g.cast.bangkok, to_keys__user=g.cast.sokha)
    rows._raw_delete(rows.db)


def one_holder_of_a_folder(g):
    files.case(g.cast)
    one_holder(g)


def last_is_kept_out(g):
    case = files.case(g.cast)
    opens = Grant.objects.filter(folder=case.id, compartments__contains=Compartment.WHEREABOUTS)
    opens.filter(to_keys__user=g.cast.sokha).update(revoked=timezone.localdate())
    keep_out(case=case, user=g.cast.noi, reason="her sister", by=g.cast.sokha)


def sets(model, **values):
    """Some of these rows have other values, past every action."""

    def change(g):
        model.objects.all().update(**values)

    return change


def leads_end(names):
    def change(g):
        User.objects.filter(pk__in=[getattr(g.cast, name).pk for name in names]).update(
            is_active=False
        )

    return change


def inode(g):
    said = namedtuple("said", "f_files f_favail")(10, 1)
    g.patch.setattr(machine.os, "statvfs", lambda path: said)


def swap(g):
    (g.tmp / "swaps").write_text("Filename Type\n/dev/sda2 partition\n/dev/dm-1 partition\n")
    g.patch.setattr(machine, "SWAPS", g.tmp / "swaps")


def noted_head(g):
    number = JournalHead.objects.get().number + 7
    Path(settings.JOURNAL_HEAD).write_text(f"{number:018d} {'0' * 64} 2026-01-01\n")


def no_head(g):
    Path(settings.JOURNAL_HEAD).unlink()


def raises(name, problem):
    def change(g):
        def fail(*args):
            raise problem

        g.patch.setattr(*name, fail)

    return change


def gives(where, name, value):
    def change(g):
        g.patch.setattr(where, name, lambda *args, **options: value)

    return change


def without_file(g):
    g.patch.delenv(reader.WHERE)
    g.patch.setattr(reader, "USUAL", g.tmp / "none.toml")
    reader.contents.cache_clear()


def mode(folder):
    def change(g):
        getattr(g, folder)().chmod(0o755)

    return change


def readable_sqlite(g):
    path = g.tmp / "fanal.sqlite3"
    path.touch(0o644)
    path.chmod(0o644)
    g.patch.setitem(connection.settings_dict, "NAME", str(path))
    g.patch.setattr(database, "only", lambda vendor: vendor == "sqlite")


def elsewhere(g):
    away = {"ENGINE": "django.db.backends.postgresql", "HOST": "db.example", "OPTIONS": {}}
    g.patch.setattr(database, "settings", SimpleNamespace(DATABASES={"default": away}))


def no_mail_server(g):
    options = {"host": "127.0.0.1", "port": 1, "timeout": 10}  # nobody listens there
    backend = "django.core.mail.backends.smtp.EmailBackend"
    g.settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}


def connections(g):
    g.server(workers=12)
    g.answers(vendor="postgresql", max_connections="100")


def due(g):
    MailDue.objects.create(to=g.cast.noi, since=timezone.localdate() - timedelta(days=3))


def ends_with_keys(g):
    User.objects.filter(pk=g.cast.sokha.pk).update(is_active=False)


def left_alone(g):
    """Of a complaint that only the director could open, and she left."""
    folder = {"folder": uuid4(), "kind": "complaint", "team": g.cast.bangkok}
    create_folder(**folder, by=None, holders=[g.cast.claire])
    end_account(user=g.cast.claire, by=g.cast.anan)


def erasure(asked=0, agreed=None):
    def change(g):
        today = timezone.localdate()
        decided = (
            {}
            if agreed is None
            else {"agreed_by": g.cast.claire, "agreed_on": today - timedelta(days=agreed)}
        )
        Erasure.objects.create(
            kind="case",
            about=uuid4(),
            files="",
            cases="",
            ground="she_asked",
            by=g.cast.noi,
            asked_on=today - timedelta(days=asked),
            until=today + timedelta(days=9),
            **decided,
        )

    return change


def begun_rotation(g):
    KeyRotation.objects.create(team=g.cast.bangkok, user=g.cast.sokha, why="left")


def asked_long_ago(g):
    row = SimpleNamespace(id=1, asked=timezone.localdate() - timedelta(days=9))
    g.patch.setattr(people.decisions, "waiting_for", lambda user: [(None, row)])


def forged_role(g):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_user SET role = 'director' WHERE email = %s", [g.cast.sokha.email]
        )


def pepper_to_read(g):
    (g.keys() / key_files.PEPPER).chmod(0o644)


def no_team_key(g):
    Team.objects.bulk_create([Team(name="New", office=g.cast.bangkok.office)])


def without_directors(g):
    User.objects.filter(role=Role.DIRECTOR).update(is_active=False)


def setting(name, value):
    def change(g):
        setattr(g.settings, name, value)

    return change


def newest(app):
    (found,) = MigrationLoader(connection).graph.leaf_nodes(app)
    return found


BROKEN = {
    "key_files_there": no_pepper,
    "key_files_private": pepper_to_read,
    "key_folder_private": mode("keys"),
    "server_key_matches": other_server_key,
    "key_files_match": other_pepper,
    "key_files_apart": own_folder,
    "recovery_key": gives(OrganisationKeys.objects, "exists", False),
    "team_keys_recoverable": no_organisation_wrap(TeamKeyHolder),
    "folders_recoverable": no_organisation_wrap(Grant),
    "two_hold_each_team_key": one_holder,
    "two_hold_each_compartment": one_holder_of_a_folder,
    "teams_have_keys": no_team_key,
    "everybody_let_in": one_holder,
    "keys_replaced": begun_rotation,
    "backup_within_a_week": lambda g: g.noted(timezone.now() - timedelta(days=8)),
    "backup_last_night": lambda g: g.noted(timezone.now() - timedelta(days=2)),
    "restore_tried": lambda g: g.noted(None),
    "key_files_exported": lambda g: g.noted(None),
    "server_runs": gone_server,
    "server_version": older_server,
    "server_settings": changed_settings,
    "server_listens_here": lambda g: g.server(bind="0.0.0.0:8000"),
    "memory_locked": lambda g: g.server(locked=False),
    "memory_closed": lambda g: g.server(closed=False),
    "workers_on_sqlite": lambda g: (
        g.server(workers=2),
        g.patch.setattr(
            server,
            "settings",
            SimpleNamespace(
                DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3"}},
                VAR=g.settings.VAR,
            ),
        ),
    ),
    "host_set": setting("ALLOWED_HOSTS", ["localhost"]),
    "tls_only": setting("SECURE_SSL_REDIRECT", False),
    "debug_off": setting("DEBUG", True),
    "no_demonstration": lambda g: None,  # the cast is that of the demonstration
    "static_files": lambda g: setting("STATIC_ROOT", g.tmp)(g),
    "languages_compiled": without_languages,
    "time_zone_chosen": lambda g: g.patch.delenv(options.TIME_ZONE.variable, raising=False),
    "settings_file": without_file,
    "variables_known": lambda g: g.patch.setenv("FANAL_MAIL_HSOT", "x"),
    "disk_full": lambda g: g.room(machine.FULL - 1),
    "disk_low": lambda g: g.room(machine.LOW - 1),
    "inodes_low": inode,
    "var_private": mode("var"),
    "own_account": gives(machine.os, "geteuid", 54321),
    "clock_behind": lambda g: g.clock(hours=-9),
    "clock_ahead": lambda g: g.clock(days=40),
    "swap_in_clear": swap,
    "documents_confined": gives(machine, "can_close", set()),
    "time_zone_known": setting("TIME_ZONE", "Asia/Nowhere"),
    "database_answers": raises((database, "asked"), database.DatabaseError("gone away")),
    "migrations_done": lambda g: MigrationRecorder(connection).record_unapplied(*newest("web")),
    "moved_aside": an_old_database,
    "counters_there": raises((database.cache, "get"), database.DatabaseError("no such table")),
    "sqlite_version": lambda g: (
        g.patch.setattr(database, "only", lambda vendor: vendor == "sqlite"),
        g.patch.setattr(database.sqlite3, "sqlite_version_info", (3, 46, 1)),
    ),
    "sqlite_durable": lambda g: g.answers(vendor="sqlite", journal_mode="delete", synchronous=2),
    "sqlite_whole": lambda g: g.answers(
        vendor="sqlite", **{"quick_check(1)": "row 3 missing from index"}
    ),
    "sqlite_private": readable_sqlite,
    "postgresql_version": lambda g: g.answers(
        vendor="postgresql", server_version_num="140002", server_version="14.2"
    ),
    "postgresql_durable": lambda g: g.answers(
        vendor="postgresql", fsync="off", full_page_writes="on", synchronous_commit="on"
    ),
    "postgresql_tls": elsewhere,
    "postgresql_connections": connections,
    "journal_not_older": noted_head,
    "journal_alarm": lambda g: JournalAlarm.objects.create(id=1, since=timezone.localdate()),
    "journal_whole": noted_head,
    "journal_head_noted": no_head,
    "ledger_head_noted": gives(journal.noted_head, "kept", None),
    "journal_elsewhere": setting("JOURNAL_PLACES", []),
    "journal_places_reached": setting("JOURNAL_PLACES", ["/nowhere/at/all"]),
    "ledger_served": raises((journal.ledger, "read"), RolledBack()),
    "everything_certified": gives(authority, "not_certified", [Team]),
    "rows_as_written": forged_role,
    "rows_genuine": gives(authority, "unsettled", [object()]),
    "timer_runs": lambda g: LastSweep.objects.all().delete(),
    "mail_server": setting("MAILERS", {"default": {"BACKEND": "x.dummy.EmailBackend"}}),
    "mail_server_reached": no_mail_server,
    "mail_from": setting("DEFAULT_FROM_EMAIL", "fanal@localhost"),
    "mails_owed": due,
    "two_directors": without_directors,
    "two_administrators": lambda g: None,  # the cast has one
    "auditor": lambda g: User.objects.filter(role=Role.AUDITOR).update(is_active=False),
    "team_without_lead": leads_end(["noi", "somchit", "huong"]),
    "team_with_one_lead": lambda g: None,  # each team of the cast has one
    "ended_with_keys": ends_with_keys,
    "places_closed_to_all": last_is_kept_out,
    "left_by_name": left_alone,
    "undecided": asked_long_ago,
    "erasure_unfinished": erasure(asked=3, agreed=2),
    "erasure_waits": erasure(asked=8),
    "erased_are_back": gives(ended, "came_back", [object()]),
    "periods_decided": lambda g: None,  # no organisation has decided in the tests
    "old_backups": gives(ended, "too_old", [object()]),
    "backups_end": lambda g: None,  # nobody exported the key files in the tests
    "backups_ended": gives(ended, "first_that_opens", date(2020, 1, 1)),
    "exports_too_old": gives(ended, "opened_by_old_exports", date(2020, 1, 1)),
}


def test_each_check_has_a_test():
    assert set(BROKEN) == set(CHECKS)
    assert len(CHECKS) >= 30


@pytest.mark.parametrize("name", CHECKS)
def test_a_line_is_red_when_it_should_be(name, ground):
    BROKEN[name](ground)
    found = result_of(CHECKS[name])
    assert found.outcome is CHECKS[name].severity, found.said
    assert found.said
    assert str(CHECKS[name].remedy)


def test_an_installation_in_earnest_is_not_told_to_begin_anew_for_a_variable(db, settings):
    settings.DEMO = True
    found = result_of(CHECKS["no_demonstration"])
    assert str(found.said) == "FANAL_DEMO is set"
    assert str(found.check.remedy).startswith("If FANAL_DEMO is set, take it out")


def test_the_cast_is_named_whatever_the_variable_says(cast, settings):
    settings.DEMO = True
    said = result_of(CHECKS["no_demonstration"]).said
    assert str(said) == "people of the demonstration have accounts"


def test_where_an_organisation_was_at_work_a_lost_recovery_key_is_restored(ground):
    """`fanal setup` refuses there: the remedy must not end with it."""
    BROKEN["recovery_key"](ground)
    assert "restore the last backup" in str(result_of(CHECKS["recovery_key"]).check.remedy)


@pytest.fixture(autouse=True)
def _keys_as_they_were():
    yield
    key_files.read.cache_clear()


# What is red in the tests themselves: they have no server, no timer, no mail, the cast.
OF_THE_TESTS = {
    "key_files_apart", "backup_within_a_week", "backup_last_night", "restore_tried",
    "key_files_exported", "server_runs", "server_version", "server_settings", "server_listens_here", "memory_locked",
    "memory_closed", "workers_on_sqlite", "host_set", "tls_only", "no_demonstration",
    "static_files", "time_zone_chosen", "disk_low", "swap_in_clear",
    "sqlite_version", "sqlite_durable", "postgresql_durable", "postgresql_connections",
    "journal_elsewhere", "timer_runs", "mail_server", "mail_from", "two_directors",
    "two_administrators", "team_with_one_lead", "ledger_head_noted", "periods_decided",
    "backups_end",
}  # fmt: skip


def test_the_others_are_green_where_nothing_is_wrong(cast, monkeypatch):
    for ours in ("FANAL_TESTS_LEFT", "FANAL_TEST_WORKERS"):  # of the suite that runs this
        monkeypatch.delenv(ours, raising=False)
    files.case(cast)
    red = {one.check.name: str(one.said) for one in checks.run(slow=True) if one.said}
    assert {name: said for name, said in red.items() if name not in OF_THE_TESTS} == {}


def test_where_no_conflict_keeps_anybody_out_of_anything_no_colleague_is_asked_about(
    cast, monkeypatch
):
    files.case(cast)
    monkeypatch.setattr(whereabouts_access, "CLOSED_TO", [pytest.fail])
    assert people.places_closed_to_all() is None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a database is a file there")
@pytest.mark.django_db(transaction=True)
def test_a_database_of_postgresql_that_was_moved_aside_is_named():
    with connection.cursor() as cursor:
        for name in ("before_the_restore", "of_another_office"):
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            assert "before_the_restore" in str(found := database.moved_aside())
            assert "of_another_office" not in str(found)
        finally:
            for name in ("before_the_restore", "of_another_office"):
                cursor.execute(f"DROP DATABASE {name}")
    assert "before_the_restore" not in str(database.moved_aside())


def test_a_check_that_cannot_look_leaves_out_no_other(cast, monkeypatch):
    raises((journal.second_place, "is_empty"), OSError("no such place"))(
        SimpleNamespace(patch=monkeypatch)
    )
    found = {one.check.name: one for one in checks.run(slow=False)}
    assert found["journal_head_noted"].outcome is Outcome.UNKNOWN
    assert len(found) == len([one for one in CHECKS.values() if not one.slow])


@pytest.fixture
def other_place(settings, tmp_path, cast):
    """Where the journal is to be noted besides; nothing was noted there yet."""
    settings.JOURNAL_PLACES = [str(tmp_path)]


def test_after_midnight_a_mail_of_the_day_before_yesterday_waits_longer_than_a_day(
    cast, monkeypatch
):
    """In the first hours of a night it is still the day before in Greenwich."""
    night = timezone.make_aware(datetime(2026, 12, 5, 0, 20)).astimezone(UTC)
    MailDue.objects.create(to=cast.noi, since=date(2026, 12, 3))
    monkeypatch.setattr(timezone, "now", lambda: night)
    assert mail.mails_owed()
    MailDue.objects.update(since=date(2026, 12, 4))
    assert not mail.mails_owed()


@pytest.mark.usefixtures("other_place")
def test_a_fault_of_the_journal_is_named_as_the_command_names_it():
    said = str(result_of(CHECKS["journal_whole"]).said)
    assert "journal-heads.txt is missing or empty" in said


def test_a_row_under_another_key_is_not_named_by_its_place_in_the_database(monkeypatch):
    broken = BrokenSeal("audit.head.at|1")
    raises((journal.queries, "older_than_noted"), broken)(SimpleNamespace(patch=monkeypatch))
    found = result_of(CHECKS["journal_not_older"])
    assert found.outcome is Outcome.UNKNOWN
    assert "audit.head" not in str(found.said)


@pytest.mark.parametrize(("left", "said"), [(0, "there is none"), (1, "there is only one")])
def test_how_many_directors_there_are_is_a_sentence(cast, left, said):
    keep = [cast.claire.pk] if left else []
    User.objects.filter(role=Role.DIRECTOR).exclude(pk__in=keep).update(is_active=False)
    assert str(result_of(CHECKS["two_directors"]).said) == said


def test_a_file_of_periods_that_cannot_be_read_is_told_in_french_to_its_last_word(ground):
    (ground.var() / "retention.toml").write_text("x = [")
    said = result_of(CHECKS["periods_decided"]).said.translated(catalogue("fr").gettext)
    assert said.startswith("aucune durée n’est passée")
    assert "n’est pas du TOML" in said


def test_a_key_file_that_was_cut_is_named_with_what_to_do(ground):
    folder = ground.keys()
    (folder / key_files.PEPPER).write_bytes(b"x" * 5)
    with pytest.raises(BadInput, match=r"holds 5 bytes, not 32\..*fanal keys import"):
        key_files.check(folder)


@pytest.fixture
def ready(monkeypatch):
    monkeypatch.setattr(doctor.django_setup, "ready", lambda **options: None)
    monkeypatch.setenv("LANGUAGE", "en")


def result(name, outcome):
    one = CHECKS[name]
    return checks.CheckResult(one, outcome, None if outcome is Outcome.FINE else one.title)


def told(capsys, *words):
    options = SimpleNamespace(json="--json" in words, all="--all" in words, demo=False)
    return doctor.run(options), capsys.readouterr().out


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(
    ("outcomes", "code"),
    [("fine", 0), ("fine unknown", 10), ("fine warning", 10), ("warning failure fine", 20)],
)
def test_the_exit_code_says_how_bad_it_is(monkeypatch, capsys, outcomes, code):
    found = [result("disk_full", Outcome(one)) for one in outcomes.split()]
    monkeypatch.setattr(checks, "run", lambda slow: found)
    answer, said = told(capsys)
    assert answer == code
    assert ("what to do" in said) == (outcomes not in {"fine", "fine unknown"})
    answer, said = told(capsys, "--json")
    assert [one["outcome"] for one in json.loads(said)] == outcomes.split()


def test_where_nothing_can_be_read_it_says_so_with_what_to_do(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr(doctor.django_setup, "ready", lambda **options: key_files.check(tmp_path))
    answer, said = told(capsys)
    assert answer == doctor.FAILURES
    assert "server.key: is missing" in said
    assert json.loads(told(capsys, "--json")[1])[0]["outcome"] == "failure"


def test_another_account_reads_as_whom_to_ask(monkeypatch, capsys):
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr(doctor.django_setup, "ready", ready_for_nobody)
    answer, said = told(capsys)
    assert answer == doctor.FAILURES
    assert "sudo -u fanal fanal doctor" in said


def ready_for_nobody(**options):
    raise PermissionError(13, "no", "/etc/fanal/keys/server.key")


@pytest.mark.asvs("V13.4.5")
def test_the_page_says_what_is_wrong_and_what_to_do_to_the_administrator_alone(cast):
    page = cast.client(cast.anan).get("/health/").content.decode()
    assert "There are two directors" in page
    assert "Invite a second one" in page
    for other in (cast.sokha, cast.noi, cast.claire, cast.vera, cast.duc, cast.mai):
        assert cast.client(other).get("/health/").status_code == 404


@pytest.mark.parametrize(
    ("language", "says"), [("fr", "Santé de l’installation"), ("vi", "Tình trạng")]
)
def test_the_page_speaks_french_and_vietnamese(cast, language, says):
    User.objects.filter(pk=cast.anan.pk).update(language=language)
    page = cast.client(cast.anan).get("/health/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
    assert says in page
    assert "There are two directors" not in page


def test_the_wrong_pepper_stops_the_server(cast, settings, tmp_path):
    settings.VAR = tmp_path
    note_key_files()  # an installation of before notes its own
    folder = tmp_path / "keys"
    shutil.copytree(settings.KEY_FOLDER, folder)
    (folder / key_files.PEPPER).write_bytes(b"y" * 32)
    settings.KEY_FOLDER = folder
    with pytest.raises(BadInput, match="not the file with which"):
        key_file_marks.must_be_ours(tmp_path, folder)


def test_a_database_that_cannot_be_read_is_not_taken_for_one_that_waits(monkeypatch):
    """What it refuses follows from an upgrade that is to be made only where the database says so."""

    def refuses():
        raise DatabaseError("connection refused")

    names = ("migrations_done", "counters_there")
    broken = {name: replace(CHECKS[name], look=refuses) for name in names}
    monkeypatch.setattr(checks, "CHECKS", broken)
    assert [one.check.name for one in checks.run(slow=True)] == [*names]
