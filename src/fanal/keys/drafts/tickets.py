"""Tickets by which a form can still be sealed to its writer after her session has ended (ADR 8)."""

import hashlib
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.http import QueryDict

from fanal.accounts.models import User
from fanal.keys.models import UserKeys
from fanal.web.draft_fields import ACTION, ID, TICKET

HOLDS = timedelta(hours=24)  # longer than any session


def ticket(pair: UserKeys, draft: UUID, form: str, key: str) -> str:
    """Return a ticket signed by the server, for the page that is given to her."""
    return _signer().sign(_of_form(pair, str(draft), form, key))


def owner(posted: QueryDict) -> User | None:
    """Return whose form this is that somebody sent who is not signed in any more; None for no valid
    ticket."""
    with suppress(BadSignature):
        unsigned = _signer().unsign(posted.get(TICKET, ""), max_age=HOLDS)
        rows = UserKeys.objects.filter(retired=None, user__is_active=True).select_related("user")
        # The current pair: after a change of keys nothing could be wrapped to the one of the
        # ticket.
        pair = rows.filter(pk=unsigned.partition("|")[0]).first()
        values = [posted.get(name, "") for name in (ID, ACTION, "once")]
        if pair and unsigned == _of_form(pair, *values):
            return pair.user
    return None


def _of_form(pair: UserKeys, draft: str, form: str, key: str) -> str:
    # Over the draft, the form and its key: a ticket seals this form to her and no other text.
    mark = hashlib.sha256("|".join([draft, form, key]).encode()).hexdigest()
    return f"{pair.pk}|{mark}"


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="draft")
