"""`fanal demo`: the demonstration organisation, on this machine only."""

import argparse
import ipaddress
import os
import socket

from fanal.commands import django_setup
from fanal.commands.messages import spoken, system_says
from fanal.commands.terminal import hint
from fanal.commands.upgrade import MIGRATING
from fanal.core import extras
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say

HELLO = say("""
Fanal – demonstration. Everybody in it is invented.

    {address}

Sign in with one click as one of the cast, or with an address and the pass-phrase
    {person}
    {passphrase}

What you enter is kept in {var}. Stop with Ctrl-C.
""")


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help=hint("this machine only (127.0.0.1)"))
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--prepare", action="store_true", help=hint("load it, start no server"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Make the database and the cast if they are not there, then serve."""
    refuse_strangers(options.host)
    if not options.prepare:
        refuse_taken(options.host, options.port)
    django_setup.ready(demo=True, make_keys=True)
    say_what_is_migrated()
    django_setup.migrate()
    load()
    if options.prepare:
        return
    from fanal.commands.serve import serve

    say_hello(options.host, options.port)
    serve(f"{options.host}:{options.port}", workers=1)


def refuse_strangers(host: str) -> None:
    """Refuse any address but loopback: the pass-phrase of the cast is public. Raises Refused."""
    if host == "localhost":
        return
    try:
        here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise BadInput("--host", say("“{text}” is no address", text=host)) from None
    if not here:
        raise Refused(
            say("the demonstration listens on this machine only, not on {host}", host=host)
        )


def refuse_taken(host: str, port: int) -> None:
    """Refuse an address on which something listens already. Raises BadInput."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if not 0 < port < 2**16:
            raise BadInput("--port", say("is a number from 1 to 65535"))
        try:
            probe.bind((host, port))
        except OSError as problem:
            taken = say("{n} is not free: {why}", n=port, why=system_says(problem))
            raise BadInput("--port", taken) from None


def say_what_is_migrated() -> None:
    """Say so where a demonstration of an older version is brought up to date: it takes a minute."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    from fanal.database import pending_migrations

    if MigrationRecorder(connection).has_table() and (waiting := pending_migrations.pending()):
        print(spoken(say(MIGRATING.template, n=len(waiting))), flush=True)


def load() -> None:
    """Load the cast, then what each app shows, from the lowest one up. Nothing the second time."""
    from importlib import import_module
    from importlib.util import find_spec

    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone

    from fanal.commands.authority import certify_demonstration
    from fanal.keys import demo

    certify_demonstration()
    with transaction.atomic():
        cast, made = demo.load()
        if not made:
            return
        print(spoken(say("Loading the demonstration (once; half a minute or so) …")), flush=True)
        for app in settings.OURS:
            if app != "fanal.keys" and find_spec(f"{app}.demo") and has_extra_of(app):
                import_module(f"{app}.demo").play(cast, timezone.localdate())


def has_extra_of(app: str) -> bool:
    """Whether the extra that its pages need is installed, if they need one."""
    return app not in extras.PAGES_NEED or extras.has_pages(app)


def say_hello(host: str, port: int) -> None:
    from fanal.keys import demo

    hello = say(
        HELLO.template,
        address=f"http://{host}:{port}/",
        person=demo.ADDRESS.format(name="sokha"),
        passphrase=demo.PASSPHRASE,
        var=os.environ["FANAL_VAR"],
    )
    print(spoken(hello), flush=True)
