from django.apps import AppConfig
from django.db.models import fields

from fanal.web import french_days, grouped_numbers, merged_catalogues


class WebConfig(AppConfig):
    name = "fanal.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Django's own words stay English in some of our languages; the dash is our other forms'.
        fields.BLANK_CHOICE_LABEL = "—"
        french_days.teach_django()
        grouped_numbers.teach_django()
        merged_catalogues.teach_django()
