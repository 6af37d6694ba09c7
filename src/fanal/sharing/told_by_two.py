"""A row of the start page: a second person agreed that somebody is told without her consent."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.trust.consent import OVERRIDE_LASTS
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.sharing.models import Override
from fanal.sharing.queries.pages import overrides_that_count
from fanal.web.days_in_words import relative_day


def agreed_by_a_second(user: User, now: datetime) -> list[TodayRow]:
    """Return it for who asked, as long as it holds and the gate counts it: 24 hours, which nobody
    learns of by a look at the case tomorrow. That a missing person is looked for is told with its
    sheet."""
    rows = Override.objects.filter(first=user, at__gt=now - OVERRIDE_LASTS, at__lte=now)
    rows = rows.filter(case__in=cases_for(user).exclude(closed=True).order_by().values("id"))
    rows = rows.exclude(purpose=PartnerPurpose.FIND_MISSING)
    asked = list(rows.select_related("case", "partner", "team", "second").order_by("at", "id"))
    counted = overrides_that_count({one.case for one in asked})
    return [_row(one, one.at) for one in asked if one.at and one.id in counted]


def _row(agreed: Override, at: datetime) -> TodayRow:
    until = relative_day(at + OVERRIDE_LASTS)
    return TodayRow(
        reverse("sharing:case", args=[agreed.case_id]),
        _("{who} may be told without her consent").format(who=agreed.recipient),
        about=agreed.case.code_name,
        more=_("{who} agreed. It ends {when}.").format(who=agreed.second, when=until),
        icon="consent",
        tone="care",
        pressing=True,
    )
