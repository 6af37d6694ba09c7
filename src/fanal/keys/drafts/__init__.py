"""Keeps what somebody was typing, sealed to her alone, and puts it back into its form (ADR 8).

The server can write a draft while she is locked, but cannot read it: it is wrapped to her public
key. Anybody can wrap to a public key, so the house signs it: whoever only writes to the database
cannot put words in her mouth.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language

from fanal.accounts.models import User
from fanal.core.sealing import wraps
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.padding import pad_by, unpad
from fanal.database.kept_questions import Given, Kept
from fanal.keys import trust
from fanal.keys.drafts import writers
from fanal.keys.drafts.titles import said_here
from fanal.keys.drafts.writers import as_id as as_id
from fanal.keys.models import Draft, UserKeys
from fanal.keys.ring import Ring
from fanal.sealed.server_key import check_house, sign_as_house
from fanal.web import idempotency
from fanal.web.draft_fields import ABOUT, ACTION, PAGE, TITLE
from fanal.web.draft_fields import may_carry as may_carry
from fanal.web.errors import NO_FORM_KEYS

# Bounds on what one person can make the database hold: size and number of drafts, and their age.
LARGEST = 1_000_000  # bytes: a long story fits, a flood does not
MOST = 40
STEP = 4096  # bytes: the size of a row tells no more than this
KEPT = timedelta(days=7)
SIGNATURE = 64
SIGNED = 16  # how a row begins
REOPEN = "reopen"  # in an address: which draft of the form that stands there
NOT_KEPT = NO_FORM_KEYS | ABOUT | {"once"}


@dataclass(frozen=True)
class Typed:
    """A draft, opened."""

    draft: Draft
    form: str  # the path it is sent to
    page: str  # where the form stands
    title: str  # in the language of the page of now
    at: datetime
    fields: list[tuple[str, str]]

    def values(self) -> dict[str, list[str]]:
        by_name: dict[str, list[str]] = {}
        for name, value in self.fields:
            by_name.setdefault(name, []).append(value)
        return by_name


@transaction.atomic
def keep(request: HttpRequest, user: User) -> Draft | None:
    """Seal to `user` what a form held that carries a draft; files are not kept.

    None where nothing is kept: no such form, no keys, too much, or it was sent already.
    """
    posted = request.POST
    # Locked, as in `end`: a draft that is still on its way must not be written after its form was
    # saved.
    pair = UserKeys.objects.select_for_update().filter(user_id=user.pk, retired=None).first()
    if pair is None or not may_carry(form_of(request)):
        return None
    draft, text = _row(posted, pair), json.dumps(_content(request)).encode()
    if (
        draft is None
        or len(text) > LARGEST
        or idempotency.was_sent(posted.get("once", ""), user.pk)
    ):
        return None
    return _saved(draft, pair, text)


def nothing_stands_in(posted: QueryDict) -> bool:
    """Return whether it is a form that carries a draft, and each of its fields is blank."""
    return writers.id_for(posted) is not None and not any(
        value.strip() for _name, value in _fields(posted)
    )


def forget_page(user: User, posted: QueryDict) -> None:
    """Delete what this page kept before; what another page wrote in the meantime stays."""
    for which in writers.of_page(posted):
        forget(user, which)


@transaction.atomic
def put(ring: Ring, form: str, title: str, fields: Iterable[tuple[str, str]]) -> None:
    """Keep the answers of a form that goes on over several pages, in place of those before: as if
    they had been typed and left. A new draft, since the one that the form brought ends with it."""
    take(ring, form)
    if ring.pair is None:
        return
    draft = Draft(id=uuid4(), to_keys=ring.pair)
    content = {
        "form": form,
        "page": form,
        "title": title[:200],
        "language": get_language(),
        "at": timezone.localtime().isoformat(),
        "fields": list(fields),
    }
    _saved(draft, ring.pair, json.dumps(content).encode())


def of_form(ring: Ring, form: str) -> Typed | None:
    """The user's newest draft of this form."""
    return next((typed for typed in waiting(ring) if typed.form == form), None)


def take(ring: Ring, form: str) -> None:
    """Delete the drafts of a form that was saved on a later page."""
    Draft.objects.filter(
        id__in=[typed.draft.id for typed in waiting(ring) if typed.form == form]
    ).delete()


@transaction.atomic
def end(user: User, posted: QueryDict) -> None:
    """Delete the draft of a form that was saved, and refuse what of it is still on its way."""
    UserKeys.objects.select_for_update().filter(user_id=user.pk, retired=None).first()
    idempotency.note_sent(posted.get("once", ""), user.pk)
    forget_page(user, posted)


def forget(user: User, draft: UUID) -> None:
    """Delete a draft that the person who wrote it throws away."""
    Draft.objects.filter(id=draft, to_keys__user_id=user.pk).delete()


def forget_all(user: User) -> None:
    Draft.objects.filter(to_keys__user_id=user.pk).delete()


def account_ended(sender: object, user: User, **rest: object) -> None:
    forget_all(user)


def forget_before(day: date) -> int:
    """Delete what was not written on since `day`; the sweep calls it. How many went."""
    return Draft.objects.filter(day__lt=day).delete()[0]


def waiting(ring: Ring) -> list[Typed]:
    """Return her own drafts, newest first. Those that do not open are left out."""
    if ring.pair is None or ring.locked:
        return []
    opened = list(_opened(ring, HERS.ask(keys=ring.pair.pk, day=_first_kept())))
    return sorted(opened, key=lambda typed: typed.at, reverse=True)


def _still_kept(rows: QuerySet[Draft]) -> QuerySet[Draft]:
    """Leave out what is over, also where no timer deleted it."""
    return rows.filter(day__gte=_first_kept())


def _first_kept() -> date:
    return timezone.localdate() - KEPT


def _hers() -> QuerySet[Draft]:
    keys, day = Given("keys", UserKeys), Given("day", Draft, "day")
    return Draft.objects.filter(to_keys=keys, day__gte=day)


HERS = Kept(_hers)  # every page asks it


def one_of(user: User, draft: object) -> Draft | None:
    which = as_id(str(draft))
    if which is None:
        return None
    rows = Draft.objects.filter(id=which, to_keys__user_id=user.pk, to_keys__retired=None)
    return _still_kept(rows).first()


def read(ring: Ring, draft: Draft) -> Typed:
    """What was typed. Raises Locked or BrokenSeal."""
    blob = bytes(draft.wrapped)
    if blob[:1] != bytes([SIGNED]):
        raise BrokenSeal("draft")
    signature, wrapped = blob[1 : 1 + SIGNATURE], blob[1 + SIGNATURE :]
    check_house(signature, _signed(draft, wrapped))
    values = json.loads(unpad(ring.unwrap_mine(wrapped, _context(draft))))
    at = datetime.fromisoformat(values["at"])
    fields = [(name, value) for name, value in values["fields"]]
    title = said_here(values["title"], values.get("language") or "")
    return Typed(draft, values["form"], values["page"], title, at, fields)


def _opened(ring: Ring, rows: Iterable[Draft]) -> Iterable[Typed]:
    for row in rows:
        try:
            yield read(ring, row)
        except BrokenSeal:
            continue


def _row(posted: QueryDict, pair: UserKeys) -> Draft | None:
    """The row of this writing, new or written before; None where it is not hers or there are too
    many."""
    which = writers.id_for(posted)
    before = Draft.objects.filter(id=which).first() if which else None
    if which is None or (before and before.to_keys_id != pair.pk):
        return None
    # Refused, rather than the oldest deleted: that one may be a night's work (ADR 8).
    if before is None and pair.drafts.count() >= MOST:
        return None
    row = before or Draft(id=which, to_keys=pair)
    row.written_by = writers.page(posted)
    return row


def _saved(draft: Draft, pair: UserKeys, text: bytes) -> Draft:
    wrapped = wraps.wrap(trust.check_user_keys(pair).reading, pad_by(text, STEP), _context(draft))
    draft.wrapped = bytes([SIGNED]) + sign_as_house(_signed(draft, wrapped)) + wrapped
    # A day and no hour: the row would tell when somebody works.
    draft.day = timezone.localdate()
    draft.save()
    return draft


def _content(request: HttpRequest) -> dict[str, object]:
    posted = request.POST
    form = form_of(request)
    return {
        "form": form,
        "page": posted.get(PAGE) or form,
        "title": posted.get(TITLE, "")[:200],
        "language": get_language(),
        "at": timezone.localtime().isoformat(),
        "fields": _fields(posted),
    }


def _fields(posted: QueryDict) -> list[tuple[str, str]]:
    return [
        (name, value) for name in posted if name not in NOT_KEPT for value in posted.getlist(name)
    ]


def form_of(request: HttpRequest) -> str:
    """The path that a form is sent to: this one, or the one that the script of its page names."""
    return request.POST.get(ACTION) or request.path


def clock() -> str:
    """The hour, as a page says it and an address carries it."""
    return f"{timezone.localtime():%H:%M}"


def _context(draft: Draft) -> str:
    return f"draft|{draft.id}"


def _signed(draft: Draft, wrapped: bytes) -> bytes:
    return f"{_context(draft)}|{draft.to_keys_id}|".encode() + wrapped
