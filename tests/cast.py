"""The people of the tests: those of the demonstration, signed in and unlocked when asked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.test import Client

from fanal.accounts.middleware import SECOND_FACTOR
from fanal.accounts.models import Office, Team, User
from fanal.core.roles import Role
from fanal.keys import demo, holders, session
from fanal.keys.demo import PASSPHRASE as PASSPHRASE


class Cast(demo.Cast):
    """`cast.sokha` is a user, `cast.bangkok` a team; `client` and `ring` are unlocked."""

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
        fresh = holders.prepare_keys(PASSPHRASE)
        self.private[user.pk] = (holders.save_keys(user=user, fresh=fresh), fresh.private)
        self.enter(user, Team.objects.get(name=office))
        return user

    def client(self, user: User, *, unlocked: bool = True, **options: Any) -> Client:
        """A browser in which `user` is signed in with a second factor, and unlocked unless told."""
        client = Client(**options)
        client.force_login(user)
        kept = client.session
        kept[SECOND_FACTOR] = True
        if unlocked:
            request = SimpleNamespace(session=kept)
            session.unlock(request, *self.private[user.pk])
            client.cookies[settings.UNLOCK_COOKIE] = request.unlock_secret
        kept.save()
        return client
