"""What closing asks, answered so that nothing speaks against it."""

import re

from django.urls import reverse
from django.utils import timezone

from fanal.core.protection.kinds import RecordKind
from fanal.protection.actions.recording import record
from tests import files


def answered(case, person, by, ring):
    """She was asked today: it is enough, and she knows the way back."""
    told = {
        "last_contact": timezone.localdate().isoformat(),
        "her_view": "enough",
        "child": "none",
        "open_goals": "settled",
        "way_back": True,
        "wants_contact": True,
    }
    return record(case=case, kind=RecordKind.CLOSING, person=person, answers=told, by=by, ring=ring)


def leads_to(cast, case, who, says):
    """Where the page of closing sends who reads this in it; None where it does not say it."""
    client = files.browser(cast, who)
    page = client.get(reverse("cases:close", args=[case.id])).text
    found = re.search(rf'href="([^"]+)">\s*{re.escape(says)}', page)
    if found is None:
        return None
    assert client.get(found[1], follow=True).status_code == 200
    return found[1]
