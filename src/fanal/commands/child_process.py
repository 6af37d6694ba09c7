"""Work in a process of its own (`fanal.processes.own_process`): read, done, and said to go on."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

from fanal.commands import django_setup

KINDER = 10  # whoever works on a page comes first


def run(work: Callable[[bytes], object], heard: Callable[[bytes], object]) -> None:
    """Do `work` on what was told; `heard` gives a sign, from a thread of its own over a connection
    that stays open."""
    # By the pipe: everybody on the machine reads the arguments of a process (proc(5)).
    told = sys.stdin.buffer.read()
    os.nice(KINDER)
    django_setup.ready()
    from fanal.authority import genuine_rows
    from fanal.processes.call_stack import with_room
    from fanal.processes.own_process import HEARD_EVERY

    genuine_rows.run()
    over = Event()
    # A thread: the work can be minutes inside one call of a library, which gives no sign.
    signs = Thread(target=_say_so, args=(lambda: heard(told), over), daemon=True)
    signs.start()
    try:
        with_room(lambda: work(told))
    finally:
        over.set()
        signs.join(HEARD_EVERY)


def _say_so(heard: Callable[[], object], over: Event) -> None:
    """Give signs until it is over. A sign that was not written is followed by another."""
    from django.db import Error

    from fanal.processes.own_process import HEARD_EVERY

    while not over.wait(HEARD_EVERY):
        with suppress(Error):
            heard()
