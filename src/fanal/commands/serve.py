"""`fanal serve`: the server for work, behind a proxy that speaks TLS."""

import argparse
import ctypes
import gc
import sys
from contextlib import suppress

from fanal.commands import django_setup, journal, listening, upgrade_state
from fanal.commands.messages import LOOK, spoken
from fanal.commands.terminal import hint
from fanal.core.words import Sentence, say
from fanal.database import failures, pending_migrations
from fanal.settings.options import BIND, WORKERS
from fanal.settings.pages import HASHED_FILES

M_ARENA_MAX = -8
MANY_WORKERS = say("SQLite with {n} workers: PostgreSQL is made for that, or serve.workers = 1")


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--bind", help=hint("address:port or unix:socket; else the setting serve.bind")
    )
    parser.add_argument("--workers", type=int, help=hint("else the setting serve.workers"))
    parser.add_argument(
        "--older-state",
        action="store_true",
        help=hint("start though the database is older than its journal"),
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Serve until stopped. Raises BadInput before set-up, Refused when migrations are missing."""
    workers = WORKERS.typed(options.workers, "--workers")
    django_setup.ready()
    bind = options.bind or BIND.value()
    listening.must_be_free(bind)
    check()
    journal.at_start(older_state=options.older_state)
    collect()
    warn(workers)
    serve(bind, workers)


def collect() -> None:
    """Collect the files of the pages, each under a name that changes with its content."""
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"]["BACKEND"] = HASHED_FILES
    call_command("collectstatic", verbosity=0, interactive=False)


def warn(workers: int) -> None:
    """Print what is better known before people work with it, on one line each: a SQLite that may
    damage its file, several workers on it, little room."""
    from django.db import connection

    from fanal.health.checks import database, machine
    from fanal.health.checks.base import CHECKS

    for look in (database.sqlite_version, machine.disk_low):
        if message := look():
            one = CHECKS[look.__name__]
            say_it(say(LOOK.template, title=one.title, said=message, remedy=one.remedy))
    if connection.vendor == "sqlite" and workers > 1:
        say_it(say(MANY_WORKERS.template, n=workers))


def say_it(warning: Sentence) -> None:
    print(f"fanal: {spoken(warning)}", file=sys.stderr)


def check() -> None:
    """Check what must be true before anybody types a name into it."""
    from fanal.authority import ledger
    from fanal.authority.failures import Unserved
    from fanal.keys.trust import check_organisation, organisation

    failures.must_be_whole()
    up_to_date()
    check_organisation(organisation())
    note_key_files()
    try:
        ledger.read()
    except Unserved as failure:  # every page says so, too
        print(spoken(failure.SENTENCE), file=sys.stderr)


def note_key_files() -> None:
    """Note the marks of those of an older version; another than before was refused already."""
    from django.conf import settings

    from fanal.installation import key_file_marks

    key_file_marks.note(settings.VAR, settings.KEY_FOLDER)


def up_to_date() -> None:
    """Refuse where migrations are missing, or where an upgrade did not come to its
    end. Raises Refused."""
    from django.conf import settings

    from fanal.core.errors import Refused

    if begun := upgrade_state.begun(settings.VAR):
        raise Refused(upgrade_state.half_done(begun))
    if pending_migrations.pending():
        raise Refused(say("the database is not up to date: `fanal upgrade`"))


def serve(bind: str, workers: int) -> None:
    """Run gunicorn in this process, with threads; its logs hold no addresses of pages."""
    from django.conf import settings
    from gunicorn.app.base import BaseApplication

    from fanal.commands import memory, readiness, server_log
    from fanal.commands.master import Master

    few_arenas()
    server_log.quote_nothing()
    closed, reached = memory.close_to_others(), memory.lock_what_may_be(readiness.keys())
    if not settings.DEMO:  # where nothing is secret
        memory.tell(closed, reached)
    note(bind, workers, closed=closed, locked=reached == memory.ALL_LOCKED)
    readiness.load_all()
    lock_everybody()

    class Server(BaseApplication):
        def load_config(self) -> None:
            for name, value in config(bind, workers).items():
                self.cfg.set(name, value)

        def load(self) -> object:
            from fanal.wsgi import application

            gc.freeze()  # what is loaded stays: not walked again at each collection
            return application

        def run(self) -> None:
            Master(self).run()

    Server().run()


def note(bind: str, workers: int, *, closed: bool, locked: bool) -> None:
    """Note how the server was started, for `fanal doctor` and the administrator's page."""
    from django.conf import settings

    from fanal.health import server_state

    server_state.started(settings.VAR, bind=bind, workers=workers, closed=closed, locked=locked)


def lock_everybody(_server: object = None) -> None:
    """Lock everybody before the first request, and after the last. Raises nothing where the
    database is gone."""
    from django.db import Error

    from fanal.commands import before_fork
    from fanal.keys.actions import sweeping

    with suppress(Error):
        sweeping.lock_everybody()
    before_fork.let_go_of_the_database()


def few_arenas() -> None:
    """Use two heaps for all threads, not eight a core, which keep what nobody uses (mallopt(3)).

    Only glibc has it; without, a worker weighs more and does the same.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").mallopt(M_ARENA_MAX, 2)


def config(bind: str, workers: int) -> dict[str, object]:
    from fanal.commands.sign_in_worker import PageWorker
    from fanal.commands.workers import Worker

    return {
        "bind": bind,
        "workers": workers,
        # With eight, 100,000 people and 20 requests a second, each request took a fifth more of a
        # processor and a worker 100 MB more: they wait for one another, each with a connection.
        "threads": 4,
        "worker_class": PageWorker if workers > 1 else Worker,
        "control_socket_disable": True,  # a thread in the master, which forks
        "timeout": 60,
        "loglevel": "warning",
        "accesslog": None,
        # A proxy that passes on what browsers send (Caddy) would let them say where we are mounted.
        "forwarder_headers": "",
        "preload_app": False,
        "umask": 0o077,
        "proc_name": "fanal",
        "on_exit": lock_everybody,
    }
