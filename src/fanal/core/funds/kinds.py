"""What money is given for, how, and to whom: closed lists.

Kinds of help and who takes it: domain page on the programmes, 6.2 and 6.5. What is never paid: 6.3.
"""

from __future__ import annotations

from enum import StrEnum

from fanal.core.casework.consent import NO, ConsentState
from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say


class HelpKind(StrEnum):
    TRANSPORT = "transport"
    FOOD = "food"
    HYGIENE = "hygiene"
    CLOTHES = "clothes"
    PHONE = "phone"
    MEDICINE = "medicine"
    MEDICAL_FEE = "medical_fee"
    DOCUMENT_FEE = "document_fee"
    RENT = "rent"
    SCHOOL_FEE = "school_fee"
    TOOLS = "tools"
    START_UP = "start_up"
    CHILD = "child"
    FUNERAL = "funeral"
    INTERPRETER = "interpreter"
    LAWYER = "lawyer"
    EMERGENCY_CASH = "emergency_cash"
    DEBT = "debt"
    RELEASE = "release"
    INFORMATION = "information"

    def sentence(self) -> Sentence:
        return KIND_SAYS[self]


KIND_SAYS = {
    HelpKind.TRANSPORT: say("transport"),
    HelpKind.FOOD: say("food"),
    HelpKind.HYGIENE: say("hygiene"),
    HelpKind.CLOTHES: say("clothes"),
    HelpKind.PHONE: say("telephone"),
    HelpKind.MEDICINE: say("medicine"),
    HelpKind.MEDICAL_FEE: say("medical fee"),
    HelpKind.DOCUMENT_FEE: say("fee for a paper"),
    HelpKind.RENT: say("rent"),
    HelpKind.SCHOOL_FEE: say("school fee"),
    HelpKind.TOOLS: say("tools for work"),
    HelpKind.START_UP: say("start of a small business"),
    HelpKind.CHILD: say("for her child"),
    HelpKind.FUNERAL: say("funeral"),
    HelpKind.INTERPRETER: say("fee of an interpreter"),
    HelpKind.LAWYER: say("fee of a lawyer"),
    HelpKind.EMERGENCY_CASH: say("emergency cash"),
    HelpKind.DEBT: say("a debt, never to who exploited her"),
    HelpKind.RELEASE: say("a payment demanded so that somebody lets her go"),
    HelpKind.INFORMATION: say("a payment for information"),
}
# Offered, so that it is met with an answer and not written under another kind.
NEVER_PAID = {
    HelpKind.RELEASE: say(
        "this is never paid: nobody is bought free, from whomever it is. Write it down as a "
        "pattern instead, “payment demanded”, at the partner who asks for it"
    ),
    HelpKind.INFORMATION: say("this is never paid: whoever is paid to tell is put in danger by it"),
}


def must_be_paid_for(kind: str) -> HelpKind:
    """Raises `BadInput` where this is no kind, or one that is never paid."""
    if kind not in set(HelpKind):
        raise BadInput("kind", say("choose one of the kinds"))
    found = HelpKind(kind)
    if why := NEVER_PAID.get(found):
        raise BadInput("kind", why)
    return found


class Holder(StrEnum):
    """Who takes the money."""

    HERSELF = "herself"
    CAREGIVER = "caregiver"
    SCHOOL = "school"
    SHOP = "shop"
    CLINIC = "clinic"
    OFFICE = "office"

    def sentence(self) -> Sentence:
        return HOLDER_SAYS[self]


HOLDER_SAYS = {
    Holder.HERSELF: say("she herself"),
    Holder.CAREGIVER: say("who cares for her"),
    Holder.SCHOOL: say("a school, directly"),
    Holder.SHOP: say("a shop or a landlord, directly"),
    Holder.CLINIC: say("a clinic, directly"),
    Holder.OFFICE: say("an office that asks a fee, directly"),
}


class UnderName(StrEnum):
    """Under which name it may be given: hers to decide."""

    PAPERS = "papers"
    USED = "used"
    NO_NAME = "no_name"
    NOT_ASKED = "not_asked"

    def sentence(self) -> Sentence:
        return UNDER_SAYS[self]


UNDER_SAYS = {
    UnderName.PAPERS: say("the name in her papers: she agreed to it"),
    UnderName.USED: say("the name she uses with us: she agreed to it"),
    UnderName.NO_NAME: say("no name, the token alone: she agreed to it"),
    UnderName.NOT_ASKED: say("she was not asked yet"),
}
HER_NO = say(
    "the answer of {whose} to money under a name is no (“{state}”): ask whether it may be given "
    "under no name. If the answer changes, write it down under Consent first"
)
ASK_HER = say("ask her first who takes it and under which name: that is hers to decide")


def must_be_agreed(under: str) -> UnderName:
    """Raises `BadInput` while she was not asked."""
    if under not in set(UnderName) or under == UnderName.NOT_ASKED:
        raise BadInput("under", ASK_HER)
    return UnderName(under)


def must_be_her_word(under: UnderName, consent: ConsentState, whose: str) -> None:
    """`consent`: hers to money under a name. Raises `BadInput` for a name to which she said no; no
    name stays open to her."""
    if under is not UnderName.NO_NAME and consent in NO:
        raise BadInput("under", say(HER_NO.template, whose=whose, state=consent.sentence()))


class PayMode(StrEnum):
    CASH = "cash"
    VOUCHER = "voucher"
    TRANSFER = "transfer"

    def sentence(self) -> Sentence:
        return MODE_SAYS[self]


MODE_SAYS = {
    PayMode.CASH: say("cash"),
    PayMode.VOUCHER: say("voucher"),
    PayMode.TRANSFER: say("bank transfer"),
}


class ReceiptProof(StrEnum):
    """What shows that it arrived. Never a thumb print, a picture or a copy of a paper."""

    MARK = "mark"
    WITNESS = "witness"
    VOUCHER = "voucher"
    BILL = "bill"

    def sentence(self) -> Sentence:
        return PROOF_SAYS[self]


PROOF_SAYS = {
    ReceiptProof.MARK: say("her mark or signature on our slip, which stays with us on paper"),
    ReceiptProof.WITNESS: say("a colleague saw it"),
    ReceiptProof.VOUCHER: say("the voucher came back"),
    ReceiptProof.BILL: say("the bill of whom it was paid to"),
}
