"""How long the request of this thread waited for a thread: what tells of an overload first."""

import threading

_here = threading.local()


def note_wait(seconds: float) -> None:
    _here.seconds = seconds


def waited() -> float:
    return getattr(_here, "seconds", 0.0)
