"""What stands against a yes of those around her, said when it is recorded."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fanal.cases.models import Case, PersonAround
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.trust.proxy_consent import ONE_OF_A_KIND
from fanal.web.typing import PageText

TWO = {
    "mother": gettext_lazy(
        "Saved. Two people are recorded as her mother: until one is corrected, or two colleagues "
        "decide who consents for her, a yes from either does not count."
    ),
    "father": gettext_lazy(
        "Saved. Two people are recorded as her father: until one is corrected, or two colleagues "
        "decide who consents for her, a yes from either does not count."
    ),
}


def carer_warnings(case: Case) -> list[PageText]:
    """Two of whom there is one, and a paper of somebody who is a danger or recruited her."""
    rows = PersonAround.objects.filter(case=case).select_related("entry")
    claims: Counter[tuple[str, object]] = Counter()
    papers_of_danger = False
    for row in rows:
        try:
            known = row.coded
        except BrokenSeal:
            continue
        claims[(known["relation"], row.entry.about_id)] += 1
        papers_of_danger |= bool(known.get("role")) and row.is_danger
    warnings: list[PageText] = [
        TWO[role]
        for role in ONE_OF_A_KIND
        if any(times > 1 for (relation, _about), times in claims.items() if relation == role)
    ]
    if papers_of_danger:
        warnings.append(
            _(
                "Saved. A yes from this person still does not count: part of the danger, close "
                "to a suspect, or the one who recruited her."
            )
        )
    return warnings
