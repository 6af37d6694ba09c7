"""Each word of a page is looked for in a few catalogues, and found as in all of them."""

import pytest
from django.conf import settings
from django.utils.translation import trans_real

from fanal.web import merged_catalogues

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture(params=LANGUAGES)
def both(request, monkeypatch):
    """The words of a language as they are, and as Django alone puts them together."""
    with monkeypatch.context() as of_django:
        of_django.setattr(
            trans_real, "TranslationCatalog", merged_catalogues.MergedCatalogue.__base__
        )
        of_django.setattr(trans_real, "_translations", {})
        apart = trans_real.DjangoTranslation(request.param)
    return trans_real.DjangoTranslation(request.param)._catalog, apart._catalog


def test_a_language_has_few_catalogues(both):
    assert len(both[0]._catalogs) < 10


def test_they_say_what_the_catalogues_of_all_apps_say(both):
    together, apart = both
    words = set(apart.keys())
    assert set(together.keys()) == words
    for word in words:
        if isinstance(word, str):
            assert together.get(word) == apart.get(word)
        else:
            message, _form = word
            for number in (0, 1, 2, 5, 1_000_000):
                assert together.plural(message, number) == apart.plural(message, number)
