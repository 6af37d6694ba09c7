"""What money is given for, how, and to whom: closed lists.

Kinds of help and who takes it: domain page on the programmes, 6.2 and 6.5. What is never paid: 6.3.
"""

from collections.abc import Collection

from fanal.core.casework.consent import NO, ConsentState
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, say


class HelpKind(LabelledEnum):
    TRANSPORT = "transport", say("transport")
    FOOD = "food", say("food")
    HYGIENE = "hygiene", say("hygiene")
    CLOTHES = "clothes", say("clothes")
    PHONE = "phone", say("telephone")
    MEDICINE = "medicine", say("medicine")
    MEDICAL_FEE = "medical_fee", say("medical fee")
    DOCUMENT_FEE = "document_fee", say("fee for a paper")
    RENT = "rent", say("rent")
    SCHOOL_FEE = "school_fee", say("school fee")
    TOOLS = "tools", say("tools for work")
    START_UP = "start_up", say("start of a small business")
    CHILD = "child", say("for her child")
    FUNERAL = "funeral", say("funeral")
    INTERPRETER = "interpreter", say("fee of an interpreter")
    LAWYER = "lawyer", say("fee of a lawyer")
    EMERGENCY_CASH = "emergency_cash", say("emergency cash")
    DEBT = "debt", say("a debt, never to who exploited her")
    RELEASE = "release", say("a payment demanded so that somebody lets her go")
    INFORMATION = "information", say("a payment for information")


# Offered, so that it is met with an answer and not written under another kind.
NEVER_PAID = {
    HelpKind.RELEASE: say(
        "this is never paid: nobody is bought free, from whomever it is. Write it down as a "
        "pattern instead, “payment demanded”, at the partner who asks for it"
    ),
    HelpKind.INFORMATION: say("this is never paid: whoever is paid to tell is put in danger by it"),
}


def must_be_paid_for(kind: str) -> HelpKind:
    """Return the kind of help. Raises `BadInput` where this is no kind, or one that
    is never paid."""
    check_code("kind", kind, HelpKind)
    found = HelpKind(kind)
    if why := NEVER_PAID.get(found):
        raise BadInput("kind", why)
    return found


class Holder(LabelledEnum):
    """The person or body who takes the money."""

    HERSELF = "herself", say("she herself")
    CAREGIVER = "caregiver", say("who cares for her")
    SCHOOL = "school", say("a school, directly")
    SHOP = "shop", say("a shop or a landlord, directly")
    CLINIC = "clinic", say("a clinic, directly")
    OFFICE = "office", say("an office that asks a fee, directly")


class UnderName(LabelledEnum):
    """The name under which money may be given: hers to decide. Whether she agreed to a name
    at all stands with her consents."""

    PAPERS = "papers", say("the name in her papers")
    USED = "used", say("the name she uses with us")
    NO_NAME = "no_name", say("no name, the token alone")
    NOT_ASKED = "not_asked", say("she was not asked yet")


HER_NO = say(
    "the answer of {whose} to money under a name is no (“{state}”): ask whether it may be given "
    "under no name. If the answer changes, write it down under Consent first"
)
ASK_HER = say("ask her first who takes it and under which name: that is hers to decide")


def must_be_agreed(under: str) -> UnderName:
    """Return the name under which it is given. Raises `BadInput` while she was not asked."""
    if under not in set(UnderName) or under == UnderName.NOT_ASKED:
        raise BadInput("under", ASK_HER)
    return UnderName(under)


def must_be_her_word(under: UnderName, consent: ConsentState, whose: str) -> None:
    """Check the name against her consent. `consent`: hers to money under a name. Raises `BadInput`
    for a name to which she said no; no name stays open to her."""
    if under is not UnderName.NO_NAME and consent in NO:
        raise BadInput("under", say(HER_NO.template, whose=whose, state=consent.sentence()))


class PayMode(LabelledEnum):
    CASH = "cash", say("cash")
    VOUCHER = "voucher", say("voucher")
    TRANSFER = "transfer", say("bank transfer")


class ReceiptProof(LabelledEnum):
    """What shows that it arrived. Never a thumb print, a picture or a copy of a paper."""

    MARK = "mark", say("her mark or signature on our slip, which stays with us on paper")
    WITNESS = "witness", say("a colleague saw it")
    VOUCHER = "voucher", say("the voucher came back")
    BILL = "bill", say("the bill of whoever was paid")


def proofs_of(modes: Collection[PayMode]) -> list[ReceiptProof]:
    """Return what can show that it arrived, of what was paid so: no voucher comes back of cash."""
    vouchers = PayMode.VOUCHER in modes
    return [proof for proof in ReceiptProof if vouchers or proof is not ReceiptProof.VOUCHER]
