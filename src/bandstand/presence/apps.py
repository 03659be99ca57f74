from django.apps import AppConfig


class PresenceConfig(AppConfig):
    name = "bandstand.presence"
    label = "presence"

    def ready(self) -> None:
        from bandstand.groups.actions.moving import links_groups

        from . import receivers  # noqa: F401
        from .models import OnlineTie

        links_groups(OnlineTie, "source", "target")
