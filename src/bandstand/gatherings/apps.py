from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "bandstand.gatherings"
    label = "gatherings"

    def ready(self) -> None:
        from bandstand.groups.actions.moving import holds_pairs

        from .models import SuggestedPair

        holds_pairs(SuggestedPair, "one", "other")
