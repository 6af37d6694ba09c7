"""`fanal setup recover`: two of the three shares let one lead in again; she lets in the others.
To somebody who leads no team they give what was sealed to her by name."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from secrets import randbelow
from typing import TYPE_CHECKING

from fanal.commands import django_setup, new_shares, prompts
from fanal.commands.addresses import must_be_address
from fanal.commands.messages import language, spoken
from fanal.commands.new_shares import KEPT_AWAY, once_more, open_shares
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput
from fanal.core.roles import Role
from fanal.core.sealing.proposals import propose
from fanal.core.words import say

if TYPE_CHECKING:
    from fanal.accounts.models import Team, User
    from fanal.core.sealing.pairs import PrivateKeys

# Two of three sheets: one that is lost locks nobody out, one that is stolen opens nothing
# (SLIP-39).
HELP = say("""
Everybody has lost the pass-phrase. Two of the three printed sheets give one team lead new keys and
the folders of her teams; on the page "Team" she lets her colleagues in again. Run it once for each
team. A colleague who leads none gets what was sealed to her by name, as complaints and registers
are, and nothing else. The sheets and the new pass-phrase are asked for, never given as options.
Nobody is alone here: two people with accounts are present, and the journal names them.
""")
DONE = say("""
{name} opens the files of {teams} again (folders that had keys of their own for her: {folders}).
Her recovery code, shown once, to be written on paper:

    {code}

Next: she signs in and sets up a second step. Colleagues who lost their pass-phrase get a link from
the administrator (`fanal setup link` where the administrator is locked out too): she agrees to it
on the page "Decisions", then lets each of them in on the page "Team".
""")
DONE_BY_NAME = say("""
{name} opens again what was sealed to her by name (folders: {folders}).
Her recovery code, shown once, to be written on paper:

    {code}

Next: she signs in and sets up a second step. A lead lets her in on the page "Team".
""")
OFFER = say("""
Two sheets lay open here: whoever saw both could read everything. Make three new ones now, after
which these open nothing here? Wait with it if another team's lead comes next. [Y/n] """)

OFFERED = say("""
A pass-phrase made for her, drawn by chance from a list of words. Nobody can guess it: she writes it
on paper and types it now, twice. Or she types one of her own.

    {words}
""")

# In the three languages of the terminal: "non" that counted as yes would make new sheets.
NO = {"n", "no", "non", "k", "không", "khong"}


@dataclass(frozen=True)
class Newcomer:
    """A lead who has no account yet."""

    email: str
    display_name: str


def register(parser: argparse.ArgumentParser) -> None:
    parser.description = spoken(HELP)
    parser.add_argument(
        "--email", required=True, help=hint("address of the team lead, or of that colleague")
    )
    # Who is in the room is part of the journal: no software can see it.
    new_shares.add_present(parser)
    parser.add_argument(
        "--name", help=hint("where the lead has no account yet: name shown to others")
    )
    parser.add_argument(
        "--team", help=hint("where the lead has no account yet: the team she will lead")
    )
    parser.add_argument(
        # Two sheets lay open on a table: either may have been copied.
        "--new-shares",
        action="store_true",
        help=hint("then make three new sheets: two lay open here"),
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Let one lead in again. Raises BadInput for what cannot be read; nothing is changed before
    everything is right."""
    django_setup.ready()
    from fanal.keys.actions import recovery

    # What can be refused is refused before anybody types two sheets of 33 words.
    present = recovery.witnesses(options.present)
    user = recovery.to_recover(options.email)
    whom = user or _team_to_lead(options)
    # The sheets before the pass-phrase: who has none is not led on.
    numbers, private = open_shares()
    # Never an option: a command line stands in the history of the shell and in process lists.
    passphrase = _chosen(options, user)
    _recover(options, whom, passphrase, (numbers, private, present))
    # Afterwards, since the recovery itself needs the old ones.
    if options.new_shares or _offered():
        new_shares.make(numbers, private, present)
    else:
        print(spoken(KEPT_AWAY))


def _offered() -> bool:
    """Whether the offer is accepted: at a terminal it is asked; from a pipe it is an option."""
    return prompts.at_terminal() and input(spoken(OFFER)).strip().lower() not in NO


def _team_to_lead(options: argparse.Namespace) -> Team:
    from fanal.accounts.models import Team

    # An address with a typing mistake must not make a new account: it has to be asked for.
    if not (options.name and options.team):
        raise BadInput("--email", say("has no account: --name and --team make one"))
    must_be_address(options.email)
    team = Team.objects.filter(name=options.team).first()
    if team is None:
        names = ", ".join(Team.objects.order_by("name").values_list("name", flat=True))
        raise BadInput(
            "--team", say("“{text}” is none of: {names}", text=options.team, names=names)
        )
    return team


def _chosen(options: argparse.Namespace, user: User | None) -> str:
    """Return a new pass-phrase, typed twice, by the rules for all. One is offered first."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils.translation import override

    of = user or Newcomer(options.email, options.name)
    if prompts.at_terminal():
        print(spoken(say(OFFERED.template, words=propose(language(), randbelow))))
    while True:
        chosen = prompts.hidden(say("New pass-phrase of {address}: ", address=of.email))
        try:
            with override(language()):
                # By the same rules as on the page, in the language of the terminal.
                validate_password(chosen, of)  # type: ignore[arg-type]  # ours takes a `Named`
            if prompts.hidden(say("The same again: ")) != chosen:
                raise BadInput("pass-phrase", say("the two are not the same"))
            return chosen
        except ValidationError as weak:
            # A weak choice is asked again while the sheets are open, so that nobody types them
            # twice.
            once_more(BadInput("pass-phrase", " ".join(weak.messages)))
        except BadInput as problem:
            once_more(problem)


def _recover(
    options: argparse.Namespace,
    whom: User | Team,
    passphrase: str,
    opened: tuple[list[int], PrivateKeys, list[User]],
) -> None:
    """Let a lead in. `whom`: the lead, or the team that a new one will lead."""
    from django.contrib.auth.hashers import make_password
    from django.db import transaction

    from fanal.accounts.models import User
    from fanal.keys import key_pairs
    from fanal.keys.actions import recovery

    # Before the transaction: Argon2id takes its time, and write transactions stay short (ADR 3).
    fresh, hashed = key_pairs.prepare_keys(passphrase), make_password(passphrase)
    numbers, private, present = opened
    # Account, keys and folders together, or nobody knows afterwards who may open what.
    with transaction.atomic():
        user = (
            whom
            if isinstance(whom, User)
            else recovery.make_lead(address=options.email, name=options.name, team=whom)
        )
        folders = recovery.recover(
            user=user,
            fresh=fresh,
            password_hash=hashed,
            private=private,
            shares=numbers,
            present=present,
        )
        teams = ", ".join(str(team) for team in user.teams.order_by("name"))
    name, message = user.display_name, DONE if user.role == Role.TEAM_LEAD else DONE_BY_NAME
    # Only here and only once: the recovery code is kept nowhere.
    print(spoken(say(message.template, name=name, teams=teams, folders=folders, code=fresh.code)))
