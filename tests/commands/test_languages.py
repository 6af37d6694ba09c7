"""What a command says to a person holds no word of English where the terminal speaks another."""

import re
import stat

import pytest

from fanal.cli import main
from fanal.core.law.vocabulary import vocabulary
from tests.core.private_linkage.test_linkage import SHARED, SHARED_THERE, register_of, written
from tests.sample_lists import FOLDER

WORD = re.compile(r"[^\W\d_]{4,}")
PEOPLE = (
    "A,B,year\n" + "1,0,2010\n0,1,2010\n1,1,2010\n" * 20 + "1,0,2011\n0,1,2011\n1,1,2011\n" * 20
)
STRANGERS = "A,B,year\n" + "1,0,2010\n0,1,2010\n1,1,2010\n" * 20 + "1,0,2011\n0,1,2011\n" * 20
FACTS = """{"person": {"sex": "female", "age": [15, 17]}, "places": {"exploited": ["TH"]},
"facts": {"recruited": true, "prostitution_of_others": true}}"""


@pytest.fixture(params=["fr", pytest.param("vi", marks=pytest.mark.long)])
def language(request):
    return request.param


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The files of these tests, called by short names so that no path is taken for words."""
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("p.csv", PEOPLE),
        ("s.csv", STRANGERS),
        ("f", FACTS),
        ("x", "x\n"),
        ("y.csv", PEOPLE.replace("2010", "then")),
    ):
        (tmp_path / name).write_text(text)
    written(tmp_path / "a", SHARED + register_of(1))
    written(tmp_path / "b", SHARED_THERE + register_of(2))
    return tmp_path


@pytest.fixture
def said(capsys, monkeypatch):
    """What these commands, given one after the other, print in a language."""

    def run(language, *commands, code=0):
        monkeypatch.setenv("LANGUAGE", language)
        for words in commands:
            assert main(words.split()) == code, capsys.readouterr()
        return "".join(capsys.readouterr())

    return run


LISTS = FOLDER / "Kosovo.csv"


def words_of(text):
    for code in sorted(vocabulary(), key=len, reverse=True):
        text = text.replace(code, "")
    return set(WORD.findall(text.lower()))


IN_ENGLISH = {}  # words of an answer, worked out once for all languages


def english_left(said, language, alike, *commands, code=0):
    """The words that stand in both answers, but for what was typed and what is alike."""
    if commands not in IN_ENGLISH:
        IN_ENGLISH[commands] = words_of(said("en", *commands, code=code))
    english = IN_ENGLISH[commands]
    assert english
    both = english & words_of(said(language, *commands, code=code))
    return both - words_of(" ".join(commands)) - words_of(alike)


COLUMNS = "stepwise RMSE design"
OF_A_TEXT = """founding-text allianceantitrafic.org/france/notre-travail source version date
associations violence protection"""
TABLES = [path.stem for path in FOLDER.glob("*.csv")]
DESIGNS = """duplicates hetero overlap turnover miss false high refer random indep opposed worst sigma
known table list method stepwise independence interaction step exclusive population odds plain referral groups small lognormal uncatch"""


@pytest.mark.parametrize(
    ("words", "alike"),
    [
        (
            "law show fr-child-protection",
            OF_A_TEXT,
        ),
        ("law assess f --law th-2551", "version source"),
        ("prevalence simulate list", DESIGNS),
        ("prevalence simulate hi3 --sets 2 --replicates 20 --method stepwise", COLUMNS),
        ("prevalence strata p.csv --by year --replicates 20", ""),
        ("prevalence strata s.csv --by year --replicates 20", ""),
        (f"prevalence bounds {LISTS} --dependence 1.2", ""),
        (f"prevalence check {LISTS}", "OSCE Mth Mh Chao Poisson Darroch Gamma"),
        (f"prevalence estimate {LISTS} --method stepwise --replicates 20", "extrapolation"),
        ("manage --help", "django check shell migrate command fanal manage usage"),
    ],
)
def test_no_word_of_english_is_left_in_an_answer(said, language, words, alike):
    assert english_left(said, language, alike, words) == set()


def test_the_texts_of_the_law_are_listed_by_their_names_in_the_language(said, language):
    english, other = (said(one, "law list").splitlines() for one in ("en", language))
    assert len(english) == len(other)
    alike = set(english) & set(other) - {""}
    assert [line.split()[0] for line in alike if "Code pénal" not in line] == []


MEETING = "--project spring --purpose tracing --size 62 --their-size 62 --party"
FLOW = (
    f"linkage begin a {MEETING} north --secret {{0}}a --out {{0}}1",
    f"linkage begin b {MEETING} south --secret {{0}}b --out {{0}}2",
    "linkage answer {0}1 --secret {0}b --out {0}3",
    "linkage meet {0}3 {0}2 --secret {0}a --out {0}4",
    "linkage pairs {0}4 --secret {0}b --out {0}5",
)


def test_two_organisations_meet_in_the_language_of_each(said, language, folder):
    english, other = (
        said(one, *(step.format(one) for step in FLOW)).splitlines() for one in ("en", language)
    )
    assert len(english) == len(other) == len(FLOW)
    assert words_of("".join(english)) & words_of("".join(other)) <= {"points", "north", "secret"}
    assert "rec_id" in (folder / f"{language}5").read_text().partition("\n")[0]
    assert stat.S_IMODE((folder / f"{language}5").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("words", "code", "alike"),
    [
        (f"linkage begin x {MEETING} n --secret k --out o", 2, "name rec_id"),
        ("linkage answer x --secret x --out o", 2, ""),
        ("linkage pairs x --secret x --out o", 2, ""),
        (f"linkage begin a {MEETING} n --secret x --out o", 2, ""),
        ("prevalence strata s.csv --by year --years --replicates 20", 3, ""),
        ("prevalence strata y.csv --by year --years --replicates 20", 2, "then"),
        (f"prevalence estimate {LISTS} --cores 0", 2, ""),
        (f"prevalence bounds {LISTS} --harder 0", 2, ""),
        (f"prevalence bounds {LISTS} --harder 1 --level 2", 2, "level"),
        ("prevalence simulate hi3 --sets 0", 2, COLUMNS),
        (
            "prevalence simulate miss5 --method bounds --sets 1",
            2,
            f"{COLUMNS} miss harder dependence",
        ),
        ("prevalence simulate fit:Atlantis:bic", 2, " ".join(TABLES)),
        ("prevalence simulate known:Kosovo:CIA", 2, "OSCE"),
        ("law show atlantis", 2, "list"),
        ("law assess .", 2, ""),
        ("law assess f/g", 2, ""),
        ("law assess nowhere", 2, ""),
        (f"law assess {'n' * 300}", 2, "long"),
        ("trust decide f", 2, ""),
        ("trust decide x", 2, "JSON"),
        ("law assess x", 2, "JSON"),
    ],
)
def test_no_word_of_english_is_left_in_a_refusal(said, language, words, code, alike):
    assert english_left(said, language, f"fanal {alike}", words, code=code) == set()


def test_what_programs_read_is_the_same_in_every_language(said, language):
    for words in (
        "prevalence strata p.csv --by year --replicates 20 --json",
        f"prevalence bounds {LISTS} --dependence 1.2 --json",
        "prevalence simulate hi3 --sets 2 --replicates 20 --method stepwise --json",
    ):
        assert said(language, words) == said("en", words)


@pytest.mark.parametrize(
    ("language", "seen", "times"),
    [("en", "8,234", "1.7"), ("fr", "8\u202f234", "1,7"), ("vi", "8.234", "1,7")],
)
def test_a_number_is_written_as_the_language_writes_it(said, language, seen, times):
    """8,234 people are a few more than eight to a reader of French."""
    lists = FOLDER / "Ned_5.csv"
    estimate = f"prevalence estimate {lists} --method bic --r-compatible --replicates 20"
    assert seen in said(language, estimate, code=3)
    assert times in said(language, f"prevalence bounds {LISTS} --harder 1", code=3)
