"""Published estimates of others, with what they counted. Never to be added or trended."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Claim:
    """`sure`: source read, quoted by the press, or not found again."""

    claim: str
    publisher: str
    counted: str
    sure: str


def claims() -> list[Claim]:
    text = (files("fanal.figures") / "what_others_say.csv").read_text("utf-8")
    return [Claim(**row) for row in csv.DictReader(text.splitlines())]


def report_style() -> str:
    return (files("fanal.core.prevalence.report") / "page.css").read_text("utf-8")
