from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "bandstand.places"
    label = "places"
