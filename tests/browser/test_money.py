"""One bus ticket from asked to receipt, in French on a telephone of 360 px, as each role meets it."""

import pytest
from django.urls import reverse

from fanal.funds.models import MoneyRequest
from tests.browser.steps import colleagues
from tests.browser.steps_programmes import (
    agrees_to_money,
    asks_for_money,
    pays_out,
    writes_the_receipt,
)
from tests.funds.scene import scene


@pytest.mark.long  # funds/test_pages.py holds it
def test_money_from_asked_to_receipt(visit, cast):
    here = scene(cast)
    go_to = colleagues(visit, cast, "money")
    sokha, thao = go_to("sokha", "/cases/"), go_to("thao", reverse("funds:today"))
    asks_for_money(sokha, here.case, here.line.name)
    sokha.reads("Noi Saetang", "Claire Morel")
    row = MoneyRequest.objects.get()
    for who in ("noi", "claire"):
        agrees_to_money(go_to(who, "/decisions/"), row.id)
    thao.open(reverse("funds:today")).reads(row.token)
    pays_out(thao, row.id, here.case.code_name, "ບົວຄຳ")
    writes_the_receipt(sokha, here.case, row.id)
    thao.open(reverse("funds:grant", args=[here.grant.id])).looks("grant")
    thao.reads("1 200 THB")
    assert here.case.code_name not in thao.page.inner_text("body")
