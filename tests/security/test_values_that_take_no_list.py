"""Whoever writes to the database breaks the same value of every row of a table: the lists of those
who work by it are shown all the same, and say that something was changed."""

import pytest
from django.db import connection
from django.urls import reverse

from fanal.care.models import CareRecord, CareRecovery, CareRequest, Licence
from fanal.cases.models import CaseEntry, Operation
from fanal.colleagues.models import Helper, Qualification
from fanal.figures.models import Study
from fanal.funds.models import BudgetChange, ExchangeRate, FundFigure, FundingGrant, GoodsInKind
from fanal.journeys.models import JourneyCustodian
from fanal.justice.models import JusticeRecord
from fanal.keys.models import Grant
from fanal.papers.models import TypedPaper
from fanal.partners.models import Pattern
from fanal.people.models import Birth
from fanal.services.models import ServiceOffer
from fanal.sharing.models import Referral
from fanal.shelters.models import BedRequest, NightAnswer, NightCount, ShelterStay
from tests.security.planting import update
from tests.security.test_moved_values import everything  # noqa: F401
from tests.security.world import undone

pytestmark = pytest.mark.django_db
BROKEN = b"\x02" + b"x" * 64
SAID = "Something on this page was changed from outside"
LISTS = [
    ("noi", "cases:list", Birth, "sealed"),
    ("sokha", "cases:list", Birth, "sealed"),
    ("sokha", "cases:list", CaseEntry, "sealed"),
    ("sokha", "cases:tasks", CaseEntry, "sealed"),
    ("mai", "cases:today", CaseEntry, "sealed"),
    ("noi", "protection:late", CaseEntry, "sealed"),
    ("mai", "cases:today", Grant, "reason"),
    ("sokha", "cases:tasks", TypedPaper, "kind"),
    ("noi", "partners:patterns", Pattern, "sealed"),
    ("noi", "identification:operations", Operation, "day"),
    ("noi", "cases:list", JourneyCustodian, "partner"),
    ("noi", "cases:tasks", JourneyCustodian, "colleagues"),
    ("sokha", "cases:list", JourneyCustodian, "team"),
    ("claire", "journeys:board", JourneyCustodian, "partner"),
    ("claire", "journeys:board", JourneyCustodian, "area"),
    ("sokha", "services:catalogue", ServiceOffer, "told"),
    ("sokha", "shelters:tonight", BedRequest, "sealed"),
    ("sokha", "cases:list", NightAnswer, "answer"),
    ("noi", "shelters:tonight", NightAnswer, "answer"),
    ("sokha", "cases:list", NightCount, "sealed"),
    ("noi", "shelters:tonight", NightCount, "sealed"),
    ("sokha", "cases:list", ShelterStay, "sealed"),
    ("noi", "shelters:tonight", ShelterStay, "sealed"),
    ("ploy", "care:today", CareRequest, "sealed"),
    ("ploy", "care:today", CareRequest, "state"),
    ("ploy", "care:today", CareRecord, "sealed"),
    ("claire", "care:without_holder", CareRecovery, "why"),
    ("noi", "care:without_holder", CareRecovery, "hers"),
    ("claire", "care:scales", Licence, "told"),
    ("claire", "funds:grants", FundingGrant, "told"),
    ("thao", "funds:today", FundingGrant, "told"),
    ("thao", "funds:today", BudgetChange, "told"),
    ("thao", "funds:today", ExchangeRate, "told"),
    ("claire", "funds:goods", GoodsInKind, "told"),
    ("claire", "funds:figures", FundFigure, "told"),
    ("noi", "colleagues:list", Qualification, "kind"),
    ("sokha", "colleagues:mine", Qualification, "kind"),
    ("sokha", "colleagues:helpers", Helper, "sealed"),
    ("noi", "web:decisions", Referral, "purpose"),
    ("claire", "web:decisions", Referral, "classes"),
    ("noi", "justice:day", JusticeRecord, "sealed"),
    ("claire", "figures:list", Study, "title"),
]


@pytest.mark.parametrize(("who", "page", "model", "column"), LISTS)
def test_a_list_is_shown_though_a_value_is_broken(everything, browser, who, page, model, column):  # noqa: F811
    client = browser(who)
    with undone(client):
        assert SAID not in client.get(reverse(page)).text
        update(model, {model._meta.get_field(column).column: BROKEN})
        shown = client.get(reverse(page))
    assert (shown.status_code, SAID in shown.text) == (200, True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps bytes alone there")
@pytest.mark.parametrize("value", ["x", 7])
def test_a_list_is_shown_though_a_record_is_no_bytes_at_all(everything, browser, value):  # noqa: F811
    client = browser("sokha")
    with undone(client):
        update(CaseEntry, {"sealed": value})
        shown = client.get(reverse("cases:list"))
    assert (shown.status_code, SAID in shown.text) == (200, True)
