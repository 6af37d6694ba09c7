"""A record that goes with a person, in one line."""

from django import template

from fanal.retention.queries.offering import ChoosableRecord
from fanal.retention.words import record_words

register = template.Library()


@register.simple_tag
def record_line(one: ChoosableRecord) -> str:
    return record_words(one)
