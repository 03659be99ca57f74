"""All tables in one step, for a new database; one that has come step by step stays as it is."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('presence', '0001_first'),
        ('presence', '0002_looks_and_sweeps'),
        ('presence', '0003_asked_to_stop'),
        ('presence', '0004_looks_by_group'),
        ('presence', '0005_online_ties'),
        ('presence', '0006_ties_denied'),
    ]

    dependencies = [
        ('groups', '0017_whole'),
        ('people', '0009_whole'),
    ]

    operations = [
        migrations.CreateModel(
            name='HostTurn',
            fields=[
                ('key', models.CharField(help_text='A registrable domain, or a provider.', max_length=255, primary_key=True, serialize=False)),
                ('free_at', models.FloatField(help_text='Seconds since 1970.', validators=[django.core.validators.MinValueValidator(0)])),
            ],
            options={
                'indexes': [models.Index(fields=['free_at'], name='host_turn_free')],
            },
        ),
        migrations.CreateModel(
            name='Sweep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(choices=[('asked', 'An officer asked'), ('rhythm', 'It was time again'), ('command', 'From the command line')], max_length=8)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('total', models.PositiveIntegerField(default=0, help_text='Websites in it.')),
                ('stopped_at', models.DateTimeField(blank=True, help_text='When an officer stopped it.', null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['-started_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('finished_at', None)), fields=('hub',), name='one_sweep_under_way')],
            },
        ),
        migrations.CreateModel(
            name='CheckUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(blank=True, max_length=500)),
                ('led_to', models.URLField(blank=True, help_text='Where the front page was found, where that was elsewhere.', max_length=500)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('looking', 'Looking now'), ('done', 'Looked'), ('not able', 'Could not check')], default='waiting', max_length=10)),
                ('says', models.CharField(blank=True, help_text='Why it could not be checked, in plain words.', max_length=300)),
                ('report', models.JSONField(default=dict)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='check_ups', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('sweep', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='check_ups', to='presence.sweep')),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
                'indexes': [models.Index(fields=['group', '-asked_at'], name='check_up_latest'), models.Index(fields=['hub', 'state'], name='check_up_state'), models.Index(fields=['sweep', 'state'], name='check_up_of_sweep'), models.Index(fields=['group', 'state', 'looked_at'], name='check_up_looked'), models.Index(condition=models.Q(('led_to', ''), _negated=True), fields=['hub', 'id'], name='check_up_led_elsewhere')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'looking'])), fields=('group',), name='one_check_up_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('look', models.CharField(max_length=40)),
                ('part', models.CharField(help_text='“title”, “why”, “says:missing”, “advice:which”, “fix:WordPress”, “fix:”.', max_length=60)),
                ('words', models.TextField()),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('hub', 'look', 'part'), name='one_wording_a_part')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=40)),
                ('says', models.CharField(choices=[('yes', 'Yes'), ('no', 'Not yet'), ('unsure', 'Could not tell')], max_length=6)),
                ('words', models.CharField(blank=True, help_text='What they pasted or saw.', max_length=300)),
                ('how', models.CharField(choices=[('group', 'by the group itself'), ('desk', 'at the desk'), ('surgery', 'at a surgery')], max_length=7)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answers', to='groups.onlineplace')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['group', 'question', '-at'], name='answer_newest')],
            },
        ),
        migrations.CreateModel(
            name='AskedToStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('host', models.CharField(help_text='Without “www.”, lower case.', max_length=253)),
                ('email', models.EmailField(blank=True, help_text='Where to say that it is done.', max_length=254)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('hub', 'host'), name='one_ask_a_host')],
            },
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60)),
                ('title', models.CharField(max_length=120)),
                ('lead', models.CharField(blank=True, help_text='Why it is worth doing, in a sentence.', max_length=300)),
                ('steps', models.TextField(help_text='One step a line.')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('look', models.CharField(blank=True, help_text='The look it helps with, if any.', max_length=40)),
                ('picture', models.CharField(blank=True, max_length=30)),
                ('shown', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['title', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('hub', 'slug'), name='one_card_a_slug')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('look', models.CharField(max_length=40)),
                ('state', models.CharField(choices=[('easy win', 'Easy win'), ('decision', 'Needs a decision')], max_length=10)),
                ('headline', models.CharField(max_length=200)),
                ('why', models.TextField(blank=True)),
                ('advice', models.TextField(blank=True)),
                ('effort_minutes', models.PositiveSmallIntegerField(null=True)),
                ('evidence', models.JSONField(default=list, help_text='[{url, snippet, where}]: what was seen when last looked.')),
                ('first_seen', models.DateTimeField()),
                ('last_seen', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('ending', models.CharField(blank=True, choices=[('mended', 'Mended'), ('moved on', 'No longer applies')], max_length=10)),
                ('mended_headline', models.CharField(blank=True, help_text='What the closing look said.', max_length=200)),
                ('mended_evidence', models.JSONField(default=list, help_text='[{url, snippet, where}]: what the closing look saw.')),
                ('says', models.CharField(blank=True, max_length=40)),
                ('values', models.JSONField(default=dict)),
                ('advises', models.CharField(blank=True, max_length=60)),
                ('ruling', models.CharField(blank=True, choices=[('not for us', 'Not for us'), ('later', 'Another time')], max_length=10)),
                ('ruled_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closed', to='presence.checkup')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opened', to='presence.checkup')),
                ('ruled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['effort_minutes', 'pk'],
                'indexes': [models.Index(fields=['hub', 'closed_at'], name='finding_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('group', 'look'), name='one_open_finding_a_look')],
            },
        ),
        migrations.CreateModel(
            name='Keys',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder', models.CharField(blank=True, help_text='A name, as the group says it.', max_length=120)),
                ('spare', models.CharField(blank=True, help_text='Who else can get in.', max_length=120)),
                ('lost', models.BooleanField(default=False, help_text='Nobody can sign in any more.')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('place', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='groups.onlineplace')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('lost', False), models.Q(('holder', ''), ('spare', '')), _connector='OR'), name='lost_keys_have_no_holder')],
            },
        ),
        migrations.CreateModel(
            name='LeftAlone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('host', models.CharField(help_text='Without “www.”, lower case.', max_length=253)),
                ('why', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['host'],
                'constraints': [models.UniqueConstraint(fields=('hub', 'host'), name='one_host_left_alone')],
            },
        ),
        migrations.CreateModel(
            name='OnlineTie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('site', 'Links to its website'), ('account', 'Links to its page on a social network'), ('post', 'Speaks of it in a news post'), ('named', 'Names it')], max_length=8)),
                ('address', models.CharField(help_text='The page it was seen on.', max_length=2000)),
                ('key', models.CharField(help_text='A digest of page and kind, to find it by.', max_length=64)),
                ('sentence', models.CharField(blank=True, help_text='What stands round it.', max_length=200)),
                ('everywhere', models.BooleanField(default=False, help_text='In the frame of every page: counted once.')),
                ('dated', models.DateField(blank=True, help_text='The day the post itself names.', null=True)),
                ('first_seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('not_yet_at', models.DateTimeField(blank=True, help_text='When a look at the same page last did not see it.', null=True)),
                ('gone_at', models.DateTimeField(blank=True, null=True)),
                ('denied_at', models.DateTimeField(blank=True, help_text='When one of the two groups said that this is not them.', null=True)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
                ('seen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='ties_seen', to='presence.checkup')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points_to', to='groups.group')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pointed_to_by', to='groups.group')),
            ],
            options={
                'ordering': ['first_seen_at', 'pk'],
                'indexes': [models.Index(fields=['hub', 'first_seen_at'], name='online_tie_by_date')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('gone_at', None)), fields=('source', 'target', 'key'), name='one_tie_standing'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='no_tie_to_oneself')],
            },
        ),
        migrations.CreateModel(
            name='PageMemory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=2000)),
                ('url_key', models.CharField(help_text='A digest of the address, to find it by.', max_length=64)),
                ('etag', models.CharField(blank=True, max_length=300)),
                ('last_modified', models.CharField(blank=True, max_length=100)),
                ('facts', models.TextField(help_text="The page's facts as the library writes them down.")),
                ('rules', models.CharField(help_text='The version of the reading that made them.', max_length=40)),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('read_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When all of it was last fetched and read.')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_memories', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'indexes': [models.Index(fields=['seen_at'], name='page_memory_seen')],
                'constraints': [models.UniqueConstraint(fields=('group', 'url_key'), name='one_memory_a_page')],
            },
        ),
        migrations.CreateModel(
            name='PlannedLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('because', models.CharField(help_text='“6 weeks after the surgery at Priory Hall”', max_length=200)),
                ('check_up', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='planned', to='presence.checkup')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planned_looks', to='groups.group')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'ordering': ['due_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('check_up', None)), fields=['due_at'], name='planned_look_due')],
                'constraints': [models.UniqueConstraint(fields=('group', 'due_at'), name='one_planned_look_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Rhythm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('every_days', models.PositiveSmallIntegerField(choices=[(0, 'Only when we ask'), (7, 'Every week'), (28, 'Every four weeks'), (91, 'Every three months')], default=28)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.hub')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('hub',), name='one_rhythm_a_hub')],
            },
        ),
    ]
