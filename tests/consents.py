"""Her answer to one purpose, written down as a case worker writes it."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.consents import record_consent, withdraw_consent

ASK = "Ask her, and write her answer down"
CHANGED = "If the answer changes, write it down"
OTHERS_ASK = "Who works on her case asks her"
YES, NO, NONE = (
    "The answer is yes: {}",
    "The answer is no: {} ({})",
    "A yes is not on file: {} ({})",
)


def says(cast, here, purpose, answer="given", on=None, **more):
    return record_consent(
        case=here.case,
        person=here.person,
        purpose=purpose,
        answer=answer,
        on=on,
        **cast.acting(cast.sokha),
        **more,
    )


def takes_back(cast, here, purpose):
    """A yes of some days ago, taken back today."""
    given = says(cast, here, purpose, on=timezone.localdate() - timedelta(days=3))
    return withdraw_consent(consent=given, by=cast.sokha)


def form_for(here, purpose):
    """Where a page leads whoever writes consents, as it stands there: about her, and back again."""
    known = f"purpose={purpose}&amp;person={here.person.id}&amp;next=/"
    return f"{reverse('cases:consent', args=[here.case.id])}?{known}"
