"""All tables in one step, for a new database; one that has come step by step stays as it is."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('people', '0001_first'),
        ('people', '0002_directory'),
        ('people', '0003_yearly_ask'),
        ('people', '0004_licence'),
        ('people', '0005_keeping_and_complaints'),
        ('people', '0006_groups_that_left'),
        ('people', '0007_day_links'),
        ('people', '0008_new_links'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Allowance',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('used', models.FloatField(default=0)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Hub',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('slug', models.SlugField(unique=True)),
                ('host', models.CharField(blank=True, help_text='Host name; empty where there is one hub.', max_length=200)),
                ('place', models.CharField(blank=True, help_text='The borough or town, as people say it.', max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('about', models.TextField(blank=True)),
                ('small_number', models.PositiveSmallIntegerField(default=5)),
                ('licence', models.CharField(blank=True, choices=[('cc-by', 'Creative Commons Attribution 4.0'), ('ogl', 'Open Government Licence 3.0'), ('cc0', 'Creative Commons Zero: no conditions')], default='cc-by', help_text='Under which others may reuse the directory; empty where it is not open data.', max_length=5)),
                ('yearly_ask', models.BooleanField(default=False, help_text='Ask groups once a year whether their entry is still right.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('host'), condition=models.Q(('host', ''), _negated=True), name='one_hub_a_host')],
            },
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(help_text='What people quote: 2026-007.', max_length=12)),
                ('name', models.CharField(max_length=120)),
                ('answer_to', models.CharField(help_text='An e-mail address, a number, or where they live.', max_length=254)),
                ('words', models.TextField()),
                ('how', models.CharField(default='form', help_text='The form, or how else it reached us.', max_length=10)),
                ('form_key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('looked_into_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('put right', 'We put it right'), ('partly', 'We put part of it right'), ('explained', 'We explained why it is as it is'), ('withdrawn', 'They took it back')], max_length=10)),
                ('answer', models.TextField(blank=True, help_text='What we answered, word for word.')),
                ('emptied_at', models.DateTimeField(blank=True, null=True)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['-received_at', '-pk'],
                'indexes': [models.Index(fields=['hub', 'answered_at'], name='complaint_open')],
                'constraints': [models.UniqueConstraint(fields=('hub', 'number'), name='one_complaint_a_number')],
            },
        ),
        migrations.CreateModel(
            name='KeepingTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('of', models.CharField(help_text='The model: gatherings.Attendance', max_length=60)),
                ('months', models.PositiveSmallIntegerField()),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('hub', 'of'), name='one_time_a_model')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('created_via', models.CharField(default='officer', max_length=30)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('anonymised_at', models.DateTimeField(blank=True, null=True)),
                ('session_stamp', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'indexes': [models.Index(fields=['hub', 'name'], name='person_by_name')],
                'constraints': [models.UniqueConstraint(models.F('hub'), django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='one_person_an_email')],
            },
        ),
        migrations.CreateModel(
            name='Deed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('verb', models.CharField(max_length=60)),
                ('about', models.CharField(blank=True, help_text='Model and id: groups.Group:12', max_length=60)),
                ('words', models.CharField(help_text='The sentence an officer reads.', max_length=300)),
                ('detail', models.JSONField(default=dict)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['hub', '-at'], name='deed_latest'), models.Index(fields=['about'], name='deed_about')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('named', 'To be named in the write-up'), ('news', 'To hear about the next dates'), ('photo', 'To be in photographs'), ('shown', 'To be shown as a group’s contact'), ('quote', 'To be quoted'), ('in touch', 'To be put in touch with another group')], max_length=10)),
                ('about', models.CharField(blank=True, help_text='What it is about, where the purpose alone does not say: model and id.', max_length=60)),
                ('given', models.BooleanField()),
                ('wording', models.TextField()),
                ('how', models.CharField(default='web', max_length=20)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='people.person')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'purpose'], name='consent_in_force')],
            },
        ),
        migrations.CreateModel(
            name='ComplaintNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='people.complaint')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PrivateLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('purpose', models.CharField(choices=[('sign-in', 'Sign In'), ('console', 'Console'), ('booking', 'Booking'), ('group', 'Group'), ('papers', 'Papers'), ('helper', 'Helper'), ('invite', 'Invite'), ('follow-up', 'Follow Up'), ('day', 'Day'), ('sign-up', 'Sign Up'), ('pair', 'Pair'), ('phone', 'Phone')], max_length=12)),
                ('subject', models.UUIDField(help_text='uid of the row it opens.')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'indexes': [models.Index(fields=['subject'], name='link_subject')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('to_address', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('about', models.CharField(blank=True, max_length=60)),
                ('state', models.CharField(choices=[('waiting', 'Waiting to go'), ('sending', 'Going now'), ('sent', 'Sent'), ('stuck', 'Could not be sent')], default='waiting', max_length=10)),
                ('trouble', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('to_person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.privatelink')),
            ],
            options={
                'indexes': [models.Index(fields=['hub', '-made_at'], name='message_latest')],
            },
        ),
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'Everything about somebody'), ('booking', 'What was typed for one booking'), ('group', 'What reaches people of a group that left')], max_length=10)),
                ('mark', models.CharField(help_text='Digest of the row’s long number.', max_length=64)),
                ('marks', models.JSONField(default=list, help_text='Keyed digests of the address and number they were known by.')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('hub', 'kind', 'mark'), name='one_removal_a_mark')],
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(choices=[('owner', 'Owner'), ('officer', 'Officer'), ('manager', 'Session manager'), ('door', 'Door helper'), ('reader', 'Read only')], max_length=10)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'until'], name='role_in_force')],
            },
        ),
        migrations.CreateModel(
            name='SignInRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('browser_digest', models.CharField(max_length=64)),
                ('code_digest', models.CharField(max_length=64)),
                ('tries_left', models.PositiveSmallIntegerField(default=5)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('retired', models.BooleanField(default=False)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['position', 'name'],
                'constraints': [models.UniqueConstraint(fields=('hub', 'name'), name='one_topic_a_name')],
            },
        ),
    ]
