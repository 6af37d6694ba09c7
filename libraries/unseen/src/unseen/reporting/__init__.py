"""The report on one table of lists: a page that stands alone, in English or French."""

from __future__ import annotations

from importlib.resources import files

from unseen.data.lists import Lists
from unseen.reporting.charts import NARROW, charts
from unseen.reporting.findings import Findings, find
from unseen.reporting.wording import Wording
from unseen.results.methods import NAMES, Choices


def report(
    table: Lists,
    choices: Choices,
    *,
    method: str = "all",
    language: str = "en",
    command: str = "",
) -> str:
    """A whole HTML page. `command` is the line that makes it again."""
    return page(find(table, choices, method), language=language, command=command)


def page(findings: Findings, *, language: str = "en", command: str = "", part: bool = False) -> str:
    """The page of what was found; with `part`, only what goes inside another page's <main>."""
    from jinja2 import Environment

    wording = Wording(language)
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"t": wording.text, "say": wording.sentence, "people": wording.people}
    environment.filters |= {"method": lambda name: wording.sentence(NAMES[name])}
    environment.filters |= {"share": wording.share, "decimal": wording.decimal}
    folder = files("unseen.reporting")
    template = environment.from_string((folder / "page.html").read_text("utf-8"))
    return template.render(
        f=findings,
        table=findings.table,
        charts=charts(findings, wording),
        narrow=charts(findings, wording, NARROW),
        definitions=wording.definitions(),
        language=language,
        command=command,
        part=part,
        style=(folder / "page.css").read_text("utf-8"),
    )
