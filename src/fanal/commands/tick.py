"""`fanal tick`: the sweep that a timer runs. Idempotent: twice, late or at once does no harm."""

from __future__ import annotations

import argparse
import os


def register(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanal.settings")
    import django

    django.setup()
    from django.utils import timezone

    from fanal.commands.sweep import sweep

    for what, how_many in sweep(timezone.localtime()).items():
        print(f"{what}: {how_many}")
    return 0
