"""Rows that are sealed for one browser: an unlocked session, half of a sign-in, a draft."""

from uuid import uuid4

from django.db import models

from fanal.keys.models.pairs import UserKeys


class Unlock(models.Model):
    """An unlocked session: her private keys, sealed under a secret that only her browser has
    together with the server's key. Deleted when she locks, and when the session was idle.

    `used_mark`: a keyed hash of the session and of `used_at`, which nobody pushes on by hand.
    """

    PLAIN = ("used_mark",)

    # It goes with the session, by whichever way that ends.
    session = models.OneToOneField(
        "sessions.Session", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    pair = models.ForeignKey(UserKeys, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    # Looked for by it every fifteen seconds (`keys.actions.sweeping`).
    used_at = models.DateTimeField(db_index=True)
    used_mark = models.CharField(max_length=64, default="")


class HalfSignIn(models.Model):
    """A sign-in between its two factors: half of what seals the keys that the browser holds."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    half = models.BinaryField()
    begun_at = models.DateTimeField()


class Draft(models.Model):
    """What somebody was writing: sealed to her alone until she saves it, or seven days.

    Which form and which record it belongs to is inside the seal.
    """

    PLAIN = ("written_by",)

    id = models.UUIDField(primary_key=True, default=uuid4)
    to_keys = models.ForeignKey(UserKeys, on_delete=models.CASCADE, related_name="drafts")
    day = models.DateField()
    wrapped = models.BinaryField()
    written_by = models.CharField(max_length=64, default="")  # the page: keys.drafts.writers
