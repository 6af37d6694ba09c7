"""A case worker who has just come in: her keys are made, and those of her team are not hers yet."""

from types import SimpleNamespace

from fanal.accounts.actions import invitation_approval, invitation_for
from fanal.accounts.models import User
from fanal.keys.actions import onboarding
from tests import files
from tests.cast import PASSPHRASE

NEW = {"display_name": "Bopha Keo", "email": "bopha@fanal.example", "language": "en"}


def link(cast):
    """Of her invitation, to which nobody agreed yet."""
    return files.invited(cast, **NEW)


def bopha(cast):
    token = link(cast)
    invitation_approval.agree(invitation=invitation_approval.waiting().get(), by=cast.claire)
    onboarding.accept_invitation(invitation=invitation_for(token), passphrase=PASSPHRASE)
    made = User.objects.get(email=NEW["email"])
    cast.ring(made)
    return made


def newcomer(cast):
    cast.newcomer = bopha(cast)
    return SimpleNamespace(cast=cast)
