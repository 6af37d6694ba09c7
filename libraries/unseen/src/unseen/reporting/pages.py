"""The report on one set of lists: a page that stands alone, in English or French."""

from importlib.resources import files

from unseen.reporting.charts import NARROW, charts
from unseen.reporting.findings import Findings
from unseen.reporting.wording import Wording
from unseen.results.method_names import NAMES
from unseen.results.provenance import digest_of
from unseen.version import VERSION


def page(findings: Findings, *, language: str = "en", command: str = "", part: bool = False) -> str:
    """The page of what was found; with `part`, only what goes inside another page's <main>."""
    # In the function: answers need no Jinja.
    from jinja2 import Environment

    wording = Wording(language)
    # Escaped: names of lists come from a file of somebody.
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
        version=VERSION,
        # With the digest of the table a number can be matched with its data years later; R's way of
        # drawing depends on the order of rows, so there it is of the table as given.
        digest=digest_of(findings.table, as_given=findings.choices.r_compatible),
        part=part,
        style=(folder / "page.css").read_text("utf-8"),
    )
