from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "bandstand.kit"
    label = "kit"
