"""A record that goes with a person, in one line; the page of what keeps a case."""

from django import template

from fanal.cases.models import Case
from fanal.core.casework.retention import Guard
from fanal.retention.queries.offering import ChoosableRecord
from fanal.retention.queries.pages import page_of
from fanal.retention.words import record_words

register = template.Library()


@register.simple_tag
def guard_page(guard: Guard, case: Case) -> str:
    return page_of(guard, case)


@register.simple_tag
def record_line(one: ChoosableRecord) -> str:
    return record_words(one)
