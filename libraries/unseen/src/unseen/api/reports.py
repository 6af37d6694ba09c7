"""The report on one set of lists: a page that stands alone."""

from importlib.util import find_spec
from typing import Unpack

from unseen.api.options import ClassOptions
from unseen.api.options import choices as chosen_options
from unseen.data.lists import Lists
from unseen.errors import check_kind
from unseen.reporting.findings import Findings, find
from unseen.reporting.pages import page
from unseen.results.caution import check_lists
from unseen.results.choices import Choices


def report(
    lists: Lists,
    method: str = "all",
    *,
    language: str = "en",
    command: str = "",
    **options: Unpack[ClassOptions],
) -> str:
    """A whole HTML page, English or French (`fr`).

    method: whose answer is shown in detail. command: the line that makes the report again.
    """
    check_lists(lists)
    if find_spec("jinja2") is None:  # said before the work, not after it
        raise ImportError("report needs Jinja: pip install jinja2 altair vl-convert-python")
    return page(find(lists, chosen_options(**options), method), language=language, command=command)


def report_findings(lists: Lists, choices: Choices, method: str = "all") -> Findings:
    """Return what the report says, as data."""
    check_lists(lists)
    check_kind("choices", choices, Choices)
    return find(lists, choices, method)


def report_page(
    findings: Findings, *, language: str = "en", command: str = "", part: bool = False
) -> str:
    """The page of findings; with `part`, only what goes inside another page's <main>."""
    return page(findings, language=language, command=command, part=part)
