"""A woman who gave birth for an agency three days ago: from her call to the review of her case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.papers.models import TypedPaper
from fanal.sharing.models import Referral
from tests.browser import steps
from tests.browser.test_journey import french

CALL = {
    "danger_now": "yes", "who_calls": "herself", "callback_safe": "hours",
    "known": "Elle a accouché il y a trois jours pour une agence. Un homme vient demain.",
    "where": "Hôpital de Paksé, Laos", "about_whom": "ບົວຄຳ, 26", "callback_when": "12 h à 13 h",
    "callback": "+856 20 5555 0111", "with_her": "Sa fille de trois jours",
    "health": "Elle saigne encore",
}  # fmt: skip
STATEMENT = {
    "on": "2026-10-05", "taken_by": "police", "language": "lao", "read_back": "signed",
    "text": "Elle dit avoir signé un contrat qu’elle ne pouvait pas lire.", "copy_with_her": "yes",
}  # fmt: skip
THREE_DAYS = timedelta(days=3)


def is_told_of(ploy):
    """The health worker meets on her start page what the call said of the bleeding."""
    ploy.open("/care/").press(ploy.page.locator("main a[href*='/care/asked/']").first)
    return ploy.reads("Elle saigne encore").looks("asked-of-the-health-worker")


def adds_her_child(sokha, case):
    """A file of its own; of a child of three days nothing is asked of the child."""
    sokha.open(f"/cases/{case.id}/").goes("/also/")
    born = (timezone.localdate() - THREE_DAYS).isoformat()
    sokha.fill(role="child", sex="F", born=born).looks("also").press()
    sokha.reads("2 personnes", french("make a safety plan with who cares for this child"))
    sokha.looks("two-people")
    return steps.child_in(case)


def is_interviewed(sokha, case):
    """She is asked about the pregnancy first, and not about what children are spared."""
    steps.agrees(sokha, case, "interview", words="Oui, si vous m’aidez à la garder.")
    steps.begins_the_interview(sokha, case)
    asked = steps.is_asked(sokha, {"surrogacy": "yes"}, at_most=4)
    assert asked[0] == "surrogacy"
    sokha.press(sokha.page.get_by_role("button", name=french("Stop here"))).looks("law")


def what_she_says_of_the_child(sokha, case):
    sokha.adds(
        case,
        "particulars",
        "surrogacy",
        contract="language",
        wish="Je veux la garder.",
        said_by="herself",
        promised="9 000",
        currency="USD",
    )
    sokha.goes("/write/child_born/")
    sokha.reads(french("It is in a file: confirm or correct."))
    sokha.fill(
        born_where="Hôpital de Paksé", registered="no", father="not_named", said_by="herself"
    ).looks("child").press()
    sokha.reads("9 000 USD", "Hôpital de Paksé", french("nowhere")).looks("particulars")


def is_protected(sokha, noi, case, child):
    danger = {"because": "danger"}
    steps.writes(
        sokha, case, "risk", danger, level="immediate", dangers="L’agence sait où elle est."
    )
    steps.writes(sokha, case, "safety_plan", safe_people="Sa sœur", children="La petite reste là.")
    steps.writes(
        sokha,
        case,
        "best_interests",
        of=child,
        guardian="parent",
        own_view="Trop petite ; calme avec sa mère.",
        recommended="Rester avec sa mère.",
    )
    sokha.press(sokha.page.locator("main a[href*='/assessments/']").first)
    sokha.fill(decision="Elle reste avec sa mère.", reasons="Sa mère la nourrit et la veut.")
    sokha.looks("proposed").press().reads("Noi")
    steps.decides(noi, "/protection/decisions/", agreed="yes").reads("Elle reste avec sa mère.")


@pytest.mark.long
def test_a_surrogate_with_a_newborn_from_the_call_to_the_review(visit, cast):
    steps.shelter(cast)
    go_to = steps.colleagues(visit, cast, "surrogate")
    sokha, noi = go_to("sokha", "/intake/new/"), go_to("noi", "/cases/")
    case = steps.takes_the_call(sokha, ["surrogacy"], **CALL)
    sokha.reads("26 ans", "Hôpital de Paksé")
    is_told_of(go_to("ploy", "/care/"))
    child = adds_her_child(sokha, case)
    is_interviewed(sokha, case)
    steps.her_statement(sokha, case, **STATEMENT)
    what_she_says_of_the_child(sokha, case)
    is_protected(sokha, noi, case, child)
    steps.makes_the_paper(
        sokha,
        case,
        kind="birth_registration",
        state="to_make",
        body="État civil de Paksé",
        person=str(steps.her(case).id),
    ).reads("ບົວຄຳ", "Hôpital de Paksé", "État civil de Paksé")
    assert TypedPaper.objects.get().person == steps.her(case)
    steps.refers(sokha, noi, case, said_by="herself")
    assert Referral.objects.get().person == steps.her(case)

    steps.writes(noi, case, "review", form="review", decided="Une collègue passe chaque jour.")
    noi.looks("reviewed")
    steps.looks_back(sokha, case).does_not_read(
        french("no question of the law has an answer yet").capitalize()
    )
