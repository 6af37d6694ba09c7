"""A call on a small telephone, in French: few taps, one column, nothing typed twice."""

from fanal.cases.models import Case
from tests import files
from tests.browser.test_journey import french
from tests.browser.walks import Visitor, visitors

MOST_TAPS = 7
MOST_HEIGHT = 3000
SAID = {
    "known": "Sa mère. Elle est enfermée, un homme attend le soir. Message à 18 h 05 : « n'appelez pas ».",
    "where": "Karaoké près de la jetée, Si Racha", "about_whom": "Bouavan, 16, Champassak",
    "callback": "+856 20 555 01 42", "callback_when": "18 h à 20 h", "cover": "l'atelier de tissage",
}  # fmt: skip


class Counted(Visitor):
    """Who counts her taps."""

    taps = 0

    def tap(self, label):
        self.taps += 1
        label.click()
        return self

    def answer(self, name, value):
        return self.tap(self.page.locator(f"label.big:has([name={name}][value={value}])"))

    def go(self, target):
        with self.page.expect_navigation():
            self.tap(target)
        return self


def test_a_case_is_opened_from_a_call_in_seven_taps(visit, cast):
    go_to = visitors(visit, cast, "call")
    sokha = Counted(go_to("sokha", "/intake/").page, "call")
    sokha.go(sokha.page.locator("a[href$='/intake/new/']").last)
    assert sokha.page.locator(".no-answer").count() == 0
    assert not sokha.page.get_by_text(french("Ask first")).is_visible()
    sokha.answer("danger_now", "yes").answer("who_calls", "mother")
    assert sokha.page.get_by_text(french("Ask first")).is_visible()
    sokha.fill(**SAID)
    sokha.page.locator("label.big:has([name=callback_safe][value=hours])").click()
    sokha.looks("01-call")
    assert sokha.page.evaluate("document.documentElement.scrollHeight") <= MOST_HEIGHT
    sokha.go(sokha.page.locator("main .savebar button").first).looks("02-saved")
    sokha.go(sokha.page.locator("main form .buttons button").first)
    sokha.reads(french("What the call said"), SAID["where"], SAID["callback_when"], SAID["cover"])
    sokha.looks("03-known")
    sokha.go(sokha.page.locator("main form .buttons button").first).looks("04-case")
    case = Case.objects.get()
    sokha.reads(case.code_name, "En danger depuis ")
    assert sokha.taps <= MOST_TAPS


def test_the_match_is_usable_and_adds_the_call_to_her_case(visit, cast):
    case = files.case(cast, people=[files.person(cast, names=("ບົວວັນ",))])
    files.person(cast, names=("Bouavan",), births=[("passport", 1990, 3)])
    sokha = visitors(visit, cast, "call")("sokha", "/intake/new/")
    sokha.choose("danger_now", "yes").fill(about_whom="Bouavan, 16").press()
    sokha.reads(french("Do we know her?"), case.code_name).looks("05-match")
    sokha.press(sokha.page.locator("main section.card button").first).looks("06-known-of-a-match")
    assert Case.objects.count() == 1


def test_without_a_script_every_question_stands_on_the_page(visit, cast):
    sokha = visitors(visit, cast, "call")("sokha", "/intake/new/", java_script_enabled=False)
    sokha.page.locator("main details.care summary").click()
    for name in ("danger_now", "who_calls", "known", "callback", "health", "sent_by"):
        assert sokha.page.locator(f"main [name={name}]").first.is_visible()
