import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def where_it_is(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Say of sessions planned before that the plan had them where they are."""
    gatherings = apps.get_model("gatherings", "Gathering").objects
    of_it = gatherings.filter(pk=OuterRef("gathering_id")).values("venue_id")[:1]
    apps.get_model("gatherings", "PlannedSession").objects.update(venue_id=Subquery(of_it))


class Migration(migrations.Migration):
    dependencies = [
        ("gatherings", "0011_seating_pairs_and_two_evenings"),
        ("places", "0002_as_found"),
    ]

    operations = [
        migrations.AddField(
            model_name="plannedsession",
            name="venue",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="places.venue"
            ),
        ),
        migrations.AlterField(
            model_name="seasonplan",
            name="on_calendar_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When drafts were made of it; while there are any, it stays as it is.",
                null=True,
            ),
        ),
        migrations.RunPython(where_it_is, migrations.RunPython.noop),
    ]
