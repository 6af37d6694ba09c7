"""What was typed into a form when the session closed is kept, and comes back after unlocking."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from fanal.core.sealing import wraps
from fanal.keys import trust
from fanal.keys.models import Draft, UserKeys
from fanal.keys.ring import Ring

LARGEST = 1_000_000  # bytes: a long story fits, a flood does not
MOST = 20
OURS = {"csrfmiddlewaretoken", "draft"}
type Fields = list[tuple[str, str]]


def keep(request: HttpRequest, user: AbstractBaseUser) -> Draft | None:
    """Seal the posted fields to `user`; files are not kept. None when there is nothing to keep."""
    pair = UserKeys.objects.filter(user_id=user.pk, retired=None).first()
    fields = [
        (name, value)
        for name in request.POST
        if name not in OURS
        for value in request.POST.getlist(name)
    ]
    text = json.dumps(fields).encode()
    if pair is None or not fields or len(text) > LARGEST or pair.drafts.count() >= MOST:
        return None
    draft = Draft(to_keys=pair, path=request.path[:200])
    draft.wrapped = wraps.wrap(trust.check_user_keys(pair).reading, text, _context(draft))
    draft.save(force_insert=True)
    return draft


def oldest(ring: Ring) -> Draft | None:
    """The first of one's drafts that waits."""
    return Draft.objects.filter(to_keys=ring.pair).order_by("day", "id").first()


def read(ring: Ring, draft: Draft) -> Fields:
    """The fields that were typed. Raises Locked or BrokenSeal."""
    text = ring.unwrap_mine(bytes(draft.wrapped), _context(draft))
    return [(name, value) for name, value in json.loads(text)]


def forget(user: AbstractBaseUser, draft: UUID | str) -> None:
    """It was sent again, or thrown away by the person who typed it."""
    Draft.objects.filter(id=draft, to_keys__user_id=user.pk).delete()


def _context(draft: Draft) -> str:
    return f"draft|{draft.id}|{draft.path}"
