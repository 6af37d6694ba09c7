"""A dossier or a journey paper for a partner is written down like everything that goes out."""

from __future__ import annotations

import secrets
from typing import Any

from fanal.core.journeys.certificates import RANDOM_BYTES, code_from
from fanal.journeys.queries.dossier import TOLD, Dossier
from fanal.sharing import access as sharing
from fanal.sharing import actions
from fanal.web.words import translated


def print_dossier(*, made: Dossier, by: Any) -> None:
    """Note what went out, or that the gate refused it."""
    traveller, answer = made.traveller, made.answer
    if answer is None:
        return
    if not answer.allowed:
        sharing.refused(by, traveller.case, made.partner, answer)
        return
    text = "\n".join(f"{line.label}: {translated(line.value)}" for line in made.lines)
    actions.went_out(
        case=traveller.case, person=traveller.person, partner=made.partner, channel=made.channel,
        purpose=made.purpose, classes=" ".join(TOLD), text=text,
        receipt=code_from(secrets.token_bytes(RANDOM_BYTES)), answer=answer, by=by,
    )  # fmt: skip
