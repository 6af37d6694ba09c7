"""`fanal tick`: the sweep that a timer runs. Twice, late, or at once from two timers is no harm."""

from __future__ import annotations

import argparse

from fanal.commands import django_house
from fanal.commands.terminal import told


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help=told("sweep the demonstration"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Print what was done, one line each."""
    django_house.ready(demo=options.demo)
    from django.utils import timezone

    from fanal.commands.sweep import sweep

    for what, how_many in sweep(timezone.localtime()).items():
        print(f"{what}: {how_many}")
