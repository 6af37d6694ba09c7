"""Accounts, and who of those at work may do what by role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager

from fanal.authority.querysets import AttestedQuerySet
from fanal.core.roles import Permission, roles_that

if TYPE_CHECKING:
    from fanal.accounts.models import User


class UserQuerySet(AttestedQuerySet["User"]):
    def who_may(self, *permissions: Permission) -> UserQuerySet:
        """Those at work whose role holds one of these permissions."""
        return self.filter(is_active=True, role__in=roles_that(*permissions))


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        hints = self._hints  # type: ignore[attr-defined]  # of Django, not in its stubs
        return UserQuerySet(self.model, using=self._db, hints=hints)

    def who_may(self, *permissions: Permission) -> UserQuerySet:
        return self.get_queryset().who_may(*permissions)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())
