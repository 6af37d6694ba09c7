"""Where people are signed in, and how often somebody tried to."""

from uuid import uuid4

from django.db import models

from fanal.accounts.models.people import User
from fanal.database.days_written import DayWritten
from fanal.sealed.columns import ServerSealedTextField


class SignIn(models.Model):
    """One browser in which a person is signed in, so that she sees it and can end it."""

    PLAIN = ("session",)

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session = models.CharField(max_length=40, unique=True)  # the hash that names the session row
    day = DayWritten(auto_now_add=True)
    device = ServerSealedTextField(default="")


class KnownBrowser(models.Model):
    """A kind of browser that a person has used, as a keyed hash of both."""

    PLAIN = ("mark",)

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "mark"], name="once_a_browser")]


class BrowserToken(models.Model):
    """A browser in which a person was signed in with both steps (`known_browsers.py`): a keyed hash
    of what that browser keeps, with the account."""

    PLAIN = ("mark",)

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64, unique=True)
    day = models.DateField()  # of the last full sign-in


class Attempts(models.Model):
    """How often something was tried in a span of time; `what` is a keyed hash."""

    PLAIN = ("what",)

    what = models.CharField(max_length=64)
    span = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "span"], name="once_a_span")]
