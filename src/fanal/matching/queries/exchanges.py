"""Who takes part in an exchange with a partner, and what is kept of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.models import Case, CasePerson, Consent
from fanal.cases.queries.consent_validity import as_records
from fanal.core.casework.consent import ConsentPurpose as Asked
from fanal.core.private_linkage.composites import Described, Key, composites
from fanal.core.private_linkage.match_bands import Band
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring
from fanal.matching.models import Exchange, ExchangeSecret
from fanal.people.access import kept_out_of, people_among, people_for
from fanal.people.models import Person
from fanal.people.opened_search import open_rows
from fanal.people.queries import last_of, merged_of
from fanal.sharing.access import GateAnswer, may_disclose_each
from scriptnames import Entry

TOLD, FOR = DataClass.EXISTENCE, PartnerPurpose.KNOW_A_CASE_EXISTS
BANDS = {
    Band.STRONG: say("much speaks for one person"),
    Band.LIKELY: say("more likely one person than two"),
    Band.POSSIBLE: say("possible"),
}


@dataclass(frozen=True)
class Participant:
    """One person who takes part: the case by which she does, and the yes of the gate."""

    person: Person
    case: Case
    answer: GateAnswer


def taking_part(exchange: Exchange, by: User) -> dict[UUID, Participant]:
    """Return, by the file that stands for her, everyone whose existence the partner may be told.

    Each of her cases must allow it, also those that `by` may not open: a list of whom never to tell
    holds in all of them.
    """
    people = people_for(by).filter(team=exchange.team, merged_into=None).in_bulk()
    into = merged_of()
    files = {file: last_of(file, into) for file in {*people, *into}}
    # Also by files that were merged into hers: a no in any of their cases holds for her.
    wanted = [file for file, stands in files.items() if stands in people]
    rows = CasePerson.objects.filter(person__in=wanted).select_related("case", "person")
    links = list(rows.order_by("id"))
    answers = may_disclose_each(
        [(link.case, link.person) for link in links],
        partner=exchange.partner,
        classes=[TOLD],
        purpose=FOR,
        by=by,
    )
    by_person: dict[UUID, list[Participant]] = {}
    for link, answer in zip(links, answers, strict=True):
        part = Participant(link.person, link.case, answer)
        by_person.setdefault(files[link.person_id], []).append(part)
    return {
        file: parts[0]
        for file, parts in by_person.items()
        # A single case that forbids it is enough: whom she named there may sit with the partner.
        if all(part.answer.allowed for part in parts)
    }


def keys_of(people: Iterable[UUID], by: User, ring: Ring) -> dict[str, tuple[Key, ...]]:
    """Return by id the composites of each of these people under every name she has; none where too
    little is known of her to be found."""
    return composites(described_of(people, by, ring))


def described_of(people: Iterable[UUID], by: User, ring: Ring) -> dict[str, list[Described]]:
    """Return by id what is compared of each of these people, once for every name she has."""
    entries = open_rows(by, ring, frozenset(people), kept_out_of(by)).entries
    return {entry.key: list(_described(entry)) for entry in entries}


def _described(entry: Entry) -> Iterator[Described]:
    span = entry.birth.span if entry.birth else None
    day = entry.birth.day if entry.birth else None
    # A span of two years tells no year: nothing is compared that would be a guess.
    year = span.earliest.year if span and span.earliest.year == span.latest.year else None
    nickname = entry.nicknames[0] if entry.nicknames else ""
    for name in entry.names or entry.nicknames:
        yield Described(
            name,
            nickname,
            entry.sex,
            day.isoformat() if day else "",
            year,
            entry.nationality,
            entry.place,
            entry.phone,
        )


def secret_of(exchange: Exchange, what: str) -> ExchangeSecret | None:
    return exchange.secrets.filter(what=what).first()


@dataclass(frozen=True)
class PairRow:
    """One pair on the page: an id that says nothing, the file, the band in words.

    `theirs`: what both sides call the match.
    """

    id: str
    person: Person
    theirs: str
    band: Band
    counted: bool

    @property
    def words(self) -> Sentence:
        return BANDS[self.band]


def pairs_of(exchange: Exchange, by: User, ring: Ring) -> list[PairRow]:
    """The pairs whose file this person may open, likeliest first."""
    secret = secret_of(exchange, "pairs")
    rows = secret.unseal(ring)["pairs"] if secret else []
    people = people_among(by, [UUID(row["person"]) for row in rows]).in_bulk()
    return [
        PairRow(
            row["id"], people[UUID(row["person"])], row["theirs"], Band(row["band"]), row["counted"]
        )
        for row in rows
        if UUID(row["person"]) in people
    ]


def unwilling(people: Iterable[UUID], today: date) -> set[UUID]:
    """Who ever said no to figures, took a yes back, could not decide, or whose yes ran out or does
    not count."""
    every = Consent.objects.filter(person__in=list(people))
    asked_for_figures = [consent for consent in every if consent.purpose == Asked.STATISTICS]
    return {
        row.person_id
        for row, record in as_records(asked_for_figures)
        if row.withdrawn_on is not None or not record.state(today).allows
    }
