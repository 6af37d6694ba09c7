"""Licences of scales: which are held, what their page shows, and which wait for a director."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from fanal.accounts.models import User
from fanal.care.access import licences_to_agree
from fanal.care.models import Licence
from fanal.core.care.licences import LicenceFact, usable, versions
from fanal.core.care.scales import ScaleShell, scales
from fanal.web.decisions import WaitingRequest


@dataclass(frozen=True)
class ShownScale:
    """A scale as its page shows it. `usable`: whether answers may be taken today. `languages`: in
    which. `rows`: its licences, those that ended last."""

    shell: ScaleShell
    usable: bool
    languages: tuple[str, ...]
    rows: list[Licence]


def licence_facts(shell: ScaleShell) -> list[LicenceFact]:
    return [licence.fact() for licence in Licence.objects.filter(scale=shell.code, ended_on=None)]


def shown_scales(on: date) -> list[ShownScale]:
    """Return every scale with its licences, in one query."""
    of_each: dict[str, list[Licence]] = {}
    for row in Licence.objects.select_related("made_by", "agreed_by", "ended_by"):
        of_each.setdefault(row.scale, []).append(row)
    return [_shown_scale(scale, of_each.get(scale.code, []), on) for scale in scales().values()]


def _shown_scale(shell: ScaleShell, rows: list[Licence], on: date) -> ShownScale:
    facts = [row.fact() for row in rows]
    return ShownScale(
        shell,
        usable(shell, facts, on),
        tuple(versions(shell, facts, on)),
        sorted(rows, key=lambda row: row.ended_on is not None),
    )


def waiting_licences(user: User) -> Iterator[WaitingRequest]:
    """Yield for a director the licences that another recorded."""
    page = reverse("care:scales")
    for row in licences_to_agree(user):
        yield WaitingRequest(
            row.id, f"{page}#id-{row.id}", row.made_on, row.made_by, whom=scales()[row.scale].name
        )
