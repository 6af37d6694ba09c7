"""Where a pass-phrase is chosen one is offered first, and what others guess is refused."""

import io
import re

import pytest
from django.core.exceptions import ValidationError

from fanal.accounts.actions import invitation_approval, let_back
from fanal.accounts.passphrase_validators import NotGuessed
from fanal.cli import main
from fanal.core.sealing import proposals
from fanal.keys import key_pairs
from tests import files
from tests.cast import PASSPHRASE
from tests.cast import Browser as Client

RECOVER = ["setup", "recover", "--email", "noi@fanal.example",
           "--present", "anan@fanal.example", "--present", "claire@fanal.example"]  # fmt: skip
GUESSED = [
    "aaaaaaaaaaaaaaa", "sokha@fanal.example", "Bangkok fanal alliance 26",
    "hello darkness my old friend", "azertyuiop123456",
]  # fmt: skip


def first_link(cast):
    """For a new account."""
    token = files.invited(cast)
    invitation_approval.agree(invitation=invitation_approval.waiting().get(), by=cast.noi)
    return f"/keys/invitation/{token}/"


def way_back(cast):
    """After a lost pass-phrase."""
    token = let_back(user=cast.sokha, by=cast.anan)
    for one in invitation_approval.waiting():
        invitation_approval.agree(invitation=one, by=cast.noi)
    return f"/keys/invitation/{token}/"


@pytest.fixture(params=["new", "back", "change"])
def page(request, cast):
    """Each page on which one is chosen: the browser, its address, what else its form takes."""
    if request.param == "change":
        return cast.client(cast.sokha), "/keys/passphrase/", {"passphrase": PASSPHRASE}
    address = {"new": first_link, "back": way_back}[request.param](cast)
    return Client(), address, {}


def offered(answer):
    return re.search(r'offered__words"><code translate="no">([a-z ]+)</code>', answer.text)[1]


def send(page, chosen, again=None, **more):
    client, address, rest = page
    told = {"chosen": chosen, "again": again or chosen, **rest, **more}
    return client.post(address, told, HTTP_ACCEPT_LANGUAGE="en")


@pytest.mark.parametrize(("language", "words"), [("en", "en"), ("fr", "fr"), ("vi", "en")])
def test_one_is_offered_in_words_of_the_page_and_another_each_time(page, language, words):
    client, address, _ = page
    found = [offered(client.get(address, HTTP_ACCEPT_LANGUAGE=language)) for _ in range(2)]
    assert found[0] != found[1]
    for one in found:
        assert len(one.split()) == 6
        assert set(one.split()) <= set(proposals.word_list(words))


def test_what_was_offered_is_taken(page):
    client, address, _ = page
    chosen = offered(client.get(address))
    assert send(page, chosen, offered=chosen).status_code in {200, 302}
    if address == "/keys/passphrase/":
        pair = key_pairs.pair_of(client.get("/accounts/").wsgi_request.user)
        assert key_pairs.open_keys(pair, chosen)


def test_after_a_slip_the_same_one_is_still_there(page):
    client, address, _ = page
    chosen = offered(client.get(address))
    answer = send(page, chosen, chosen[:-1], offered=chosen)
    assert answer.status_code == 422
    assert offered(answer) == chosen


def test_nobody_puts_another_one_into_the_page(page):
    answer = send(page, "short", offered="say these six words of mine")
    assert offered(answer) != "say these six words of mine"


@pytest.mark.asvs("V6.2.1", "V6.2.11")
@pytest.mark.parametrize("chosen", GUESSED)
def test_what_others_guess_is_refused_at_its_field(page, chosen):
    answer = send(page, chosen)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["chosen"]
    assert answer.context["form"].errors["chosen"][0].startswith("It ")


def test_the_reason_is_said_in_french(page):
    client, address, rest = page
    told = {"chosen": GUESSED[0], "again": GUESSED[0], **rest}
    answer = client.post(address, told, HTTP_ACCEPT_LANGUAGE="fr")
    assert "trop peu de caractères différents" in answer.text


@pytest.mark.parametrize(
    "chosen", [GUESSED[0], *GUESSED[2:], "noi@fanal.example 1", "Noi Saetang Noi Saetang"]
)
def test_the_command_line_refuses_them_too(cast, monkeypatch, capsys, chosen):
    lines = [cast.shares[0], cast.shares[1], chosen, chosen]
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    before = bytes(key_pairs.pair_of(cast.noi).by_passphrase)
    assert main(RECOVER) == 2
    assert "pass-phrase: It " in capsys.readouterr().err
    assert bytes(key_pairs.pair_of(cast.noi).by_passphrase) == before


def test_the_command_line_offers_one_first(cast, monkeypatch, capsys):
    """At a terminal. Whoever is asked types what was shown."""
    printed = []

    def typed(label):
        printed.append(capsys.readouterr().out)
        return re.search(r"\n    ([a-z]+(?: [a-z]+){5})\n", "".join(printed))[1]

    monkeypatch.setenv("LANGUAGE", "fr")
    monkeypatch.setattr("fanal.commands.prompts.at_terminal", lambda: True)
    monkeypatch.setattr("fanal.commands.prompts.share", lambda name: next(sheets))
    monkeypatch.setattr("fanal.commands.prompts.hidden", typed)
    monkeypatch.setattr("builtins.input", lambda label: "n")
    sheets = iter(cast.shares[:2])
    assert main(RECOVER) == 0
    words = typed("").split()
    assert set(words) <= set(proposals.word_list("fr"))
    assert key_pairs.open_keys(key_pairs.pair_of(cast.noi), " ".join(words))


def test_the_rules_hold_also_where_nobody_is_known_yet(db):
    NotGuessed().validate("seven lamps over the still water")
    with pytest.raises(ValidationError):
        NotGuessed().validate(GUESSED[0])
