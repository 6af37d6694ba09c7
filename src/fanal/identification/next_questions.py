"""What to ask next in a case: what it is about first, and nothing that no child is asked."""

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import compartments_for
from fanal.cases.models import Case
from fanal.cases.queries.particulars import topics_told
from fanal.core.casework.codes import CaseKind
from fanal.core.law.asking_children import NEVER_OF_A_CHILD
from fanal.core.law.questions import NextQuestion, fitting_codes, in_turn
from fanal.identification.access import Concern
from fanal.identification.queries import Record
from fanal.keys.ring import Ring
from fanal.people.consent_ages import consent_age


def fitting_of(case: Case, user: User, ring: Ring) -> frozenset[str]:
    """Return the codes of the questions that fit the kinds of this case and the answers that this
    reader may open."""
    topics = topics_told(case, ring, compartments_for(user, case))
    return fitting_codes(map(CaseKind, case.kinds.split()), topics)


def questions_for(concern: Concern, record: Record, user: User, ring: Ring) -> list[NextQuestion]:
    """The questions for whoever is asked next: herself, or others about her."""
    age = consent_age(concern.person.id, timezone.localdate())
    # A doubtful or unknown age counts as a child's here too (`ConsentAge.as_child`).
    left_out = NEVER_OF_A_CHILD if age.as_child else frozenset[str]()
    fitting = fitting_of(concern.case, user, ring)
    return in_turn(record.applying, left_out=left_out, fitting=fitting)
