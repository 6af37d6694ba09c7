"""An article is cited as the language of the page cites it."""

import re

import pytest
from django.utils.translation import override

from fanal.core.law.catalogue import instruments
from fanal.core.law.vocabulary import implications
from fanal.core.law.wording import cited
from fanal.web.words import translated

SAID = {
    "art. 3(c), 3(d)": ("art. 3(c), 3(d)", "art. 3 c), 3 d)", "Điều 3(c), 3(d)"),
    "s.6(1), 6(2)": ("s.6(1), 6(2)", "art. 6 § 1, 6 § 2", "Điều 6(1), 6(2)"),
    "điều 150(1), 151(1)": (
        "art. 150(1), 151(1)", "art. 150 § 1, 151 § 1", "Điều 150(1), 151(1)"
    ),
    "art. 225-4-1, I, dernier alinéa": (
        "art. 225-4-1, I, last paragraph", "art. 225-4-1, I, dernier alinéa",
        "Điều 225-4-1, I, đoạn cuối",
    ),
    "Res. 02/2019 art. 4": (
        "Res. 02/2019 art. 4", "rés. 02/2019, art. 4", "Nghị quyết 02/2019, Điều 4"
    ),
    "Law 53/2024": ("Law 53/2024", "loi 53/2024", "Luật 53/2024"),
}  # fmt: skip
OF_ANOTHER = {
    "en": r"điều|à|dernier",
    "fr": r"\bs\.|arts|Law|điều|Điều|[Dd]efinition|\(",
    "vi": r"\bs\.|art|Law|điều|[Dd]efinition|dernier|à \d",
}


def articles():
    for law in instruments().values():
        for version in law.versions:
            yield from (version.protects_article, version.child.article, version.consent_article)
            yield from (element.article for element in version.elements().values())
            yield from (note.article for note in (*version.notes, *version.non_punishment))


@pytest.mark.parametrize("article", SAID)
def test_each_language_has_its_form(article):
    for language, said in zip(("en", "fr", "vi"), SAID[article], strict=True):
        with override(language):
            assert translated(cited(article)).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize("language", OF_ANOTHER)
def test_no_article_on_file_is_cited_in_another_language(language):
    with override(language):
        said = {translated(cited(article)) for article in articles() if article}
    assert len(said) > 30
    assert [one for one in said if re.search(OF_ANOTHER[language], one)] == []


def test_why_a_fact_counts_is_cited_in_every_first_language():
    for row in implications():
        assert {"en", "fr", "vi"} <= {name for name, text in row.source.items() if text}
