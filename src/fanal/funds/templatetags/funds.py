"""Amounts with their currency."""

from __future__ import annotations

from decimal import Decimal

from django import template

from fanal.web.amounts import money_words

register = template.Library()


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """`1 200 THB`; below zero with its sign."""
    return money_words(amount, currency)
