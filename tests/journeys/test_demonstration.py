"""What a visitor of the demonstration sees on the board."""

from django.utils import timezone

from fanal.core.journeys.board import Colour
from fanal.journeys import demo
from fanal.journeys.queries.tonight import board
from fanal.partners import demo as partners
from fanal.sharing import demo as sharing
from tests import files


def test_two_are_not_confirmed_and_the_board_is_red(cast, monkeypatch):
    cases = [files.case(cast) for _ in range(12)]
    files.case(cast, by=cast.kham, team=cast.vientiane)
    monkeypatch.setattr(sharing, "returning", lambda: cases)
    monkeypatch.setattr(demo, "returning", lambda: cases)
    today = timezone.localdate()
    for app in (partners, sharing, demo):
        app.play(cast, today)
    lines = board(cast.sokha, timezone.localtime()).lines
    not_confirmed = [
        line for line in lines if any(p.trouble == "not_confirmed" for p in line.row.problems)
    ]
    assert [line.row.colour for line in not_confirmed] == [Colour.RED, Colour.RED]
    assert {line.custodian for line in not_confirmed} == {
        "Escort: Sokha and Noi, handed over to Lotus Transit Centre"
    }
    assert len(lines) == 12
    here = not_confirmed[0].address
    client = files.browser(cast, cast.sokha)
    board_page, count = (client.get(one).text for one in ("/journeys/", f"{here}count/"))
    assert "What to do next" in board_page
    assert "Call the giving side now" in board_page
    rows = board_page.partition('class="board"')[2].split("</li>")
    planned = [row for row in rows if "board__it--plain" in row]
    red = [row for row in rows if "board__it--danger" in row]
    assert sum(one.count("code-name") for one in red) == 4
    assert all(one.count('class="button button--small"') == 1 for one in red)  # one thing to do
    assert len(planned) < 6  # who fare alike stand together
    assert all(line.code in board_page for line in lines)
    assert any("6 people" in one and one.count("code-name") == 6 for one in planned)
    assert all(line.code in count for line in not_confirmed)
    assert "Nobody is missing" not in count
