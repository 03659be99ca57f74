from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "bandstand.groups"
    label = "groups"
