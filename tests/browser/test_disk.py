"""What somebody types stays on no disk of the device: every form, of every role, in a real browser.

A mark of its own goes into every field for text. The whole profile of the browser is searched for
the marks: while it runs, after Hide, after it was closed, and after it was killed.
"""

import time
from itertools import count

import pytest
from django.conf import settings
from django.urls import reverse

from fanal.accounts.actions import invitation_approval, made
from tests.browser.desktop import SAVES_WITHIN, STEM, Desktop, careless_site
from tests.decisions.newcomers import link
from tests.security.conftest import world as world
from tests.security.rubbish import asked, name_of
from tests.security.test_matrix import NAMING, ROLES, UNNAMED, may_open, there
from tests.security.typist import TEXT

TYPED = TEXT | {"email", "password", "file"}
# Chooses what is offered first, wherever something is to be chosen.
CHOOSE = """form => {
  for (const one of form.elements) {
    if (one.type === "radio" || one.type === "checkbox") one.checked = true;
    if (one.tagName === "SELECT" && !one.value) one.selectedIndex = one.options.length - 1;
    if (one.type === "date") one.value = new Date().toISOString().slice(0, 10);
  }
}"""
CARELESS = {"a": f"{STEM}aaaa", "b": f"{STEM}bbbb"}  # a line, a longer text
# With every kind of field: what `make test` tries. `make test-all` tries every form.
SOME = (
    "intake:new", "people:add_name", "cases:document", "keys:passphrase",
)  # fmt: skip
FORMS = """() => [...document.forms].filter((one) => one.getAttribute("method") === "post")"""


@pytest.fixture
def desktop(playwright, tmp_path):
    laptop = Desktop(playwright, tmp_path)
    yield laptop
    laptop.stop()


class Typist:
    """Types marks into forms and remembers which stands for what."""

    def __init__(self, page, folder):
        self.page, self.folder = page, folder
        self.numbers, self.marks = count(1), {}

    def sign_in(self, client, origin):
        context = self.page.context
        context.clear_cookies()
        context.add_cookies(
            [{"name": k, "value": v.value, "url": origin} for k, v in client.cookies.items()]
        )

    def fill(self, form, kind):
        for control in form.query_selector_all("input, textarea"):
            about = control.evaluate(
                "one => ({name: one.name, type: one.type, longest: one.maxLength,"
                " shown: one.checkVisibility() && !one.readOnly && !one.disabled})"
            )
            if about["type"] in TYPED and about["shown"]:
                self.type(control, kind, **about)

    def type(self, control, kind, name, type, longest, shown):
        mark = f"{STEM}{next(self.numbers):04}"
        if 0 <= longest < len(mark):
            return None
        self.marks[mark] = (*kind, name)
        if type == "file":
            named = self.folder / f"{mark}.txt"
            named.write_text(mark)
            return control.set_input_files(named)
        control.evaluate("one => { one.focus(); one.select(); }")
        return self.page.keyboard.insert_text(f"{mark}@b.example" if name == "login" else mark)

    def send(self, form):
        with self.page.expect_navigation():
            form.evaluate("one => { one.noValidate = true; one.requestSubmit(); }")

    def try_twice(self, address, kind):
        """With nothing chosen, and where that was refused, with what is offered first."""
        self.page.goto(address)
        form = self.form(kind)
        if form is None:
            return False
        self.fill(form, kind)
        self.send(form)
        if form := self.form(kind):
            form.evaluate(CHOOSE)
            self.fill(form, kind)
            self.send(form)
        return True

    def hide(self, client, origin):
        self.sign_in(client, origin)
        self.page.goto(origin + reverse("web:help"))
        with self.page.expect_navigation(url="**" + reverse("web:calendar")):
            self.page.click("form[data-hide] button")

    def leaves_unsent(self, client, address):
        self.sign_in(client, address)
        self.page.goto(address)
        self.fill(self.page.query_selector("main form[method=post]"), ("intake:new",))

    def form(self, kind):
        """The form of that kind on the page that is open, or None where it is not there (any more).

        By where it goes and its fields: its place changes with what other forms did.
        """
        for form in self.page.evaluate_handle(FORMS).get_properties().values():
            names = form.evaluate("one => [...one.elements].map((each) => each.name)")
            to = form.evaluate("one => one.getAttribute('action') || location.pathname")
            fields = {one for one in kind[1:] if one != "files"}
            if name_of(to) == kind[0] and fields <= set(names):
                return form.as_element()
        return None


def forms_of_everybody(here, clients, names):
    """(who, address, kind) of each kind of form that takes text, on the pages of `names`.

    Each address is opened by the first who may.
    """
    seen = set()
    for name, keys in [*NAMING, *UNNAMED]:
        if name not in names:
            continue
        who = next((client for client in clients if may_open(client, name) or not keys), None)
        address = reverse(name, kwargs=there(here, name, keys)) if who else ""
        for sheet in asked(clients[who], address) if who else ():
            kind = (name_of(sheet.action or address), *sorted(sheet.controls))
            typed = any(one.type in TYPED for one in sheet.controls.values())
            if typed and kind not in seen:
                seen.add(kind)
                yield who, address, kind


def anybodys(cast):
    """The forms of whoever is not signed in: (address, kind)."""
    token = link(cast)
    invitation_approval.agree(invitation=made(token), by=cast.claire)
    invitation = reverse("keys:invitation", args=[token])
    return [
        (reverse(settings.LOGIN_URL), (settings.LOGIN_URL, "login", "password")),
        (invitation, ("keys:invitation", "again", "chosen")),
    ]


SAVES_AT_LAST = 12  # times what it takes on an idle machine


def on_a_careless_site(page, origin):
    """What the search must find: else it would find nothing because it looks at nothing."""
    page.goto(origin)
    for name, mark in CARELESS.items():
        page.focus(f"[name={name}]")
        page.keyboard.insert_text(mark)
    with page.expect_navigation():
        page.click("button")


def searched(desktop, when):
    """Of ours: {(when, mark): files}. Of the careless site all that was typed must be there."""
    runs = desktop.program.poll() is None
    for _try in range(SAVES_AT_LAST if runs else 1):  # a busy machine saves later
        time.sleep(SAVES_WITHIN if runs else 0)
        found = desktop.found()
        line, text = (" ".join(found.pop(mark, ())) for mark in CARELESS.values())
        kept = ("Sessions/" in line, "Web Data" in line, "Sessions/" in text)
        if all(kept):
            break
    assert kept == (True, True, True), when
    return {(when, mark): sorted(files) for mark, files in found.items()}


@pytest.mark.asvs("V14.3.1", "V14.3.2", "V14.3.3")
@pytest.mark.parametrize(
    ("names", "least"),
    [pytest.param(SOME, len(SOME), id="some"), pytest.param(None, 81, id="all", marks=pytest.mark.long)],
)  # fmt: skip
def test_nothing_that_is_typed_stays_on_the_disk(
    desktop, world, live_server, tmp_path, settings, names, least
):
    # However slow the machine is: a page that locks is another test.
    settings.IDLE_LOCK_SECONDS = settings.ASK_AGAIN_AFTER_SECONDS = 3600
    cast, left, origin = world.cast, {}, live_server.url
    clients = {who: cast.client(getattr(cast, who)) for who in ROLES}
    forms, open_to_all = list(forms_of_everybody(world, clients, names)), anybodys(cast)
    with careless_site() as elsewhere:
        context = desktop.start()
        on_a_careless_site(context.new_page(), elsewhere)
        typist = Typist(context.new_page(), tmp_path)
        for address, kind in open_to_all:
            assert typist.try_twice(origin + address, kind), address
        gone = []  # what another form ended
        for who, address, kind in forms:
            typist.sign_in(clients[who], origin)
            gone += [] if typist.try_twice(origin + address, kind) else [kind]
        left |= searched(desktop, "while it runs")
        typist.hide(clients["noi"], origin)
        left |= searched(desktop, "after Hide")
        desktop.close()
        left |= searched(desktop, "after it was closed")
        typist.page = desktop.start().new_page()
        typist.leaves_unsent(clients["sokha"], origin + reverse("intake:new"))
        time.sleep(SAVES_WITHIN)
        desktop.kill()
        left |= searched(desktop, "after it was killed")
    assert {(*key, typist.marks.get(key[1])): files for key, files in left.items()} == {}
    assert gone == []
    assert len(forms) >= least
    assert len(typist.marks) >= 2 * least
