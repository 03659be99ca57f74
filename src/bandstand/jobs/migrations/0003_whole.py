"""All tables in one step, for a new database; one that has come step by step stays as it is."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('jobs', '0001_first'),
        ('jobs', '0002_queues'),
    ]

    dependencies = [
        ('people', '0009_whole'),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('task', models.CharField(max_length=200)),
                ('queue', models.CharField(default='default', max_length=20)),
                ('args', models.JSONField(default=list)),
                ('kwargs', models.JSONField(default=dict)),
                ('about', models.CharField(blank=True, help_text='What an officer calls it.', max_length=200)),
                ('once', models.CharField(editable=False, max_length=200, null=True, unique=True)),
                ('state', models.CharField(choices=[('ready', 'Waiting'), ('running', 'Under way'), ('done', 'Done'), ('dead', 'Gave up')], default='ready', max_length=8)),
                ('priority', models.SmallIntegerField(default=0)),
                ('run_after', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('max_attempts', models.PositiveSmallIntegerField(default=5)),
                ('fence', models.PositiveIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('worker', models.CharField(blank=True, max_length=80)),
                ('trouble', models.TextField(blank=True, help_text='The last error.')),
                ('result', models.JSONField(null=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('sent_at', models.DateTimeField(blank=True, help_text='When its number last went to the broker.', null=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('hub', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.hub')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'ready')), fields=['queue', '-priority', 'run_after', 'id'], name='job_next'), models.Index(condition=models.Q(('state', 'running')), fields=['lease_until'], name='job_lease'), models.Index(fields=['hub', 'state', '-made_at'], name='job_by_state')],
            },
        ),
    ]
