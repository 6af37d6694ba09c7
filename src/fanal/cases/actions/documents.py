"""Documents: sealed part by part; checked by what they are, not by what they say they are."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.models import Case, Document, DocumentPart
from fanal.core.casework.files import PART, check_file, refuse_abuse
from fanal.core.casework.pictures import drawn_anew
from fanal.core.casework.rendering import short_text
from fanal.keys.ring import Ring


@transaction.atomic
def add_document(
    *,
    case: Case,
    name: str,
    parts: Iterable[bytes],
    by: User,
    ring: Ring,
    about: str = "",
    on: date | None = None,
    to_the_byte: bool = False,
    shows_abuse: bool = False,
) -> Document:
    """Keep a file, given in `parts` of any size. Raises `BadInput` for its size or its type.

    A picture is drawn anew, without place, time and camera; `to_the_byte` keeps what was given,
    where that it never changed is what has to be shown. `shows_abuse`: what whoever gives it says
    of it; such a file is refused.
    """
    refuse_abuse(shows_abuse)
    content = b"".join(parts)
    kind = check_file(name, content)
    content = content if to_the_byte else drawn_anew(kind, content)
    document = Document(case=case, folder=case.id, made_by=by, made_on=on or timezone.localdate())
    document.seal(
        ring,
        {
            "name": short_text("file", name),
            "type": kind,
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "about": short_text("about", about),
        },
    )
    document.save()
    for number, start in enumerate(range(0, len(content), PART)):
        part = DocumentPart(document=document, folder=case.id, number=number)
        part.seal(ring, {"bytes": b64encode(content[start : start + PART]).decode()})
        part.save()
    audit.record(act="case.document_added", by=by, about=case.id)
    return document
