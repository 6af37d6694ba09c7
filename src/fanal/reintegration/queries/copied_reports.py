"""A partner reported the same words of many people: on their page, and on the start page of whoever
leads until somebody writes down what was found out about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.reintegration.copied_reports import AlikeReports, PartnerReport, alike_reports
from fanal.core.reintegration.timers import PlanTimer
from fanal.partners import access as partners
from fanal.partners.models import Partner
from fanal.partners.queries.signals import PartnerSignal
from fanal.people.models import Person
from fanal.people.queries import last_of, merged_of
from fanal.reintegration import access
from fanal.reintegration.models import PlanRecord


def alike_of_each() -> dict[UUID, list[AlikeReports]]:
    """Of each partner, by id. No key is needed; one query where there is nothing."""
    marks = PlanRecord.objects.exclude(words_mark="").order_by().values("words_mark")
    many = marks.annotate(n=Count("id")).filter(n__gte=PlanTimer.ALIKE_PEOPLE.number)
    rows = PlanRecord.objects.filter(words_mark__in=many.values("words_mark")).defer("sealed")
    found = list(rows.select_related("plan"))
    into = merged_of() if found else {}
    whose = {row.words_mark: UUID(row.coded["partner"]) for row in found}
    alike = alike_reports(
        PartnerReport(row.words_mark, last_of(row.plan.person_id, into), row.made_on)
        for row in found
    )
    of_each: dict[UUID, list[AlikeReports]] = defaultdict(list)
    for report in alike:
        of_each[whose[report.mark]].append(report)
    return of_each


def alike_signals(user: User, partner: Partner) -> Iterator[PartnerSignal]:
    """For the page of a partner."""
    for one in alike_of_each().get(partner.id, ()):
        when = _("Reported from {first} to {last}.")
        if one.first == one.last:
            when = _("Reported on {last}.")
        days = when.format(first=date_format(one.first), last=date_format(one.last))
        words = f"{days} {_('Find out whether they saw each of them.')}"
        yield PartnerSignal(_title(one), words, _open_to(user, one.people))


def _title(one: AlikeReports) -> str:
    said = ngettext(
        "The same words about {n} person", "The same words about {n} people", len(one.people)
    )
    return said.format(n=len(one.people))


def _open_to(user: User, people: Collection[UUID]) -> list[tuple[str, str]]:
    rows = Person.objects.filter(id__in=access.open_to(user, people))
    return sorted((row.code_name, reverse("reintegration:person", args=[row.id])) for row in rows)


def alike_today(user: User, _now: datetime) -> Sequence[TodayRow]:
    """A row of the start page for each such partner of whom nothing was found since."""
    if not partners.leads(user):
        return []
    found = alike_of_each()
    if not found:
        return []
    looked = _looked_at(user, found)
    rows = {partner.id: partner for partner in Partner.objects.filter(id__in=found)}
    newest = sorted(found.items(), key=lambda one: one[1][0].last, reverse=True)
    return [
        _row(alike[0], rows[id]) for id, alike in newest if looked.get(id, date.min) < alike[0].last
    ]


def _looked_at(user: User, ids: Collection[UUID]) -> dict[UUID, date]:
    """The day of the last finding about each that this user may know of."""
    rows = partners.findings_for(user).filter(about__in=ids).order_by()
    return dict(rows.values_list("about").annotate(last=Max("said_on")))


def _row(newest: AlikeReports, partner: Partner) -> TodayRow:
    return TodayRow(
        reverse("partners:partner", args=[partner.id]),
        f"{partner.name} · {_title(newest)}",
        icon="find",
        tone="care",
    )
