from django.apps import AppConfig


class ImpactConfig(AppConfig):
    name = "bandstand.impact"
    label = "impact"
