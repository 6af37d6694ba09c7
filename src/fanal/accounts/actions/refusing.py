"""A no of a second person to what waits for her, with why: whoever asked reads it."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Refusal, User
from fanal.accounts.refusals import refused_to
from fanal.core.casework.typed_text import short_text
from fanal.core.words import say
from fanal.sealed.broken_rows import of_each_that_opens
from fanal.sealed.columns import opens
from fanal.web.decisions import RequestKind, WaitingRequest, kinds

KEPT_FOR = timedelta(days=30)


@transaction.atomic
def refuse_request(*, kind: RequestKind, asked: WaitingRequest, why: str, by: User) -> None:
    """Say no to it, and keep why for whoever asked. Raises `BadInput` without a reason, `Refused`
    for what was decided meanwhile."""
    words = short_text("why", why, needed=say("say why: whoever asked reads it"))
    assert kind.refuse is not None
    kind.refuse(by, asked.id)  # which the journal keeps
    if isinstance(asked.by, User):
        tell(
            kind.code,
            asked.id,
            asked.by,
            words,
            by,
            asked.about,
            asked.told or asked.whom,
            asked.state,
        )


def tell(
    kind: str,
    id: UUID,
    asked_by: User,
    why: str,
    by: User,
    about: object,
    whom: str = "",
    state: str = "",
) -> None:
    """Keep why for whoever asked for this: of what has a code name, and of `whom`, in words."""
    of: UUID | None = getattr(about, "pk", None)
    told = {"why": why, "of": str(of or ""), "code": str(getattr(about, "code_name", ""))}
    told |= {"whom": whom, "state": state}
    Refusal.objects.create(kind=kind, about=id, asked_by=asked_by, by=by, told=told)


def have_read(*, refusals: Iterable[Refusal]) -> None:
    """Note that whoever asked has read them: they stand on her start page no more."""
    _forget(refusals, timezone.localdate())


def forget_refusals(today: date) -> None:
    """Forget after a month what nobody will read any more: the account of whoever asked has ended,
    she is kept out of whom it was, or it is no kind of request any more. Who is on a long leave
    reads it when she is back."""
    unread = Refusal.objects.filter(on__lt=today - KEPT_FOR, read_on=None)

    def forget(user: User) -> None:
        readable = [row.pk for row in refused_to(user)] if user.is_active else []
        _forget(unread.filter(asked_by=user).exclude(pk__in=readable), today)

    # One that does not open keeps nobody else's; what was met is named by the sweep.
    of_each_that_opens(User.objects.filter(pk__in=unread.order_by().values("asked_by")), forget)


def forget_refusals_of(files: Iterable[UUID]) -> None:
    """Forget what was refused of these files, cases and journeys, which are erased. One that does
    not open says nothing to anybody, and keeps no file: `fanal doctor` names it."""
    ids = {str(id) for id in files}
    rows = [row for row in Refusal.objects.filter(read_on=None) if opens(row, "told")]
    _forget([row for row in rows if row.told.get("of") in ids], timezone.localdate())


def _forget(refusals: Iterable[Refusal], today: date) -> None:
    """Delete them; of what asks nobody until it is written anew, what exactly was refused stays."""
    for row in refusals:
        kind = kinds().get(row.kind)
        if kind and kind.stays_refused:
            row.told, row.read_on = {"state": row.told["state"]}, today
            row.save()
        else:
            row.delete()
