from fanal.cases.models import Case
from tests import files
from tests.browser.chromium import accessibility_faults, sideways

SAID = {
    "known": "Her mother. Locked in, a man waits in the evening. Message at 18:05.",
    "where": "Karaoke near the pier",
    "about_whom": "Bouavan, 16, Champasak",
    "callback": "+856 20 555 01 42",
    "callback_when": "18 to 20",
    "cover": "weaving shop",
}


def shot(page, name):
    for w in (360, 1280):
        page.set_viewport_size({"width": w, "height": 740})
        page.screenshot(path=f"/tmp/call_shots/{name}-{w}.png", full_page=True)
        print(
            name,
            w,
            page.evaluate("document.documentElement.scrollHeight"),
            accessibility_faults(page),
            sideways(page),
        )
    page.set_viewport_size({"width": 360, "height": 740})


def test_x(visit, cast):
    case0 = files.case(cast, people=[files.person(cast, names=("ບົວວັນ",))])
    files.person(cast, names=("Bouavan",), births=[("passport", 1990, 3)])
    page = visit("/intake/new/", client=cast.client(cast.sokha), width=360)
    shot(page, "0-empty")
    page.locator("label.big:has([name=danger_now][value=yes])").click()
    page.locator("label.big:has([name=who_calls][value=mother])").click()
    page.locator("label.big:has([name=callback_safe][value=hours])").click()
    for k, v in SAID.items():
        page.locator(f"main [name={k}]").fill(v)
    shot(page, "1-filled")
    with page.expect_navigation():
        page.locator("main .savebar button").first.click()
    shot(page, "2-match")
    with page.expect_navigation():
        page.locator("#near-form button").last.click() if False else page.locator(
            "#near-form .buttons button"
        ).first.click()
    shot(page, "3-known")
    with page.expect_navigation():
        page.locator("main form .buttons button").first.click()
    shot(page, "4-case")
    case = Case.objects.exclude(id=case0.id).get()
    her = case.people.get()
    base = page.url.split("/cases/")[0]
    for i, a in enumerate((f"/cases/{case.id}/tasks/", f"/cases/{case.id}/consents/", f"/cases/{case.id}/needs/", f"/cases/{case.id}/state/{her.id}/over/", f"/cases/{case.id}/contact/section/")):
        r = page.goto(base + a)
        page.set_viewport_size({"width": 360, "height": 740})
        for other in page.locator("[value=other]").all()[:1]:
            other.check()
        for other in page.locator("[value=given]").all()[:1]:
            other.check()
        print(a, r.status); shot(page, f"5-{i}")
    assert 0
