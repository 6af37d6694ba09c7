"""Draws Django's forms as our components, so that `{{ form }}` is accessible as it stands."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """The renderer of forms; templates of the project first: `web/forms/` and our
    `django/forms/widgets/`."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
    formset_template_name = "web/forms/formset.html"
