from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "bandstand.web"
    label = "web"
