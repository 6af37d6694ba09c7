"""`fanal setup`: once, on the server: keys, database, recovery sheets, the first administrator.

`fanal setup recover`, `care-files`, `sealed-by-name`, `link`, `agree` and `change` are for the day
when nobody is there who could do it on a page, `fanal setup shares` for the day when a sheet is
lost.
"""

import argparse
from zoneinfo import available_timezones

from fanal.commands import changes, django_setup, hand_over, new_shares, recovery
from fanal.commands.addresses import must_be_address
from fanal.commands.messages import spoken
from fanal.commands.new_shares import print_shares
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say

# Two of three: one sheet may burn, one may be stolen (ADR 21).
SHARES = say("""
The recovery key of the organisation, as three sheets. Any two of them open every file when
everybody has lost the pass-phrase; one alone opens nothing. They are shown now and never again.
Write or print each on its own paper, give them to three people in three places.
""")
# The link and no pass-phrase: nobody but her ever knows it.
INVITATION = say("""
The administrator sets the pass-phrase here, within 24 hours:

    https://{host}{path}
""")
BEGUN = say(
    "an organisation was at work here ({file}), and its database is not here, or its recovery key "
    "is missing in it: put the database back, or set it aside and `fanal restore FILE`. A new "
    "organisation begins with other, empty folders (settings `var` and `keys`)"
)
AGREED = say("The link that the administrator has works now, once, within 24 hours.")


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--email", help=hint("address of the first administrator"))
    parser.add_argument("--name", help=hint("name shown to colleagues"))
    parser.add_argument("--office", help=hint("name of the first office"))
    parser.add_argument("--country", help=hint("its country, two letters (TH, VN, …)"))
    parser.add_argument(
        "--time-zone", help=hint("its time zone (Asia/Vientiane); else that of the country")
    )
    # Of the account alone, which changes it on its own page.
    parser.add_argument("--language", default="fr")
    parser.set_defaults(run=run)
    _register_later(parser)


def _register_later(parser: argparse.ArgumentParser) -> None:
    """Register what is done once the organisation is there."""
    later = parser.add_subparsers(
        metavar="recover | care-files | sealed-by-name | shares | link | agree | change"
    )
    recovery.register(later.add_parser("recover", help=hint("let a lead in again with two sheets")))
    files = hint("hand over care files that nobody opens")
    hand_over.register_care_files(later.add_parser("care-files", help=files))
    by_name = hint("hand over what was sealed by name to who left")
    hand_over.register_by_name(later.add_parser("sealed-by-name", help=by_name))
    new_shares.register(
        later.add_parser("shares", help=hint("three new sheets in place of the old"))
    )
    link = later.add_parser(
        "link", help=hint("a link by which an administrator sets a new pass-phrase")
    )
    link.add_argument("--email", required=True, help=hint("address of the administrator"))
    link.add_argument(
        "--factors", action="store_true", help=hint("the second step is lost as well")
    )
    link.set_defaults(run=let_back)
    second = later.add_parser(
        "agree", help=hint("agree to an invitation where nobody is left who could")
    )
    second.add_argument("--email", required=True, help=hint("address of the invited person"))
    second.set_defaults(run=agree)
    changes.register(
        later.add_parser(
            "change", help=hint("agree to a change of the organisation where nobody is left")
        )
    )


def run(options: argparse.Namespace) -> None:
    """Run the command. Raises BadInput for an address or country that is none,
    Refused the second time."""
    # Not `required` of argparse: the subcommands need none of them.
    for name in ("email", "name", "office", "country"):
        if not getattr(options, name):
            raise BadInput(f"--{name}", say("is needed"))
    must_be_address(options.email)
    if not (len(options.country) == 2 and options.country.isalpha()):
        raise BadInput("--country", say("has two letters, as TH or VN"))
    if options.time_zone and options.time_zone not in available_timezones():
        why = say("“{text}” is no time zone, as Asia/Bangkok is", text=options.time_zone)
        raise BadInput("--time-zone", why)
    must_be_new()
    # Key files are made here and for the demonstration alone: a server that made them by itself
    # would start with new keys on an old database.
    django_setup.ready(make_keys=True)
    django_setup.migrate()
    from django.conf import settings

    from fanal.installation import key_file_marks

    # One transaction: an organisation without an administrator could not be set up a second time.
    sheets, token = found(options)
    # Afterwards a key file that was replaced is noticed.
    key_file_marks.note(settings.VAR, settings.KEY_FOLDER)
    print(spoken(SHARES))
    # Printed, never written to a file: it would lie beside the database that the sheets open.
    print_shares(sheets)
    print(spoken(say(INVITATION.template, **way_in(token))))


def must_be_new() -> None:
    """Refuse where an organisation was at work whose database is not here: it waits to be put back,
    and a second one in its place would be taken for it. Raises Refused."""
    from fanal.commands import key_file_creation
    from fanal.installation import key_file_marks

    var = django_setup.folder(demo=False)
    marks = var / key_file_marks.NAME
    if marks.exists() and not key_file_creation.has_organisation(var):
        raise Refused(say(BEGUN.template, file=marks))


def let_back(options: argparse.Namespace) -> None:
    """Make a link for an administrator whom nobody can give one. It opens no data: she has none."""
    django_setup.ready()
    from django.db import transaction

    from fanal.accounts import actions
    from fanal.accounts.models import User
    from fanal.core.roles import Role

    # As addresses are stored.
    address = options.email.strip().lower()
    # Administrators alone: everybody else is let back by one (ADR 20).
    user = User.objects.filter(email=address, role=Role.ADMINISTRATOR, is_active=True).first()
    if user is None:
        raise BadInput(
            "--email", say("is no administrator: hers is the link that lets others back")
        )
    # The second step is not taken away without the link that replaces it.
    with transaction.atomic():
        if options.factors:
            actions.take_factors(user=user, by=None)
        token = actions.let_back(user=user, by=None)
    print(spoken(say(INVITATION.template, **way_in(token))))


def agree(options: argparse.Namespace) -> None:
    """Agree where the last director left or is locked out. Raises BadInput, Refused
    where somebody is there."""
    django_setup.ready()
    from fanal.accounts.actions import invitation_approval

    address = options.email.strip().lower()
    # The server's own account agrees only where nobody is left, and the journal says so (ADR 20).
    found = invitation_approval.waiting().filter(email=address).first()
    if found is None or not invitation_approval.waits(found):
        raise BadInput("--email", say("no invitation of that address waits"))
    invitation_approval.agree(invitation=found, by=None)
    print(spoken(AGREED))


def way_in(token: str) -> dict[str, str]:
    from django.conf import settings
    from django.urls import reverse

    path = reverse("keys:invitation", args=[token])
    # The first host of the settings: behind a proxy the name of the machine would be in the link.
    return {"host": settings.ALLOWED_HOSTS[0], "path": path}


def found(options: argparse.Namespace) -> tuple[list[str], str]:
    """The recovery key, the first office with its team, the invitation of the administrator."""
    from django.db import transaction

    from fanal.accounts.actions import invite
    from fanal.accounts.models import Office, Team
    from fanal.core.roles import Role
    from fanal.keys.actions.organisation import make_organisation
    from fanal.web.time_zones import of_country

    with transaction.atomic():
        sheets = make_organisation()
        country = options.country.upper()
        zone = options.time_zone or of_country(country) or None
        # None where a country has several zones: which one is set on a page.
        office = Office.objects.create(name=options.office, country=country, time_zone=zone)
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
