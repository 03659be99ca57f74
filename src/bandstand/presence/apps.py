from django.apps import AppConfig


class PresenceConfig(AppConfig):
    name = "bandstand.presence"
    label = "presence"
