"""What is to be done about an answer that does not count: the act that its reason asks for."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from fanal.cases.models import Consent
from fanal.cases.queries.consent_validity import AgainstRecord
from fanal.core.casework.consent import RecordFault
from fanal.core.casework.sections import Section
from fanal.core.trust.proxy_consent import Doubt

ADD_PAPER = _("Add the paper of a guardian or carer")
DECIDE = _("Decide with a second person who consents for this child")
ASK_AGAIN = _("Ask again")


class ConsentAct(NamedTuple):
    label: Promise
    address: str


def act_about(row: Consent, doubt: AgainstRecord | None) -> ConsentAct | None:
    """Return the act about an answer against which something stands; None where no answer mends it:
    it was changed from outside, or the child said no herself."""
    if doubt is RecordFault.CHANGED or row.assent is False:
        return None
    if doubt is Doubt.NO_CARER:
        return ConsentAct(ADD_PAPER, _paper(row))
    if doubt is Doubt.DISPUTED:
        return ConsentAct(DECIDE, reverse("cases:carer", args=[row.case_id]))
    known = urlencode({"person": row.person_id, "purpose": row.purpose})
    return ConsentAct(ASK_AGAIN, f"{reverse('cases:consent', args=[row.case_id])}?{known}")


def _paper(row: Consent) -> str:
    """Return the form of the paper of whoever answered; of a role alone, who is around her."""
    if row.giver_id is None:
        return reverse("cases:section", args=[row.case_id, Section.PEOPLE])
    return reverse("cases:write_under", args=[row.case_id, row.giver_id, "guardianship"])
