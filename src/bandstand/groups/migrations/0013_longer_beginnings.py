"""In SQLite the index keeps longer beginnings of words. It is filled again after the migration, as ever."""

from django.db import migrations

from bandstand.groups.search import upkeep


def again(apps, schema_editor):
    upkeep.make_found_again()


class Migration(migrations.Migration):

    dependencies = [("groups", "0012_changes_and_spots")]

    operations = [migrations.RunPython(again, migrations.RunPython.noop)]
