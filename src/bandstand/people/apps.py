from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "bandstand.people"
    label = "people"
