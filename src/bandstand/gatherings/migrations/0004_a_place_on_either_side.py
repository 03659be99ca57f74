"""Helpers have places of their own: those who said they would come have theirs from now on."""

from typing import Any

from django.db import migrations, models


def count_helpers(apps: Any, _: Any) -> None:
    attendance, gathering = (apps.get_model("gatherings", name) for name in ("Attendance", "Gathering"))
    booked = attendance.objects.filter(booking="booked", helping=True, looking=False, undone_at=None)
    booked.update(has_place=True, place_helping=True)
    counted = booked.order_by().values("gathering_id").annotate(how_many=models.Count("pk"))
    for row in counted:
        gathering.objects.filter(pk=row["gathering_id"]).update(helpers_taken=row["how_many"])


def forget_helpers(apps: Any, _: Any) -> None:
    attendance, gathering = (apps.get_model("gatherings", name) for name in ("Attendance", "Gathering"))
    attendance.objects.filter(place_helping=True).update(has_place=False)
    gathering.objects.update(helpers_taken=0)


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0003_the_day_itself")]

    operations = [
        migrations.AddField(
            model_name="attendance",
            name="place_helping",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(count_helpers, forget_helpers),
    ]
