"""People over several grants, and vouchers: counted in a constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.accounts.agreed_by_two import FigureStep, steps_of
from fanal.cases.queries.statistics_consent import unwilling
from fanal.core.funds.checks import ANSWERED, AfterPayment, Corrected, corrected, that_holds
from fanal.core.funds.figures import (
    FigureDefinition,
    FundIndicator,
    Released,
    kept_definition,
    why_no_change,
    why_not_comparable,
    why_not_releasable,
)
from fanal.core.funds.kinds import PayMode, ReceiptProof
from fanal.core.funds.movements import MoneyStep
from fanal.core.number_pages import donors as of
from fanal.core.number_pages.definitions import Defined
from fanal.core.number_pages.printed import (
    INSIDE_ONLY,
    REPLACED,
    CountedDays,
    PrintedNumber,
)
from fanal.core.released_figures import FigureAsk, FigureState, why_not
from fanal.core.words import Sentence, say
from fanal.funds.models import (
    BudgetLine,
    FundFigure,
    FundingGrant,
    MoneyMovement,
    MoneyRequest,
    PaymentCheck,
)
from fanal.funds.movement_rows import checks_of
from fanal.funds.queries.spending import without_reversed
from fanal.funds.tokens import token_of
from fanal.people.queries import last_of, merged_of

type Numbers = dict[str, int]


def counted(
    indicator: FundIndicator,
    grants: Collection[FundingGrant],
    first: date,
    last: date,
    today: date,
) -> Numbers:
    """Return the numbers of an indicator, as they are known `today`. `number`: what is reported; of
    vouchers beside it those that were asked about, and how."""
    # All days, not only those asked for: a voucher of this period may come back after it, and a
    # mistake may be undone later.
    rows = without_reversed(MoneyMovement.objects.filter(line__grant__in=grants))
    within = [row for row in rows if first <= row.on <= last]
    if indicator is FundIndicator.PEOPLE:
        return {"number": people_in(within, today)}
    vouchers = vouchers_in(within, rows)
    return {
        "number": vouchers.used,
        "issued": vouchers.issued,
        "asked": vouchers.asked,
        "reached": vouchers.reached,
        "silent": vouchers.silent,
    }


def people_in(rows: Iterable[MoneyMovement], today: date) -> int:
    """Return how many people, each once over all grants, whatever files were found to be hers; none
    by what she said afterwards did not reach her, and nobody who said no to figures. Of an erased
    case only the tokens are left: it counts by these."""
    # Received, not paid: money that is still out has reached nobody. An advance has no token.
    received = [row for row in rows if row.step is MoneyStep.RECEIVED and row.told["token"]]
    received = _but_what_did_not_reach_her(received)
    asked = MoneyRequest.objects.filter(id__in={movement.request for movement in received})
    # Two files that were found to be of one woman are one person.
    into = merged_of()
    people = {id: last_of(person, into) for id, person in asked.values_list("id", "person")}
    found = set(people.values())
    erased = [row for row in received if row.request not in people]
    nameless = _fewest_of(erased, found | _merged_into(found, into)) if erased else 0
    return len(found - _saying_no(found, into, today)) + nameless


def _fewest_of(erased: Collection[MoneyMovement], files: Set[UUID]) -> int:
    """Return how many people these are of at least, beside those whose files are known."""
    lines = BudgetLine.objects.filter(id__in={row.line_id for row in erased})
    grant_of = dict(lines.values_list("id", "grant"))
    # One of her cases may be erased and another not: her token tells that it is she.
    known = {token_of(file, grant) for file in files for grant in set(grant_of.values())}
    tokens = {(grant_of[row.line_id], row.told["token"]) for row in erased}
    # She has another token in each grant, and nobody can tell any more that two are hers: those of
    # one grant are of as many people, those of two may be the same.
    each = Counter(grant for grant, token in tokens if token not in known)
    return max(each.values(), default=0)


def _merged_into(people: Set[UUID], into: Mapping[UUID, UUID]) -> set[UUID]:
    return {file for file in into if last_of(file, into) in people}


def _saying_no(people: Set[UUID], into: Mapping[UUID, UUID], today: date) -> set[UUID]:
    """Return those who said no to figures, in whichever of their files."""
    files = people | _merged_into(people, into)
    return {last_of(person, into) for person in unwilling(today, files)}


def _but_what_did_not_reach_her(received: Collection[MoneyMovement]) -> list[MoneyMovement]:
    """Return the receipts of which she did not say afterwards that it did not reach her: a receipt
    is what somebody else wrote."""
    checks = checks_of({row.request for row in received})
    moved = defaultdict[UUID, list[MoneyMovement]](list)
    for row in without_reversed(MoneyMovement.objects.filter(request__in=checks)):
        moved[row.request].append(row)
    return [row for row in received if not _did_not_reach(row, checks[row.request], moved)]


def _did_not_reach(
    receipt: MoneyMovement,
    checks: Sequence[PaymentCheck],
    moved: Mapping[UUID, Iterable[MoneyMovement]],
) -> bool:
    since = [check for check in checks if not check.is_overtaken_by(receipt)]
    paid = [row for row in moved[receipt.request] if row.step is MoneyStep.PAID]
    later = [row for row in paid if row.number > receipt.number]
    # What she says after money went out again is of that money, where she was asked before it.
    before = [check for check in since if all(check.is_overtaken_by(row) for row in later)]
    said = that_holds([check for check in before if check.answer in ANSWERED] or since)
    return said is not None and said.answer is AfterPayment.NOT_ARRIVED


def vouchers_in(within: Iterable[MoneyMovement], rows: Iterable[MoneyMovement]) -> Corrected:
    """Return how many vouchers: one payment by voucher is one; it is used once it came back,
    whenever that was."""
    issued: dict[UUID, int] = {}
    for movement in within:
        if movement.step is MoneyStep.PAID and movement.mode is PayMode.VOUCHER:
            issued[movement.request] = issued.get(movement.request, 0) + 1
    back: dict[UUID, int] = {}
    for row in rows:
        if row.step is MoneyStep.RECEIVED and row.proof is ReceiptProof.VOUCHER:
            back[row.request] = back.get(row.request, 0) + 1
    # Never more used than were issued in this period, whatever came back of an earlier one.
    used = sum(min(n, back.get(request, 0)) for request, n in issued.items())
    return corrected(sum(issued.values()), used, _answers_of(issued).values())


def _answers_of(requests: Collection[UUID]) -> dict[UUID, AfterPayment]:
    """What holds of each."""
    checks = checks_of(requests)
    return {id: check.answer for id, of in checks.items() if (check := that_holds(of))}


def with_donors(row: FundFigure, rows: Iterable[FundFigure]) -> list[Released]:
    """Return what donors may have of the same indicator, beside this figure: not what two withdrew
    before it left."""
    alike = (one for one in rows if one.indicator is row.indicator and one.pk != row.pk)
    return [one.released() for one in alike if one.outside]


@dataclass(frozen=True)
class FigurePage:
    """A figure as its page shows it. `vouchers`: what stands beside it, as in the file. `before`:
    earlier ones of the same grants; `apart`: why no line is drawn to them; `again`: of the same
    grants and days, counted on other occasions. `stays`: why it may not go to a donor; `asked`:
    what waits for a second person; `steps`: what two decided. `replaces`: what a donor has of the
    same grants and days, and reads this one in place of; `replaced_by`: the one in its place."""

    row: FundFigure
    definition: FigureDefinition | None
    vouchers: Sequence[tuple[Defined, Sentence]]
    before: Sequence[FundFigure]
    apart: Sentence | None
    again: Sequence[FundFigure]
    stays: Sentence | None
    asked: FigureStep | None
    steps: Sequence[FigureStep]
    replaces: FundFigure | None
    replaced_by: FundFigure | None

    @property
    def change(self) -> int | None:
        """The change since the last of them, where both count the same; None otherwise."""
        return self.row.number - self.before[0].number if self.before and not self.apart else None

    @property
    def may_withdraw(self) -> bool:
        return not self.asked and why_not(FigureAsk.WITHDRAWAL, self.row.state) is None

    @property
    def may_release(self) -> bool:
        return not (self.asked or self.stays or why_not(FigureAsk.RELEASE, self.row.state))


def figure_page(row: FundFigure) -> FigurePage:
    rows = list(FundFigure.objects.exclude(pk=row.pk))
    alike = [
        figure
        for figure in rows
        if figure.indicator is row.indicator and set(figure.grants) == set(row.grants)
    ]
    # Only of a time before it: two that overlap count the same people twice.
    earlier = [one for one in alike if one.last < row.first and not _is_withdrawn(one)]
    earlier.sort(key=lambda one: one.last, reverse=True)
    inside = row.state is FigureState.INSIDE
    asked, steps = steps_of(row)
    return FigurePage(
        row,
        kept_definition(row.indicator, row.version),
        _beside(row),
        earlier,
        why_not_comparable(figure.version for figure in [row, *earlier])
        or (_why_no_change(row, earlier[0]) if earlier else None),
        [figure for figure in alike if _days(figure) == _days(row)],
        why_not_releasable(row.released(), with_donors(row, rows)) if inside else None,
        asked,
        steps,
        replaced_figure(row, rows),
        next((one for one in rows if str(one.pk) == row.replaced_by), None),
    )


def replaced_figure(row: FundFigure, rows: Iterable[FundFigure]) -> FundFigure | None:
    """Return the figure of which this one takes the place, or would; the last of several."""
    if row.outside:
        return next((one for one in rows if one.replaced_by == str(row.pk)), None)
    standing = (one for one in rows if row.takes_place_of(one) and not one.replaced_by)
    return next(standing, None) if row.state is FigureState.INSIDE else None


def _is_withdrawn(row: FundFigure) -> bool:
    return row.state is FigureState.WITHDRAWN


def _why_no_change(row: FundFigure, last: FundFigure) -> Sentence | None:
    return why_no_change(_days(row), _days(last), (row.number, last.number))


def _days(row: FundFigure) -> tuple[date, date]:
    return row.first, row.last


def printed_figures(rows: Iterable[FundFigure]) -> list[PrintedNumber]:
    """Return the figures as they go into a file, which travels: the number of what is with a donor,
    and of all others that they stay inside."""
    every = list(rows)
    return [number for row in every for number in _printed(row, replaced_figure(row, every))]


def _printed(row: FundFigure, replaces: FundFigure | None) -> Iterator[PrintedNumber]:
    numbers = [(of.REPORTED, say("{n}", n=row.number)), *_beside(row)]
    names = say(
        "{grants} (version {n} of the definition)",
        grants=", ".join(row.grants.values()),
        n=row.version,
    )
    if row.outside and replaces:
        names = say("{of}, in place of that of {day}", of=names, day=replaces.made_on)
    days = CountedDays(row.first, row.last, row.made_on)
    for measure, number in numbers:
        # A small number of people is with no donor yet: it does not travel in a file. Nor does a
        # number beside the one that takes its place, which may be a few more.
        kept = REPLACED if row.replaced_by else number
        cell = kept if row.outside else INSIDE_ONLY
        code = f"{str(row.id)[:8]}_v{row.version}"
        yield PrintedNumber(of.LINES[row.indicator], measure, cell, code, names, days)


def _beside(row: FundFigure) -> list[tuple[Defined, Sentence]]:
    """Return what stands beside a number of vouchers, on its page as in the file: nothing small."""
    vouchers = voucher_figure(row)
    return list(zip(of.OF_VOUCHERS, of.of_vouchers(vouchers), strict=True)) if vouchers else []


def voucher_figure(row: FundFigure) -> Corrected | None:
    if row.indicator is not FundIndicator.VOUCHERS:
        return None
    content = row.told
    return Corrected(
        content["issued"], row.number, content["asked"], content["reached"], content["silent"]
    )
