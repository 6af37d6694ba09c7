"""People of the organisation, their teams and offices."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.authority.querysets import AttestedQuerySet
from fanal.core.roles import Permission, Role, roles_that
from fanal.core.sealing.tiers import T0, T1
from fanal.sealed_columns import ServerSealedTextField


class Office(Attested):
    """A place where the organisation works; `country` gives its holidays and its law.

    `time_zone`: an IANA name, by which its people read hours; None, of an office of before, for
    that of the settings. `languages`: codes with spaces between.
    """

    TIERS = Attested.TIERS | {
        "id": T0, "name": T0, "country": T0, "time_zone": T0, "languages": T0,
    }  # fmt: skip
    GUARDED = True
    LATER = ("time_zone", "languages")

    id = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=80, unique=True)
    country = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=40, null=True)
    languages = models.CharField(max_length=60, null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    def __str__(self) -> str:
        return self.name


class Team(Attested):
    """The people who share the keys of their cases.

    `closed_on`: from then on nothing new is opened under its keys; what is closed stays to read.
    """

    TIERS = Attested.TIERS | {"id": T0, "name": T0, "office": T0, "closed_on": T0}
    GUARDED = True
    LATER = ("closed_on",)

    id = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=80, unique=True)
    office = models.ForeignKey(Office, on_delete=models.RESTRICT, related_name="teams")
    closed_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> AttestedQuerySet[User]:
        hints = self._hints  # type: ignore[attr-defined]  # of Django, not in its stubs
        return AttestedQuerySet(self.model, using=self._db, hints=hints)

    def who_may(self, *permissions: Permission) -> AttestedQuerySet[User]:
        """Those at work whose role holds one of these permissions."""
        return self.get_queryset().filter(is_active=True, role__in=roles_that(*permissions))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(Attested, AbstractBaseUser):
    """One person who works here. Accounts are made by invitation only."""

    TIERS = Attested.TIERS | {
        "id": T0, "password": T0, "email": T0, "display_name": T0, "language": T0,
        "office": T0, "role": T0, "is_active": T0, "joined": T0, "teams": T0,
        "told_to": T0, "mailed_to": T0,
    }  # fmt: skip
    GUARDED = True
    SAFE = {"is_active": False}
    UNDECIDING = ("language", "told_to", "mailed_to")

    id = models.UUIDField(primary_key=True, default=uuid4)
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=80)
    language = models.CharField(max_length=8, default="fr")
    office = models.ForeignKey(Office, on_delete=models.RESTRICT, related_name="people")
    role = models.CharField(max_length=20)
    is_active = models.BooleanField(default=True)
    joined = models.DateField(auto_now_add=True)
    teams = models.ManyToManyField(Team, through="Membership", related_name="members")

    told_to = models.BigIntegerField(default=0)  # entries of the journal about her account
    mailed_to = models.BigIntegerField(default=0)
    attested_version = VersionField()
    attestation = AttestationField()

    last_login = None  # the hour of a person's work is nobody's business

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]
    # Of mypy: its plugin finds it too late by itself.
    _default_manager: ClassVar[UserManager]  # type: ignore[assignment]  # as `objects`
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # as any

    def __str__(self) -> str:
        return self.display_name

    @property
    def needs_passkey(self) -> bool:
        """Whether the second step has to be a security key or passkey."""
        return Role(self.role).needs_passkey

    def may(self, permission: Permission) -> bool:
        """Whether the role allows it at all; on which case is for `access.py` of each app."""
        return self.is_active and permission in Role(self.role).permissions


class Membership(Attested):
    """A person in a team."""

    TIERS = Attested.TIERS | {"id": T0, "user": T0, "team": T0, "since": T0}
    GUARDED = True

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    team = models.ForeignKey(Team, on_delete=models.RESTRICT)
    since = models.DateField(auto_now_add=True)
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "team"], name="once_in_a_team")]


class Invitation(Attested):
    """A link that lets one person in, once, within a day. `user` is set for one who comes back.

    `agreed_by`: the second person (`agreeing.py`); nobody where it was agreed to on the server.
    """

    TIERS = Attested.TIERS | {
        "id": T0, "token": T0, "email": T0, "display_name": T0, "language": T0, "office": T0,
        "role": T0, "teams": T0, "user": T0, "by": T0, "until": T0, "used": T0,
        "asked_on": T0, "agreed_by": T0, "agreed_on": T0,
    }  # fmt: skip
    GUARDED = True
    SAFE = {"used": True}

    id = models.UUIDField(primary_key=True, default=uuid4)
    token = models.CharField(max_length=64, unique=True)  # a keyed hash of what the link holds
    email = models.EmailField()
    display_name = models.CharField(max_length=80)
    language = models.CharField(max_length=8, default="fr")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)
    teams = models.ManyToManyField(Team, related_name="+", through="InvitationTeam")
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    until = models.DateTimeField()
    used = models.BooleanField(default=False)
    asked_on = models.DateField(auto_now_add=True)
    agreed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    agreed_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()


class InvitationTeam(Attested):
    """A team into which an invitation leads."""

    TIERS = Attested.TIERS | {"id": T0, "invitation": T0, "team": T0}
    GUARDED = True
    NAMED_BY = ("invitation", "team")

    id = models.BigAutoField(primary_key=True)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE)
    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        db_table = "accounts_invitation_teams"
        unique_together = (("invitation", "team"),)


class Leaving(Attested):
    """Somebody is to leave a team, which waits for a second person (`leaving.py`)."""

    TIERS = Attested.TIERS | {
        "id": T0, "user": T0, "team": T0, "by": T0, "asked_on": T0, "until": T0,
    }  # fmt: skip
    SINCE = 2
    GUARDED = True

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_on = models.DateField(auto_now_add=True)
    until = models.DateField()
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "team"], name="leaves_a_team_once")]


class ToldOfDecision(models.Model):
    """That somebody was owed a mail for this request, which waits for a second person: no second.

    `kind`: of `fanal.web.decisions`; `about`: the request.
    """

    TIERS = {"id": T0, "user": T0, "kind": T0, "about": T0, "on": T0}

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    about = models.UUIDField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "about"], name="told_of_it_once")
        ]


class SignIn(models.Model):
    """One browser in which a person is signed in, so that she sees it and can end it."""

    TIERS = {"id": T0, "user": T0, "session": T0, "day": T0, "device": T1}

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session = models.CharField(max_length=40, unique=True)  # the hash that names the session row
    day = models.DateField(auto_now_add=True)
    device = ServerSealedTextField(default="")


class KnownBrowser(models.Model):
    """A kind of browser that a person has used, as a keyed hash of both."""

    TIERS = {"id": T0, "user": T0, "mark": T0}

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "mark"], name="once_a_browser")]


class BrowserToken(models.Model):
    """A browser in which a person was signed in with both steps (`known_browsers.py`): a keyed hash
    of what that browser keeps, with the account."""

    TIERS = {"id": T0, "user": T0, "mark": T0, "day": T0}

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64, unique=True)
    day = models.DateField()  # of the last full sign-in


class Attempts(models.Model):
    """How often something was tried in a span of time; `what` is a keyed hash."""

    TIERS = {"id": T0, "what": T0, "span": T0, "count": T0}

    what = models.CharField(max_length=64)
    span = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "span"], name="once_a_span")]
