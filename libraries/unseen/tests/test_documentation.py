"""What the pages show is what the library prints, and every public name is described."""

import ast
import re
from pathlib import Path

import pytest

import unseen

HERE = Path(__file__).resolve().parents[1]
PAGES = [HERE / "README.md", *sorted((HERE / "docs").glob("*.md"))]
GUIDE = (HERE / "docs" / "guide.md").read_text("utf-8")


@pytest.fixture(scope="module")
def uk():
    return unseen.sample_lists("UKdat_5")


# What a reader of the guide has at hand: three lists, and the same people one a row.
LISTS = {"100": 40, "010": 50, "001": 30, "110": 12, "101": 9, "011": 10, "111": 4}
STRATA = [(sex, year) for sex in "fm" for year in (2021, 2022, 2023)]


@pytest.fixture
def files_of_a_reader(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    heads = "police,ngo,court"
    counts = [f"{','.join(history)},{n}" for history, n in LISTS.items()]
    Path("lists.csv").write_text("\n".join([f"{heads},count", *counts]))
    people = [
        f"{','.join(history)},{sex},{year}"
        for sex, year in STRATA
        for history, n in LISTS.items()
        for _ in range(n)
    ]
    Path("people.csv").write_text("\n".join([f"{heads},sex,year", *people]))


def blocks(page):
    """The parts of a page that are indented, without the indent, each up to an empty line."""
    found = re.findall(r"(?:^    .*\n)+", page.read_text("utf-8"), re.MULTILINE)
    return [re.sub(r"^    ", "", block, flags=re.MULTILINE) for block in found]


def lines_of(block):
    """Its statements; none where it is no Python, and so what was answered or a shell's line."""
    try:
        return ast.parse(block).body
    except SyntaxError:
        return []


def answer_to(statement, names):
    code = ast.unparse(statement)
    return eval(code, names) if isinstance(statement, ast.Expr) else exec(code, names)


def fits(answer, printed):
    """Whether it is what is printed, wherever lines end; “…” stands for any text."""
    parts = " ".join(printed.split()).split("…")
    pattern = ".*".join(re.escape(part.strip()) for part in parts)
    return re.fullmatch(pattern, " ".join(repr(answer).split())) is not None


@pytest.mark.parametrize(
    "name", ["README.md", pytest.param("docs/guide.md", marks=pytest.mark.long)]
)
def test_what_a_page_types_is_answered_as_it_prints(name, files_of_a_reader):
    names, answer, different = {}, None, []
    for block in blocks(HERE / name):
        if block.startswith("pip "):
            continue
        for statement in lines_of(block):
            answer = answer_to(statement, names)
        if not lines_of(block) and not fits(answer, block):
            different.append(block)
    assert "lists" in names
    assert different == []


def test_what_stands_for_a_call_of_r_can_be_called():
    """Of the second column of “coming from R”, whatever is written out in full."""
    page = (HERE / "docs" / "coming-from-r.md").read_text("utf-8")
    asked = re.findall(r"`((?:estimate|fit_model|sample_lists)\([^`…]*\))`", page)
    names = {name: getattr(unseen, name) for name in unseen.__all__}
    names["lists"] = unseen.sample_lists("Kosovo")
    found = [eval(call, names) for call in set(asked) if "latent" not in call]
    assert len(found) >= 6


def shown(answer):
    """The lines of an answer as a page shows them: indented."""
    return [f"    {line}" for line in repr(answer).splitlines()]


def test_the_guide_shows_what_is_printed(uk):
    printed = [
        *shown(unseen.check(uk))[:2],
        *shown(unseen.estimate(uk, "stepwise")),
        *shown(unseen.bounds(uk, harder=9)),
    ]
    assert [line for line in printed if line not in GUIDE.splitlines()] == []


def test_every_public_name_is_in_the_reference():
    text = (HERE / "docs" / "reference.md").read_text("utf-8")
    named = set(re.findall(r"\w+", text))
    internal = {
        "__version__",
        "Choices",
        "Assumption",
        "Design",
        "DESIGN_ALIASES",
        "DESIGN_METHODS",
    }
    internal |= {"MOST_HARDER", "Findings", "check_method", "Provenance"}
    assert set(unseen.__all__) - named - internal == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_pages_name_only_what_there_is(page):
    named = set(re.findall(r"\bunseen\.([A-Za-z_]+)", page.read_text("utf-8")))
    folders = {"data", "estimators", "loglinear", "results", "simulation", "api"}
    assert named - set(unseen.__all__) - folders == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_between_the_pages_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_help_of_estimate_names_every_method_and_every_option():
    said = " ".join((unseen.estimate.__doc__ or "").split())
    words = set(re.findall(r"[\w-]+", said))
    assert set(unseen.METHODS) - words == set()
    assert set(unseen.Options.__annotations__) - words == set()
