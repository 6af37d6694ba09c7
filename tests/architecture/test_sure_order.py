"""Rows of one day stand in a sure order: none are sorted by plain days with nothing after them."""

import ast
from pathlib import Path

from django.apps import apps
from django.db.models import DateField, DateTimeField

from tests.architecture.source import tree_of

SOURCE = Path("src/fanal")


def plain_days():
    """The names of columns that hold a day without an hour."""
    columns = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    return {one.name for one in columns if type(one) is DateField} - {
        one.name for one in columns if isinstance(one, DateTimeField)
    }


def column(argument):
    """`due` of "-due", "task__due" and `F("due").asc()`; None of what is no text."""
    while isinstance(argument, ast.Call):
        func = argument.func
        argument = func.value if isinstance(func, ast.Attribute) else argument.args[0]
    text = getattr(argument, "value", None)
    return text.lstrip("-").rpartition("__")[2] if isinstance(text, str) else None


def orders(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "order_by":
            yield node.lineno, node.args
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "ordering":
            yield node.lineno, getattr(node.value, "elts", [])


def test_no_rows_are_sorted_by_a_day_alone():
    days = plain_days()
    assert [
        f"{path}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts
        for line, by in orders(path)
        if by and column(by[-1]) in days
    ] == [], "add what decides between two of one day"
