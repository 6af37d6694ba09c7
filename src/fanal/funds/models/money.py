"""Grants with their lines and rates; what is asked for a case; and every movement of it.

A movement names no case and no person: it stays when a case is erased, so that the accounts of a
grant stay whole.
"""

from decimal import Decimal

from django.db import models

from fanal.core.funds.kinds import HelpKind, Holder, PayMode, ReceiptProof
from fanal.core.funds.movements import MoneyStep, Movement
from fanal.core.sealing.compartments import Compartment
from fanal.database.stored_values import StoredAs, StoredIfAny
from fanal.funds.models.approvals import FundsApproval
from fanal.funds.models.rows import AskedMoney, MadeRow
from fanal.keys.sealed import SealedRecord, Versioned
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField
from fanal.sealed.substitutes import LABEL, Substitute


def unreadable_grant() -> dict[str, object]:
    """What a page says of one that does not open: beside what was paid from it stands no name."""
    return {"name": LABEL.make(), "donor": "", "currency": ""}


class FundingGrant(MadeRow, Versioned):
    """A grant of a donor. `told`: the donor, for what, its currency, what the donor may ask to
    see."""

    told = ServerSealedJSONField(default=dict, instead=Substitute(unreadable_grant))
    since = models.DateField()
    until = models.DateField()
    report_due = models.DateField(null=True)

    class Meta:
        ordering = ["until", "id"]

    name = StoredAs(str, "told", "name")
    currency = StoredAs(str, "told", "currency")


class BudgetLine(MadeRow):
    """One line of the budget of a grant; its amount is the sum of what was ever set."""

    grant = models.ForeignKey(FundingGrant, on_delete=models.RESTRICT, related_name="lines")
    number = models.PositiveIntegerField()
    name = ServerSealedTextField(instead=LABEL)

    class Meta:
        ordering = ["grant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="budget_lines_in_order")
        ]


class BudgetChange(MadeRow):
    """What a line was given, or what was taken from it again, and why; only added."""

    line = models.ForeignKey(BudgetLine, on_delete=models.RESTRICT, related_name="changes")
    told = ServerSealedJSONField(bound_to=("line_id",))

    class Meta:
        ordering = ["made_on", "id"]

    amount = StoredAs(Decimal, "told", "amount")


class ExchangeRate(MadeRow):
    """One of `base` is so many of `quote` on a day, and who says so. Of two of a day the later
    one holds; the earlier one stays."""

    on = models.DateField()
    base = models.CharField(max_length=4)
    quote = models.CharField(max_length=4)
    number = models.PositiveIntegerField()
    # Bound to its day and pair: a rate that was moved to another day in the database does not
    # open.
    told = ServerSealedJSONField(bound_to=("on", "base", "quote"))

    PLAIN = ("base", "quote")

    class Meta:
        ordering = ["-on", "base", "quote", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["on", "base", "quote", "number"], name="rates_of_a_day_in_order"
            )
        ]

    rate = StoredAs(Decimal, "told", "rate")


class MoneyRequest(AskedMoney, SealedRecord):
    """Money that is asked of a line for one person of a case. Sealed: what exactly, under which
    name, what could go wrong. `coded`: also the kind, who takes it, whether under a name, and the
    token by which finance knows her."""

    COMPARTMENT = Compartment.FINANCE
    FOLDER_OF = "case_id"

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="money_requests")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    number = models.PositiveIntegerField()
    coded = ServerSealedJSONField(bound_to=("case_id", "line_id"))
    needed_by = models.DateField(null=True)

    UNDECIDING = ("version", "sealed", "coded")

    class Meta:
        ordering = ["asked_on", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="money_requests_in_order")
        ]
        indexes = [models.Index(fields=["over_on", "asked_on"], name="money_open")]

    token = StoredAs(str, "coded", "token")

    @property
    def named(self) -> bool:
        """Whether the money is paid under her name: also where it was asked for before this was
        kept, since a no of hers then holds it back."""
        return bool(self.coded.get("named", True))

    kind = StoredAs(HelpKind, "coded", "kind")
    holder = StoredAs(Holder, "coded", "holder")


class MoneyApproval(FundsApproval):
    """The yes or no of one person to money for a case."""

    request = models.ForeignKey(MoneyRequest, on_delete=models.RESTRICT, related_name="approvals")
    why = ServerSealedTextField(default="", bound_to=("request_id",))

    class Meta(FundsApproval.Meta):
        constraints = [models.UniqueConstraint(fields=["request", "by"], name="each_agrees_once")]


class MoneyMovement(MadeRow):
    """Paid, returned, received, undone or moved to another line; only added.

    `request`: a random id, which names nothing once the case is erased. `told`: the step, amount,
    currency, token, how it was paid or shown to have arrived, by what proof, and why finance took
    it back: never a word of the case. `receipt`: equal where
    number, payee and amount of a receipt are equal; "" without one.
    """

    request = models.UUIDField(db_index=True)
    line = models.ForeignKey(BudgetLine, on_delete=models.RESTRICT, related_name="movements")
    number = models.PositiveIntegerField()
    on = models.DateField()
    # Bound, so that an amount that is moved to another request or line in the database does not
    # open.
    told = ServerSealedJSONField(bound_to=("request", "line_id"))
    receipt = models.CharField(max_length=64, default="", db_index=True)

    PLAIN = ("receipt",)

    class Meta:
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="movements_in_order")
        ]

    step = StoredAs(MoneyStep, "told", "step")
    amount = StoredAs(Decimal, "told", "amount")
    currency = StoredAs(str, "told", "currency")
    mode = StoredIfAny(PayMode, "told", "mode")
    proof = StoredIfAny(ReceiptProof, "told", "proof")

    @property
    def can_be_undone(self) -> bool:
        # A split is corrected by another split; an undoing that is undone would leave nobody able
        # to say what holds.
        return self.step not in (MoneyStep.UNDONE, MoneyStep.MOVED)

    def movement(self) -> Movement:
        """Return the movement as the rules read it. Raises BrokenSeal."""
        return Movement(
            self.number, self.step, self.amount, self.on, str(self.line_id), self.told.get("undoes")
        )
