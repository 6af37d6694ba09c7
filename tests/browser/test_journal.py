"""The pages of the journal on a telephone: what is wrong with it, and unusual reading."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fanal.audit import actions as audit
from fanal.audit.models import JournalEntry, JournalHead
from fanal.audit.reading import newly_unusual
from tests import files
from tests.browser.chromium import accessibility_faults, sideways

TELEPHONE = 360


@pytest.fixture
def scene(cast):
    """A lead and an auditor with something to look at, in a journal that was put back."""
    for _one in range(21):
        audit.record(
            act="case.opened", by=cast.sokha, about=uuid4(), detail={"compartment": "legal"}
        )
    last = JournalHead.objects.get().number
    audit.record(act="case.looked_for", by=None)
    JournalEntry.objects.filter(number__gt=last).delete()
    JournalHead.objects.update(number=last, mark=JournalEntry.objects.get(number=last).mark)
    audit.record(act="case.looked_for", by=None)
    newly_unusual(JournalEntry.objects.latest("number").day)
    return cast


@pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("vera", "audit:journal"),
        ("noi", "audit:reading"),
        ("linh", "cases:emergency"),
        # The lists of these are drawn as the first is.
        pytest.param("vera", "audit:check", marks=pytest.mark.long),
        pytest.param("anan", "audit:check", marks=pytest.mark.long),
        pytest.param("vera", "audit:reading", marks=pytest.mark.long),
        pytest.param("noi", "cases:list", marks=pytest.mark.long),
    ],
)
def test_the_pages_fit_a_telephone(visit, scene, who, name, language, request):
    client = scene.client(getattr(scene, who))
    page = visit(reverse(name), client=client, width=TELEPHONE, language=language)
    assert accessibility_faults(page) == []
    assert sideways(page) <= 0
    if shots := request.config.getoption("--basetemp"):
        page.screenshot(
            path=f"{shots}/{who}-{name.replace(':', '-')}-{language}.png", full_page=True
        )


def test_a_mistake_is_gone_once_the_form_is_sent_again(visit, cast):
    """A download leaves the page where it is: what was wrong before must not stand beside it."""
    address = reverse("cases:task", args=[files.case(cast).id])
    page = visit(address, client=cast.client(cast.sokha), allowed=(422,))
    page.locator("main form.form button").first.click()
    page.locator(".mistakes").wait_for()
    page.evaluate(
        """() => {
            window.addEventListener("submit", (event) => event.preventDefault());
            document.querySelector(".mistakes").closest("form").requestSubmit();
        }"""
    )
    page.locator(".mistakes").wait_for(state="detached")
    assert page.locator(".field__mistakes, [aria-invalid]").count() == 0
