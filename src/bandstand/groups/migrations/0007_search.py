"""The tables of the search index. What keeps them right is put on after every migration: groups/search/upkeep."""

from django.db import migrations

from bandstand.groups.search import upkeep


def make(apps, schema_editor):
    upkeep.make_tables()


def drop(apps, schema_editor):
    upkeep.drop_tables()


class Migration(migrations.Migration):

    dependencies = [("groups", "0006_whole_entries")]

    operations = [migrations.RunPython(make, drop)]
