"""Which statements stand in an entry of a case: an answer once given stays said.

The safety form and the follow-up can be changed afterwards. Each keeps every answer to its
question of danger, with the hour at which it was given (`fanal.core.casework.kept_answers`): what
is changed or emptied later adds an answer and takes none away. An entry of before has its answer
and its day alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from fanal.core.casework.answers import is_value, load
from fanal.core.casework.contact_evidence import (
    SAID_WORD,
    SaidWord,
    how_heard,
    own_word,
    said_of_her,
)
from fanal.core.casework.origins import ORIGIN, day_said, full_day, moment_of, origin_in
from fanal.core.casework.state_entries import FREE
from fanal.core.casework.statements import (
    CaseStatement,
    Custody,
    SaidAt,
    StatementQuestion,
    StatementSource,
    WrittenBy,
)
from fanal.core.journeys.events import Sign

SAID = "said"  # the answers to the question of danger, in the order in which they were written
AT = "written_at"  # the hour at which the entry was written
HEARD_AT = "heard_at"  # the hour of a contact that was written down later the same day
DECIDES = "decides"
PARTNER = "partner"
NOT_MEANT = "not_meant"  # the partners whose name is like that of whoever has her
# Kept with the answers, and no question of a form.
HIDDEN = (SAID, AT, HEARD_AT, DECIDES, PARTNER, NOT_MEANT, ORIGIN)

# The question of each form, and whether a yes to it is a danger.
ASKED = {"safety": ("danger_now", True), "visit": ("safe", False)}
FORMS = {"safety": WrittenBy.SAFETY, "visit": WrittenBy.FOLLOW_UP}
KINDS_SAID = ("safety", "visit", "whereabouts", "state", "sign", "decision")
# Who says how she is has heard from her: nobody has to write it down a second time.
HEARD_BY = {
    StatementSource.HERSELF: Sign.SPOKEN_TO,
    StatementSource.COLLEAGUE: Sign.SEEN,  # one of us, who saw her
}


@dataclass(frozen=True, slots=True)
class Written:
    """An entry of a case, opened: `about` is the case, `by` who wrote it, `on` which day; `due` and
    `done_on` of what is planned."""

    id: str
    kind: str
    data: Mapping[str, Any]
    on: date
    by: str = ""
    about: str = ""
    due: date | None = None
    done_on: date | None = None

    def value(self, name: str) -> Any:
        """The answer, or None where none was given."""
        answer = load(self.data.get(name))
        return answer if is_value(answer) else None

    @property
    def at(self) -> SaidAt:
        """When it was written: the hour where it was kept."""
        return _moment(self.data.get(AT)) or self.on


def statements_in(entry: Written) -> Iterator[CaseStatement]:
    """Yield what the entry says of her present state; nothing where nothing was answered."""
    match entry.kind:
        case "safety":
            yield from _answers(entry)
        case "visit":
            # What she answered beside a wrong word was for whoever listened.
            wrong = entry.value(SAID_WORD) == SaidWord.WRONG
            yield from (one for one in _answers(entry) if one.answer is True or not wrong)
            yield from _heard(entry)
        case "whereabouts":
            yield _place(entry)
        case "state":
            no_longer = _on_danger(entry)
            yield no_longer
            yield from _heard_from(entry, no_longer)
            yield from _with_her(entry)
        case "sign":
            yield from _sign(entry)
        case "decision":
            yield _decision(entry)


def _answers(entry: Written) -> Iterator[CaseStatement]:
    name, danger = ASKED[entry.kind]
    answers_kept, origin = entry.data.get(SAID), origin_in(entry.data)
    caller = origin.who if origin and name in origin.fields else ""
    if answers_kept is None:
        answer = entry.value(name)
        answers_kept = [] if answer is None else [{"answer": answer}]
    for number, answer_kept in enumerate(answers_kept):
        is_last = number == len(answers_kept) - 1
        source = _source(answer_kept.get("said_by") or entry.value("said_by"))
        written = _moment(answer_kept.get("at")) or entry.on
        yield _statement(
            entry,
            StatementQuestion.DANGER,
            answer_kept["answer"] is danger,
            _said_at(entry, written, number),
            written=written,
            number=number,
            source=source,
            who="" if number else caller,
            free=entry.value(FREE.name) if is_last else answer_kept.get(FREE.name),
            heard=own_word(source, how_heard(entry.value("how") or "", entry.value(SAID_WORD))),
            by=answer_kept.get("by") or entry.by,
        )


def _said_at(entry: Written, written: SaidAt, number: int) -> SaidAt:
    """A follow-up is of its own day; of the day on which it is written it has the hour of that,
    unless the hour of the contact is known, at which its first answer was given."""
    made = made_at(entry) if entry.kind == "visit" else None
    if isinstance(made, datetime) and not number:
        return made
    if made is None or day_said(made) >= day_said(written):
        return written
    return day_said(made)


def _heard(entry: Written) -> Iterator[CaseStatement]:
    """A follow-up that is only planned says nothing of her yet, nor does one that did not reach
    her. One that was planned and is written down later is of the day on which it was made."""
    word = entry.value(SAID_WORD)
    question, answer = said_of_her(how_heard(entry.value("how") or "", word), word)
    made = made_at(entry) or entry.done_on
    planned = entry.due is not None and entry.value("on") is None and entry.done_on is None
    if answer is not None and not planned:
        # Of the day on which it was written it has the hour of that, where no other was kept.
        when = made if made and made != day_said(entry.at) else entry.at
        yield _of_word(entry, question, answer, when, id="heard")


def _of_word(
    entry: Written, question: StatementQuestion, answer: object, when: SaidAt, **more: Any
) -> CaseStatement:
    """A sign of life, or the danger that a wrong word tells of, which she says herself."""
    if question is StatementQuestion.DANGER:
        more |= {"source": StatementSource.HERSELF, "by_word": True}
    return _statement(entry, question, answer, when, **more)


def _place(entry: Written) -> CaseStatement:
    """Return where she is; confirmed as it was said in a call, it was said then and
    by whoever called."""
    place, origin = entry.value("place"), origin_in(entry.data)
    if origin is None or "place" not in origin.fields:
        return _statement(entry, StatementQuestion.PLACE, place, entry.at)
    return _statement(
        entry, StatementQuestion.PLACE, place, origin.at, source=origin.source, who=origin.who
    )


def _on_danger(entry: Written) -> CaseStatement:
    return _statement(
        entry,
        StatementQuestion.DANGER,
        entry.value("danger_now"),
        _moment(entry.value("said_at")) or entry.at,
        source=_source(entry.value("said_by")),
        who=str(entry.value("who") or ""),
        free=entry.value(FREE.name),
        what_changed=str(entry.value("what_changed") or ""),
        partner=str(entry.data.get(PARTNER) or ""),
        heard=own_word(entry.value("said_by"), entry.value("sign")),
    )


def _heard_from(entry: Written, statement: CaseStatement) -> Iterator[CaseStatement]:
    sign = statement.heard or HEARD_BY.get(statement.source)
    if sign is not None and statement.answered:
        yield _statement(
            entry,
            StatementQuestion.SIGN_OF_LIFE,
            sign,
            statement.said,
            id="heard",
            who=statement.who,
        )


def _sign(entry: Written) -> Iterator[CaseStatement]:
    when = _moment(entry.value("said_at")) or entry.at
    sign = entry.value("sign")
    if sign in set(Sign):
        question, answer = said_of_her(Sign(sign), entry.value(SAID_WORD))
        who = "" if question is StatementQuestion.DANGER else str(entry.value("who") or "")
        yield _of_word(entry, question, answer, when, who=who)
    yield from _with_her(entry)
    if next_by := _moment(entry.value("next_by")):
        yield _statement(entry, StatementQuestion.NEXT_SIGN, next_by, entry.at, id="next")


def _with_her(entry: Written) -> Iterator[CaseStatement]:
    kind = entry.value("with_whom")
    if kind in set(Custody):
        when = _moment(entry.value("said_at")) or entry.at
        name, custody = str(entry.value("with_name") or ""), Custody(kind)
        answer = name or custody.value
        statement = _statement(
            entry, StatementQuestion.CUSTODIAN, answer, when, id="with", custody=custody
        )
        yield replace(statement, not_meant=frozenset(entry.data.get(NOT_MEANT) or ()))


def _decision(entry: Written) -> CaseStatement:
    return _statement(
        entry,
        StatementQuestion.DECISION,
        entry.value("danger_now"),
        entry.at,
        source=StatementSource.LEAD,
        what_changed=str(entry.value("what_changed") or ""),
        decides=frozenset(entry.data.get(DECIDES) or ()),
    )


def _statement(
    entry: Written,
    question: StatementQuestion,
    answer: object,
    moment: SaidAt,
    *,
    number: int = 0,
    id: str = "",
    written: SaidAt | None = None,
    by: str = "",
    **more: Any,
) -> CaseStatement:
    suffix = id or (str(number) if number else "")
    return CaseStatement(
        # The first answer keeps the id of the entry: decisions of before name it.
        id=f"{entry.id}:{suffix}" if suffix else entry.id,
        question=question,
        answer=answer,
        said=moment,
        written=written or entry.at,
        form=FORMS.get(entry.kind, _form(question)),
        by=by or entry.by,
        about=entry.about,
        **more,
    )


def _form(question: StatementQuestion) -> WrittenBy:
    return WrittenBy.WHEREABOUTS if question is StatementQuestion.PLACE else WrittenBy.STATE


def _source(code: object) -> StatementSource:
    return (
        StatementSource(code)
        if isinstance(code, str) and code in set(StatementSource)
        else StatementSource.NOT_SAID
    )


def _moment(stored: object) -> SaidAt | None:
    """A moment, or a day, as it was kept; None where it cannot be read."""
    if not isinstance(stored, str):
        return None
    try:
        return moment_of(stored)
    except ValueError:
        return None


def made_at(entry: Written) -> SaidAt | None:
    """Return when a follow-up was made: the hour where it was kept, of the day that it names."""
    day, hour = full_day(entry.value("on")), _moment(entry.data.get(HEARD_AT))
    return hour if hour is not None and day == day_said(hour) else day
