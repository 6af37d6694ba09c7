"""Mails to those who answer for somebody whom a partner has, is to have, or was told of, when
something is found of it: the mail says only that something waits."""

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.present import to_tell
from fanal.cases.models import CasePerson
from fanal.journeys.actions.mails import owe
from fanal.journeys.queries.with_partner import parts_of, people_of
from fanal.partners.models import Partner
from fanal.sharing.queries.told_before import still_told_of
from fanal.sql import these


def warn_of(partner: Partner, by: User) -> None:
    parts = parts_of(partner)
    rows = CasePerson.objects.filter(case__in=these(still_told_of(parts))).exclude(of_family=True)
    people = people_of(parts).union(rows.order_by().values_list("person", flat=True))
    if people:
        owe(to_tell(people).exclude(pk=by.pk), timezone.localdate())
