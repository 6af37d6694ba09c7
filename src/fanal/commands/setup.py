"""`fanal setup`: once, on the server: keys, database, recovery shares, the first administrator."""

from __future__ import annotations

import argparse

from fanal.commands import django_house
from fanal.core.errors import BadInput

SHARES = """
The recovery key of the organisation, as three shares. Any two of them open every file when
everybody has lost the pass-phrase; one alone opens nothing. They are shown now and never again.
Write or print each on its own sheet, give them to three people in three places.
"""
INVITATION = """
The first administrator sets the pass-phrase here, within 24 hours:

    https://{host}{path}
"""


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--email", required=True, help="address of the first administrator")
    parser.add_argument("--name", required=True, help="name shown to colleagues")
    parser.add_argument("--office", required=True, help="name of the first office")
    parser.add_argument("--country", required=True, help="its country, two letters (TH, VN, …)")
    parser.add_argument("--language", default="fr")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Raises BadInput for an address or country that is none, Refused the second time."""
    if "@" not in options.email:
        raise BadInput("--email", f"{options.email!r} is no address")
    if not (len(options.country) == 2 and options.country.isalpha()):
        raise BadInput("--country", "has two letters, as TH or VN")
    django_house.ready(make_keys=True)
    django_house.migrate()
    sheets, token = found(options)
    print(SHARES)
    for number, sheet in enumerate(sheets, 1):
        print(f"Share {number} of {len(sheets)}\n{columns(sheet)}\n")
    from django.conf import settings
    from django.urls import reverse

    path = reverse("keys:invitation", args=[token])
    print(INVITATION.format(host=settings.ALLOWED_HOSTS[0], path=path))


def found(options: argparse.Namespace) -> tuple[list[str], str]:
    """The recovery key, the first office with its team, the invitation of the administrator."""
    from django.db import transaction

    from fanal.accounts.actions import invite
    from fanal.accounts.models import Office, Team
    from fanal.core.roles import Role
    from fanal.keys.organisation import make_organisation

    with transaction.atomic():
        sheets = make_organisation()
        office = Office.objects.create(name=options.office, country=options.country.upper())
        Team.objects.create(name=options.office, office=office)
        token = invite(
            email=options.email,
            display_name=options.name,
            role=Role.ADMINISTRATOR,
            office=office,
            teams=[],
            language=options.language,
            by=None,
        )
    return sheets, token


def columns(sheet: str) -> str:
    """33 words in eleven lines of three, numbered, for copying by hand."""
    words = sheet.split()
    numbered = [f"{n:2}. {word:12}" for n, word in enumerate(words, 1)]
    return "\n".join("    " + " ".join(numbered[i : i + 3]) for i in range(0, len(numbered), 3))
