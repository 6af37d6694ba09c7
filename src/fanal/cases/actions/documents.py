"""Documents: sealed part by part; checked by what they are, not by what they say they are."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.document_pictures import redrawn
from fanal.cases.models import Case, Document, DocumentPart, RefusedFile
from fanal.core.casework.files import PART, check_file, refuse_abuse
from fanal.core.casework.office_files import risks_of
from fanal.core.casework.pdf_files import risks_of_pdf
from fanal.core.casework.typed_text import short_text
from fanal.keys.ring import Ring
from fanal.sealed.server_key import marked


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
    of it; such a file is refused, and the same file again from whomever it comes.
    """
    content = b"".join(parts)
    # In a transaction of its own: the refusal below rolls back the upload and not the mark.
    known = _refused_before(content, said=shows_abuse, case=case, by=by)
    refuse_abuse(said=shows_abuse, known=known)
    return _keep(case, name, content, by, ring, about, on, to_the_byte=to_the_byte)


@transaction.atomic
def _refused_before(content: bytes, *, said: bool, case: Case, by: User) -> bool:
    """Whether it is refused, by what was said before; what is said now is remembered. This stays
    though the form comes back: only the file is not kept."""
    # Keyed: against a plain hash a thief could try lists of known pictures.
    mark = marked(hashlib.sha256(content).hexdigest(), "a refused file")
    refused_before = RefusedFile.objects.filter(mark=mark).exists()
    if said and not refused_before and content:
        RefusedFile.objects.create(mark=mark, on=timezone.localdate())
    if said or refused_before:
        audit.record(act="case.file_refused", by=by, about=case.id)
    return refused_before


@transaction.atomic
def _keep(
    case: Case,
    name: str,
    content: bytes,
    by: User,
    ring: Ring,
    about: str,
    on: date | None,
    *,
    to_the_byte: bool,
) -> Document:
    # By what it is as well: its name is what a stranger chose.
    kind = check_file(name, content)
    content = content if to_the_byte else redrawn(kind, content)
    document = Document(case=case, folder=case.id, made_by=by, made_on=on or timezone.localdate())
    document.seal(
        ring,
        {
            "name": short_text("file", name),
            "type": kind,
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "about": short_text("about", about),
            # said where it is downloaded
            **dict.fromkeys(risks_of(kind, content) | risks_of_pdf(kind, content), True),
        },
    )
    document.save()
    for number, start in enumerate(range(0, len(content), PART)):
        part = DocumentPart(document=document, folder=case.id, number=number)
        part.seal(ring, {"bytes": b64encode(content[start : start + PART]).decode()})
        part.save()
    audit.record(act="case.document_added", by=by, about=case.id)
    return document
