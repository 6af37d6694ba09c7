"""The money of a case with its words; the day of finance; grants as they are listed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Office, User
from fanal.cases.models import Case, CasePerson
from fanal.cases.queries.consent_answers import said_to_each
from fanal.core.casework.amounts import currency_of
from fanal.core.casework.consent import ConsentPurpose, ConsentState
from fanal.core.funds.currencies import Spent
from fanal.core.funds.kinds import UnderName
from fanal.core.funds.movements import MoneyStep
from fanal.core.funds.states import SlipState
from fanal.funds import access
from fanal.funds.models import BudgetLine, FundingGrant, MoneyMovement, MoneyRequest
from fanal.funds.queries.anonymous_money import NamelessAmount, out_of_erased_files
from fanal.funds.queries.figures import people_in
from fanal.funds.queries.spending import lines_of_grant, without_reversed
from fanal.funds.slips import AdvanceSlip, MovedMoney, Slip, slips
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.sealed.broken_rows import shows
from fanal.sealed.substitutes import unless_broken
from fanal.web.words import translated

CASES_AT_ONCE = 60  # of which a list to tick is still read
REPORT_SOON = timedelta(days=30)
LOST_TOLD_FOR = timedelta(days=30)


@dataclass(frozen=True)
class ShownMoneyRequest:
    """A request with its words. `words`, `danger`: sealed in the case; "" where nothing was
    said."""

    row: MoneyRequest
    slip: Slip
    words: str
    danger: str
    under: UnderName | None
    late: bool

    @property
    def may_receive(self) -> bool:
        return self.slip.sums.in_hand > 0

    @property
    def may_be_checked(self) -> bool:
        return self.slip.sums.paid > 0

    @property
    def may_be_taken_back(self) -> bool:
        return self.row.over_on is None and self.slip.sums.in_hand <= 0


def money_of(case: Case, ring: Ring, today: date) -> list[ShownMoneyRequest]:
    """The newest first."""
    return shown(list(access.requests_of(case)), ring, today)


def money_for(
    people: Collection[UUID], user: User, ring: Ring, today: date
) -> list[ShownMoneyRequest]:
    """Return the money of one person, by the ids of her files, in each case of which this user
    reads the money; the newest first."""
    return shown(list(access.requests_about(user, people)), ring, today)


def request_address(row: MoneyRequest) -> str:
    return reverse("funds:request", args=[row.case_id, row.id])


def shown(rows: Sequence[MoneyRequest], ring: Ring, today: date) -> list[ShownMoneyRequest]:
    ring.prepare({row.folder for row in rows})
    return [
        _shown_request(row, slip, row.try_unseal(ring) or {}, today)
        for row, slip in zip(rows, slips(rows), strict=True)
    ]


def _shown_request(
    row: MoneyRequest, slip: Slip, values: dict[str, str], today: date
) -> ShownMoneyRequest:
    under = values.get("under")
    return ShownMoneyRequest(
        row,
        slip,
        values.get("words", ""),
        values.get("danger", ""),
        UnderName(under) if under else None,
        slip.late(today),
    )


@dataclass(frozen=True)
class MissingRate:
    """What stands in no sum of a grant of the currency `quote`."""

    spent: Spent
    quote: str

    @property
    def query(self) -> str:
        """What the form of a rate is filled in with."""
        return urlencode(
            {"on": self.spent.on.isoformat(), "base": self.spent.currency, "quote": self.quote}
        )


@dataclass(frozen=True)
class FinanceDay:
    """What waits for finance. `left`: the advances of who settles none any more; `nameless`: what
    is out of files that were erased; `lost`: what is lost for good, for a month; `missing`: amounts
    that stand in no sum for want of a rate."""

    to_pay: list[MovedMoney]
    out: list[MovedMoney]
    late: set[UUID]
    left: set[UUID]
    nameless: list[NamelessAmount]
    lost: list[MoneyMovement]
    reports: list[FundingGrant]
    missing: list[MissingRate]

    @property
    def without_receipt(self) -> int:
        return len(self.out) + len(self.nameless)


def finance_day(user: User, today: date) -> FinanceDay:
    slips = access.open_slips_for(user)
    out = [slip for slip in slips if slip.state is SlipState.OUT]
    grants = list(FundingGrant.objects.prefetch_related("lines__changes"))
    # Of one that does not open nothing is known to be missing.
    running = [
        grant for grant in grants if grant.until >= today - REPORT_SOON and shows(grant, "told")
    ]
    reports = [
        grant for grant in grants if grant.report_due and grant.report_due <= today + REPORT_SOON
    ]
    return FinanceDay(
        [slip for slip in slips if slip.sums.to_pay > 0 and slip.agreed],
        out,
        {slip.id for slip in out if slip.late(today)},
        {slip.id for slip in out if isinstance(slip, AdvanceSlip) and _has_left(slip.asked_by)},
        out_of_erased_files(user, today),
        _lost_lately(user, today),
        reports,
        unless_broken(lambda: _missing(running), []),
    )


def _has_left(holder: User) -> bool:
    """Whether no page asks her to settle it: her account has ended, or she takes no advances."""
    return not (holder.is_active and holder.may(*access.TAKES_ADVANCES))


def _lost_lately(user: User, today: date) -> list[MoneyMovement]:
    """Return what was said within a month to be lost for good."""
    lately = access.movements_for(user).filter(made_on__gte=today - LOST_TOLD_FOR)
    rows = without_reversed(lately.select_related("line__grant", "made_by"))
    return [row for row in rows if row.step is MoneyStep.LOST]


def _missing(grants: Iterable[FundingGrant]) -> list[MissingRate]:
    missing = {
        MissingRate(spent, grant.currency)
        for grant in grants
        for page in lines_of_grant(grant)
        for spent in page.spent.missing
    }
    return sorted(missing, key=lambda rate: (rate.spent.on, rate.spent.currency, rate.quote))


def lines_running(today: date) -> list[BudgetLine]:
    """Return the budget lines of which something can be asked today."""
    rows = BudgetLine.objects.filter(grant__since__lte=today, grant__until__gte=today)
    return list(rows.select_related("grant"))


def proposed_money(lines: list[BudgetLine], office: Office) -> dict[str, object]:
    """The only line there is, in the currency of its grant; else what is paid with at the
    office."""
    if len(lines) != 1:
        return {"currency": currency_of(office.country)}
    return {"line": str(lines[0].pk), "currency": lines[0].grant.currency}


def people_helped(grant: FundingGrant) -> int:
    """Return how many people money of this grant reached, as a figure counts them."""
    rows = without_reversed(MoneyMovement.objects.filter(line__grant=grant))
    return people_in(rows, timezone.localdate())


@dataclass(frozen=True)
class OneToTick:
    """A person who can be ticked. `said`: hers to money under a name."""

    case: Case
    person: Person
    said: ConsentState

    @property
    def label(self) -> str:
        label = f"{self.case.code_name} · {self.person.code_name}"
        return label if self.said.allows else f"{label} · {translated(self.said.sentence())}"


def people_to_tick(user: User, today: date) -> tuple[dict[str, OneToTick], bool]:
    """Return the people of the open cases of this user, by case and person; and whether these are
    of the latest `CASES_AT_ONCE` cases alone."""
    cases = list(access.own_cases(user).order_by("-opened_on", "id")[: CASES_AT_ONCE + 1])
    links = CasePerson.objects.filter(case__in=cases[:CASES_AT_ONCE])
    links = links.select_related("case", "person").order_by("case__opened_on", "id")
    purpose, people = ConsentPurpose.MONEY_IN_A_NAME, {link.person_id for link in links}
    answers = said_to_each(purpose, people, today)
    some = (OneToTick(link.case, link.person, answers[link.person_id]) for link in links)
    ticked = {f"{choice.case.id}.{choice.person.id}": choice for choice in some}
    return ticked, len(cases) > CASES_AT_ONCE
