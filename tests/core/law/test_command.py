"""`fanal law`, as another program calls it."""

import json

import pytest

from fanal.cli import main

GIVEN = {
    "person": {"sex": "female", "age": [15, 17]},
    "when": ["2011-12-01", "2011-12-14"],
    "places": {"recruited": ["LA"], "exploited": ["TH"]},
    "facts": {"recruited": True, "deception": True, "force": None, "prostitution_of_others": True},
}
ENTRIES = {"applies", "version", "child", "act", "means", "purpose", "overall", "because", "settle"}


@pytest.fixture
def law(tmp_path, capsys):
    def run(*words, given=None, text=None):
        path = tmp_path / "facts.json"
        if given is not None or text is not None:
            path.write_text(json.dumps(given) if text is None else text, "utf-8")
            words = (words[0], str(path), *words[1:])
        code = main(["law", *words])
        out = capsys.readouterr()
        return code, out.out, out.err

    return run


EVERYWHERE = {
    "palermo-2000", "un-sgb-2003-13", "fr-child-protection", "crc-opsc-2000", "slavery-1956",
    "ilo-c29-1930", "smuggling-2000",
}  # fmt: skip
JOINED = (
    "TH joined the Palermo Protocol in 2013: before that it did not bind it (general knowledge, "
    "not checked)\n"
)


def changed(**parts):
    return {**GIVEN, **parts}


def test_without_facts_only_the_texts_without_a_place_apply(law):
    code, out, _ = law("assess", "--json", given={})
    assert code == 0
    assert set(json.loads(out)) == EVERYWHERE


def test_the_lao_girl_in_thailand_is_read_under_the_texts_of_2011(law):
    code, out, err = law("assess", "--json", given=GIVEN)
    found = json.loads(out)
    assert (code, err) == (0, f"no law of LA on file that was in force at that time\n{JOINED}")
    assert set(found) == EVERYWHERE | {"th-2551"}
    assert all(set(entry) == ENTRIES for entry in found.values())
    thai = found["th-2551"]
    assert (thai["applies"], thai["version"], thai["child"]) == (True, "2551", "yes")
    assert (thai["act"], thai["means"], thai["purpose"], thai["overall"]) == (
        "met",
        "not_required",
        "met",
        "met",
    )
    assert thai["settle"] == []
    assert any("s.6(2)" in line for line in thai["because"])
    assert found["fr-child-protection"]["settle"] == [["child_pleasure_of_older"]]


def test_a_text_asked_for_by_name_is_read_whether_or_not_it_applies(law):
    _, out, _ = law("assess", "--json", "--law", "cn-240", "--law", "vn-53-2024", given=GIVEN)
    found = json.loads(out)
    assert list(found) == ["cn-240", "vn-53-2024"]
    assert not found["cn-240"]["applies"]
    assert not found["vn-53-2024"]["applies"]
    assert any("not yet in force" in line for line in found["vn-53-2024"]["because"])


def test_a_country_without_a_text_is_said_plainly(law):
    code, out, err = law("assess", given=changed(places={"exploited": ["JP", "TH"]}))
    assert code == 0
    assert err.startswith("no instrument on file for JP\nJP joined the Palermo Protocol in 2017")
    assert "th-2551" in out


def test_what_a_reader_sees_names_elements_and_never_a_victim(law):
    _, out, _ = law("assess", given=changed(person={"sex": "male", "age": 25}))
    assert "elements recorded" in out
    assert "would settle it" in out
    assert "ask next" in out
    assert "victim" not in out


def test_the_side_by_side_says_why_texts_differ(law):
    facts = {"abducted": True, "sold": True, "force": True, "sexual_slavery": True}
    given = changed(
        person={"sex": "male", "age": 25},
        places={"recruited": ["MM"], "exploited": ["CN"]},
        facts=facts,
    )
    _, out, _ = law("assess", given=given)
    assert "not met under cn-240: the person is a man" in out


def test_observations_in_conflict_count_as_unknown(law):
    said = [
        {"code": "recruited", "answer": "oui", "source": "interview", "on": "2012-01-05"},
        {
            "code": "recruited",
            "answer": False,
            "source": "document",
            "said_by": "ministry",
            "on": "2012-02-05",
        },
    ]
    _, out, _ = law(
        "assess",
        "--json",
        "--law",
        "th-2551",
        given={"person": {"age": [30]}, "observations": said},
    )
    thai = json.loads(out)["th-2551"]
    assert thai["act"] == "undetermined"
    assert any("sources disagree on: recruited" in line for line in thai["because"])


def test_a_single_day_an_open_side_and_a_transit_country_are_read(law):
    given = changed(
        when="2018-03-01",
        person={"age": [15, None]},
        places={"transit": ["KH"], "exploited": ["MY"]},
    )
    _, out, _ = law("assess", "--json", given=given)
    assert {"kh-2008", "my-670"} <= set(json.loads(out))


def test_the_list_and_one_text_are_shown(law):
    _, out, _ = law("list")
    assert "th-2551" in out
    _, out, _ = law("show", "th-2551")
    assert "s.6(1), 6(2)" in out
    assert "not yet checked by a lawyer" in out


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"facts": {"beaten": True}}, "facts.beaten"),
        ({"facts": {"force": "perhaps"}}, "facts.force"),
        ({"facts": {"force": 1}}, "facts.force"),
        ({"facts": ["force"]}, "facts"),
        ({"person": {"age": [17, 15]}}, "person.age"),
        ({"person": {"age": [-1, 5]}}, "person.age"),
        ({"person": {"age": [15, 150]}}, "person.age"),
        ({"person": {"age": [15.5, 16]}}, "person.age"),
        ({"person": {"age": [True, 16]}}, "person.age"),
        ({"person": {"age": []}}, "person.age"),
        ({"person": {"sex": "woman"}}, "person.sex"),
        ({"person": {"sex": ["female"]}}, "person.sex"),
        ({"person": {"sex": {}}}, "person.sex"),
        ({"person": {"age": "15"}}, "person.age"),
        ({"facts": {"force\nnow": True}}, "facts.'force"),
        ({"facts": {"force": "x" * 100_000}}, "facts.force"),
        ({"facts": {"\ud800": True}}, "facts.'"),
        ({"observations": [{"code": ["force"], "answer": "yes"}]}, "observations[0].code"),
        (
            {"observations": [{"code": "force", "answer": "yes", "said_by": {}}]},
            "observations[0].said_by",
        ),
        ({"person": {"name": "x"}}, "person.name"),
        ({"when": ["2011-12-14", "2011-12-01"]}, "when"),
        ({"when": ["2011-12-01", "2999-01-01"]}, "when"),
        ({"when": ["2011-02-30", "2011-03-01"]}, "when[0]"),
        ({"when": ["31.02.2568"]}, "when[0]"),
        ({"when": [2011]}, "when[0]"),
        ({"when": []}, "when"),
        ({"places": {"exploited": ["XX"]}}, "places.exploited"),
        ({"places": {"exploited": "TH"}}, "places.exploited"),
        ({"places": {"exploited": [3]}}, "places.exploited"),
        ({"places": {"seen": ["TH"]}}, "places.seen"),
        ({"place": {}}, "place"),
        ({"observations": {}}, "observations"),
        (
            {"observations": [{"code": "force", "answer": "yes", "source": "rumour"}]},
            "observations[0].source",
        ),
        (
            {"observations": [{"code": "force", "answer": "yes", "on": "2999-01-01"}]},
            "observations[0].on",
        ),
        ({"observations": [{"answer": "yes"}]}, "observations[0].code"),
        (
            {"observations": [{"code": "force", "about": ["2012-01-02", "2012-01-01"]}]},
            "observations[0].about",
        ),
        ({"observations": [{"code": "force", "about": "spring"}]}, "observations[0].about"),
    ],
)
def test_bad_input_is_refused_in_one_line_that_names_the_place(law, parts, place):
    code, out, err = law("assess", "--json", given=changed(**parts))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert f"facts.json: {place}" in err


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "3",
        "null",
        "nul",
        "\0",
        '{"facts": {"force": true, "force": false}}',
        '{"person": {"age": ' + "9" * 5000 + "}}",
        '{"person": {"age": 1e999}}',
        '{"facts": {"force": true}} and more',
        "[" * 100_000,
        '{"facts": {"force": NaN}}',
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(law, text):
    code, out, err = law("assess", text=text)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_a_missing_file_an_unknown_text_and_a_file_in_another_encoding_are_refused(law, tmp_path):
    assert law("assess", str(tmp_path / "none.json"))[0] == 2
    code, _, err = law("assess", "--law", "atlantis", given=GIVEN)
    assert (code, "atlantis" in err) == (2, True)
    assert law("show", "atlantis")[0] == 2
    (tmp_path / "latin.json").write_bytes('{"é": 1}'.encode("latin-1"))
    code, _, err = law("assess", str(tmp_path / "latin.json"))
    assert (code, "not UTF-8" in err) == (2, True)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (changed(facts={"beaten": True}), "facts.beaten: ce code n’est pas dans le vocabulaire"),
        (changed(person={"age": [17, 15]}), "person.age: intervalle inversé\u202f: de 17 à 15"),
        (changed(when=["2999-01-01"]), "when: 2999-01-01 est dans l’avenir"),
        (changed(places={"exploited": ["XX"]}), "places.exploited: 'XX' n’est pas un code de pays"),
    ],
)
def test_bad_input_is_said_in_the_language_of_the_terminal(law, monkeypatch, given, words):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    code, out, err = law("assess", "--json", given=given)
    assert (code, out) == (2, "")
    assert err.endswith(words + "\n")
    assert law("assess", "nowhere.json")[2] == "fanal: nowhere.json: ce fichier n’existe pas\n"


def test_a_terminal_in_french_reads_the_finding_in_french(law, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "fr")
    _, out, _ = law("assess", given=GIVEN)
    assert "éléments notés" in out
    assert "aucun moyen n’est exigé pour un enfant" in out
    assert "elements recorded" not in out
