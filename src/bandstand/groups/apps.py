from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class GroupsConfig(AppConfig):
    name = "bandstand.groups"
    label = "groups"

    def ready(self) -> None:
        from . import receivers  # noqa: F401
        from .search import upkeep

        pre_migrate.connect(upkeep.before_migrating, sender=self)
        post_migrate.connect(upkeep.after_migrating, sender=self)
