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
# Asked before something is sealed in a folder, of the database as it is just then: makes new keys
# where somebody who left may have kept the newest, and returns the generation to seal under
# (`fanal.rotation`).
BEFORE_SEALING: list[Callable[[UUID], int]] = []


class Ring:
    """Data keys by folder, fetched when first asked for; `prepare` fetches many in one query.

    A wrap is opened once a key that it holds is needed: a lead holds two of each folder, and a list
    of cases reads what is in one of them. So is the key of a team: each departure leaves one that
    was replaced, and few pages need one of these.
    """

    def __init__(self, pair: UserKeys | None = None, private: PrivateKeys | None = None) -> None:
        self.pair = pair
        self._private = private
        self._mine = Opener(private.reading) if private else None
        self._teams: dict[UUID, TeamKeyHolder] | None = None
        self._team_secrets: dict[UUID, bytes] = {}  # of those that were opened
        self._team_openers: dict[UUID, Opener] = {}
        self._folders: dict[UUID, HeldKeys] = {}
        self._fetched: dict[UUID, list[Grant]] = {}  # and not opened yet
        self._newest: dict[UUID, int] = {}  # generation, of folders in which something was sealed
        self._changed: set[UUID] = set()  # that got new keys since theirs were fetched

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
        self._newest[folder] = generation

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
        self._teams = {row.team_key_id: row for row in holders}
        return grants

    def key(self, folder: UUID, compartment: Compartment, generation: int) -> bytes:
        """The data key, 32 bytes. Raises Locked or NotGranted."""
        try:
            return self._held(folder, compartment, generation)[compartment, generation]
        except KeyError:
            raise self._closed(folder) from None

    def newest_key(self, folder: UUID, compartment: Compartment) -> tuple[int, bytes]:
        """The generation and data key to seal with. Raises Locked or NotGranted."""
        # The newest of the folder alone, and not of what she holds: what is written after a
        # rotation must not open with a key that may be known (ADR 23).
        generation = self._newest_of(folder)
        return generation, self.key(folder, compartment, generation)

    def _newest_of(self, folder: UUID) -> int:
        """The generation of the newest keys of a folder, after new ones were made where somebody
        who left may have kept these. The other folders wait for their turn."""
        if self.locked or folder in self._newest:
            return self._newest.get(folder, 0)
        newest = max((ask(folder) for ask in BEFORE_SEALING), default=0)
        if folder not in self._changed and self._has(folder, newest):
            self._newest[folder] = newest  # asked once
            return newest
        # They were made since hers were fetched, and maybe for a key of her team that is as new.
        # Fetched for each writing: what made them may be rolled back, and others be made since.
        self._changed.add(folder)
        self._teams = None
        self.forget([folder])
        return newest

    def _has(self, folder: UUID, generation: int) -> bool:
        fetched = any(grant.generation == generation for grant in self._fetched.get(folder, ()))
        return fetched or any(one == generation for _part, one in self._folders.get(folder, ()))

    def all_keys(self, folder: UUID, compartment: Compartment) -> list[tuple[int, bytes]]:
        """Return every generation of the data key, to pass it on. Raises Locked or NotGranted."""
        known = self._held(folder, compartment)
        keys = [(number, key) for (part, number), key in known.items() if part is compartment]
        if not keys:
            raise self._closed(folder)
        return sorted(keys)

    def compartments(self, folder: UUID) -> frozenset[Compartment]:
        """The compartments of `folder` that this ring opens now."""
        if folder not in self._folders:
            self.prepare([folder])
        found = {part for part, _generation in self._folders.get(folder, ())}
        # From the newest: the older keys of what is open by then need no opening.
        for grant in sorted(self._fetched.get(folder, ()), key=lambda one: -one.generation):
            if not found.issuperset(grant.parts()):
                found.update(part for part, _generation in self._open(grant))
        return frozenset(found)

    def team_secret(self, team_key: UUID) -> bytes:
        """A team's private key, to admit a colleague. Raises Locked or NotGranted."""
        away = travelling(self.pair.user_id) if self.pair else None
        # In travel mode nobody admits anybody: the key of a team opens more than the folders that
        # were taken along.
        if away is None:
            with suppress(trust.NotGenuine):  # counts as absent
                self._team_opener(team_key)
                return self._team_secrets[team_key]
        raise self._closed(team_key)

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

    def _held(
        self, folder: UUID, compartment: Compartment, generation: int | None = None
    ) -> HeldKeys:
        """The keys of a folder that are open; those of one compartment at least, of one generation
        or of all."""
        if folder not in self._folders:
            self.prepare([folder])
        for grant in list(self._fetched.get(folder, ())):
            if compartment in grant.parts() and generation in (None, grant.generation):
                self._open(grant)
        return self._folders.get(folder, {})

    def _open(self, grant: Grant) -> HeldKeys:
        """Put what was wrapped into the ring; nothing where it is not genuine."""
        self._fetched[grant.folder_id].remove(grant)
        opened: HeldKeys = {}
        with suppress(trust.NotGenuine):  # counts as absent
            opened = self._opened(grant)
        self._folders[grant.folder_id].update(opened)
        return opened

    def _closed(self, folder: UUID) -> Locked | NotGranted:
        return Locked(str(folder)) if self.locked else NotGranted(str(folder))

    def _opened(self, grant: Grant) -> HeldKeys:
        team = grant.to_team_key_id
        holder, opener = self._team_opener(team) if team else self._own()
        # One wrap holds the keys of all compartments of a grant: one opening in place of seven for
        # each folder of a list.
        opened = grant.keys_in(_given(grant, holder, opener))
        return {(part, grant.generation): key for part, key in opened.items()}

    def _team_holders(self) -> dict[UUID, TeamKeyHolder]:
        if self._teams is None:
            holders = () if self.locked else stored_wraps.team_keys(self._own()[0])
            self._teams = {row.team_key_id: row for row in holders}
        return self._teams

    def _team_opener(self, team_key: UUID) -> tuple[TeamKey, Opener]:
        """What opens the grants to a key of a team of hers, itself opened when first needed. Raises
        NotGenuine, also where she was not given it."""
        row = self._team_holders().get(team_key)
        if row is None:
            raise trust.NotGenuine(str(team_key))
        if team_key not in self._team_openers:
            secret = _given(row, *self._own())
            self._team_secrets[team_key], self._team_openers[team_key] = secret, Opener(secret)
        return row.team_key, self._team_openers[team_key]


def _given(row: SignedWrap, holder: UserKeys | TeamKey, opener: Opener) -> bytes:
    """What was wrapped, where it was given to exactly this holder. Raises BrokenSeal."""
    context = trust.check_wrap(row, holder).context()
    return opener.unwrap(bytes(row.wrapped), context)
