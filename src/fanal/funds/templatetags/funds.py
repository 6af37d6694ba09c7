"""Amounts with their currency."""

from __future__ import annotations

from decimal import Decimal

from django import template

from fanal.core.casework.amounts import written

register = template.Library()
SPACE = "\u00a0"


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """`1 200 THB`; below zero with its sign."""
    return f"{written(amount)}{SPACE}{currency}"
