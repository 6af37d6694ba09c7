"""The key ring of one person during one request: what she can open, and nothing afterwards."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from uuid import UUID

from fanal.absences.queries import travelling
from fanal.authority import ledger
from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import Locked, NotGranted
from fanal.core.sealing.pairs import PrivateKeys
from fanal.core.sealing.wraps import Opener
from fanal.keys import stored_wraps, trust
from fanal.keys.models import Grant, SignedWrap, TeamKey, TeamKeyHolder, UserKeys

type HeldKeys = dict[tuple[Compartment, int], bytes]
# Called before something is sealed in a folder of which the newest keys were given under a key of
# a team that was replaced (that folder, the key of the team, their generation): who left may have
# kept them (`fanal.rotation`).
BEFORE_SEALING: list[Callable[[UUID, UUID, int], object]] = []


class Ring:
    """Data keys by folder, fetched when first asked for; `prepare` fetches many in one query.

    A wrap is opened once a key that it holds is needed: a lead holds two of each folder, and a list
    of cases reads what is in one of them.
    """

    def __init__(self, pair: UserKeys | None = None, private: PrivateKeys | None = None) -> None:
        self.pair = pair
        self._private = private
        self._mine = Opener(private.reading) if private else None
        self._teams: dict[UUID, tuple[TeamKey, Opener]] | None = None
        self._team_secrets: dict[UUID, bytes] = {}
        self._folders: dict[UUID, HeldKeys] = {}
        self._fetched: dict[UUID, list[Grant]] = {}  # and not opened yet
        self._newest: dict[UUID, tuple[int, TeamKey]] = {}  # generation, and through which key
        self._renewed: set[UUID] = set()

    def __repr__(self) -> str:
        # Tracebacks and logs show the repr of what they meet: never keys.
        return "Ring(locked)" if self.locked else "Ring(…)"

    @property
    def locked(self) -> bool:
        """Whether the pass-phrase has not been given in this session, or too long ago."""
        return self._private is None

    def remember(self, folder: UUID, keys: dict[Compartment, bytes], generation: int) -> None:
        """Keep keys that were just made, so that what they are for can be sealed at once."""
        known = self._folders.setdefault(folder, {})
        known.update({(part, generation): key for part, key in keys.items()})
        self._renewed.add(folder)  # they are new

    def forget(self, folders: Iterable[UUID]) -> None:
        """Fetch these keys again when next needed: somebody else's grants have changed them."""
        for folder in folders:
            self._folders.pop(folder, None)
            self._fetched.pop(folder, None)
            self._newest.pop(folder, None)

    def prepare(self, folders: Iterable[UUID]) -> None:
        """Fetch the keys of many folders in one query: call it before a list."""
        wanted = [folder for folder in set(folders) if folder not in self._folders]
        if self.locked or not wanted:
            return
        # Known as empty before anything is read: a folder without a grant is not asked for again by
        # each row of a list.
        for folder in wanted:
            self._folders[folder] = {}
        wanted = self._left_open(wanted)
        if not wanted:
            return
        ledger.refresh()
        for grant in self._grants(wanted):
            self._fetched.setdefault(grant.folder_id, []).append(grant)

    def _note_newest(self, grant: Grant) -> None:
        before = self._newest.get(grant.folder_id)
        if grant.to_team_key_id and (before is None or before[0] < grant.generation):
            team_key, _opener = self._team_openers()[grant.to_team_key_id]
            self._newest[grant.folder_id] = grant.generation, team_key

    def _given_to_a_team(self, folder: UUID) -> tuple[int, TeamKey | None]:
        """The same of a folder that she holds by name alone, asked once."""
        self._renewed.add(folder)
        return stored_wraps.under_a_replaced_key(folder) or (0, None)

    def _left_open(self, folders: list[UUID]) -> list[UUID]:
        """Return those of these folders that travel mode leaves: the keys of all else count as
        absent."""
        away = travelling(self.pair.user_id) if self.pair else None
        return folders if away is None else [folder for folder in folders if folder in away.folders]

    def _grants(self, folders: list[UUID]) -> Iterable[Grant]:
        """Return the grants to her and to those of her team keys that are genuine; the first time
        with these."""
        # A page begins with this: team keys and grants come in one question, later ones know the
        # team keys.
        pair, _opener = self._own()
        if self._teams is not None:
            return stored_wraps.grants(pair, self._teams, folders)
        holders, grants = stored_wraps.team_keys_and_grants(pair, folders)
        teams = self._open_teams(holders)
        return [
            grant
            for grant in grants
            if grant.to_team_key_id is None or grant.to_team_key_id in teams
        ]

    def key(self, folder: UUID, compartment: Compartment, generation: int) -> bytes:
        """The data key, 32 bytes. Raises Locked or NotGranted."""
        try:
            return self._held(folder, compartment)[compartment, generation]
        except KeyError:
            raise self._closed(folder) from None

    def newest_key(self, folder: UUID, compartment: Compartment) -> tuple[int, bytes]:
        """The generation and data key to seal with. Raises Locked or NotGranted."""
        self._renew_first(folder)
        keys = self._held(folder)
        generations = [number for part, number in keys if part is compartment]
        if not generations:
            raise self._closed(folder)
        # The newest alone: what is written after a rotation must not open with a key that may be
        # known (ADR 23).
        return max(generations), keys[compartment, max(generations)]

    def _renew_first(self, folder: UUID) -> None:
        """Make new keys for a folder whose keys somebody who left may have kept: nothing is sealed
        under these. The other folders wait for their turn. Once a folder: who is given none of the
        new ones goes on with what she has."""
        self._held(folder)
        if self.locked or folder in self._renewed:
            return
        generation, team_key = self._newest.get(folder) or self._given_to_a_team(folder)
        if team_key is None or team_key.retired is None:
            return
        self._renewed.add(folder)
        for renew in BEFORE_SEALING:
            renew(folder, team_key.pk, generation)
        self._teams = None  # she may have been given the new key of the team since
        self.forget([folder])

    def all_keys(self, folder: UUID, compartment: Compartment) -> list[tuple[int, bytes]]:
        """Return every generation of the data key, to pass it on. Raises Locked or NotGranted."""
        known = self._held(folder)
        keys = [(number, key) for (part, number), key in known.items() if part is compartment]
        if not keys:
            raise self._closed(folder)
        return keys

    def compartments(self, folder: UUID) -> frozenset[Compartment]:
        """The compartments of `folder` that this ring opens now."""
        return frozenset(part for part, _ in self._held(folder))

    def team_secret(self, team_key: UUID) -> bytes:
        """A team's private key, to admit a colleague. Raises Locked or NotGranted."""
        self._team_openers()
        away = travelling(self.pair.user_id) if self.pair else None
        # In travel mode nobody admits anybody: the key of a team opens more than the folders that
        # were taken along.
        if away is not None or team_key not in self._team_secrets:
            raise self._closed(team_key)
        return self._team_secrets[team_key]

    def unwrap_mine(self, wrapped: bytes, context: str) -> bytes:
        """What was wrapped to this person herself. Raises Locked or BrokenSeal."""
        return self._own()[1].unwrap(wrapped, context)

    @property
    def private(self) -> PrivateKeys:
        """The person's private keys, to put them under a new pass-phrase. Raises Locked."""
        if self._private is None:
            raise Locked("own key")
        return self._private

    def sign(self, message: bytes) -> tuple[UserKeys | None, bytes]:
        """A signature and whose: the person's when unlocked, otherwise the server's (None)."""
        if self._private is None:
            return None, trust.sign_as_house(message)
        return self.pair, self._private.sign(message)

    def _own(self) -> tuple[UserKeys, Opener]:
        if self.pair is None or self._mine is None:
            raise Locked("own key")
        return self.pair, self._mine

    def _held(self, folder: UUID, compartment: Compartment | None = None) -> HeldKeys:
        """The keys of a folder; of one compartment at least, where it is asked for."""
        if folder not in self._folders:
            self.prepare([folder])
        fetched = self._fetched.get(folder, [])
        known = self._folders.get(folder, {})
        for grant in [waiting for waiting in fetched if compartment in (None, *waiting.parts())]:
            fetched.remove(grant)
            with suppress(trust.NotGenuine):  # counts as absent
                known.update(self._opened(grant))
                self._note_newest(grant)
        return known

    def _closed(self, folder: UUID) -> Locked | NotGranted:
        return Locked(str(folder)) if self.locked else NotGranted(str(folder))

    def _opened(self, grant: Grant) -> HeldKeys:
        team = grant.to_team_key_id
        holder, opener = self._team_openers()[team] if team else self._own()
        # One wrap holds the keys of all compartments of a grant: one opening in place of seven for
        # each folder of a list.
        opened = grant.keys_in(_given(grant, holder, opener))
        return {(part, grant.generation): key for part, key in opened.items()}

    def _team_openers(self) -> dict[UUID, tuple[TeamKey, Opener]]:
        if self._teams is None:
            holders = () if self.locked else stored_wraps.team_keys(self._own()[0])
            return self._open_teams(holders)
        return self._teams

    def _open_teams(self, holders: Iterable[TeamKeyHolder]) -> dict[UUID, tuple[TeamKey, Opener]]:
        self._teams = {}
        for row in holders:
            with suppress(trust.NotGenuine):  # counts as absent
                secret = _given(row, *self._own())
                self._team_secrets[row.team_key_id] = secret
                self._teams[row.team_key_id] = row.team_key, Opener(secret)
        return self._teams


def _given(row: SignedWrap, holder: UserKeys | TeamKey, opener: Opener) -> bytes:
    """What was wrapped, where it was given to exactly this holder. Raises BrokenSeal."""
    context = trust.check_wrap(row, holder).context()
    return opener.unwrap(bytes(row.wrapped), context)
