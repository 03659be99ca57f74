"""How Django's forms are drawn: one template for every field, so that no page writes a field by hand."""

from typing import Any

from django.forms.renderers import DjangoTemplates, TemplatesSetting


class Renderer(TemplatesSetting):
    """Our own form and field; Django's own widgets inside them."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def __init__(self) -> None:
        self.widgets = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("django/"):
            return self.widgets.get_template(template_name)
        return super().get_template(template_name)
