"""The account of a colleague, as two people change it."""

from fanal.organisation.changes import KINDS

PERSON = KINDS["person"]


def changed(user, by, **wanted):
    """Whatever speaks against it."""
    PERSON.make(user.pk, {**PERSON.now(user.pk), **wanted}, by)
    user.refresh_from_db()
