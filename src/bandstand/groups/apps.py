from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "bandstand.groups"
    label = "groups"

    def ready(self) -> None:
        from . import receivers  # noqa: F401
