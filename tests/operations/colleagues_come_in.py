"""What people do on pages between two commands of the documents, by the actions of those pages.

python colleagues_come_in.py TOKEN        the administrator by her link, then a director and a lead
python colleagues_come_in.py director     the only director comes back, and waits for an agreement
"""

import sys

from fanal.commands import django_setup

PASSPHRASE = "bougie lande tambour orage fenouil"


def first(token):
    from fanal.accounts.actions import invitation_for
    from fanal.accounts.models import User
    from fanal.keys.actions.onboarding import accept_invitation

    accept_invitation(invitation=invitation_for(token), passphrase=PASSPHRASE)
    anan = User.objects.get(email="anan@example.org")
    for name, role in (("noi", "team_lead"), ("claire", "director")):
        accept_invitation(
            invitation=invitation_for(invited(anan, name, role)), passphrase=PASSPHRASE
        )


def director():
    """She lost her pass-phrase, and no second director is there who could agree."""
    from fanal.accounts.actions import let_back
    from fanal.accounts.models import User

    anan = User.objects.get(email="anan@example.org")
    let_back(user=User.objects.get(email="claire@example.org"), by=anan)


def invited(by, name, role):
    from fanal.accounts.actions import invite
    from fanal.accounts.models import Team
    from fanal.core.roles import Role

    team = Team.objects.get()
    return invite(
        email=f"{name}@example.org",
        display_name=name.title(),
        role=Role(role),
        office=team.office,
        teams=[team] if role == "team_lead" else [],
        language="fr",
        by=by,
    )


if __name__ == "__main__":
    django_setup.ready()
    director() if sys.argv[1] == "director" else first(sys.argv[1])
