from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "bandstand.config"
    label = "config"
