"""Who belongs to which team is read once while a page is made, however often it is asked."""

from fanal.accounts import names
from fanal.authority import genuine_rows
from fanal.web.request_cache import AskedOnce


def test_the_verified_rows_are_read_once_a_page(cast, monkeypatch, rf):
    genuine_rows.run()
    read = names.genuine_rows.rows_of
    asked = []
    monkeypatch.setattr(
        names.genuine_rows, "rows_of", lambda model: asked.append(model) or read(model)
    )

    def page(_request):
        return [
            names.is_of_team(user, cast.bangkok.pk) for user in (cast.sokha, cast.noi, cast.kham)
        ]

    assert AskedOnce(page)(rf.get("/")) == [True, True, False]
    assert len(asked) == 1
