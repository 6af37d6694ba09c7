"""A paper that is printed for a partner: through the gate, like all that goes out."""

from collections.abc import Collection

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.journeys.certificates import new_code
from fanal.core.sealing.compartments import Compartment
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.keys.ring import Ring
from fanal.partners.models import Partner
from fanal.people.models import Person
from fanal.sharing.access import disclosure_gate
from fanal.sharing.actions.fingerprints import fingerprint
from fanal.sharing.actions.sending import went_out
from fanal.sharing.models import Disclosure


def print_for(
    *,
    partner: Partner,
    case: Case,
    person: Person,
    text: str,
    classes: Collection[DataClass],
    part: Compartment,
    by: User,
    ring: Ring,
) -> Disclosure:
    """Ask the one gate, and write down that this text went out on paper. `part`: whose readers know
    it again.

    Raises `BadInput` naming `partner` where the gate refuses; the refusal is journalled.
    """
    purpose = PartnerPurpose.RECEIVE_DOCUMENTS
    answer = disclosure_gate.may_disclose(
        case=case, person=person, partner=partner, classes=classes, purpose=purpose, by=by
    )
    disclosure_gate.must_allow(by, case, partner, answer, "partner")
    return went_out(
        case=case,
        person=person,
        partner=partner,
        channel="print",
        purpose=purpose,
        classes=" ".join(classes),
        digest=fingerprint(text, case=case, ring=ring, part=part),
        receipt=new_code(),
        answer=answer,
        by=by,
    )
