"""A form as its template shows it: in parts."""

from django import forms, template

from fanal.web.forms.form_parts import FormParts, parts_of

register = template.Library()


@register.filter
def in_parts(form: forms.BaseForm) -> FormParts:
    return parts_of(form)
