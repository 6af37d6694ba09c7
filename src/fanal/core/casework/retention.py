"""How long a file is kept, what keeps it longer, and on which grounds it is erased.

Nothing is erased because its time is over: it is then proposed to a lead, and two people decide.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fanal.core.calendars.months import add_years
from fanal.core.casework.codes import CaseKind
from fanal.core.data_files.toml_tables import TomlTable, Words, read_toml, shipped_text
from fanal.core.words import LabelledEnum, say

FILE = "retention.toml"
MOST_YEARS = 100


class ErasureGround(LabelledEnum):
    """Why a file is erased."""

    SHE_ASKED = "she_asked", say("she asked for it")
    TIME_OVER = "time_over", say("its retention period is over")
    BY_MISTAKE = "by_mistake", say("opened by mistake")
    ORDERED = "ordered", say("ordered by a court or an authority")
    NO_RIGHT = "no_right", say("we had no right to keep it")


class HoldReason(LabelledEnum):
    """Why nothing of a file may be erased for a time."""

    COURT = "court", say("proceedings at a court")
    COMPLAINT = "complaint", say("a complaint about our work")
    DATA_REQUEST = "data_request", say("a request to see what we hold")


class Guard(LabelledEnum):
    """What keeps a file although its time would be over."""

    OPEN = "open", say("she has an open case: close it first")
    JOURNEY = "journey", say("one of her journeys is not over")
    DANGER = (
        "danger",
        say("she is in danger, or was handed over and nobody has confirmed that she arrived"),
    )
    BED = "bed", say("she has a bed in one of our shelters: end her stay first")
    UNSAFE = (
        "unsafe",
        say("nothing known says that the partner whom she was with may take her in: open it again"),
    )
    WITH_OTHERS = "with_others", say("a case of hers and of others is open")
    CHANGED = (
        "changed",
        say("something in it was changed or deleted from outside: two people certify it first"),
    )
    COURT = "court", say("a hearing is still to come")
    PROCEEDINGS = (
        "proceedings",
        say("proceedings of hers are not over, or something of them waits"),
    )
    MONEY = "money", say("money that was asked for, or claimed for her, is not settled")
    CLOSED_TO_YOU = (
        "closed_to_you",
        say("the legal part or her birth is closed to you: another lead proposes"),
    )
    UNREAD = "unread", say("something was written that nobody else has read since")
    CONTACT = "contact", say("somebody was in touch with her not long ago")
    CHILD = "child", say("she was a child: it is kept until she could no longer lodge a complaint")
    PERIOD = "period", say("its retention period is not over yet")


# Also where she asks for it herself: nothing is cut off in the middle of a rescue.
ALWAYS = frozenset({Guard.OPEN, Guard.JOURNEY, Guard.DANGER, Guard.BED})


def kept_by(guards_found: Iterable[Guard], ground: ErasureGround) -> list[Guard]:
    """Return those that keep it on this ground: who asks for it herself, or what a court ordered,
    waits for no period."""
    waits = ground is ErasureGround.TIME_OVER
    return [guard for guard in guards_found if waits or guard in ALWAYS]


class RegisterKind(LabelledEnum):
    """What a shelter writes down beside the files of its residents."""

    NIGHT_COUNTS = "night_counts", say("night counts")
    VISITS = "visits", say("visits")
    INCIDENTS = "incidents", say("incidents that concern no resident")
    COMPLAINTS = "complaints", say("complaints, after their answer")
    MEETINGS = "meetings", say("meetings with the residents")


@dataclass(frozen=True)
class RetentionPeriod:
    """How long a file is kept. `certainty`: "law", with the text in `source`, or "policy", which an
    organisation decides. `source`: in each language, or under "en" alone as an organisation wrote
    it."""

    years: int
    certainty: str
    source: Words


@dataclass(frozen=True)
class RetentionPolicy:
    """The periods of an organisation. `assumed_age`: at the opening of the case, where nothing is
    known of her birth."""

    by_kind: Mapping[CaseKind, RetentionPeriod]
    otherwise: RetentionPeriod
    of_age: int
    limitation: RetentionPeriod
    assumed_age: int
    contact: RetentionPeriod
    registers: Mapping[RegisterKind, RetentionPeriod]

    def period_of(self, kinds: Iterable[str]) -> RetentionPeriod:
        """Return the longest period of the kinds of a case."""
        # A case of two kinds is kept for the longer of the two: erasing early cannot be undone.
        known = [self.by_kind.get(CaseKind(kind), self.otherwise) for kind in kinds]
        return max(known, key=lambda period: period.years, default=self.otherwise)

    def shortest_and_longest(self) -> tuple[int, int]:
        """Return how many years of a closed case are the fewest and the most."""
        years = [period.years for period in (self.otherwise, *self.by_kind.values())]
        return min(years), max(years)


@dataclass(frozen=True)
class RetentionFacts:
    """The facts of one case from which its period is counted, and those that keep it.

    `last_written`: the last day of anything in it. `youngest`: the latest day on which one of its
    people can be born; None where nothing is known. `closed_to_reader`: the reader cannot tell.
    `changed`: what its time is counted from may be another than what was written. `with_others`:
    it is open for others whom it concerns. `unsafe`: danger was found, since it was closed, of the
    partner with whom she was, and nobody has asked how she is.
    """

    kinds: tuple[str, ...]
    opened_on: date
    last_written: date
    last_contact: date | None
    youngest: date | None
    open: bool
    travelling: bool
    court: bool
    closed_to_reader: bool
    unread: bool
    proceedings: bool = False
    money: bool = False
    changed: bool = False
    danger: bool = False
    bed: bool = False
    with_others: bool = False
    unsafe: bool = False


def over_on(facts: RetentionFacts, policy: RetentionPolicy) -> date:
    """The day on which the period of its kinds ends."""
    # From the last that was written and not from the closing: what was added since starts it
    # anew.
    return add_years(facts.last_written, policy.period_of(facts.kinds).years)


def child_until(facts: RetentionFacts, policy: RetentionPolicy) -> date | None:
    """Return the day until which the file is kept because she was a child when it was opened; None
    where she was of age."""
    # The latest day of birth that is possible, so that a doubtful age keeps the file longer, not
    # shorter.
    born = facts.youngest or add_years(facts.opened_on, -policy.assumed_age)
    of_age = add_years(born, policy.of_age)
    # She may lodge a complaint as an adult, until the limitation period (retention.toml) is over.
    return add_years(of_age, policy.limitation.years) if of_age > facts.opened_on else None


def guards(facts: RetentionFacts, policy: RetentionPolicy, today: date) -> list[Guard]:
    """Return all that keeps the case, in the order in which they are told."""
    holds = {
        Guard.OPEN: facts.open,
        Guard.JOURNEY: facts.travelling,
        Guard.DANGER: facts.danger,
        Guard.BED: facts.bed,
        Guard.UNSAFE: facts.unsafe,
        Guard.WITH_OTHERS: facts.with_others,
        Guard.CHANGED: facts.changed,
        Guard.COURT: facts.court,
        Guard.PROCEEDINGS: facts.proceedings,
        Guard.MONEY: facts.money,
        Guard.CLOSED_TO_YOU: facts.closed_to_reader,
        Guard.UNREAD: facts.unread,
    }
    ends = {guard: ends_on(guard, facts, policy) for guard in Guard}
    return [guard for guard in Guard if holds.get(guard) or (ends[guard] or today) > today]


def ends_on(guard: Guard, facts: RetentionFacts, policy: RetentionPolicy) -> date | None:
    """Return the day on which this ends by itself; None for what somebody has to end."""
    if guard is Guard.CONTACT and facts.last_contact is not None:
        return add_years(facts.last_contact, policy.contact.years)
    if guard is Guard.CHILD:
        return child_until(facts, policy)
    return over_on(facts, policy) if guard is Guard.PERIOD else None


def over_before(period: RetentionPeriod, today: date) -> date:
    """Return the day before which whatever was written has passed its period."""
    return add_years(today, -period.years)


def default_policy() -> RetentionPolicy:
    return read_policy(shipped_text("fanal.core.casework", FILE), FILE)


def read_policy(text: str, where: str) -> RetentionPolicy:
    """Return the policy written in `text`. Raises BadInput naming the line and the place."""
    top = TomlTable(where, text, read_toml(where, text), repeated="period")
    by_kind: dict[CaseKind, RetentionPeriod] = {}
    for number, row in enumerate(top.parts("period"), 1):
        place = f"period {number}"
        by_kind |= dict.fromkeys(_kinds(row, place), _period(row, "years", place))
    children, contact, otherwise = (
        _part(top, name) for name in ("children", "contact", "otherwise")
    )
    return RetentionPolicy(
        by_kind,
        _period(otherwise, "years", "otherwise"),
        _number(children, "of_age", "children"),
        _period(children, "limitation_years", "children"),
        _number(children, "assumed_age", "children"),
        _period(contact, "years", "contact"),
        _registers(TomlTable(where, text, top.values, repeated="register")),
    )


def _registers(top: TomlTable) -> Mapping[RegisterKind, RetentionPeriod]:
    """Return the periods of the registers that the file names; the default holds for any other."""
    periods: dict[RegisterKind, RetentionPeriod] = {}
    for number, row in enumerate(top.parts("register"), 1):
        place, of = f"register {number}", row.values.get("of")
        if of not in set(RegisterKind):
            row.wrong("of", say("“{code}” is no register of a shelter", code=of), place)
        periods[RegisterKind(of)] = _period(row, "years", place)
    return periods


def _part(top: TomlTable, name: str) -> TomlTable:
    if not isinstance(top.values.get(name), Mapping):
        top.wrong(name, say("“{name}” is missing", name=f"[{name}]"))
    return top.part(name)


def _kinds(row: TomlTable, place: str) -> list[CaseKind]:
    codes = row.values.get("kinds")
    for code in codes if isinstance(codes, list) else [codes]:
        if code not in set(CaseKind):
            row.wrong("kinds", say("“{code}” is no kind of case", code=code), place)
    return [CaseKind(code) for code in codes or ()]


def _period(row: TomlTable, name: str, place: str) -> RetentionPeriod:
    certainty = row.values.get("certainty")
    if certainty not in ("law", "policy"):
        row.wrong("certainty", say("certainty is “law” or “policy”"), place)
    return RetentionPeriod(_number(row, name, place), certainty, _source(row, place))


def _source(row: TomlTable, place: str) -> Words:
    """Return the source in each language, or the single text of an organisation that
    writes it as it reads it."""
    written = row.values.get("source")
    if isinstance(written, Mapping):
        return row.words("source")
    if not (isinstance(written, str) and written.strip()):
        row.wrong("source", say("say in source where it comes from"), place)
    return {"en": written.strip()}


def _number(row: TomlTable, name: str, place: str) -> int:
    years = row.values.get(name)
    # `true` is an int to Python, and would be kept for one year.
    if isinstance(years, bool) or not isinstance(years, int) or not 0 <= years <= MOST_YEARS:
        why = say("{name} is a number from 0 to {most}", name=name, most=MOST_YEARS)
        row.wrong(name, why, place)
    return years
