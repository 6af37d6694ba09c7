"""After a request nothing of a name is left in the memory of the server."""

from django.urls import reverse

from scriptnames import caches, normalise
from tests import files


def held():
    """How many results are kept now."""
    return sum(cache.cache_info().currsize for cache in caches._CACHES)


def test_no_name_outlives_the_search_that_opened_it(cast):
    files.person(cast, names=["ບົວຄຳ ວົງສາ", "阮氏梅"])
    page = files.browser(cast, cast.sokha)
    normalise("Bouakham Vongsa")
    assert held()
    found = page.post(reverse("people:search"), {"text": "Bouakham Vongsa"})
    assert found.status_code == 200
    found.close()
    assert held() == 0
