from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "bandstand.places"
    label = "places"

    def ready(self) -> None:
        from . import receivers  # noqa: F401
