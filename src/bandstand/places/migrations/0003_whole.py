"""All tables in one step, for a new database; one that has come step by step stays as it is."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('places', '0001_first'),
        ('places', '0002_as_found'),
    ]

    dependencies = [
        ('people', '0009_whole'),
    ]

    operations = [
        migrations.CreateModel(
            name='Outcode',
            fields=[
                ('code', models.CharField(max_length=4, primary_key=True, serialize=False)),
                ('lat', models.FloatField()),
                ('lon', models.FloatField()),
                ('postcodes', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Postcode',
            fields=[
                ('code', models.CharField(help_text='Capitals, no space.', max_length=7, primary_key=True, serialize=False)),
                ('lat', models.FloatField()),
                ('lon', models.FloatField()),
                ('ward_code', models.CharField(blank=True, max_length=9)),
                ('load', models.PositiveIntegerField(default=0, help_text='Which load brought it: older ones are cleared after.')),
            ],
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(default='ward', max_length=30)),
                ('geometry', models.JSONField()),
                ('west', models.FloatField()),
                ('south', models.FloatField()),
                ('east', models.FloatField()),
                ('north', models.FloatField()),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('hub', 'kind', 'code'), name='one_area_a_code')],
            },
        ),
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('address', models.CharField(blank=True, max_length=250)),
                ('postcode', models.CharField(blank=True, max_length=8)),
                ('lat', models.FloatField(blank=True, null=True)),
                ('lon', models.FloatField(blank=True, null=True)),
                ('precision', models.CharField(choices=[('exact', 'exact'), ('postcode', 'from its postcode'), ('outcode', 'roughly, from the first half of its postcode'), ('none', 'not known')], default='none', max_length=10)),
                ('wifi', models.CharField(choices=[('unknown', 'Not known'), ('good', 'Good'), ('poor', 'Poor'), ('none', 'None')], default='unknown', max_length=8)),
                ('steps', models.CharField(choices=[('unknown', 'Not known'), ('free', 'Step-free'), ('some', 'Some steps')], default='unknown', max_length=8)),
                ('signal', models.CharField(choices=[('unknown', 'Not known'), ('good', 'Good'), ('poor', 'Poor'), ('none', 'None')], default='unknown', max_length=8)),
                ('sockets', models.CharField(choices=[('unknown', 'Not known'), ('plenty', 'Plenty'), ('few', 'A few'), ('none', 'None')], default='unknown', max_length=8)),
                ('toilet', models.CharField(choices=[('unknown', 'Not known'), ('yes', 'Yes'), ('no', 'No')], default='unknown', max_length=8)),
                ('loop', models.CharField(choices=[('unknown', 'Not known'), ('yes', 'Yes'), ('no', 'No')], default='unknown', max_length=8)),
                ('tea', models.CharField(blank=True, help_text='“Café until five, then our own flask”.', max_length=120)),
                ('getting_there', models.CharField(blank=True, max_length=250)),
                ('notes', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='venues', to='places.area')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('hub', 'name'), name='one_venue_a_name')],
            },
        ),
        migrations.CreateModel(
            name='VenueVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('wifi', models.CharField(choices=[('unknown', 'Not known'), ('good', 'Good'), ('poor', 'Poor'), ('none', 'None')], default='unknown', max_length=8)),
                ('signal', models.CharField(choices=[('unknown', 'Not known'), ('good', 'Good'), ('poor', 'Poor'), ('none', 'None')], default='unknown', max_length=8)),
                ('sockets', models.CharField(choices=[('unknown', 'Not known'), ('plenty', 'Plenty'), ('few', 'A few'), ('none', 'None')], default='unknown', max_length=8)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('venue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='places.venue')),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
    ]
