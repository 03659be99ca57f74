"""All tables in one step, for a new database; one that has come step by step stays as it is."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models
from bandstand.groups.search import upkeep



def make_index(apps, schema_editor):
    upkeep.make_tables()


def drop_index(apps, schema_editor):
    upkeep.drop_tables()


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('groups', '0001_first'),
        ('groups', '0002_directory'),
        ('groups', '0003_what_speaks_against_an_interest'),
        ('groups', '0004_own_page'),
        ('groups', '0005_open_data'),
        ('groups', '0006_whole_entries'),
        ('groups', '0007_search'),
        ('groups', '0008_when_a_sheet_was_emptied'),
        ('groups', '0009_which_look_alike'),
        ('groups', '0010_in_order'),
        ('groups', '0011_feeds_read_the_index_alone'),
        ('groups', '0012_changes_and_spots'),
        ('groups', '0013_longer_beginnings'),
        ('groups', '0014_branches_of'),
        ('groups', '0015_connections'),
        ('groups', '0016_off_the_picture'),
    ]

    dependencies = [
        ('people', '0009_whole'),
        ('places', '0003_whole'),
    ]

    operations = [
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('met', 'Met'), ('swapped', 'Swapped contacts'), ('agreed', 'Agreed to do something together'), ('venue', 'Uses the other’s place'), ('online', 'Linked to each other online'), ('pointed', 'Told about each other')], default='met', max_length=10)),
                ('on', models.DateField()),
                ('where', models.CharField(blank=True, help_text='The gathering, as it is called.', max_length=150)),
                ('planned', models.BooleanField(default=False, help_text='We had said that they should meet.')),
                ('words', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=200)),
                ('other_names', models.JSONField(blank=True, default=list)),
                ('plain_name', models.CharField(editable=False, help_text='The name as it is sorted and compared.', max_length=200)),
                ('kind_is_guess', models.BooleanField(default=False, help_text='Nobody has looked at the kind yet.')),
                ('about', models.TextField(blank=True)),
                ('status', models.CharField(blank=True, choices=[('active', 'Active'), ('quiet', 'Quiet for now'), ('closed', 'No longer meets')], max_length=8)),
                ('email', models.EmailField(blank=True, help_text='Not shown in public.', max_length=254)),
                ('phone', models.CharField(blank=True, help_text='Not shown in public.', max_length=40)),
                ('charity_number', models.CharField(blank=True, max_length=20)),
                ('address', models.CharField(blank=True, help_text='Where it meets.', max_length=250)),
                ('postcode', models.CharField(blank=True, max_length=8)),
                ('lat', models.FloatField(blank=True, null=True)),
                ('lon', models.FloatField(blank=True, null=True)),
                ('precision', models.CharField(choices=[('exact', 'exact'), ('postcode', 'from its postcode'), ('outcode', 'roughly, from the first half of its postcode'), ('none', 'not known')], default='none', max_length=10)),
                ('place_shown', models.CharField(choices=[('exact', 'Where it meets'), ('area', 'Only roughly: the area'), ('none', 'Not at all')], default='exact', max_length=5)),
                ('notes', models.JSONField(blank=True, default=dict)),
                ('said_by', models.JSONField(blank=True, default=dict)),
                ('listed', models.BooleanField(default=True, help_text='Shown in the public directory.')),
                ('hidden_why', models.CharField(blank=True, help_text='Why it is not shown.', max_length=200)),
                ('left_at', models.DateTimeField(blank=True, help_text='When it asked not to be in the directory: no sheet shows it again.', null=True)),
                ('confirmed_at', models.DateTimeField(blank=True, help_text='When somebody said it is all right.', null=True)),
                ('confirmed_how', models.CharField(blank=True, choices=[('group', 'by the group, on its own page'), ('spoken', 'by talking to the group'), ('sheet', 'by a sheet')], max_length=6)),
                ('asked_at', models.DateTimeField(blank=True, help_text='When it was last asked to look over its entry.', null=True)),
                ('no_letters_at', models.DateTimeField(blank=True, help_text='When it asked not to be written to about its entry.', null=True)),
                ('off_map_at', models.DateTimeField(blank=True, help_text='When it asked to be left off the picture of who knows whom.', null=True)),
                ('search', models.TextField(blank=True, editable=False, help_text='Lower-case words searched.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='groups', to='places.area')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='branches', to='groups.group')),
            ],
            options={
                'ordering': ['plain_name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ConnectionEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('says', models.CharField(choices=[('yes', 'Yes, we know each other'), ('did', 'Yes, and we did something together'), ('no', 'No, nothing came of it')], max_length=5)),
                ('by', models.CharField(choices=[('group', 'The group said so'), ('page', 'A web page shows it'), ('officer', 'An officer wrote it down')], default='group', max_length=8)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('address', models.URLField(blank=True, max_length=500)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='groups.connection')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('group', models.ForeignKey(blank=True, help_text='Who said so.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.group')),
            ],
            options={
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='connection',
            name='groups',
            field=models.ManyToManyField(related_name='connections', to='groups.group'),
        ),
        migrations.CreateModel(
            name='GroupArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_areas', to='places.area')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='in_areas', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area', 'group'), name='one_group_area')],
            },
        ),
        migrations.CreateModel(
            name='GroupContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, help_text='Secretary, coach, the one with the keys.', max_length=60)),
                ('shows', models.JSONField(blank=True, default=list, help_text='Of “name”, “email” and “phone”, those meant to be shown.')),
                ('is_main', models.BooleanField(default=False, help_text='Gets the letters.')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_contacts', to='people.person')),
            ],
            options={
                'ordering': ['-is_main', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('group', 'person'), name='one_contact_a_person')],
            },
        ),
        migrations.CreateModel(
            name='GroupPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('role', models.CharField(choices=[('meets', 'Also meets here'), ('office', 'Office'), ('looks after', 'Looks after this place')], default='meets', max_length=11)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('address', models.CharField(blank=True, max_length=250)),
                ('postcode', models.CharField(blank=True, max_length=8)),
                ('lat', models.FloatField(blank=True, null=True)),
                ('lon', models.FloatField(blank=True, null=True)),
                ('precision', models.CharField(choices=[('exact', 'exact'), ('postcode', 'from its postcode'), ('outcode', 'roughly, from the first half of its postcode'), ('none', 'not known')], default='none', max_length=10)),
                ('notes', models.JSONField(blank=True, default=dict)),
                ('key', models.CharField(help_text='What a row of a sheet knows it again by.', max_length=300)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('group', 'key'), name='one_group_place_a_key')],
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scheme', models.CharField(max_length=20)),
                ('value', models.CharField(max_length=60)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['scheme', 'value'],
                'indexes': [models.Index(fields=['hub', 'scheme', 'value'], name='identifier_by_value')],
                'constraints': [models.UniqueConstraint(fields=('group', 'scheme', 'value'), name='one_identifier_a_group')],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('form', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'Excel'), ('ods', 'OpenDocument'), ('json', 'JSON'), ('pasted', 'Pasted cells')], default='csv', max_length=6)),
                ('upload', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sheet_name', models.CharField(blank=True, max_length=120)),
                ('about', models.CharField(choices=[('groups', 'Groups'), ('places', 'Places of groups of another sheet')], default='groups', max_length=6)),
                ('file_digest', models.CharField(max_length=64)),
                ('encoding', models.CharField(blank=True, max_length=20)),
                ('delimiter', models.CharField(blank=True, max_length=1)),
                ('heading_row', models.PositiveIntegerField(default=1, help_text='0 when the sheet has no headings.')),
                ('headings', models.JSONField(help_text='List of column headings, as typed.')),
                ('mapping', models.JSONField(default=dict, help_text="Column number (as text) to field, 'note' or 'leave out'.")),
                ('state', models.CharField(choices=[('read', 'Columns to check'), ('sorting', 'Being sorted'), ('sorted', 'To look over'), ('waiting', 'Waiting to be brought in'), ('done', 'Brought in'), ('stopped', 'Could not be brought in')], default='read', max_length=10)),
                ('says', models.CharField(blank=True, help_text='Why it stopped, in plain words.', max_length=300)),
                ('rows_in', models.PositiveIntegerField(default=0)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('emptied_at', models.DateTimeField(blank=True, help_text='When addresses and numbers were taken out of its rows.', null=True)),
                ('continues', models.ForeignKey(help_text='The batch whose rows to put right these are.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='continued_by', to='groups.importbatch')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('linked_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='linked', to='groups.importbatch')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='GroupKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='keys', to='groups.importbatch')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('hub', 'key'), name='one_group_a_key')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='Row in the sheet, as a spreadsheet program numbers it.')),
                ('cells', models.JSONField(help_text='List of the cells as text.')),
                ('whole', models.TextField(blank=True, help_text='An entry of a JSON list as it was written.')),
                ('state', models.CharField(choices=[('not yet', 'Not looked at yet'), ('new', 'New'), ('changed', 'Changed'), ('same', 'Same as before'), ('maybe', 'May be a duplicate'), ('fix', 'Needs fixing'), ('left out', 'Left out'), ('undone', 'Taken out again')], default='not yet', max_length=8)),
                ('says', models.JSONField(default=list, help_text='[{column, words, before, after}]')),
                ('fixed', models.JSONField(default=dict, help_text='Column number (as text) to the words typed instead.')),
                ('put_back', models.JSONField(default=list, help_text='Codes of corrections of ours that an officer took back.')),
                ('plan', models.JSONField(default=list, help_text='What bringing it in would change: [{field, label, before, after, keep}]')),
                ('maybe', models.JSONField(default=list, help_text='Groups, or rows of this sheet, it may be: [{group, row, tier, reasons}]')),
                ('decision', models.CharField(blank=True, choices=[('same', 'It is the same group'), ('different', 'It is another group'), ('later', 'Decide later')], max_length=9)),
                ('digest', models.CharField(blank=True, help_text='What the row is known again by.', max_length=64)),
                ('before', models.JSONField(default=dict, help_text='What undoing puts back: field to former value, ids of online places added.')),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='groups.importbatch')),
                ('decided', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.group')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='import_rows', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(fields=['batch', 'state'], name='rows_by_state'), models.Index(fields=['batch', 'digest'], name='rows_by_digest')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='one_row_a_line')],
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('scheme', models.CharField(choices=[('local', 'Our own'), ('uk-cat', 'UK Charity Activity Tags'), ('openactive', 'OpenActive activities')], default='local', max_length=10)),
                ('code', models.CharField(max_length=80)),
                ('name', models.CharField(max_length=120)),
                ('slug', models.SlugField(max_length=120)),
                ('pattern', models.TextField(blank=True, help_text='A regular expression that suggests it.')),
                ('unless', models.TextField(blank=True, help_text='A regular expression that speaks against it.')),
                ('retired', models.BooleanField(default=False)),
                ('broader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='narrower', to='groups.interest')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('hub', 'scheme', 'code'), name='one_interest_a_code'), models.UniqueConstraint(fields=('hub', 'slug'), name='one_interest_a_slug')],
            },
        ),
        migrations.CreateModel(
            name='GroupInterest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('said', 'Said'), ('suggested', 'Suggested'), ('refused', 'Not this one')], default='said', max_length=9)),
                ('why', models.CharField(blank=True, help_text='The words that suggested it.', max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('interest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='groups.interest')),
            ],
            options={
                'indexes': [models.Index(fields=['interest', 'state'], name='groups_by_interest')],
                'constraints': [models.UniqueConstraint(fields=('group', 'interest'), name='one_interest_a_group')],
            },
        ),
        migrations.CreateModel(
            name='Kind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField()),
                ('name', models.CharField(help_text='One of them: sports club', max_length=60)),
                ('plural', models.CharField(help_text='Several: sports clubs', max_length=60)),
                ('look', models.CharField(choices=[('sport', 'Blue circle'), ('friends', 'Green triangle'), ('health', 'Pink cross'), ('arts', 'Purple diamond'), ('community', 'Brown square'), ('other', 'Grey ring')], default='other', max_length=10)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['position', 'name'],
                'constraints': [models.UniqueConstraint(fields=('hub', 'slug'), name='one_kind_a_slug')],
            },
        ),
        migrations.AddField(
            model_name='group',
            name='kind',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='groups', to='groups.kind'),
        ),
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tier', models.CharField(choices=[('certain', 'Certain'), ('likely', 'Likely'), ('possible', 'Possible')], max_length=8)),
                ('reasons', models.JSONField(default=list, help_text='Sentences.')),
                ('bits', models.FloatField(help_text='How much speaks for it; the surest come first.')),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='like_first', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='like_second', to='groups.group')),
            ],
            options={
                'ordering': ['-bits', 'pk'],
                'indexes': [models.Index(fields=['hub', 'tier', '-bits'], name='likeness_by_tier')],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='one_likeness_a_pair'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='smaller_id_first_likeness')],
            },
        ),
        migrations.CreateModel(
            name='MatchDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', models.CharField(choices=[('different', 'Not the same'), ('later', 'Decide later')], max_length=9)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decided_first', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decided_second', to='groups.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='one_decision_a_pair'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='smaller_id_first')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('absorbed_id', models.BigIntegerField(help_text='Row id the other group had, and gets back.')),
                ('absorbed_uid', models.UUIDField()),
                ('absorbed_slug', models.SlugField(max_length=80)),
                ('absorbed_name', models.CharField(max_length=200)),
                ('snapshot', models.JSONField(default=dict, help_text='Rows as they were before, and which rows were moved.')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='groups.group')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['hub', 'absorbed_slug'], name='merge_by_slug'), models.Index(fields=['absorbed_uid'], name='merge_by_uid')],
            },
        ),
        migrations.CreateModel(
            name='OnlinePlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('website', 'Website'), ('facebook', 'Facebook'), ('x', 'X (Twitter)'), ('instagram', 'Instagram'), ('bluesky', 'Bluesky'), ('mastodon', 'Mastodon'), ('threads', 'Threads'), ('youtube', 'YouTube'), ('tiktok', 'TikTok'), ('linkedin', 'LinkedIn'), ('nextdoor', 'Nextdoor'), ('chat', 'WhatsApp or another chat'), ('links', 'A page of links (Linktree)'), ('events', 'Events or tickets'), ('donate', 'Giving money'), ('volunteer', 'Volunteering'), ('feed', 'News feed'), ('other', 'Other')], max_length=10)),
                ('sort', models.CharField(blank=True, help_text='On Facebook: page, group or profile; on others empty.', max_length=10)),
                ('label', models.CharField(blank=True, help_text='What the group calls it.', max_length=60)),
                ('raw', models.TextField()),
                ('url', models.URLField(max_length=500)),
                ('match_key', models.CharField(max_length=300)),
                ('source', models.CharField(choices=[('sheet', 'From a sheet'), ('person', 'Someone told us'), ('website', 'Seen on its website')], default='person', max_length=10)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='online_places', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['kind', 'pk'],
                'indexes': [models.Index(fields=['hub', 'match_key'], name='place_by_key')],
                'constraints': [models.UniqueConstraint(fields=('group', 'match_key'), name='one_place_a_group')],
            },
        ),
        migrations.CreateModel(
            name='PageAsk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('says', models.CharField(blank=True, help_text='Who they say they are.', max_length=200)),
                ('waits', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_asks', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['hub', 'waits', 'at'], name='page_ask_waiting')],
            },
        ),
        migrations.CreateModel(
            name='SheetMemory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('headings_mark', models.CharField(max_length=64)),
                ('mapping', models.JSONField(default=dict)),
                ('about', models.CharField(choices=[('groups', 'Groups'), ('places', 'Places of groups of another sheet')], default='groups', max_length=6)),
                ('used_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('hub', 'headings_mark'), name='one_memory_a_sheet')],
            },
        ),
        migrations.CreateModel(
            name='SheetPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='groups.importbatch')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='one_part_a_number')],
            },
        ),
        migrations.AddIndex(
            model_name='connection',
            index=models.Index(fields=['hub', 'on'], name='connection_by_date'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['hub', 'listed', 'plain_name', 'id'], name='group_by_name'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['hub', 'plain_name', 'id'], name='group_in_order'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['hub', 'kind', 'plain_name'], name='group_by_kind'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['hub', 'area', 'plain_name'], name='group_by_area'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['postcode'], name='group_by_postcode'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['hub', 'confirmed_at'], name='group_by_confirmed'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(condition=models.Q(('left_at', None), ('listed', True)), fields=['hub', 'id', 'place_shown', 'lat', 'lon', 'area', 'postcode', 'kind', 'changed_at', 'listed', 'left_at'], name='group_in_feeds'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(condition=models.Q(('parent__isnull', False)), fields=['parent', 'plain_name', 'id'], name='group_by_parent'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(condition=models.Q(('left_at', None), ('listed', True)), fields=['hub', 'changed_at', 'id'], name='group_by_change'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(condition=models.Q(('left_at', None), ('listed', True)), fields=['hub', 'lat', 'lon', 'place_shown', 'id'], name='group_by_spot'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(fields=('hub', 'slug'), name='one_group_a_slug'),
        ),
        migrations.RunPython(make_index, drop_index),
    ]
