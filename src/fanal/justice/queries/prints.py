"""What papers say of proceedings: before which body, under which number, what is claimed; how far
each is, on the summary of a case and in what goes out through the gate."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.text import capfirst
from django.utils.translation import ngettext

from fanal.cases.models import Case
from fanal.cases.queries.prints import PrintQuery
from fanal.core.casework.answers import text_in
from fanal.core.justice.codes import GRANTED
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.proceedings import HerRole
from fanal.core.trust.vocabulary import DataClass
from fanal.core.words import say
from fanal.justice.queries.accounts import registers
from fanal.justice.queries.money import is_in_her_name
from fanal.justice.queries.records import ShownProceeding, proceedings_in
from fanal.justice.queries.shown_records import ShownJustice
from fanal.justice.queries.story import NOT_BEGUN, in_one_line
from fanal.keys.ring import Ring
from fanal.papers.queries.facts import FactQuery, day_in_words
from fanal.people.models import Person
from fanal.sharing.queries.payloads import PayloadLine
from fanal.web.codes import COUNTRIES
from fanal.web.typing import Context
from fanal.web.words import labelled, translated

K = JusticeKind


def proceedings_for_a_paper(asked: FactQuery) -> Mapping[str, str]:
    """The answers of the person of the paper alone; nothing where its class does not go out."""
    if DataClass.LEGAL not in asked.classes:
        return {}
    hers = _of_its_court(asked)
    already = {"heard_already": _heard_already(asked)}
    if not hers:
        return already
    return already | {
        "proceeding": "; ".join(filter(None, (_body(proceeding) for proceeding in hers))),
        "damage": "; ".join(filter(None, (_damage(proceeding) for proceeding in hers))),
        "against": "; ".join(_against(hers)),
        "wanted_measures": ", ".join(filter(None, map(_measures, hers))),
    }


def _of_its_court(asked: FactQuery) -> list[ShownProceeding]:
    """Return her proceedings before the body to which the paper goes; else those in which nobody
    accuses her: no paper of ours tells one court that another accuses her."""
    shown = proceedings_in(asked.paper.case, asked.ring)
    hers = [one for one in shown if one.row.person_id == asked.paper.person_id]
    goes_to = _plain(text_in(asked.paper.unseal(asked.ring), "body"))
    there = [one for one in hers if _is_named(_plain(text_in(one.data, "body")), goes_to)]
    return there or [one for one in hers if one.row.role is not HerRole.ACCUSED] or hers


def _is_named(body: str, goes_to: str) -> bool:
    return bool(body and goes_to) and (body in goes_to or goes_to in body)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _heard_already(asked: FactQuery) -> str:
    """How often she told it, with day and before whom, as far as it is known here."""
    (register,) = registers(asked.paper.case, [asked.paper.person], asked.ring)
    given = [
        f"{day_in_words(one.on.isoformat())}, {translated(one.what)}" for one in register.accounts
    ]
    if not given:
        return ""
    times = ngettext("%(n)s time", "%(n)s times", len(given)) % {"n": len(given)}
    return labelled(times, "; ".join(given))


def _body(proceeding: ShownProceeding) -> str:
    return ", ".join(
        filter(None, (text_in(proceeding.data, "body"), text_in(proceeding.data, "reference")))
    )


def _damage(proceeding: ShownProceeding) -> str:
    return "; ".join(
        f"{capfirst(translated(claim.title))} {claim.amount}" for claim in _in_her_name(proceeding)
    )


def _against(hers: Iterable[ShownProceeding]) -> list[str]:
    """Each side once. What proves it stands beside what would settle it: that is never printed."""
    sides = [claim.text("against") for proceeding in hers for claim in _in_her_name(proceeding)]
    return list(dict.fromkeys(filter(None, sides)))


def _in_her_name(proceeding: ShownProceeding) -> list[ShownJustice]:
    """Return what is claimed in her name alone: the paper is hers."""
    return [claim for claim in proceeding.of(K.CLAIM) if is_in_her_name(claim.data or {})]


def _measures(proceeding: ShownProceeding) -> str:
    """What nobody granted yet: what is in force is asked for again by no paper."""
    return ", ".join(
        translated(asked.title)
        for asked in proceeding.of(K.MEASURE)
        if asked.row.waits and not _is_in_force(asked)
    )


def _is_in_force(asked: ShownJustice) -> bool:
    """Whether it was granted; one that was broken still binds whoever broke it."""
    return any(news.row.coded["news"] == GRANTED for news in asked.below)


def proceedings_on_the_summary(query: PrintQuery) -> Iterator[Context]:
    """Yield how far each is, and the next day in court: no hour, court or word."""
    for proceeding in proceedings_in(query.case, query.ring):
        state, coming = proceeding.state, proceeding.next_hearing
        yield {
            "person": proceeding.row.person,
            "what": proceeding.row.kind.sentence(),
            "where": COUNTRIES.name(proceeding.row.country),
            "role": proceeding.row.role.sentence(),
            "state": state.kind.sentence() if state else NOT_BEGUN,
            "on": state.on if state else None,
            "next": coming.hearing.state.now.day if coming and coming.hearing else None,
        }


def proceedings_that_go_out(
    case: Case, person: Person, data_class: DataClass, ring: Ring
) -> Iterator[PayloadLine]:
    """Yield hers alone, where the legal class goes out: which, where, her role in it, how far."""
    if data_class is not DataClass.LEGAL:
        return
    for proceeding in proceedings_in(case, ring):
        if proceeding.row.person_id != person.pk or not proceeding.data:
            continue
        says = in_one_line(proceeding.row, proceeding.state)
        yield PayloadLine(DataClass.LEGAL, say("Proceeding"), says)
