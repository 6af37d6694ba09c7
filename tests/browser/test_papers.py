"""On a small telephone, in French: a man from a scam compound with debts, a surrogate with a newborn.

Each from what was said to the papers that are printed for them to sign.
"""

import pytest
from django.utils import timezone

from fanal.cases.models import Case
from fanal.core.words import say
from fanal.papers.models import TypedPaper
from tests import files
from tests.browser.test_journey import french
from tests.browser.walks import visitors

SAID = "Rachata, 24 ans. Il a fui un centre à Poipet. On réclame encore 52 000 bahts."


def section_of(sokha, case, name):
    return sokha.open(f"/cases/{case.id}/{name}/section/")


def add(sokha, kind):
    return sokha.press(sokha.page.locator(f"main a[href*='/write/{kind}/']").first)


def new_paper(sokha, case, **told):
    section_of(sokha, case, "documents")
    sokha.press(sokha.page.locator("main a[href$='/new/'][href*='/papers/']").first)
    return sokha.fill(**told).press()


def prints(sokha):
    sokha.press(sokha.page.locator("main a[href$='/print/']").first).looks("print")
    return sokha.press().looks("printed")


@pytest.mark.long  # papers/test_papers.py and test_prints.py hold it
def test_a_man_from_a_scam_compound_from_his_call_to_his_papers(visit, cast):
    sokha = visitors(visit, cast, "papers-compound")("sokha", "/intake/new/", allowed=(422,))
    sokha.choose("danger_now", "no").fill(known=SAID).press()
    sokha.press(sokha.page.locator("main form .buttons button").first)
    sokha.press(sokha.page.locator("main form .buttons button").first)
    case = Case.objects.get()
    section_of(sokha, case, "particulars").looks("01-asked")
    assert sokha.page.locator("main a[href*='/write/compound/']").count() == 0
    add(sokha, "also").choose("compound", "yes").choose("money", "yes").looks("02-also").press()
    add(sokha, "compound").fill(task="Des faux investissements", left="fled").press()
    add(sokha, "debt").fill(amount="52 000", to_whom="Le chef du centre").is_refused()
    sokha.reads("un montant demande sa monnaie").looks("03-no-currency")
    assert sokha.page.locator("[name=to_whom]").input_value() == "Le chef du centre"
    sokha.fill(currency="THB", said_by="herself").press()
    sokha.reads("52 000 THB", french("Added up")).looks("04-debts")
    new_paper(sokha, case, kind="non_punishment", state="prepared", body="Procureur de Poipet")
    sokha.reads("Procureur de Poipet").looks("05-paper")
    prints(sokha).reads("Demande de ne pas punir", "Procureur de Poipet")


@pytest.mark.long  # papers/test_prints.py holds it
def test_a_surrogate_with_a_newborn_from_what_she_says_to_the_registration(visit, cast):
    case = files.case(cast, kinds=["surrogacy"])
    sokha = visitors(visit, cast, "papers-surrogate")("sokha", f"/cases/{case.id}/")
    section_of(sokha, case, "particulars").looks("01-asked")
    add(sokha, "surrogacy").fill(
        contract="language", wish="Je veux la garder.", said_by="herself", promised="9 000"
    )
    sokha.fill(currency="USD").looks("02-surrogacy").press()
    add(sokha, "child_born").fill(
        born_on=timezone.localdate().isoformat(),
        born_where="Hôpital de Paksé",
        registered="no",
        father="not_named",
        said_by="herself",
    ).looks("03-child").press()
    sokha.reads("Hôpital de Paksé", "9 000 USD")
    new_paper(sokha, case, kind="birth_registration", state="to_make", body="État civil")
    sokha.looks("04-paper")
    assert TypedPaper.objects.get().kind == "birth_registration"
    prints(sokha).reads("Hôpital de Paksé", "État civil", "ບົວຄຳ ວົງສາ")
    line = str(say("Name of the child"))
    assert (
        sokha.page.locator(".blanks__row", has_text=french(line)).locator(".blanks__line").count()
    )
