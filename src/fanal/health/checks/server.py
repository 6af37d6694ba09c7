"""The server that runs, and the settings that everything else relies on."""

import os
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings

from fanal.core.words import Sentence, say
from fanal.health import server_state
from fanal.health.checks.base import FAILURE, WARNING, NotKnown, check, named
from fanal.health.server_state import ServerState
from fanal.settings import options, reader

LOCAL = ("127.", "localhost:", "[::1]:", "unix:")
NO_NAMES = {"localhost", "127.0.0.1", "testserver"}


def running() -> ServerState:
    """The server of this installation. Raises NotKnown where none runs."""
    state = server_state.last(settings.VAR)
    if state is None or not state.runs():
        raise NotKnown(say("no server runs"))
    return state


@check(
    "server",
    WARNING,
    say("The server runs"),
    say("`systemctl start fanal`, then `journalctl -u fanal` says why it does not."),
)
def server_runs() -> Sentence | None:
    state = server_state.last(settings.VAR)
    return None if state and state.runs() else say("none runs, as far as is noted here")


@check(
    "server",
    WARNING,
    say("The server runs the version that is installed"),
    say("`systemctl restart fanal`."),
)
def server_version() -> Sentence | None:
    own, installed = running().version, version("fanal")
    if own == installed:
        return None
    return say("it runs {version}, installed is {installed}", version=own, installed=installed)


@check(
    "server",
    WARNING,
    say("The server runs with the settings as they are now"),
    say("`systemctl restart fanal`: it reads its settings at the start alone."),
)
def server_settings() -> Sentence | None:
    running()
    file = reader.contents(os.environ.get(reader.WHERE)).path
    if file is None or file.stat().st_mtime <= server_state.since(settings.VAR):
        return None
    return say("{file} was changed since it started", file=str(file))


@check(
    "server",
    FAILURE,
    say("The server listens on this machine alone"),
    say(
        "Set serve.bind to 127.0.0.1:8000, `systemctl restart fanal`, and put a proxy that speaks "
        "TLS in front."
    ),
)
def server_listens_here() -> Sentence | None:
    bind = running().bind
    return None if bind.startswith(LOCAL) else say("it listens on {bind}", bind=bind)


@check(
    "server",
    WARNING,
    say("The memory of the server is not swapped out"),
    say("LimitMEMLOCK=infinity in the unit (`fanal install-service` writes it), then restart."),
)
def memory_locked() -> Sentence | None:
    return None if running().locked else say("a part of it may be")


@check(
    "server",
    WARNING,
    say("No other process reads the server’s memory"),
    say("Run it on Linux, by its unit; a container needs no rights beyond its own."),
)
def memory_closed() -> Sentence | None:
    return None if running().closed else say("core dumps and other processes of its account may")


@check(
    "server",
    WARNING,
    say("SQLite has one worker at most"),
    say(
        "PostgreSQL for more than one worker (docs/operating.md), or serve.workers = 1 and "
        "`systemctl restart fanal`."
    ),
)
def workers_on_sqlite() -> Sentence | None:
    on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    many = running().workers
    return say("it has {n}", n=many) if on_sqlite and many > 1 else None


@check(
    "server",
    FAILURE,
    say("The name under which browsers come is set"),
    say("Set `host` in the settings file to the name that the proxy serves."),
)
def host_set() -> Sentence | None:
    wrong = set(settings.ALLOWED_HOSTS) & {*NO_NAMES, "*"}
    return named(say("it is still"), wrong)


@check(
    "server",
    FAILURE,
    say("Browsers come by TLS alone"),
    say("Start it by `fanal serve`, not as a demonstration or with settings of the tests."),
)
def tls_only() -> Sentence | None:
    wanted = (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
    )
    return named(say("switched off"), [one for one in wanted if not getattr(settings, one)])


@check(
    "server",
    FAILURE,
    say("DEBUG is off"),
    say("Take it out: it shows people what failed, with data."),
)
def debug_off() -> Sentence | None:
    return say("it is on") if settings.DEBUG else None


@check(
    "server",
    FAILURE,
    say("This is no demonstration"),
    # An installation in earnest may have the variable too: nobody shall be told to begin it anew.
    say(
        "If FANAL_DEMO is set, take it out and restart the server. If people of the demonstration "
        "have accounts, set the installation up anew in an empty FANAL_VAR: their pass-phrase is "
        "public."
    ),
)
def no_demonstration() -> Sentence | None:
    from fanal.accounts.models import User
    from fanal.keys.demo import ADDRESS, PEOPLE

    cast = [ADDRESS.format(name=person[0]) for person in PEOPLE]
    if User.objects.filter(email__in=cast, is_active=True).exists():
        return say("people of the demonstration have accounts")
    return say("FANAL_DEMO is set") if settings.DEMO else None


@check(
    "server",
    WARNING,
    say("The files of the pages are collected"),
    say("`fanal serve` collects them at its start; see whether FANAL_VAR/static can be written."),
)
def static_files() -> Sentence | None:
    return (
        None if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists() else say("they are not")
    )


@check(
    "server",
    FAILURE,
    say("Every language that is offered is compiled"),
    say("Install the wheel anew; from source: tools/compile_translations.py."),
)
def languages_compiled() -> Sentence | None:
    homes = [Path(path) for path in settings.LOCALE_PATHS]
    homes += [
        Path(config.path) / "locale"
        for config in apps.get_app_configs()
        if config.name in settings.OURS
    ]
    wanted = [code for code, _name in settings.LANGUAGES if code != "en"]
    catalogues = [home / code / "LC_MESSAGES" for home in homes for code in wanted]
    lacking = [
        catalogue
        for catalogue in catalogues
        # An app without texts of its own has no catalogue.
        if catalogue.is_dir() and not (catalogue / "django.mo").exists()
    ]
    return named(say("not compiled"), {one.parent.name for one in lacking})


@check(
    "server",
    WARNING,
    say("The time zone was chosen"),
    say("Set `time_zone`: “tonight” is meant there."),
)
def time_zone_chosen() -> Sentence | None:
    if options.TIME_ZONE.source():
        return None
    return say("{name} is taken where nothing is set", name=settings.TIME_ZONE)


@check(
    "server",
    WARNING,
    say("The settings stand in a file"),
    say(
        "Write /etc/fanal/fanal.toml (deploy/fanal.toml is a sample): the timer and cron read "
        "no shell."
    ),
)
def settings_file() -> Sentence | None:
    """An empty FANAL_CONFIG says that there shall be none: as of a container, whose variables are
    those of each command in it."""
    named = os.environ.get(reader.WHERE)
    return None if named == "" or reader.contents(named).path else say("there is none")


@check(
    "server",
    WARNING,
    say("Every variable of ours is a setting"),
    say("Correct its name, or take it out: it does nothing."),
)
def variables_known() -> Sentence | None:
    return named(say("no setting"), options.unknown_variables(list(os.environ)))
