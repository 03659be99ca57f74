from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "bandstand.api"
    label = "api"
