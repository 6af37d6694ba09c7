"""Who may read the journal: the auditor."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from fanal.audit import queries
from fanal.audit.models import Entry
from fanal.core.roles import Permission


def journal_for(user: Any) -> QuerySet[Entry]:
    """The whole journal, latest first. Raises Http404."""
    if not user.may(Permission.READ_JOURNAL):
        raise Http404
    return queries.entries()
