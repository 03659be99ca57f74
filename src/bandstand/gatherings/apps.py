from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "bandstand.gatherings"
    label = "gatherings"
