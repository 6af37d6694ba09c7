"""The process in which a large register is compared: what to do, and with which keys, comes through
a pipe (`fanal.matching.comparing`)."""

from __future__ import annotations

from fanal.commands import child_process


def main() -> None:
    child_process.run(_work, _heard)


def _work(data: bytes) -> None:
    from fanal.matching import comparing

    comparing.work(data)


def _heard(data: bytes) -> None:
    from fanal.matching import comparing

    comparing.heard(data)


if __name__ == "__main__":
    main()
