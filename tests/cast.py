"""The people of the tests: those of the demonstration, signed in and unlocked when asked."""

from __future__ import annotations

import copy
import copyreg
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import models, transaction
from django.test import Client
from pyrage.x25519 import Identity

from fanal.accounts import sign_ins
from fanal.accounts.models import Office, Team, User
from fanal.accounts.second_factor import SECOND_FACTOR
from fanal.accounts.sessions import SessionStore
from fanal.audit import second_place
from fanal.audit.models import JournalHead
from fanal.authority import ledger_head
from fanal.core.roles import Role
from fanal.keys import demo, key_pairs, session
from fanal.keys.demo import PASSPHRASE as PASSPHRASE
from fanal.keys.ring import Ring
from tests import ledger
from tests.kept import keep, put_back


class Browser(Client):
    """A browser: what a form answers is the page that it is sent on to (303), with its status.

    A page that answers a POST itself would stay on the disk of the device, with what was typed.
    """

    def post(self, *asked: Any, follow: bool = False, **more: Any) -> Any:
        answer = super().post(*asked, follow=follow, **more)
        if answer.status_code != 303:
            assert follow or not _is_page(answer), "a POST is answered by a page"
            return answer
        shown = self.get(answer["Location"])
        shown.context, shown.templates = answer.context, answer.templates  # of when it was drawn
        return shown


def _is_page(answer: Any) -> bool:
    """Not what a script asked for, and not a file, which a browser saves."""
    script = {"HTTP_HX_REQUEST", "HTTP_SEC_FETCH_DEST"} & set(answer.request)
    shown = "Content-Disposition" not in answer and answer["Content-Type"] != "application/json"
    return answer.status_code // 100 != 3 and shown and not script


class Cast(demo.Cast):
    """`cast.sokha` is a user, `cast.bangkok` a team; `client` and `ring` are unlocked."""

    put_back = False  # whether its rows are those that were made once

    @classmethod
    def make(cls) -> Cast:
        """As in the demonstration; made once, then written again with the same ids and keys."""
        if any(one.objects.exists() for one in (Office, User, JournalHead)):
            return super().make()
        ledger.forget()  # a fixture of a whole file comes before those of a test
        kept, statements, head, _ledger = _first()
        put_back(statements)
        second_place.append(second_place.first(), *head)
        cast = kept.copied()
        cast.put_back = True
        return cast

    def is_alone(self) -> bool:
        """Whether nothing was written since the cast was: neither to the journal nor to the ledger."""
        if not self.put_back:
            return False
        *_, head, ledger = _first()
        now = JournalHead.objects.get()
        return (now.number, bytes(now.mark)) == head and ledger_head.read_head() == ledger

    def adopt(self, made: Any, other: Any) -> Any:
        """A copy of what another cast made, as if this one had: with its people, teams and rings."""
        theirs, ours = vars(other), vars(self)
        memo = {
            id(one): ours[name] for name, one in theirs.items() if isinstance(one, models.Model)
        }
        memo[id(other)] = self
        memo[OPENED_BY] = self
        return copy.deepcopy(made, memo)

    def copied(self) -> Cast:
        """The same people as objects of their own: what a test does to one stays in that test."""
        other = copy.copy(self)
        for name, one in vars(self).items():
            if isinstance(one, models.Model):
                setattr(other, name, copy.copy(one))
        other.teams = {slug: getattr(other, slug) for slug in self.teams}
        people = {one.pk: one for one in vars(other).values() if isinstance(one, User)}
        other.private = {}
        for who, (pair, private) in self.private.items():
            own = copy.copy(pair)
            own.user = people[who]
            other.private[who] = (own, private)
        return other

    def join(self, name: str, display: str, role: Role, office: str) -> User:
        """One person more, with keys; in the team if the role holds its key."""
        user = User.objects.create_user(
            f"{name}@fanal.example",
            PASSPHRASE,
            display_name=display,
            role=role,
            language="en",
            office=Office.objects.get(name=office),
        )
        fresh = key_pairs.prepare_keys(PASSPHRASE)
        self.private[user.pk] = (key_pairs.save_keys(user=user, fresh=fresh), fresh.private)
        self.enter(user, Team.objects.get(name=office))
        return user

    def client(self, user: User, *, unlocked: bool = True, **options: Any) -> Browser:
        """A browser in which `user` is signed in with a second factor, and unlocked unless told."""
        client = Browser(**options)
        kept = _signed_in(user)
        request = SimpleNamespace(session=kept, user=user, headers={})
        sign_ins.noted(None, request, user)
        if unlocked:
            session.unlock(request, *self.private[user.pk])
            client.cookies[settings.UNLOCK_COOKIE] = request.unlock_secret
        kept.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = kept.session_key
        return client


def _signed_in(user: User) -> SessionStore:
    """As after both steps. What Django's `force_login` does besides takes a tenth of many a test."""
    kept = SessionStore()
    kept.create()
    kept[SESSION_KEY] = str(user.pk)
    kept[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    kept[HASH_SESSION_KEY] = user.get_session_auth_hash()
    kept[SECOND_FACTOR] = True
    return kept


OPENED_BY = "cast"  # in the memo of a copy, in which all other keys are numbers


def _opened_anew(ring: Ring, memo: dict[Any, Any]) -> Ring:
    """The ring of the same colleague, with nothing fetched yet: an open key knows no copy. Also a row
    that was just sealed holds one.
    """
    return Ring(*memo[OPENED_BY].private[ring.pair.user_id])


Ring.__deepcopy__ = _opened_anew
copyreg.pickle(Identity, lambda key: (Identity.from_str, (str(key),)))  # knows no copy of its own


@cache
def _first() -> tuple[Cast, list[str], tuple[int, bytes], ledger_head.LedgerHead]:
    """The cast, the statements that write it, the heads of its journal and of the ledger; nothing
    stays written.
    """
    with transaction.atomic():
        kept, statements = keep(super(Cast, Cast).make)
        head, ledger = JournalHead.objects.get(), ledger_head.read_head()
        transaction.set_rollback(True)
    return kept, statements, (head.number, bytes(head.mark)), ledger
