"""Which cases are read for what is late: a team has more each year that were closed long ago."""

from datetime import date

from django.db.models import F, Q, QuerySet

from fanal.cases.models import Case, Closure
from fanal.core.calendars.months import add_months
from fanal.core.protection.clocks import ClockStep, clock
from fanal.core.protection.follow_up import LAST_STAYS, WINDOW
from fanal.partners.queries.unsafe_partners import may_tell_others


def that_may_be_late(cases: QuerySet[Case], today: date) -> QuerySet[Case]:
    """Return the open ones of these; and of the closed those of which something can be due: whom
    somebody asks still, in which something was written since, or whom an unsafe partner knows."""
    # Whatever was written, by whichever app: that a suspect is free stands in no record of ours.
    since = Q(case__days__last_written__gte=F("agreed_on"))
    closed = Closure.objects.filter(closed_for_a_wave(today) | since)
    told = Case.objects.filter(disclosures__partner__in=list(may_tell_others())).order_by()
    is_asked = Q(id__in=closed.order_by().values("case")) | Q(id__in=told.values("id"))
    return cases.filter(Q(closed=False) | is_asked)


def closed_for_a_wave(today: date) -> Q:
    """Return the condition of closings so long ago that the first wave has begun, and the last is
    not over."""
    waves = clock(ClockStep.FOLLOW_UP).waves
    begun = add_months(today + WINDOW, -waves[0])
    return Q(agreed_on__lte=begun, agreed_on__gte=add_months(today, -waves[-1] - LAST_STAYS))
