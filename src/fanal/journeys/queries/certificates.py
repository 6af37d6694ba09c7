"""Certificates of a case, with what each is called where the reader has the key."""

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.core.sealing.compartments import FILES
from fanal.journeys.models import Certificate
from fanal.keys.ring import Ring


def kept_of(case: Case, user: User, ring: Ring) -> list[tuple[Certificate, str]]:
    """(certificate, title) by the time it was kept; "" for whoever has no key to the documents.

    That the documents were opened is written down once.
    """
    ring.prepare([case.id])
    rows = list(case.certificates.select_related("person", "document"))
    named = [(row, title_of(row, ring)) for row in rows]
    if any(title for _row, title in named):
        cases.opened(user, case, FILES, ring=ring)
    return named


def title_of(certificate: Certificate, ring: Ring) -> str:
    """Return what the paper is called, as it stands sealed with the document; ""
    where it stays closed."""
    content = certificate.document.try_unseal(ring)
    return content["about"] if content else ""
