from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "bandstand.jobs"
    label = "jobs"
