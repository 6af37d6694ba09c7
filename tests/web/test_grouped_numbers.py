"""Large numbers on pages are set apart by thousands as each language does; years and codes are not."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import override

from fanal.core.coded_facts.outcome_rates import printed
from fanal.core.prevention.sessions import Heads
from fanal.core.words import say
from fanal.web.words import translated
from tests import files
from tests.prevention.scene import held, village

MARKS = {"en": ",", "fr": "\u202f", "vi": "."}
GAP = MARKS["fr"]
COUNTED = (
    "{% load i18n %}{{ n }}/"
    "{% blocktrans count n=n %}{{ n }} night{% plural %}{{ n }} nights{% endblocktrans %}"
)


def drawn(template, **values):
    return Template(template).render(Context(values))


@pytest.mark.parametrize(("language", "mark"), MARKS.items())
def test_a_count_is_grouped_from_ten_thousand_on(language, mark):
    with override(language):
        assert drawn(COUNTED, n=1234567).startswith(f"1{mark}234{mark}567/1{mark}234{mark}567 ")
        assert drawn("{{ n }}", n=-10000) == f"-10{mark}000"
        assert drawn("{{ n }}", n=9999) == "9999"


@pytest.mark.parametrize("language", MARKS)
def test_a_year_of_any_era_is_not(language):
    with override(language):
        assert drawn("{{ n }}", n=2026) == "2026"
        assert drawn("{{ n }}", n=2569) == "2569"


@pytest.mark.parametrize(("language", "mark"), MARKS.items())
def test_a_number_in_a_sentence_of_the_rules_is_grouped_alike(language, mark):
    with override(language):
        assert translated(printed(12345)) == f"12{mark}345"
        assert translated(say("{n}", n=printed(12345))) == f"12{mark}345"
        assert translated(printed(9999)) == "9999"
        assert translated(say("{n:,}", n=8234)) == f"8{mark}234"


def test_decimals_keep_their_mark():
    with override("fr"):
        assert drawn("{{ n|floatformat:1 }}", n=12345.5) == f"12{GAP}345,5"
        assert drawn("{{ n }}", n=Decimal("12345.50")) == f"12{GAP}345,50"
        assert drawn("{{ n|floatformat:1 }}", n=9.5) == "9,5"


def test_the_heads_of_a_quarter_are_grouped_on_its_page(cast):
    place = village(cast)
    for _session in range(3):
        held(cast, place, heads=Heads(women=4115), sure=True)
    client = files.browser(cast, cast.claire)
    assert "12,345" in client.get(reverse("prevention:report")).text
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    assert f"12{GAP}345" in client.get(reverse("prevention:report")).text


def test_what_a_script_reads_is_not_grouped(cast, settings):
    settings.LOCK_AFTER_SECONDS = 43200
    assert 'data-lock-after="43200"' in files.browser(cast, cast.claire).get("/help/").text
