"""The words of a language in one catalogue, though each app brings its own.

Django means to merge those whose plurals are made alike, but compares a function with the code of
another (`trans_real.TranslationCatalog.update`): each word of a page was looked for in up to forty
catalogues, one after the other.
"""

from typing import Any

from django.utils.translation import trans_real


class MergedCatalogue(trans_real.TranslationCatalog):
    """Catalogues of which those that follow one another and make plurals alike are one."""

    _plurals: list[Any]  # functions, of which the types of Django say nothing

    def update(self, trans: Any) -> None:
        if trans.plural.__code__ == self._plurals[0].__code__:
            self._catalogs[0].update(trans._catalog)
        else:
            super().update(trans)


def teach_django() -> None:
    trans_real.TranslationCatalog = MergedCatalogue  # type: ignore[misc]  # read where it is made
