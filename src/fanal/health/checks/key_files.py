"""The key files: there, closed to others, those of this database, kept apart from it."""

import os
from pathlib import Path

from django.conf import settings

from fanal.core.sealing.failures import BrokenSeal
from fanal.core.words import Sentence, say
from fanal.health.checks.base import FAILURE, WARNING, check, named
from fanal.health.checks.machine import open_to_others
from fanal.installation import key_file_marks, key_files


@check(
    "keys",
    FAILURE,
    say("Every key file is there"),
    say(
        "Put it back from the backup of the key files: `fanal keys import FILE`. Do not make a new "
        "one: it opens nothing."
    ),
)
def key_files_there() -> Sentence | None:
    return named(say("missing"), key_files.missing(settings.KEY_FOLDER))


@check(
    "keys",
    FAILURE,
    say("Nobody else on this machine may read the key files"),
    say("chmod 600 the files, chown them to the account of the service."),
)
def key_files_private() -> Sentence | None:
    return named(say("others may read it, or own it"), _open_to_others())


@check(
    "keys",
    WARNING,
    say("Nobody else may look into the folder of the key files"),
    say("chmod 700 the folder."),
)
def key_folder_private() -> Sentence | None:
    return open_to_others(settings.KEY_FOLDER)


@check(
    "keys",
    FAILURE,
    say("The server’s key is the one of this database"),
    say(
        "Move the server.key that lies there out of the folder, then `fanal keys import FILE` puts "
        "back the one that was made with this database; nothing opens with another."
    ),
)
def server_key_matches() -> Sentence | None:
    from fanal.keys.trust import check_organisation, organisation

    try:
        check_organisation(organisation())
    except BrokenSeal:
        return say("the organisation’s keys were made with another server.key")
    return None


@check(
    "keys",
    FAILURE,
    say("The key files are those with which the work here was begun"),
    say(
        "Move these files out of the folder, then `fanal keys import FILE` puts back the right "
        "ones: with another pepper.key every pass-phrase is called wrong. Where they were changed "
        "on purpose, delete keys.marks beside the database."
    ),
)
def key_files_match() -> Sentence | None:
    return named(
        say("another than before"), key_file_marks.others(settings.VAR, settings.KEY_FOLDER)
    )


@check(
    "keys",
    WARNING,
    say("The key files lie outside the folder of the data"),
    say(
        "Move the folder, for instance to /etc/fanal/keys, and set `keys`: whoever copies the data "
        "must not get the keys along."
    ),
)
def key_files_apart() -> Sentence | None:
    folder = Path(settings.KEY_FOLDER).resolve()
    # Resolved first: a link would lie outside by its name alone.
    if folder.is_relative_to(settings.VAR):
        return say("{folder} lies in {var}", folder=str(folder), var=str(settings.VAR))
    return None


def _open_to_others() -> list[str]:
    found = [settings.KEY_FOLDER / name for name in key_files.NAMES]
    there = [(one.name, one.stat()) for one in found if one.exists()]
    return [
        name
        for name, about in there
        # The owner of the data as well: the administrator may ask as root, and the files are then
        # the service's.
        if about.st_mode & 0o077 or about.st_uid not in {os.geteuid(), settings.VAR.stat().st_uid}
    ]
