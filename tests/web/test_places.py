"""Names of areas on pages: a country is called as in the language of the page."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils.translation import override

import fanal
from fanal.web.places import area_name

SHOWN = re.compile(r"\{\{[^}]*\barea\.name\b[^}]*\}\}")


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Thailand"), ("fr", "Thaïlande"), ("vi", "Thái Lan")]
)
def test_a_country_is_called_as_in_the_language_of_the_page_and_a_province_as_it_was_written(
    language, said
):
    country = SimpleNamespace(code="TH", name="Thailand", kind="country")
    province = SimpleNamespace(code="TH-57", name="Chiang Rai", kind="province")
    with override(language):
        assert area_name(country) == said
        assert area_name(province) == "Chiang Rai"
        assert area_name(None) == ""


def test_no_page_shows_the_name_of_an_area_as_it_stands_in_the_directory():
    root = Path(fanal.__file__).parent
    found = [
        f"{path.relative_to(root)}: {line}"
        for path in sorted(root.rglob("templates/**/*.html"))
        for line in SHOWN.findall(path.read_text("utf-8"))
    ]
    assert found == [], "use {{ area|area_name }}"
