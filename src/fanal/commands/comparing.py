"""The process in which a large register is compared: what to do, and with which keys, comes through
a pipe (`fanal.registers.comparing`)."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from threading import Event, Thread
from uuid import UUID

from fanal.commands import django_setup

KINDER = 10  # whoever works on a page comes first


def main() -> None:
    told = sys.stdin.buffer.read()
    os.nice(KINDER)
    django_setup.ready()
    from fanal.authority import genuine_rows
    from fanal.call_stack import with_room
    from fanal.registers import comparing

    genuine_rows.run()
    over = Event()
    signs = Thread(target=say_so, args=(UUID(json.loads(told)["team"]), over), daemon=True)
    signs.start()
    try:
        with_room(lambda: comparing.work(told))
    finally:
        over.set()
        signs.join(comparing.HEARD_EVERY)


def say_so(team: UUID, over: Event) -> None:
    """That it still works, until it is over. A sign that was not written is followed by another."""
    from django.db import Error

    from fanal.registers import comparing

    while not over.wait(comparing.HEARD_EVERY):
        with suppress(Error):
            comparing.heard(team)


if __name__ == "__main__":
    main()
