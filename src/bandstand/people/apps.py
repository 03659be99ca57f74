from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PeopleConfig(AppConfig):
    name = "bandstand.people"
    label = "people"

    def ready(self) -> None:
        # Each app's `privacy.py`, in the order of the house plan: what it holds about people.
        autodiscover_modules("privacy")
