"""The words of a language in one catalogue, though each app brings its own.

Django means to merge those whose plurals are made alike, but compares a function with the code of
another (`trans_real.TranslationCatalog.update`): each word of a page was looked for in up to forty
catalogues, one after the other.
"""

from gettext import NullTranslations

from django.utils.translation import trans_real


class MergedCatalogue(trans_real.TranslationCatalog):
    """Catalogues of which those that follow one another and make plurals alike are one."""

    def update(self, trans: NullTranslations) -> None:
        plurals, words = vars(trans)["plural"], vars(trans)["_catalog"]
        if plurals.__code__ == vars(self)["_plurals"][0].__code__:
            vars(self)["_catalogs"][0].update(words)
        else:
            super().update(trans)


def teach_django() -> None:
    trans_real.TranslationCatalog = MergedCatalogue  # type: ignore[misc]  # read where it is made
