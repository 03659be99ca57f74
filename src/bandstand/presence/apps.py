from django.apps import AppConfig


class PresenceConfig(AppConfig):
    name = "bandstand.presence"
    label = "presence"

    def ready(self) -> None:
        from . import receivers  # noqa: F401
