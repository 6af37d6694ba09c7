"""Amounts with their currency."""

from django import template

from fanal.web.amounts import money_words

register = template.Library()
register.filter("money", money_words)
