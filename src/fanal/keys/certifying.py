"""Finds the rows that the journal does not know, which nobody should certify.

Used at an upgrade, after a restore, and after somebody wrote to the database. Then attestations
cannot be relied on, but the journal has a chain of its own, which says what actions here made.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache

from django.apps import apps
from django.db.models import QuerySet

from fanal.accounts import attested_factors
from fanal.accounts.models import Invitation, Membership, User
from fanal.audit.actions import that_say
from fanal.audit.models import Detail, JournalEntry
from fanal.authority import reading
from fanal.authority.attested import name_of
from fanal.authority.certifying import RowName
from fanal.authority.models import Attested
from fanal.authority.tables import table
from fanal.core.roles import Role
from fanal.core.sealing import pairs
from fanal.core.sealing.failures import BrokenSeal
from fanal.keys import certifying_rules, trust
from fanal.keys.certifying_rules import Above
from fanal.keys.models import Folder, Grant, SignedWrap, TeamKey, TeamKeyHolder, UserKeys
from fanal.sealed.server_key import check_house, marked

type Check = Callable[[Journalled, Above], bool]
ACCOUNT = ("account.made", "account.led", "keys.made")
GIVEN = ("grant.made", "grant.offered")
MOVED = ("case.taken_over", "person.passed_on")
EMERGENCY = "person.emergency_group"
ROTATED = ("rotation.team_began", "rotation.person_began")
GLASS, ALLOWED = "case.glass_broken", "partner.allowed"


class Journalled:
    """What the journal says was made, by ids as texts."""

    ACTS = (
        *ACCOUNT,
        *GIVEN,
        *MOVED,
        EMERGENCY,
        "team.admitted",
        "team.key",
        "folder.made",
        "account.agreed",
        "organisation.recovered",
        *ROTATED,
        GLASS,
        ALLOWED,
    )

    def __init__(self) -> None:
        self.accounts: set[str] = set()
        self.let_in: set[tuple[str, str]] = set()  # of a team, a person
        self.given: set[tuple[str, str]] = set()  # of a folder, to whom
        self.makers: dict[str, str] = {}
        self.moved: set[str] = set()
        self.groups: set[str] = set()
        self.rotations = 0  # each draws new keys of a folder once at most
        self.agreed: set[str] = set()
        self.recovered: set[str] = set()
        self.by_whom: set[tuple[str, str, str]] = set()  # an act, about what, by whom
        for entry in that_say(*self.ACTS):
            self._note(entry, str(entry.by_id), json.loads(entry.detail))

    def _note(self, entry: JournalEntry, by: str, detail: Detail) -> None:
        about, to = entry.about, str(detail.get("to"))
        alone = {
            **dict.fromkeys(ACCOUNT, self.accounts),
            **dict.fromkeys(MOVED, self.moved),
            EMERGENCY: self.groups,
            "account.agreed": self.agreed,
            "organisation.recovered": self.recovered,
        }
        with_whom = {
            **dict.fromkeys(GIVEN, (self.given, to)),
            "team.admitted": (self.let_in, to),
            "team.key": (self.let_in, to if "to" in detail else by),
        }
        if entry.act in (GLASS, ALLOWED):
            self.by_whom.add((entry.act, about, by))
        elif entry.act in ROTATED:
            self.rotations += 1
        elif entry.act == "folder.made":
            self.makers[about] = by
        elif entry.act in alone:
            alone[entry.act].add(about)
        else:
            known, whom = with_whom[entry.act]
            known.add((about, whom))


def unknown() -> list[RowName]:
    """The rows that are not genuine and that the journal does not know either."""
    # Every entry of the journal is opened for it: only where there is a row to look for.
    journalled = cache(Journalled)
    checks: tuple[tuple[type[Attested], Check], ...] = (
        (User, _account),
        (Membership, _membership),
        (Invitation, _invitation),
        (UserKeys, _pair),
        (TeamKey, _team_key),
        (TeamKeyHolder, _holder),
        (Folder, _folder),
        (Grant, _grant),
        (apps.get_model("people", "EmergencyGroup"), _group),
        (apps.get_model("people", "EmergencyAccess"), _access),
        (apps.get_model("cases", "BreakGlass"), _glass),
        (apps.get_model("partners", "Allowance"), _allowed),
    )
    not_known = [
        (table(model), name_of(row))
        for model, known in checks
        for row in _not_genuine(model)
        if not known(journalled(), row)
    ]
    return not_known + [
        (table(model), name_of(row))
        for model, is_known in certifying_rules.checks()
        for row in _not_genuine(model)
        if not is_known(row)
    ]


def bring_up_to_date() -> None:
    """Attest existing second factors, and keep links working that were sent before their tokens
    were stored as keyed hashes."""
    attested_factors.certify()
    for row in Invitation.objects.filter(attested_version=0).only("id", "token"):
        plain: QuerySet[Invitation] = QuerySet(Invitation)  # nothing of it is attested yet
        plain.filter(pk=row.pk).update(token=marked(row.token, "invitation"))


RELATED: dict[type[Attested], tuple[str, ...]] = {
    Grant: ("folder", "granter", "to_team_key", "to_keys__user"),
    TeamKeyHolder: ("granter", "team_key", "to_keys"),
}


def _not_genuine(model: type[Attested]) -> Iterator[Attested]:
    wrong = [verdict.name for verdict in reading.all_of(model) if verdict.why_not]
    # A part at a time: after an upgrade it may be every row of the table.
    for start in range(0, len(wrong), 500):
        rows = model._base_manager.filter(pk__in=wrong[start : start + 500])
        if model in RELATED:
            rows = rows.select_related(*RELATED[model])
        yield from rows.defer(*model.UNDECIDING)


def _account(entry: Journalled, row: User) -> bool:
    return str(row.pk) in entry.accounts


def _membership(entry: Journalled, row: Membership) -> bool:
    """Return whether a membership was invited or admitted; whoever holds the key without either was
    added in the database."""
    if str(row.user_id) not in entry.accounts:
        return False
    holds = TeamKeyHolder.objects.filter(team_key__team=row.team_id, to_keys__user=row.user_id)
    return not holds.exists() or _let_in(entry, str(row.team_id), str(row.user_id))


def _invitation(entry: Journalled, row: Invitation) -> bool:
    """Return whether an invitation was agreed to by a second person, waits for one, was used up, or
    made on the server."""
    on_the_server = row.by_id is None and row.role == Role.ADMINISTRATOR
    return row.used or not row.agreed_on or on_the_server or str(row.pk) in entry.agreed


def _pair(entry: Journalled, row: UserKeys) -> bool:
    return str(row.user_id) in entry.accounts and _holds(trust.check_user_keys, row)


def _team_key(entry: Journalled, row: TeamKey) -> bool:
    teams = {team for team, _ in entry.let_in}
    return str(row.team_id) in teams and _holds(trust.check_team_key, row)


def _holder(entry: Journalled, row: TeamKeyHolder) -> bool:
    whom = str(row.to_keys.user_id) if row.to_keys else None
    # The signature is not enough: the private key of a granter may be stolen, and with it nobody
    # writes the journal (ADR 9).
    return _signed(row) and (whom is None or _let_in(entry, str(row.team_key.team_id), whom))


def _folder(entry: Journalled, row: Folder) -> bool:
    # A generation that no rotation explains was raised by hand in the database.
    rotated = row.generation <= 1 + entry.rotations
    return str(row.pk) in entry.makers and (rotated or str(row.pk) in entry.moved)


def _grant(entry: Journalled, row: Grant) -> bool:
    """Return whether a grant ended, or is of a generation that was made, given to somebody of whom
    the journal says so."""
    if row.revoked:
        return True
    folder = str(row.folder_id)
    was_made = folder in entry.makers and row.generation <= row.folder.generation
    return was_made and _signed(row) and (folder in entry.moved or _given(entry, row, folder))


def _given(entry: Journalled, row: Grant, folder: str) -> bool:
    if row.to_team_key:
        team = str(row.to_team_key.team_id)
        return row.to_team_key.team_id == row.folder.team_id or (folder, team) in entry.given
    if row.to_keys is None:
        return True
    user = row.to_keys.user
    near = user.role == Role.TEAM_LEAD or entry.makers[folder] == str(user.pk)
    return near or (folder, str(user.pk)) in entry.given or str(user.pk) in entry.recovered


def _group(entry: Journalled, row: Above) -> bool:
    return str(row.team_id) in entry.groups


def _glass(entry: Journalled, row: Above) -> bool:
    return (GLASS, str(row.case_id), str(row.user_id)) in entry.by_whom


def _access(entry: Journalled, row: Above) -> bool:
    """A file opens with a case of the person."""
    return any(act == GLASS and by == str(row.user_id) for act, _case, by in entry.by_whom)


def _allowed(entry: Journalled, row: Above) -> bool:
    both = [person for person in (row.first_id, row.second_id) if person]
    return all((ALLOWED, str(row.partner_id), str(person)) in entry.by_whom for person in both)


def _let_in(entry: Journalled, team: str, user: str) -> bool:
    return (team, user) in entry.let_in or user in entry.recovered


def _signed(row: SignedWrap) -> bool:
    """Whether somebody whose keys we certified signed it, while they were hers."""
    message = row.statement().encoded()
    if row.granter is None:
        return _holds(check_house, row.signature, message)
    if row.granter.retired and row.since > row.granter.retired:
        return False
    public = row.granter.public()
    return _holds(trust.check_user_keys, row.granter) and _holds(
        pairs.check, public.signing, bytes(row.signature), message
    )


def _holds[**Values](
    check: Callable[Values, object], *values: Values.args, **named: Values.kwargs
) -> bool:
    try:
        check(*values, **named)
    except BrokenSeal:
        return False
    return True
