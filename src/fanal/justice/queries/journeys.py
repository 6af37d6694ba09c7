"""The hearing for which a journey was planned, where it was moved or fell through since."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.core.justice.courts import HearingNews
from fanal.core.justice.kinds import JusticeKind
from fanal.core.sealing.compartments import LEGAL
from fanal.core.words import say
from fanal.journeys.models import Journey
from fanal.journeys.queries.departed import TO_COURT
from fanal.journeys.queries.reasons import ChangedReason
from fanal.justice.models import JusticeRecord, Proceeding

SAYS = {
    HearingNews.MOVED: say("The hearing was moved: do the days of this journey still fit?"),
    HearingNews.FELL_THROUGH: say("The hearing did not take place: is this journey still needed?"),
}


def changed_hearings(journey: Journey, user: User) -> Iterator[ChangedReason]:
    """For whoever opens the legal part: the last news of each hearing."""
    hearings = JusticeRecord.objects.filter(journey=journey, case__in=cases.cases_with(user, LEGAL))
    last = {
        row.under_id: row
        for row in JusticeRecord.objects.filter(under__in=hearings).defer("sealed")
        if row.record_kind is JusticeKind.HEARING_NEWS
    }
    for row in last.values():
        if sentence := SAYS.get(HearingNews(row.coded["news"])):
            yield ChangedReason(sentence, reverse("justice:case", args=[row.case_id]))


def journey_to_court(proceeding: Proceeding) -> Journey | None:
    """The one that she is on: as a rule the hearing is written down first, when there is no journey
    yet that could be named beside it. She is on one journey at a time."""
    hers = Journey.objects.filter(
        travellers__case=proceeding.case_id, travellers__person=proceeding.person_id, ended_on=None
    )
    return next((one for one in hers if one.kind == TO_COURT), None)
