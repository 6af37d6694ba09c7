"""What of proceedings cannot wait, on the start page of whoever works on the legal part.

Read without a key: the kind and the step are sealed to the server, the days are plain.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.colleagues import worked_by
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.justice.kinds import ENDING, JusticeKind
from fanal.core.justice.limits import WARNED_BEFORE
from fanal.core.protection.eighteen import turns_these_weeks
from fanal.core.roles import Permission
from fanal.database.sql import YES, is_set
from fanal.justice import access
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.day import TOLD_WITHIN
from fanal.justice.queries.steps import accused_is_free, due_now_if_changed, waits_for_word
from fanal.justice.queries.without_lawyer import left_without_lawyer
from fanal.people.consent_ages import consent_ages
from fanal.web.days_in_words import ago, relative_day

K = JusticeKind
SOME_WAIT = f"SELECT 1 FROM justice_justicerecord WHERE {is_set('waits')}"  # noqa: S608
MONEY_ASKED_AFTER = timedelta(days=30)
SOON, VERY_SOON = (timedelta(days=days) for days in WARNED_BEFORE[1:])


def proceedings_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return a row for each kind of thing that waits, and for each case whose lawyer left."""
    if not user.may(Permission.WORK_LEGAL, Permission.WORK_CASES):
        return []
    today = timezone.localdate(now)
    # From what waits to its cases: there are few of the one, and thousands of the other.
    hers = _worked_on_by(user).order_by().filter(id=OuterRef("case_id"))
    waiting = JusticeRecord.objects.filter(Exists(hers), waits=YES).defer("sealed", "away")
    answers = JusticeRecord.objects.filter(under=OuterRef("pk"))
    last_word = Subquery(answers.order_by("-on", "-number").values("on")[:1])
    with_word = waiting.annotate(last_word=last_word).select_related("case", "proceeding")
    rows = due_now_if_changed(with_word.order_by("on", "number"), today)
    several = ((kind, [row for row in rows if kind.holds(row, today)]) for kind in KINDS)
    shown = [_row(kind, several_rows, now) for kind, several_rows in several if several_rows]
    return [*shown, *_adults_soon(user, rows, today), *_without_lawyer(user, rows, today)]


def _adults_soon(user: User, rows: Sequence[JusticeRecord], today: date) -> Iterator[TodayRow]:
    """Yield rows for a lawyer, whom no task of the case tells: a child is an adult soon, or since
    some days. On which day stays closed, as her age does."""
    if user.may(Permission.WORK_CASES) or not rows:
        return
    of_people = {row.proceeding.person_id: row for row in rows}
    ages = consent_ages(of_people, today)
    for person, row in of_people.items():
        if turns_these_weeks(ages[person].adult_since, today):
            yield TodayRow(
                reverse("justice:case", args=[row.case_id]),
                _("She turns 18 these weeks: what in her proceedings goes by her age?"),
                code=row.case.code_name,
                icon="law",
                tone="care",
            )


def _without_lawyer(user: User, rows: Sequence[JusticeRecord], today: date) -> Sequence[TodayRow]:
    """Return rows for whoever works on a case, not for another lawyer of it."""
    if not user.may(Permission.WORK_CASES):
        return []
    followed = (row for row in rows if row.record_kind in {K.HEARING, *ENDING})
    return list(left_without_lawyer({row.case_id: row.case for row in followed}, today))


def _worked_on_by(user: User) -> QuerySet[Case]:
    """A lawyer's; a worker's own and those of whom she stands in for; for a lead also nobody's."""
    cases = access.legal_cases_for(user)
    if not user.may(Permission.WORK_CASES):
        return cases
    return cases.filter(worked_by(user))


def _ends_soon(row: JusticeRecord, today: date) -> bool:
    return row.due is not None and row.due <= today + SOON


def _without_word(kind: JusticeKind, row: JusticeRecord, today: date) -> bool:
    """Whether nobody has answered a record of this kind."""
    last_word: date | None = row.last_word  # type: ignore[attr-defined]  # annotated
    return row.record_kind is kind and waits_for_word(row, last_word, today)


def _is_granted(row: JusticeRecord, today: date) -> bool:
    return row.record_kind is K.MEASURE and not _without_word(K.MEASURE, row, today)


def _to_be_checked(row: JusticeRecord, today: date) -> bool:
    return row.record_kind is K.EVIDENCE and row.due is not None and row.due <= today


def _money_is_late(row: JusticeRecord, today: date) -> bool:
    """Whether nothing was written for a month of money that has not all reached her."""
    return row.record_kind is K.MONEY and row.on + MONEY_ASKED_AFTER <= today


def _never(rows: Sequence[JusticeRecord], today: date) -> bool:
    return False


def _always(rows: Sequence[JusticeRecord], today: date) -> bool:
    return True


def _untold_for_long(rows: Sequence[JusticeRecord], today: date) -> bool:
    return any((today - row.on).days >= TOLD_WITHIN for row in rows)


def _very_soon(rows: Sequence[JusticeRecord], today: date) -> bool:
    return any(row.due and row.due <= today + VERY_SOON for row in rows)


def _ago(rows: Sequence[JusticeRecord], now: datetime) -> str:
    return ago(rows[0].on, timezone.localtime(now))


def _since_last_word(rows: Sequence[JusticeRecord], now: datetime) -> str:
    first: date = min(row.last_word for row in rows)  # type: ignore[attr-defined]  # annotated
    return ago(first, timezone.localtime(now))


def _until(rows: Sequence[JusticeRecord], now: datetime) -> str:
    due = min(row.due for row in rows if row.due)
    return _("at the latest {day}").format(day=relative_day(due, timezone.localdate(now)))


@dataclass(frozen=True, slots=True)
class WaitingKind:
    """A kind of row that waits. `holds`: of which records it is, as of a day. `title`: by how many
    there are. `when`: how long it has waited, or until when it can. `danger`: whether it stands out
    in red. `all_of_them`: the page on which several stand."""

    holds: Callable[[JusticeRecord, date], bool]
    title: Callable[[int], str]
    when: Callable[[Sequence[JusticeRecord], datetime], str]
    danger: Callable[[Sequence[JusticeRecord], date], bool]
    all_of_them: str = "justice:day"


KINDS = (
    # Witnesses are protected from retaliation and intimidation (UN Convention against Transnational
    # Organized Crime, article 24): it never waits for a quieter day.
    WaitingKind(
        lambda row, today: row.record_kind is K.PRESSURE,
        lambda n: ngettext(
            "Pressure on her because of her proceedings",
            "%(n)s times pressure because of proceedings",
            n,
        ),
        _ago,
        _always,
    ),
    # Before she meets him (so too Directive 2012/29/EU, article 6(5)).
    WaitingKind(
        lambda row, today: row.record_kind is K.STEP and accused_is_free(row),
        lambda n: ngettext(
            "An accused is free, and she has not been told",
            "%(n)s accused are free, and nobody told those concerned",
            n,
        ),
        _ago,
        _always,
    ),
    WaitingKind(
        lambda row, today: row.record_kind is K.STEP and not accused_is_free(row),
        lambda n: ngettext(
            "She has not been told of a step of her proceedings",
            "%(n)s steps of proceedings that those concerned have not been told of",
            n,
        ),
        _ago,
        _untold_for_long,
    ),
    WaitingKind(
        lambda row, today: row.record_kind in ENDING and _ends_soon(row, today),
        lambda n: ngettext(
            "A time limit that cannot be extended ends",
            "%(n)s time limits that cannot be extended end",
            n,
        ),
        _until,
        _very_soon,
    ),
    WaitingKind(
        lambda row, today: _without_word(K.MEASURE, row, today),
        lambda n: ngettext(
            "A protection measure was asked for, without an answer",
            "%(n)s protection measures were asked for, without an answer",
            n,
        ),
        _ago,
        _untold_for_long,
    ),
    WaitingKind(
        lambda row, today: _is_granted(row, today) and _ends_soon(row, today),
        lambda n: ngettext("A protection order ends", "%(n)s protection orders end", n),
        _until,
        _very_soon,
    ),
    # A victim is not punished for what she was made to do (Council of Europe Convention, article
    # 26), where somebody says so in time.
    WaitingKind(
        lambda row, today: _without_word(K.ACT, row, today),
        lambda n: ngettext(
            "An act that she was made to do was not raised with the authority yet",
            "%(n)s acts that they were made to do were not raised with the authority yet",
            n,
        ),
        _ago,
        _untold_for_long,
    ),
    WaitingKind(
        lambda row, today: _without_word(K.INFORMATION, row, today),
        lambda n: ngettext(
            "What she asked to be told was not answered: ask again",
            "%(n)s requests to be told something were not answered: ask again",
            n,
        ),
        _ago,
        _never,
    ),
    WaitingKind(
        lambda row, today: _without_word(K.STATUS, row, today),
        lambda n: ngettext(
            "An appeal for her status was not decided: ask again",
            "%(n)s appeals for a status were not decided: ask again",
            n,
        ),
        _since_last_word,
        _never,
    ),
    WaitingKind(
        _to_be_checked,
        lambda n: ngettext(
            "A piece of evidence has to be checked again",
            "%(n)s pieces of evidence have to be checked again",
            n,
        ),
        _until,
        _never,
    ),
    # What is ordered and that nobody asks for is seldom paid.
    WaitingKind(
        _money_is_late,
        lambda n: ngettext(
            "Money that was ordered for her has not all reached her",
            "%(n)s times money was ordered that has not all reached those concerned",
            n,
        ),
        _ago,
        _never,
        "justice:compensation",
    ),
)


def _row(kind: WaitingKind, rows: Sequence[JusticeRecord], now: datetime) -> TodayRow:
    """One leads to where it is answered, several to the list of all."""
    first, one = rows[0], len(rows) == 1
    danger = kind.danger(rows, timezone.localdate(now))
    return TodayRow(
        _answered_at(first) if one else reverse(kind.all_of_them),
        kind.title(len(rows)) % {"n": number_format(len(rows))},
        code=first.case.code_name if one else "",
        more=kind.when(rows, now),
        tone="danger" if danger else "care",
    )


def _answered_at(row: JusticeRecord) -> str:
    if row.record_kind.below is None:
        return reverse("justice:proceeding", args=[row.case_id, row.proceeding_id])
    return reverse("justice:below", args=[row.case_id, row.id])
