"""What goes out, line by line: the preview, the sheet and the sealed bundle are this one text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext

from fanal.accounts.models import User
from fanal.core.calendars import add_working_days
from fanal.core.calendars.working_days import COUNTRIES
from fanal.core.trust.services import PartnerService
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import Sentence
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.partners.models import Area
from fanal.partners.queries.countries import country_of
from fanal.sharing.models import Referral
from fanal.sharing.queries.facts import classes_in
from fanal.sharing.queries.payloads import PayloadLine, payload
from fanal.web.words import translated


@dataclass(frozen=True)
class SheetLine:
    """One line in the language of the page. `told`: the part of her file it is of, if any."""

    text: str
    told: DataClass | None = None


NO_RECEIPT = "…"  # of what was prepared by an older version: it is made when it goes


def lines_of(
    referral: Referral, user: User, ring: Ring, receipt: str = NO_RECEIPT
) -> list[SheetLine]:
    """What goes out of a referral that was prepared, as this user would send it now. `receipt`:
    where none was made when it was prepared."""
    payload_lines = payload(
        referral.case,
        referral.person,
        classes_in(referral.classes),
        user,
        ring,
        timezone.localdate(),
    )
    sealed = referral.unseal(ring)
    return sheet(referral, payload_lines, sealed | {"receipt": sealed.get("receipt") or receipt})


def mark(lines: Iterable[SheetLine], referral: Referral, user: User) -> str:
    """Return the proof that this very text was shown to this person."""
    shown = f"{user.pk}|{referral.id}|{text_of(lines)}"
    return salted_hmac("fanal.sharing.sheet", shown, algorithm="sha256").hexdigest()


def sheet(
    referral: Referral, lines: Sequence[PayloadLine], sealed: Mapping[str, object]
) -> list[SheetLine]:
    """Return the lines of a sheet. `sealed`: what is asked, for which service, and the receipt, as
    sealed in the referral."""
    head = [
        gettext("For: {partner}").format(partner=referral.partner.name),
        gettext("Asked: {purpose}").format(purpose=translated(asked(referral, sealed))),
        gettext("Needed: {needed}").format(needed=sealed["needed"]),
        gettext("Answer by: {day}").format(day=date_format(referral.due) if referral.due else "–"),
        "",
    ]
    body = [SheetLine(in_words(line), line.told) for line in lines]
    return [*map(SheetLine, head), *body, *map(SheetLine, foot(str(sealed["receipt"])))]


def text_of(lines: Iterable[SheetLine]) -> str:
    return "\n".join(line.text for line in lines) + "\n"


def asked(referral: Referral, sealed: Mapping[str, object]) -> Sentence:
    """Return what the partner is asked for: the service, or the purpose where none was chosen."""
    service = sealed.get("service")
    if service:
        return PartnerService(str(service)).label
    return PartnerPurpose(referral.purpose).label


def in_words(line: PayloadLine) -> str:
    """Return a line of a sheet, in the language of the page."""
    parts = {"label": translated(line.label), "value": translated(line.value)}
    return gettext("{label}: {value}").format(**parts)


def foot(receipt: str) -> list[str]:
    """Return how every sheet ends: the code to read back, and what to do when it is recalled."""
    return [
        "",
        gettext("Receipt: please read this code back to us: {code}").format(code=receipt),
        gettext("Tell nobody else. When we recall this, destroy it and tell us."),
    ]


def sealed_of(needed: str, service: PartnerService | None, receipt: str) -> Content:
    """Return what is sealed of a referral. The receipt is made before it goes, so that what is
    shown is what goes."""
    return {"needed": needed, "reason": "", "service": service or "", "receipt": receipt}


def due_day(start: date, days: int, area: Area | None) -> date:
    """The last day for an answer, in working days of the country of `area`."""
    country = country_of(area)
    return add_working_days(start, days, country if country in COUNTRIES else "TH")
