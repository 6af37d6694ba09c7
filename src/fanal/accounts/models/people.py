"""People of the organisation, their teams and offices."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.authority.querysets import AttestedQuerySet
from fanal.core.roles import Permission, Role, roles_that
from fanal.database.days_written import DayWritten


class Office(Attested):
    """A place where the organisation works; `country` gives its holidays and its law.

    `time_zone`: an IANA name, by which its people read hours; None, of an earlier office, for
    that of the settings. `languages`: codes with spaces between.
    """

    PLAIN = ("name", "country", "time_zone", "languages")
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

    PLAIN = ("name",)
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
        """Return those at work whose role holds one of these permissions."""
        return self.get_queryset().filter(is_active=True, role__in=roles_that(*permissions))

    def leading(self, team: Team | UUID) -> AttestedQuerySet[User]:
        """Who leads this team, or the team of this id."""
        return self.who_may(Permission.LEAD_CASES).filter(teams=team)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        # Addresses are kept in small letters: two accounts must not differ by capitals alone.
        return self.get(email=(username or "").strip().lower())


class User(Attested, AbstractBaseUser):
    """One person who works here. Accounts are made by invitation only."""

    PLAIN = ("password", "email", "display_name", "language", "role")
    GUARDED = True
    SAFE = {"is_active": False}
    # They change with a sign-in or a mail, and nobody's right follows from them: each would be an
    # entry in the ledger.
    UNDECIDING = ("language", "told_to", "mailed_to")

    id = models.UUIDField(primary_key=True, default=uuid4)
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=80)
    language = models.CharField(max_length=8, default="fr")
    office = models.ForeignKey(Office, on_delete=models.RESTRICT, related_name="people")
    role = models.CharField(max_length=20)
    is_active = models.BooleanField(default=True)
    joined = DayWritten(auto_now_add=True)
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

    def may(self, *any_of: Permission) -> bool:
        """Whether the role allows one of these at all; on which case is for `access.py` of each
        app."""
        return self.is_active and not Role(self.role).permissions.isdisjoint(any_of)


class Membership(Attested):
    """A person in a team."""

    GUARDED = True

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    team = models.ForeignKey(Team, on_delete=models.RESTRICT)
    since = DayWritten(auto_now_add=True)
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "team"], name="once_in_a_team")]
