"""An entry as a sentence. Each app lists the sentences of its acts: `ACTS` in its `actions.py`."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from fanal.audit.models import Entry

NOBODY = "–"


def said(entry: Entry) -> dict[str, Any]:
    """What an entry says: `number`, `when` (a moment), `sentence`, `about`, `more` (codes)."""
    detail = json.loads(entry.detail)
    when = datetime.fromisoformat(detail.pop("at"))
    template = str(acts().get(entry.act, _("{who}: {act} {about}")))
    words = defaultdict(lambda: NOBODY, {name: _text(value) for name, value in detail.items()})
    words |= {"who": str(entry.by or _("the server")), "act": entry.act, "about": entry.about[:8]}
    return {
        "number": entry.number,
        "when": when,
        "sentence": template.format_map(words),
        "more": [(name, _text(value)) for name, value in detail.items()],
    }


@cache
def acts() -> dict[str, Any]:
    """The sentence of each act of every app, by the act's code."""
    found: dict[str, Any] = {}
    for app in settings.OURS:
        for module in ("actions", "access", "holders", "organisation", "recovery"):
            if find_spec(f"{app}.{module}"):
                found |= getattr(import_module(f"{app}.{module}"), "ACTS", {})
    return found


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return NOBODY if value is None else str(value)
