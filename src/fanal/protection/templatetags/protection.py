"""Words and addresses of the dated records."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fanal.cases.models import Case
from fanal.core.protection.due import ProtectionStep
from fanal.protection.queries.pages import DueRow
from fanal.web.typing import PageText

register = template.Library()
SURE = {
    "S": _("the text was read"),
    "X": _("told by another source, not read: check it first"),
    "K": _("not confirmed: check it with a lawyer first"),
}


@register.filter
def how_sure(code: str) -> PageText:
    return SURE[code]


@register.simple_tag
def step_address(case: Case, one: DueRow) -> str:
    """The page by which a step is done; nothing for who may not do it."""
    if one.assessment:
        return reverse("protection:propose", args=[one.assessment])
    if one.step.step is ProtectionStep.REOPEN:
        return reverse("cases:reopen", args=[case.pk])
    if one.kind is None:
        return ""
    if one.person:
        return reverse("protection:of_person", args=[case.pk, one.person.pk, one.kind.value])
    return reverse("protection:of_case", args=[case.pk, one.kind.value])
