"""`fanal authority certify`: two people see who may read what, and confirm it, once."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from fanal.commands import django_setup, prompts
from fanal.commands.messages import in_words, spoken
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput, Refused
from fanal.core.words import Sentence, say

if TYPE_CHECKING:
    from fanal.accounts.models import User

HELP = say("""
Before this version nothing said which accounts, teams, keys and grants were made by actions here.
Two people, administrators or directors, see them listed and confirm each with the pass-phrase: once
after the upgrade, and again after a backup was restored or somebody wrote to the database. What the
journal does not know is refused; --leave-out puts it aside.
""")
DONE = say("Certified: {n} rows. Everything opens again.")
WRONG = say("Look at this first: {fault}")
ACCOUNT = say("  {name} <{email}>, {role}, {office}{ended}")
TEAM = say("  {team} ({office}): {members}")
INVITATION = say("  {email}, {role}, {teams}, until {day}")


def register(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    certify = acts.add_parser("certify", help=hint("confirm who may read what, with two people"))
    certify.description = spoken(HELP)
    certify.add_argument(
        "--present",
        action="append",
        default=[],
        metavar="EMAIL",
        help=hint("address of one of the two people: once for each of them"),
    )
    certify.add_argument(
        "--leave-out", action="store_true", help=hint("put aside what the journal does not know")
    )
    certify.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Run the command. Raises BadInput for who may not, Refused for what the journal
    does not know."""
    django_setup.ready()
    from fanal.authority import certifying, noted_head, queries
    from fanal.commands.serve import up_to_date
    from fanal.keys.trust import check_organisation, organisation

    up_to_date()
    check_organisation(organisation())
    with certifying.alone():
        people = two(options.present)
        faults = queries.faults()  # it reads every row: once
        # `fanal doctor` names this command where the second place of the head is gone.
        if not certifying.needed(faults) and noted_head.kept():
            raise Refused(say("everything is certified already: nothing was changed"))
        show(faults)
        n = confirmed_by(people, leave_out=options.leave_out)
        print(spoken(say(DONE.template, n=n)))


def confirmed_by(people: list[User], *, leave_out: bool) -> int:
    """Both confirm what stands there; how many rows. Raises Refused for what nobody knows."""
    from fanal.authority import certifying
    from fanal.keys.certifying import unknown

    seen, left_out = certifying.state(), unknown()
    if left_out and not leave_out:
        raise Refused(*_unknown(left_out))
    for person in people:
        confirms(person)
    return certified(people, seen, left_out)


def certified(people: list[User], seen: str, left_out: Iterable[tuple[str, str]] = ()) -> int:
    """Certify and write it into the journal: both or neither. How many rows."""
    from django.db import transaction

    from fanal.audit.actions import record
    from fanal.authority import certifying
    from fanal.keys.certifying import bring_up_to_date

    with transaction.atomic():
        n = certifying.certify(seen=seen, without=list(left_out), before=bring_up_to_date)
        first, second = (*people, None, None)[:2]
        detail = {"whom": second and str(second.pk), "n": n}
        record(act="authority.certified", by=first, detail=detail)
    return n


def certify_demonstration() -> None:
    """Certify a demonstration of before: everybody in it is invented, and nobody is asked."""
    from fanal.authority import certifying

    if certifying.needed():
        certified([], certifying.state())


def show(faults: Iterable[Sentence]) -> None:
    """Print what is wrong, accounts, teams with their members, the emergency group,
    and links that wait."""
    from django.apps import apps
    from django.utils import timezone

    from fanal.accounts.models import Invitation, Team, User

    for fault in faults:
        _line(WRONG, fault=fault)
    print(spoken(say("Accounts:")))
    for user in User.objects.select_related("office").order_by("role", "display_name"):
        _line(
            ACCOUNT,
            name=user.display_name,
            email=user.email,
            role=_role(user.role),
            office=user.office.name,
            ended="" if user.is_active else spoken(say(", ended")),
        )
    print(spoken(say("Teams:")))
    for team in Team.objects.select_related("office").order_by("name"):
        members = ", ".join(member.display_name for member in team.members.order_by("display_name"))
        _line(TEAM, team=team.name, office=team.office.name, members=members or "–")
    group = apps.get_model("people", "EmergencyGroup").objects.select_related("team").first()
    print(spoken(say("Emergency group: {team}", team=group.team.name if group else "–")))
    print(spoken(say("Invitations that are open:")))
    for invitation in Invitation.objects.filter(used=False).order_by("email"):
        teams = ", ".join(team.name for team in invitation.teams.order_by("name"))
        _line(
            INVITATION,
            email=invitation.email,
            role=_role(invitation.role),
            teams=teams or "–",
            day=timezone.localdate(invitation.until).isoformat(),
        )


def _line(words: Sentence, **values: object) -> None:
    print(spoken(say(words.template, **values)))


def _role(code: str) -> Sentence | str:
    from fanal.core.roles import Role

    return Role(code).label if code in list(Role) else code


def two(addresses: list[str]) -> list[User]:
    """Return two different people who may. Raises BadInput for any other."""
    from fanal.accounts.models import User
    from fanal.authority import genuine_rows
    from fanal.authority.failures import Unserved
    from fanal.core.roles import Role

    with suppress(Unserved):  # where it is served, whoever was put in or changed counts for nothing
        genuine_rows.run()
    cleaned = {address.strip().lower() for address in addresses}
    may = (Role.ADMINISTRATOR, Role.DIRECTOR)
    if len(cleaned) != 2:
        raise BadInput(
            "--present", say("two administrators or directors confirm: the address of each")
        )
    found = list(User.objects.filter(email__in=cleaned, is_active=True, role__in=may))
    for missing in sorted(cleaned - {user.email.lower() for user in found}):
        raise BadInput(
            missing,
            say(
                "no administrator or director has this address, or the row of the account was "
                "changed from outside and counts for nothing"
            ),
        )
    return sorted(found, key=lambda user: user.email)


def confirms(user: User) -> None:
    """Check that her pass-phrase opens her own keys, which this server certified.
    Raises BadInput."""
    from fanal.keys import key_pairs, trust

    pair = key_pairs.must_have_keys(user, user.email)
    trust.check_user_keys(pair)
    label = say("Pass-phrase of {name}, who has seen it and confirms it: ", name=user.display_name)
    for left in (2, 1, 0):  # what she has seen took minutes to gather: a slip must not cost them
        try:
            key_pairs.open_keys(pair, prompts.hidden(label))
            return
        except BadInput as problem:
            if not left or not prompts.at_terminal():
                raise
            print(in_words(problem))


def _unknown(places: list[tuple[str, str]]) -> list[Sentence]:
    from fanal.authority.words import called

    return [
        say("the journal does not know this row of “{table}”: {row}", table=called(name), row=row)
        for name, row in places
    ]
