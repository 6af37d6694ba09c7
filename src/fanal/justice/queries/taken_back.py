"""A yes that she took back, for her lawyer, who does not open what else was said to her worker."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.models import Consent
from fanal.cases.queries.ask_whom import to_be_called
from fanal.cases.queries.consent_answers import her_word
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.casework.consent import OF_LAW, ConsentPurpose
from fanal.core.roles import Permission
from fanal.justice import access
from fanal.sql import these
from fanal.web.days_in_words import relative_day
from fanal.web.words import translated

SHOWN = timedelta(days=14)


def taken_back_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """On the start page for two weeks, unless she said yes again since. Whoever works on the case
    wrote it down, or reads it there."""
    if not user.may(Permission.WORK_LEGAL) or user.may(Permission.WORK_CASES):
        return []
    today = timezone.localdate(now)
    rows = Consent.objects.filter(withdrawn_on__gte=today - SHOWN)
    rows = rows.filter(case__in=these(access.legal_cases_for(user).values_list("id", flat=True)))
    found = rows.select_related("case__team", "case__assignee", "person").order_by("id")
    last = {(row.person_id, row.purpose): row for row in found if row.purpose in OF_LAW}
    return [
        _row(row, now)
        for row in last.values()
        if her_word(ConsentPurpose(row.purpose), row.person_id, today).is_no
    ]


def _row(row: Consent, now: datetime) -> TodayRow:
    purpose = translated(ConsentPurpose(row.purpose).sentence())
    return TodayRow(
        reverse("justice:case", args=[row.case_id]),
        _("She took her yes back: {what}").format(what=purpose),
        code=row.person.code_name,
        more=_("Do nothing more on it before you asked {who}.").format(who=to_be_called(row.case)),
        when=relative_day(row.withdrawn_on, now.date()) if row.withdrawn_on else "",
        icon="law",
        tone="care",
    )
