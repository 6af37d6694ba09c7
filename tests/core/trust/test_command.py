"""`fanal trust decide`: the three examples of the documents, and what cannot be read."""

import io
import json
from pathlib import Path

import pytest

from fanal.cli import main

EXAMPLES = Path(__file__).resolve().parents[3] / "docs" / "examples" / "trust"


def decide(capsys, name, *options):
    assert main(["trust", "decide", str(EXAMPLES / name), *options]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "action", "who"),
    [
        ("own-team-crosses.json", "own_team_goes", "bangkok"),
        ("one-unit-allowed-by-name.json", "cooperate_with_precautions", "reception-centre"),
        ("find-out-first.json", "do_not_act_yet", "womens-union"),
    ],
)
def test_the_examples_are_answered_as_the_documents_say(capsys, name, action, who):
    answer = json.loads(decide(capsys, name, "--json"))
    assert answer["answer"] == {"action": action, "who": who}
    assert set(answer) == {
        "answer",
        "options",
        "blocked",
        "under_danger",
        "would_change",
        "next_steps",
    }


def test_the_answer_is_written_as_lines_too(capsys):
    lines = decide(capsys, "own-team-crosses.json").splitlines()
    assert lines[0] == "our own team goes: Bangkok team"
    assert any(line.startswith("would change it: ") for line in lines)


def example(**changes):
    data = json.loads((EXAMPLES / "own-team-crosses.json").read_text())
    for path, value in changes.items():
        place, *rest = path.split("__")
        target = data
        while rest:
            target = target[int(place) if place.isdigit() else place]
            place, *rest = rest
        target[int(place) if place.isdigit() else place] = value
    return data


MOTHER = {"id": "mother", "relation": "mother", "never_told": False}
YES = {
    "id": "yes", "given": True, "on": "2011-12-01", "purposes": ["hold_the_person"],
    "classes": ["identity", "whereabouts"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"given_by": "mother"}, "consent_her_yes_missing"),
        ({"given_by": "mother", "assent": True}, None),
        ({"given_by": "mother", "assent": False}, "consent_dissent"),
        ({"given_by": "father"}, "consent_void"),
        ({"given_by": "aunt"}, "consent_void"),
        ({"given_by": "parent_or_caregiver"}, "consent_giver_not_known"),
    ],
)
def test_the_command_asks_whose_yes_counts_by_the_rule_of_the_product(capsys, tmp_path, more, rule):
    boss = example()["case"]["suspects"][0]["id"]
    around = [
        MOTHER,
        {"id": "father", "relation": "father", "never_told": True},
        {"id": "aunt", "relation": "relative", "never_told": False, "party": boss},
    ]
    data = example(
        case__around=around,
        case__consents=[YES | more],
        need__purposes=["hold_the_person"],
    )
    path = tmp_path / "situation.json"
    path.write_text(json.dumps(data))
    assert main(["trust", "decide", str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    found = {
        ground["rule"]
        for option in (*answer["options"], *answer["blocked"])
        for effect in ("block", "find_out")
        for ground in option[effect]
        if option["who"] == "provincial-immigration" and ground["rule"].startswith("consent_")
    }
    # A no to being named says nothing of whether anybody may know that there is a case.
    assert found - {"consent_not_asked"} == ({rule} if rule else set())
    teams = {
        ground["rule"]
        for option in (*answer["options"], *answer["blocked"])
        for effect in ("block", "precaution")
        for ground in option[effect]
        if option["who"] == "bangkok" and ground["rule"].startswith("she_")
    }
    if rule == "consent_dissent":
        assert "she_said_no" in teams
    else:
        assert teams == ({"she_was_not_asked"} if rule else set())


BAD = [
    (example(nevertell=[]), "unknown key 'nevertell'"),
    (example(now=None), "now: must be a text"),
    (example(now="yesterday"), "now: must be a day"),
    (example(case__age=[17, 15]), "case.age: must be two years of age"),
    (example(case__age=[15]), "case.age: must be two"),
    (example(case__age=[15, 1000]), "case.age[1]: must be a whole number"),
    (example(case__never_tell=["nobody"]), "case.never_tell: no partner or person 'nobody'"),
    (
        example(case__around=[{"id": "m", "never_told": False, "party": "nobody"}]),
        "case.around: no partner or person 'nobody'",
    ),
    (example(case__around=[{"id": "m"}]), "case.around[0].never_told: must be true or false"),
    (example(case__around=[MOTHER, MOTHER]), "case.around: 'mother' is there twice"),
    (
        example(case__consents=[YES | {"given_by": "mothr"}]),
        "case.consents.yes.given_by: nobody 'mothr' is known",
    ),
    (example(case__never_tell="boss"), "case.never_tell: must be a list"),
    (example(need__purposes=[]), "need.purposes: names at least one"),
    (example(need__purposes=["hug"]), "need.purposes[0]: 'hug' is not one of"),
    (example(need__area="MARS"), "need.area: no area 'MARS'"),
    (example(need__by="2011-02-31"), "need.by: must be a day"),
    (example(candidates=["nobody"]), "candidates[0]: no partner or person 'nobody'"),
    (example(findings__0__level="bad"), "findings[0].level: 'bad' is not one of"),
    (example(findings__0__said_on="2011-12-14"), "findings.F1.said_on: is after today"),
    (example(findings__0__about="noi"), "findings.F1: nobody makes or confirms"),
    (example(findings__0__about="nobody"), "findings.F1.about: no partner or person"),
    (example(findings__0__confirmed_by="noi"), "findings.F1: a second person confirms"),
    (example(findings__1__id="F1"), "findings: 'F1' is there twice"),
    (example(case__consents__0__classes=[]), "consents.said-on-the-phone: a yes names"),
    (example(case__consents__0__on="2011-12-14"), "is after today"),
    (example(areas__1__within="TH-96"), "the areas stand in a circle"),
    (example(teams__0__days_to_arrive=-1), "teams[0].days_to_arrive: must be a whole number"),
    (example(teams__0__days_to_arrive=True), "teams[0].days_to_arrive: must be a whole number"),
    (example(teams__0__must_not_go=["nobody"]), "teams.bangkok.must_not_go: no partner or person"),
    (example(ties=[{"one": "x", "other": "town-police"}]), "ties: no partner or person 'x'"),
    (example(parties__0="x"), "parties[0]: must be an object"),
    (example(parties__1__name="a\nb"), "parties[1].name: must be one line"),
    (example(parties__1__name="a" * 3000), "parties[1].name: must be one line"),
    ([], "situation: must be an object"),
    (None, "situation: must be an object"),
]


@pytest.mark.parametrize(("data", "why"), BAD)
def test_what_cannot_be_read_is_one_line_that_names_the_place(tmp_path, capsys, data, why):
    file = tmp_path / "situation.json"
    file.write_text(json.dumps(data))
    assert main(["trust", "decide", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert why in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"{", ": line 1 column 2: this is not JSON"),
        (b'{"now": "2011-12-13", "now": "2011-12-14"}', "the key 'now' is there twice"),
        (b"\xff\xfe", "the file is not UTF-8 text"),
        (b"[" * 100_000, "nested too deeply"),
        (b"", "this is not JSON"),
    ],
)
def test_what_is_not_json_is_said(tmp_path, capsys, raw, why):
    file = tmp_path / "situation.json"
    file.write_bytes(raw)
    assert main(["trust", "decide", str(file)]) == 2
    assert why in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said(capsys):
    assert main(["trust", "decide", "/nowhere.json"]) == 2
    assert "nowhere.json" in capsys.readouterr().err


def test_a_situation_is_read_from_input_too(capsys, monkeypatch):
    raw = (EXAMPLES / "own-team-crosses.json").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert main(["trust", "decide", "-"]) == 0
    assert "our own team goes" in capsys.readouterr().out


def test_answer_and_mistakes_are_said_in_the_language_of_the_terminal(
    capsys, monkeypatch, tmp_path
):
    monkeypatch.setenv("LANGUAGE", "fr")
    lines = decide(capsys, "own-team-crosses.json").splitlines()
    assert not any(": cooperate" in line or "would change" in line for line in lines)
    assert any(
        line.startswith("changerait la réponse\N{NARROW NO-BREAK SPACE}: ") for line in lines
    )
    file = tmp_path / "situation.json"
    for wrong, words in (
        (example(nevertell=[]), "clé inconnue 'nevertell'"),
        (example(now=None), "now: doit être un texte"),
        ({}, "doit être"),
    ):
        file.write_text(json.dumps(wrong))
        assert main(["trust", "decide", str(file)]) == 2
        assert words in capsys.readouterr().err
