from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('gatherings', '0009_when_to_remind'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='phone',
            name='attendance',
        ),
    ]
