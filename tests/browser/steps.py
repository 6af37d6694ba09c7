"""The steps of a story: from a call to the review of its case, in French on a telephone of 360 px.

Each page that is passed is usable by everybody, fits, and reads as French does.
"""

from __future__ import annotations

import re

from django.urls import reverse

from fanal.cases.models import Case
from fanal.core.law.interview import RULES
from fanal.partners.actions import areas
from fanal.partners.actions.partners import set_capacity
from tests.browser.chromium import accessibility_faults, draw, sideways
from tests.browser.crawl import kind as kind_of_page
from tests.browser.test_journey import french
from tests.browser.walks import SHOTS, SMALL, Visitor, plain
from tests.journeys.scene import trusted

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
# What nobody writes in French: a first that is a 1, an e before a vowel, a word of the program.
NOT_FRENCH = re.compile(
    rf"\b1 (?:{MONTHS})\b|\b(?:de les?(?! (?:dire|proposer)\b)|à le|à les|que il|que elle|si il)\b"
    r"|(?<!-)\b(?:de|que|le|la|je|se) [aeiouéèê][a-zéèê]+|None\b|not_asked|%\(\w+\)s|\{\w+\}"
)
GUILLEMETS = re.compile(r"« [^»]*»")
UNFOLD = "document.querySelectorAll('main details').forEach(one => { one.open = true })"
# What begins with a vowel and takes no elision, and what we typed ourselves.
TAKES_NONE = re.compile(r"\b(?:le|la|de|que) (?:onze|oui|un|une|ouistiti|huit)\b")


class Colleague(Visitor):
    """One colleague on her telephone, who looks closely at each page of a story."""

    def __init__(self, page, place):
        super().__init__(page, place)
        self.number, self.asked = 0, set()

    def looks(self, name=""):
        """Whether everybody can use it is asked of each kind of page at each step once."""
        if (kind_of_page(self.page.url), name) not in self.asked:
            assert accessibility_faults(self.page) == []
        self.asked.add((kind_of_page(self.page.url), name))
        assert sideways(self.page) <= 0, self.page.url
        assert not (found := self.not_french()), (self.page.url, found)
        self.number += 1
        draw(self.page, SHOTS / self.place, f"{self.number:02}-{name}")
        return self

    def not_french(self):
        said = GUILLEMETS.sub("", plain(self.page.inner_text("main")))
        found = [one[0] for one in NOT_FRENCH.finditer(said)]
        return [one for one in found if not TAKES_NONE.fullmatch(one)]

    def proposes(self, **known):
        """What is known stands in the form already."""
        for name, value in known.items():
            field = self.page.locator(f"main [name={name}]").first
            if field.get_attribute("type") == "radio":
                field = self.page.locator(f"main [name={name}]:checked")
            assert field.input_value() == value, name
        return self

    def goes(self, ending):
        """By the first link that is seen and ends so."""
        self.open_more()
        return self.press(self.page.locator(f"main a[href$='{ending}']:visible").first)

    def adds(self, case, section, kind, **told):
        """An entry, from its section."""
        self.open(reverse("cases:section", args=[case.id, section])).looks(section)
        self.goes(f"/write/{kind}/").fill(**told).looks(kind)
        return self.press()


def colleagues(visit, cast, place):
    """`go_to("noi", "/decisions/")` gives her telephone, on that page."""

    def go_to(name, address):
        page = visit(
            address,
            client=cast.client(getattr(cast, name)),
            language="fr",
            width=SMALL,
            allowed=(422,),
        )
        return Colleague(page, f"{place}-{name}")

    return go_to


def shelter(cast):
    """A partner whom two found fit, with places."""
    for code, name in (("TH", "Thaïlande"), ("LA", "Laos")):
        areas.add_area(code=code, name=name, kind="country", by=cast.noi)
    found = trusted(cast, "Lotus Transit Centre")
    set_capacity(
        partner=found, services=["shelter"], sexes=["female", "male"], places=2, by=cast.noi
    )
    return found


# ── From the call to the case ────────────────────────────────────────────────
def takes_the_call(colleague, kinds, sex="F", **said):
    """The call, the case that is made of it, and what it said, confirmed with one tap."""
    answers_the_call(colleague, kinds, sex, **said)
    return Case.objects.get()


def answers_the_call(colleague, kinds, sex="F", **said):
    for name in ("danger_now", "who_calls", "callback_safe"):
        colleague.choose(name, said.pop(name))
    colleague.fill(**said).looks("call")
    colleague.press(colleague.page.locator("main .savebar button").first).looks("signal")
    if "/match/" not in colleague.page.url:
        colleague.goes("/case/")
    else:
        colleague.press().looks("match")
    for kind in kinds:
        colleague.choose("kinds", kind)
    colleague.fill(sex=sex).looks("becomes-a-case").press().looks("what-the-call-said")
    colleague.press(colleague.page.locator("main [name=right][value=all]"))
    if "/care/" in colleague.page.url:
        asks_the_health_worker(colleague, said["health"])
    return colleague.looks("case")


def asks_the_health_worker(colleague, said):
    """What a call said of health goes to whoever treats her, and not into the case."""
    colleague.proposes(words=said).looks("health-worker")
    colleague.fill(agreed="yes", happened="no").press().reads(said).looks("health-worker-asked")
    case = colleague.page.url.rstrip("/").split("/")[-1]
    return colleague.open(reverse("cases:case", args=[case]))


def her(case):
    """Whom the case was opened for, and not her child."""
    return next(concern.person for concern in case.concerns.all() if concern.role != "child")


def child_in(case):
    """Her child, whom the case concerns too."""
    return next(concern.person for concern in case.concerns.all() if concern.role == "child")


# ── Consent and the interview ────────────────────────────────────────────────
def agrees(colleague, case, purpose, giver="", **more):
    """A yes to every part, as it was given. `giver`: who gave it for her, by name."""
    colleague.open(reverse("cases:consent", args=[case.id])).fill(person=str(her(case).id))
    colleague.fill(purpose=purpose, answer="given", data_class="every", **more)
    if giver:
        option = colleague.page.locator("main [name=giver] option", has_text=giver)
        colleague.fill(giver=option.get_attribute("value"))
    return colleague.looks(f"consent-{purpose}").press().looks("consents")


def of_law(name, case):
    return reverse(f"identification:{name}", args=[case.id, her(case).id])


def is_not_interviewed(colleague, case, *why):
    """The page before an interview says why, and offers no first question."""
    colleague.open(of_law("before", case)).reads(*why).looks("refused")
    assert colleague.page.locator("[name=rules]").count() == 0
    return colleague


def begins_the_interview(colleague, case, proposed=(), **told):
    """The rules, each confirmed; in French, unless her language is known."""
    colleague.open(of_law("before", case)).proposes(**dict(proposed))
    colleague.fill(**({} if proposed else {"language": "fr"}), **told).looks("before")
    for rule in RULES:
        colleague.page.locator(f"[name=rules][value={rule}]").check()
    return colleague.press()


def is_asked(colleague, answers, others="unknown", at_most=15):
    """Each question in turn: what she answered by code, the codes in their order."""
    asked = []
    while len(asked) < at_most and colleague.page.locator("main [name=code]").count():
        code = colleague.page.locator("main [name=code]").first.input_value()
        asked.append(code)
        if len(asked) <= 2:
            colleague.looks(f"question-{len(asked)}")
        if code in answers:
            answer = f"main button[name=answer][value={answers[code]}]"
            colleague.press(colleague.page.locator(answer).first)
        else:
            colleague.goes("/left/").choose("answer", others)
            colleague.press(colleague.page.get_by_role("button", name=french("Next question")))
    return asked


def confirms_the_circumstances(colleague, case, proposed, **told):
    colleague.open(of_law("matrix", case)).goes("/circumstances/")
    return colleague.proposes(**proposed).fill(**told).looks("circumstances").press().looks("law")


def her_statement(colleague, case, **told):
    """What was taken down of her, as a paper of its own: by whom, in which language, read back."""
    colleague.open(of_law("said", case)).looks("said").goes("/her-statement/")
    colleague.fill(**told).looks("statement").press().looks("statement-stands")
    return colleague.reads(told["text"], told["language"])


# ── Protection ───────────────────────────────────────────────────────────────
def writes(colleague, case, kind, proposed=(), of=None, **told):
    """A dated record of her or of somebody else, from what is due or not begun yet."""
    person = "" if kind == "review" else f"{(of or her(case)).id}/"
    colleague.open(reverse("protection:case", args=[case.id]))
    colleague.page.evaluate(UNFOLD)
    colleague.press(colleague.page.locator(f"main a[href$='/{person}{kind}/']:visible").first)
    colleague.proposes(**dict(proposed)).fill(**told).looks(kind)
    return colleague.press()


# ── Papers and referral ──────────────────────────────────────────────────────
def makes_the_paper(colleague, case, **told):
    """A typed paper, and its print through the gate."""
    colleague.open(reverse("cases:section", args=[case.id, "documents"])).looks("documents")
    colleague.press(colleague.page.locator("main a[href$='/new/'][href*='/papers/']").first)
    colleague.fill(**told).looks("new-paper").press().looks("paper")
    colleague.press(colleague.page.locator("main a[href$='/print/']").first).looks("to-print")
    return colleague.press().looks("printed")


def refers(colleague, lead, case, service="shelter", **said):
    """What is asked of whom, what goes out with whose consent, and a second person's yes."""
    colleague.open(reverse("cases:case", args=[case.id]))
    colleague.press(colleague.page.locator("main a[href$='/refer/']").first).looks("refer")
    if colleague.page.locator("main select[name=person]").count():
        colleague.fill(person=str(her(case).id))
    colleague.page.locator(f'label.big:has([name=service][value="{service}"])').click()
    colleague.press(colleague.page.locator("main .savebar button").first).looks("who-fits")
    fits = colleague.page.locator("main .fit__it:not(.fit__it--no) a.button").first
    colleague.press(fits).fill(may="yes", **said).looks("goes-out")
    colleague.press(colleague.page.locator("main form .card:last-of-type .buttons button").first)
    colleague.reads("Noi").looks("referral")
    lead.open("/decisions/").press(lead.page.locator("main a[href*='/sharing/']").first)
    lead.looks("referral")
    return lead.press(lead.page.locator("form[action$='/approve/'] button").first).looks("approved")


def decides(lead, where, **answers):
    """The second of two, from the list of what waits for her."""
    lead.open("/decisions/").looks("decisions")
    lead.press(lead.page.locator(f"main a[href*='{where}']").first)
    return lead.fill(**answers).looks("decides").press().looks("decided")


def looks_back(colleague, case):
    """The timeline, what is shared and the first screen, once all is written."""
    colleague.open(reverse("cases:timeline", args=[case.id])).looks("timeline")
    colleague.open(reverse("sharing:case", args=[case.id])).looks("sharing")
    return colleague.open(reverse("cases:case", args=[case.id])).looks("story")
