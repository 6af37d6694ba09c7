"""`fanal setup recover` and `fanal setup link` as they are typed, the secrets by a pipe."""

import io
import re
from uuid import uuid4

import pytest

from fanal.accounts.actions import let_back
from fanal.accounts.models import User
from fanal.audit.sentences import said
from fanal.audit.words import names
from fanal.cli import main
from fanal.core.sealing import shares
from fanal.core.sealing.pairs import PrivateKeys
from fanal.keys import key_pairs
from fanal.keys.actions import create_folder
from fanal.keys.models import UserKeys
from fanal.keys.ring import Ring
from tests.cast import Browser as Client
from tests.journal import entries, the_entry

DONE, BAD_INPUT = 0, 2
NEW = "seven lamps over the still water"
WITNESSES = ["--present", "anan@fanal.example", "--present", "claire@fanal.example"]
RECOVER = ["setup", "recover", "--email", "noi@fanal.example", *WITNESSES]


@pytest.fixture
def typed(monkeypatch, capsys):
    """`typed([share, share, new, new], *words)` gives the exit code and what was printed."""

    def run(lines, *words):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code = main(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    return run


def copied(sheet):
    """A share as it stands on paper: numbered, three to a line, in capitals."""
    words = [f"{n:2}. {word.upper():12}" for n, word in enumerate(sheet.split(), 1)]
    return "\n".join(" ".join(words[i : i + 3]) for i in range(0, 33, 3))


def test_two_shares_let_the_lead_in_again(cast, typed):
    code, out, err = typed([copied(cast.shares[2]), cast.shares[0], NEW, NEW], *RECOVER)
    assert (code, err) == (DONE, "")
    assert "Noi Saetang opens the files of Bangkok again" in out
    pair = key_pairs.pair_of(cast.noi)
    assert isinstance(key_pairs.open_keys(pair, NEW), PrivateKeys)
    code = re.search(r"([A-Z2-7]{4}-){7}[A-Z2-7]{4}", out).group()
    assert key_pairs.open_keys_by_code(pair, code) == key_pairs.open_keys(pair, NEW)
    client = Client()
    assert client.post("/sign-in/", {"login": cast.noi.email, "password": NEW}).status_code == 302


def test_two_shares_give_a_director_what_was_sealed_to_her_by_name(cast, typed):
    create_folder(
        folder=(mine := uuid4()),
        kind="complaint",
        team=cast.bangkok,
        by=None,
        holders=[cast.claire],
    )
    words = ["setup", "recover", "--email", cast.claire.email, *WITNESSES]
    code, out, err = typed([cast.shares[2], cast.shares[0], NEW, NEW], *words)
    assert (code, err) == (DONE, "")
    assert "Claire Morel opens again what was sealed to her by name (folders: 1)" in out
    pair = key_pairs.pair_of(cast.claire)
    assert Ring(pair, key_pairs.open_keys(pair, NEW)).compartments(mine)


def wrong(sheet, place, word):
    words = sheet.split()
    words[place - 1] = word
    return " ".join(words)


def test_what_is_wrong_is_named_and_nothing_is_changed(cast, typed):
    one, two = cast.shares[:2]
    other = shares.split(b"o" * 32)
    swapped = two.split()
    swapped[5], swapped[6] = swapped[6], swapped[5]
    mistakes = [
        ([one, wrong(two, 7, "lantarn")], "Second sheet: word 7, “lantarn”, is none of the list"),
        ([one, " ".join(two.split()[:32])], "input ended"),
        ([one, two + " academic"], "a sheet has 33 words, not 34"),
        ([one, " ".join(swapped)], "two that changed places"),
        ([one, one], "the same one twice"),
        ([one, other[1]], "two different recovery keys"),
        (other[:2], "another organisation's recovery key"),
        ([one, two, "short", "short"], "15"),
        ([one, two, NEW, NEW + "s"], "the two are not the same"),
    ]
    before = set(UserKeys.objects.values_list("id", "retired"))
    for lines, says in mistakes:
        code, _, err = typed(lines, *RECOVER)
        assert code == BAD_INPUT
        assert says in err
        assert len(err.strip().splitlines()) == 1
    assert set(UserKeys.objects.values_list("id", "retired")) == before


def test_a_mistake_never_repeats_the_words_of_a_share(cast, typed):
    _, out, err = typed([cast.shares[0], wrong(cast.shares[1], 9, "zzz")], *RECOVER)
    assert not [word for word in cast.shares[1].split()[10:] if len(word) > 5 and word in out + err]


def test_who_is_no_lead_is_refused_before_anything_is_asked(cast, typed):
    words = ["setup", "recover", *WITNESSES, "--email"]
    assert "is no team lead" in typed([], *words, "sokha@fanal.example")[2]
    assert "--name and --team" in typed([], *words, "new@fanal.example")[2]
    options = ["--name", "New", "--team", "Hanoi"]
    assert "none of: Bangkok" in typed([], *words, "new@fanal.example", *options)[2]


SHARES = ["setup", "shares", *WITNESSES]


def printed_shares(out):
    """The three shares as they stand on the screen."""
    sheets = re.split(r"Sheet \d of 3, of [\d-]{10}\n", out)[1:]
    return [" ".join(shares.words(sheet)[:33]) for sheet in sheets]


@pytest.mark.parametrize("command", [SHARES, [*RECOVER, "--new-shares"]])
def test_new_shares_open_the_house_and_the_old_ones_nothing(cast, typed, command):
    chosen = [NEW, NEW] if command[1] == "recover" else []
    code, out, err = typed([cast.shares[0], cast.shares[1], *chosen, "written"], *command)
    assert (code, err) == (DONE, "")
    fresh = printed_shares(out)
    assert typed([*cast.shares[1:], NEW, NEW], *RECOVER)[2].strip().endswith("made since")
    assert "two different recovery keys" in typed([cast.shares[0], fresh[1]], *RECOVER)[2]
    assert typed([fresh[2], fresh[0], NEW, NEW], *RECOVER)[0] == DONE
    said_of = [said(entry, {})["sentence"] for entry in entries("organisation.shares")]
    assert len(said_of) == 1
    assert "1, 2" in said_of[0]


@pytest.mark.parametrize("answer", [["no"], []])
def test_shares_that_are_not_on_paper_change_nothing(cast, typed, answer):
    code, out, err = typed([*cast.shares[:2], *answer], *SHARES)
    assert code == BAD_INPUT
    assert len(printed_shares(out)) == 3
    assert len(err.strip().splitlines()) == 1
    assert typed([*cast.shares[1:], NEW, NEW], *RECOVER)[0] == DONE


def test_a_new_lead_takes_over_a_team_that_nobody_opens(cast, typed):
    options = ["--email", "new@fanal.example", "--name", "New", "--team", "Bangkok"]
    lines = [cast.shares[1], cast.shares[2], NEW, NEW]
    assert typed(lines, "setup", "recover", *WITNESSES, *options)[0] == DONE
    new = User.objects.get(email="new@fanal.example")
    assert list(new.teams.all()) == [cast.bangkok]


@pytest.mark.asvs("V6.4.4")
def test_an_administrator_who_is_locked_out_gets_a_link_on_the_server(cast, typed):
    assert "is no administrator" in typed([], "setup", "link", "--email", "noi@fanal.example")[2]
    code, out, _ = typed([], "setup", "link", "--email", "anan@fanal.example", "--factors")
    assert code == DONE
    path = re.search(r"/keys/invitation/\S+/", out).group()
    assert Client().post(path, {"chosen": NEW, "again": NEW}).status_code == 200
    told = {"login": cast.anan.email, "password": NEW}
    assert Client().post("/sign-in/", told).status_code == 302


def test_where_nobody_is_left_who_could_agree_the_server_does(cast, typed):
    """The only director has lost her pass-phrase."""
    agree = ["setup", "agree", "--email", "claire@fanal.example"]
    assert "no invitation of that address waits" in typed([], *agree)[2]
    token = let_back(user=cast.claire, by=cast.anan)
    code, out, err = typed([], *agree)
    assert (code, err) == (DONE, "")
    assert "The link that the administrator has works now" in out
    page = Client().post(f"/keys/invitation/{token}/", {"chosen": NEW, "again": NEW})
    assert page.status_code == 200
    entry = the_entry("account.agreed")
    assert said(entry, names())["sentence"].startswith("the server agreed")


def test_the_server_agrees_to_nothing_where_somebody_is_there_who_could(cast, typed):
    token = let_back(user=cast.noi, by=cast.anan)
    assert (
        "Another person decides this" in typed([], "setup", "agree", "--email", cast.noi.email)[2]
    )
    assert "until somebody agrees" in Client().get(f"/keys/invitation/{token}/").text
