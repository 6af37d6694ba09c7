"""The papers of a case as its documents show them, and one paper opened."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.records import PaperBeside
from fanal.core.calendars import read_text
from fanal.core.papers.kinds import Keeper, Owner
from fanal.core.papers.states import PaperDays, PaperState
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.papers.models import TypedPaper
from fanal.web.templatetags.fanal import partial_date
from fanal.web.words import translated

TONES = {
    PaperState.RECEIVED: "green",
    PaperState.REFUSED: "red",
    PaperState.LOST: "red",
    PaperState.SENT: "blue",
    PaperState.ENDED: "amber",
}


def papers_beside(
    case: Case, ring: Ring, may_open: Collection[Compartment]
) -> Iterator[PaperBeside]:
    """What is open first, by its deadline; then the rest, the newest first."""
    rows = TypedPaper.objects.in_parts([case.id], may_open).select_related("person")
    found = sorted(rows, key=lambda row: row.made_on, reverse=True)
    found.sort(key=lambda one: (not one.stands.is_open, one.due or date.max))
    for one in found:
        yield _beside(one, one.try_unseal(ring))


def _beside(paper: TypedPaper, data: Content | None) -> PaperBeside:
    state = state_today(paper, data, timezone.localdate())
    return PaperBeside(
        address=reverse("papers:paper", args=[paper.case_id, paper.id]),
        title=paper.says,
        code=paper.person.code_name,
        state=state.sentence(),
        tone=TONES.get(state, "plain"),
        due=paper.due if paper.stands.is_open else None,
        body=(data or {}).get("body", ""),
        late=bool(paper.stands.is_open and paper.due and paper.due < timezone.localdate()),
    )


def state_today(paper: TypedPaper, data: Content | None, today: date) -> PaperState:
    """Return where it stands today: what was received ends on its day, without anybody's doing."""
    until = (data or {}).get("until")
    days = PaperDays(until=read_text(until).date if until else None)
    if paper.stands is PaperState.RECEIVED and days.has_ended(today):
        return PaperState.ENDED
    return paper.stands


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One thing that is known of a paper. `address`: of the page that says more."""

    key: Sentence
    value: object
    address: str = ""


# Filled when the server starts: with whom a paper travels is known to an app above.
CARRIED: list[Callable[[TypedPaper, User], Iterable[PaperRow]]] = []


def rows_of(paper: TypedPaper, data: Content, user: User) -> list[PaperRow]:
    """What is known of it, in the order of the form."""
    fact_rows = [
        PaperRow(say("Who it is about"), paper.person.code_name),
        PaperRow(say("Authority, doctor, court or platform"), data["body"]),
        PaperRow(say("By which day"), _day(paper.due.isoformat() if paper.due else "")),
        PaperRow(say("Whose original it is"), _label_of(Owner, data["owner"])),
        PaperRow(say("Where the original is kept"), _label_of(Keeper, data["keeper"])),
        *(row for read in CARRIED for row in read(paper, user)),
        PaperRow(say("Number"), data["number"]),
        PaperRow(say("Date on it"), _day(data["dated"])),
        PaperRow(say("Valid until"), _day(data["until"])),
        PaperRow(say("In which language"), data["language"]),
        PaperRow(say("Sent or asked for on"), _day(data["sent_on"])),
        PaperRow(say("Answered on"), _day(data["answered_on"])),
        PaperRow(say("What to know about it"), data["remarks"]),
    ]
    return [one for one in fact_rows if one.value]


def _label_of(words: type[Owner] | type[Keeper], code: str) -> str:
    return capfirst(translated(words(code).sentence())) if code else ""


def _day(kept: str) -> str:
    return partial_date(read_text(kept).date) if kept else ""
