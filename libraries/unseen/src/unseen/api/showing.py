"""How answers look in a terminal and in a notebook."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import isfinite
from typing import Any


def people(number: float | None) -> str:
    """A number of people: whole, with its thousands set apart."""
    if number is None:
        return "–"
    return f"{number:,.0f}" if isfinite(number) else "∞"


def interval(limits: tuple[float, float] | None) -> str:
    return "no interval" if limits is None else f"{people(limits[0])} – {people(limits[1])}"


def html_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A plain table; the notebook's own style sheet dresses it."""
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    caption = f"<caption>{escape(title)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def html_list(items: Iterable[object]) -> str:
    found = "".join(f"<li>{escape(str(item))}</li>" for item in items)
    return f"<ul>{found}</ul>" if found else ""


def data_frame(rows: Sequence[Mapping[str, object]]) -> Any:
    """A pandas data frame. Raises ImportError saying how to install pandas."""
    try:
        import pandas as pd
    except ImportError as missing:
        raise ImportError("to_dataframe needs pandas: pip install pandas") from missing
    return pd.DataFrame(list(rows))
