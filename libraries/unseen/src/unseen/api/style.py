"""The look of the report, for an application that shows it within its own page."""

from importlib.resources import files


def report_style() -> str:
    """The style sheet of a part of a page."""
    return (files("unseen.reporting") / "page.css").read_text("utf-8")
