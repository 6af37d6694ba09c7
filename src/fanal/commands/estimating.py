"""The process in which an estimate is worked out; which one comes through a pipe
(`fanal.figures.estimating`)."""

import os
import signal

from fanal.commands import child_process


def main() -> None:
    child_process.run(_work, _heartbeat)


def _work(data: bytes) -> None:
    from fanal.figures import estimating

    estimating.work(data)


def _heartbeat(data: bytes) -> None:
    """Give a sign; end, with the process that was started, once nobody waits for it any more."""
    from fanal.figures import estimating

    if not estimating.heartbeat(data):
        os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    main()
