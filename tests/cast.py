"""The people of the tests: always the same, signed in and unlocked when asked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client

from fanal.accounts.models import Membership, Office, Team, User
from fanal.core.roles import Role
from fanal.keys.holders import HOLDS_TEAM_KEY, admit, make_team_key, make_user_keys
from fanal.keys.organisation import make_organisation
from fanal.keys.ring import Ring

PASSPHRASE = "quiet river carries lanterns home"

OFFICES = {"Bangkok": "TH", "Vientiane": "LA", "Ho Chi Minh City": "VN"}
PEOPLE = {
    "noi": ("Noi", Role.TEAM_LEAD, "Bangkok"),
    "sokha": ("Sokha", Role.CASE_WORKER, "Bangkok"),
    "somchit": ("Somchit", Role.TEAM_LEAD, "Vientiane"),
    "kham": ("Kham", Role.CASE_WORKER, "Vientiane"),
    "huong": ("Hương", Role.TEAM_LEAD, "Ho Chi Minh City"),
    "linh": ("Linh", Role.CASE_WORKER, "Ho Chi Minh City"),
    "mai": ("Mai", Role.LAWYER, "Ho Chi Minh City"),
    "claire": ("Claire", Role.DIRECTOR, "Bangkok"),
    "duc": ("Đức", Role.DATA_ANALYST, "Ho Chi Minh City"),
    "anan": ("Anan", Role.ADMINISTRATOR, "Bangkok"),
    "vera": ("Vera", Role.AUDITOR, "Vientiane"),
}


class Cast:
    """`cast.sokha` is a user, `cast.bangkok` a team; `client` and `ring` are unlocked."""

    def __init__(self) -> None:
        self.shares = make_organisation()
        self._private: dict[Any, Any] = {}
        self._first: dict[Team, User] = {}
        self.codes: dict[Any, str] = {}
        for name, country in OFFICES.items():
            office = Office.objects.create(name=name, country=country)
            setattr(self, slug(name), Team.objects.create(name=name, office=office))
        for name, (display, role, office) in PEOPLE.items():
            setattr(self, name, self.join(name, display, role, office))

    def join(self, name: str, display: str, role: Role, office: str) -> User:
        """A new person with keys, in the team of the office; only those who hold a team's key join."""
        user = User.objects.create_user(
            f"{name}@fanal.example",
            PASSPHRASE,
            display_name=display,
            role=role,
            language="en",
            office=Office.objects.get(name=office),
        )
        pair, private, self.codes[user.pk] = make_user_keys(user=user, passphrase=PASSPHRASE)
        self._private[user.pk] = (pair, private)
        if role in HOLDS_TEAM_KEY:
            self._enter(user, getattr(self, slug(office)))
        return user

    def ring(self, user: User) -> Ring:
        """An unlocked ring, as after the pass-phrase was given."""
        return Ring(*self._private[user.pk])

    def client(self, user: User, *, unlocked: bool = True, **options: Any) -> Client:
        """A browser in which `user` is signed in, and has given the pass-phrase unless told."""
        client = Client(**options)
        client.force_login(user)
        if unlocked:
            self.unlock(client, user)
        return client

    def unlock(self, client: Client, user: User) -> None:
        from types import SimpleNamespace

        from fanal.keys.session import unlock

        request = SimpleNamespace(session=client.session)
        unlock(request, *self._private[user.pk])
        request.session.save()
        client.cookies[settings.UNLOCK_COOKIE] = request.unlock_secret

    def _enter(self, user: User, team: Team) -> None:
        Membership.objects.create(user=user, team=team)
        if team.keys.exists():
            first = self._first[team]
            admit(team=team, user=user, by=first, ring=self.ring(first))
        else:
            make_team_key(team=team, first=self._private[user.pk][0], by=user)
            self._first[team] = user


def slug(office: str) -> str:
    return {"Bangkok": "bangkok", "Vientiane": "vientiane"}.get(office, "saigon")
