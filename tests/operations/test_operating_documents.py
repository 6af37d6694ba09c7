"""The documents for whoever operates Fanal name every check and every setting."""

import gettext
from pathlib import Path

import pytest

from fanal.health.checks.base import CHECKS
from fanal.settings import options

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = {"en": ROOT / "docs" / "operating.md", "fr": ROOT / "docs" / "exploiter.md"}
CATALOGUES = ROOT / "src" / "fanal" / "health" / "locale"


@pytest.mark.parametrize("language", DOCUMENTS)
def test_each_check_stands_there_with_its_remedy(language):
    text = DOCUMENTS[language].read_text()
    catalogue = gettext.translation("django", str(CATALOGUES), [language], fallback=True)
    said = [
        sentence.translated(catalogue.gettext)
        for one in CHECKS.values()
        for sentence in (one.title, one.remedy)
    ]
    assert [one for one in said if one not in text] == []


@pytest.mark.parametrize("language", DOCUMENTS)
def test_each_setting_stands_there(language):
    text = DOCUMENTS[language].read_text()
    assert [one.key for one in options.ALL if f"`{one.key}`" not in text] == []
