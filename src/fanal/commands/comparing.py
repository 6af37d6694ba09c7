"""The process in which a large register is compared: what to do, and with which keys, comes through
a pipe (`fanal.matching.comparing`)."""

from fanal.commands import child_process


def main() -> None:
    child_process.run(_work, _heartbeat)


def _work(data: bytes) -> None:
    from fanal.matching import comparing

    comparing.work(data)


def _heartbeat(data: bytes) -> None:
    from fanal.matching import comparing

    comparing.heartbeat(data)


if __name__ == "__main__":
    main()
