"""Organisations, their units and contacts, and who would hear of what they are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fanal.core.calendars.intervals import lies_within
from fanal.core.errors import BadInput
from fanal.core.trust.areas import reachable_from
from fanal.core.trust.vocabulary import PartnerPresence, PartnerPurpose, PartnerType, PartyKind
from fanal.core.words import say


@dataclass(frozen=True, slots=True)
class Stay:
    """Presence of a party in an area over a period; `until` is the last day."""

    area: str
    presence: PartnerPresence
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return lies_within(day, self.since, self.until)


@dataclass(frozen=True, slots=True)
class AgreementFact:
    purposes: frozenset[PartnerPurpose]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """`within` is the body it belongs to; `merged_into` the party that took it over. `type` None:
    not known, or one of our own."""

    id: str
    kind: PartyKind
    name: str = ""
    within: str | None = None
    merged_into: str | None = None
    stays: tuple[Stay, ...] = ()
    languages: frozenset[str] = frozenset()
    agreements: tuple[AgreementFact, ...] = ()
    type: PartnerType | None = None

    @property
    def is_person(self) -> bool:
        return self.kind is PartyKind.PERSON


@dataclass(frozen=True, slots=True)
class TieFact:
    """Two who may tell each other: a family, an owner, a debt. It holds both ways."""

    one: str
    other: str
    kind: str = "other"


@dataclass(frozen=True)
class Directory:
    """Raises `BadInput` for a party twice, an unknown body, or a circle."""

    parties: Mapping[str, Party]
    ties: tuple[TieFact, ...] = ()
    _members: dict[str, list[str]] = field(default_factory=dict, repr=False)
    _tied: dict[str, list[str]] = field(default_factory=dict, repr=False)
    _merged: list[str] = field(default_factory=list, repr=False)

    @classmethod
    def of(cls, parties: Iterable[Party], ties: Iterable[TieFact] = ()) -> Directory:
        known: dict[str, Party] = {}
        for party in parties:
            if party.id in known:
                raise BadInput(f"parties.{party.id}", say("is there twice"))
            known[party.id] = party
        directory = cls(known, tuple(ties))
        directory._index()
        return directory

    def _index(self) -> None:
        for party in self.parties.values():
            for name, other in (("within", party.within), ("merged_into", party.merged_into)):
                if other is not None and other not in self.parties:
                    raise BadInput(
                        f"parties.{party.id}.{name}",
                        say("no partner or person {party}", party=repr(other)),
                    )
            # Only for the error that it raises: a circle is found as the file is read and not in
            # the middle of a decision.
            self.chain(party.id)
            if party.merged_into is not None:
                self._merged.append(party.id)
            if party.within is not None:
                # By the names of today: who belonged to a partner that was merged belongs to the
                # one that took it over.
                body = self.now_called(party.within)
                self._members.setdefault(body, []).append(self.now_called(party.id))
        for tie in self.ties:
            one, other = self.now_called(tie.one), self.now_called(tie.other)
            self._tied.setdefault(one, []).append(other)
            self._tied.setdefault(other, []).append(one)

    def __contains__(self, party: object) -> bool:
        return party in self.parties

    def get(self, party: str) -> Party:
        if party not in self.parties:
            raise BadInput("party", say("no partner or person {party}", party=repr(party)))
        return self.parties[self.now_called(party)]

    def name(self, party: str) -> str:
        known = self.parties.get(self.now_called(party))
        return known.name if known is not None and known.name else party

    def now_called(self, party: str) -> str:
        """The party that took `party` over, itself where none did or where it is not on file."""
        # A list and not one step: a partner that took another over may have been taken over itself.
        seen = [party]
        while (known := self.parties.get(seen[-1])) is not None and known.merged_into is not None:
            if known.merged_into in seen:
                raise BadInput(f"parties.{party}.merged_into", say("the mergers stand in a circle"))
            seen.append(known.merged_into)
        return seen[-1]

    def formerly(self, parties: Iterable[str]) -> frozenset[str]:
        """The parties that were merged into `parties`."""
        wanted = set(parties)
        return frozenset(key for key in self._merged if self.now_called(key) in wanted)

    def chain(self, party: str) -> tuple[str, ...]:
        """The party and the bodies it belongs to, from the nearest to the organisation."""
        chain = [self.now_called(party)]
        while (known := self.parties.get(chain[-1])) is not None and known.within is not None:
            above = self.now_called(known.within)
            if above in chain:
                raise BadInput(f"parties.{party}.within", say("the parties stand in a circle"))
            chain.append(above)
        return tuple(chain)

    def types(self, chain: Iterable[str]) -> frozenset[PartnerType | None]:
        """Return what each of these does, None among them where it is not known of one."""
        known = (self.parties.get(one) for one in chain)
        return frozenset(one.type if one is not None else None for one in known)

    def members(self, body: str) -> frozenset[str]:
        """Return every unit and contact under `body`, at any depth."""

        def under(party: str) -> list[str]:
            return self._members.get(party, [])

        return frozenset(reachable_from(under(self.now_called(body)), under))

    def hears(self, party: str) -> dict[str, str | None]:
        """Return all who may hear what `party` is told, each with the one it would come through.

        A body tells its members, a person her own unit, and ties tell both ways. What a unit knows
        does not rise to the whole organisation: else one cousin would close a country.
        """
        start = self.now_called(party)
        # Breadth first, so that each is reached by the shortest way, which is the one that is
        # named.
        through: dict[str, str | None] = {start: None}
        waiting = [start]
        while waiting:
            current = waiting.pop(0)
            for other in self._would_tell(current):
                if other not in through:
                    through[other] = current
                    waiting.append(other)
        return through

    def _would_tell(self, party: str) -> list[str]:
        others = [*self._members.get(party, ()), *self._tied.get(party, ())]
        known = self.parties.get(party)
        if known is not None and known.is_person and known.within is not None:
            others.append(self.now_called(known.within))
        return sorted(others)

    def tied(self, party: str) -> tuple[str, ...]:
        return tuple(sorted(self._tied.get(party, ())))
