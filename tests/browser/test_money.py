"""One bus ticket from asked to receipt, in French on a telephone of 360 px, as each role meets it."""

from django.urls import reverse

from fanal.funds.models import MoneyRequest
from tests.browser.steps import colleagues
from tests.browser.test_journey import french
from tests.funds.scene import scene

BUS = "Le bus pour chez sa tante, pour deux."


def test_money_from_asked_to_receipt(visit, cast):
    here = scene(cast)
    go_to = colleagues(visit, cast, "money")
    of_case = reverse("funds:case", args=[here.case.id])
    sokha = go_to("sokha", of_case).looks("no-money")
    sokha.goes("/new/").looks("asking").fill(
        kind="transport", amount="1 200", currency="THB", line=str(here.line.id), under="used",
        words=BUS,
    )  # fmt: skip
    sokha.choose("holder", "herself").press().reads("Noi Saetang", "Claire Morel", BUS)
    sokha.looks("asked")
    row = MoneyRequest.objects.get()
    for who in ("noi", "claire"):
        agrees(go_to(who, "/decisions/"), row)
    thao = go_to("thao", reverse("funds:today")).reads(row.token).looks("to-pay")
    for secret in (here.case.code_name, "ບົວຄຳ", BUS):
        assert secret not in thao.page.inner_text("body")
    thao.goes(f"/slips/{row.id}/").looks("slip").goes("/pay/").looks("paying")
    thao.choose("mode", "cash").choose("on", thao.page.locator("[name=on]").first.input_value())
    thao.press().reads(french("Paid out")).looks("paid")
    sokha.open(reverse("funds:receipt", args=[here.case.id, row.id])).looks("receipt")
    sokha.choose("on", sokha.page.locator("[name=on]").first.input_value())
    sokha.choose("proof", "mark").press().reads("Réglé").looks("settled")
    thao.open(reverse("funds:grant", args=[here.grant.id])).looks("grant")
    thao.reads("1 200 THB")
    assert here.case.code_name not in thao.page.inner_text("body")


def agrees(visitor, row):
    visitor.looks("decisions").goes(f"/decide/{row.id}/").looks("deciding")
    visitor.choose("agreed", "yes").press()
