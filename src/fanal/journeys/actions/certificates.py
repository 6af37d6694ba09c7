"""Certificates in the vault, and reissuing one that was taken or destroyed."""

from __future__ import annotations

from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions import documents
from fanal.cases.models import Case
from fanal.cases.queries.changed_cases import changed_among
from fanal.core.errors import BadInput
from fanal.core.journeys.certificates import fingerprint, new_code, read_code
from fanal.core.words import say
from fanal.journeys.models import Certificate
from fanal.keys.ring import Ring
from fanal.people.models import Person


@transaction.atomic
def keep_certificate(
    *, case: Case, person: Person, title: str, name: str, content: bytes, by: User, ring: Ring
) -> Certificate:
    """Keep the paper sealed in the case, with its fingerprint, the day, and a code for her."""
    # To the byte: a picture that was made smaller would have another fingerprint than the paper
    # in her hands.
    document = documents.add_document(
        case=case, name=name, parts=[content], by=by, ring=ring, about=title, to_the_byte=True
    )
    certificate = Certificate.objects.create(
        person=person,
        case=case,
        document=document,
        fingerprint=fingerprint(content),
        code=new_code(),
        kept_on=timezone.localdate(),
        by=by,
    )
    audit.record(act="certificate.kept", by=by, about=case.id)
    return certificate


@transaction.atomic
def reissue(*, certificate: Certificate, by: User) -> Certificate:
    """Write one more paper that shows that it existed, when, and with which fingerprint."""
    certificate.reissued += 1
    certificate.save(update_fields=["reissued"])
    audit.record(act="certificate.reissued", by=by, about=certificate.case_id)
    return certificate


class CheckedCertificate(NamedTuple):
    """`same`: whether the file is the very paper; None where none was shown. `doubted`: something
    of its case was changed by hand in the database, and two people have not certified it since."""

    certificate: Certificate
    same: bool | None
    doubted: bool


def check_certificate(
    *, code: str, by: User, file: UploadedFile[bytes] | None = None
) -> CheckedCertificate:
    """The certificate of a code, and whether `file` is that very paper (None: no file was given).

    Raises `BadInput` for what is no code, and for one under which nothing is kept.
    """
    asked = read_code(code)
    certificate = next(
        # Codes are sealed, so the database cannot look for one: a stolen copy finds no certificate
        # either.
        (certificate for certificate in Certificate.objects.all() if certificate.code == asked),
        None,
    )
    # Written down also where nothing was found: trying codes leaves a trace.
    audit.record(act="certificate.checked", by=by, about=certificate.case_id if certificate else "")
    if certificate is None:
        raise BadInput("code", say("Nothing is kept under this code."))
    same = None if file is None else fingerprint(file.read()) == certificate.fingerprint
    return CheckedCertificate(certificate, same, bool(changed_among({certificate.case_id})))
