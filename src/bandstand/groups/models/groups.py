"""Groups, their kinds, and where they are found: in the borough and online."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.people.keeping import Keep, Stays
from bandstand.people.models import HubOwned, Person
from bandstand.places.models import Area, Precision

from ..words import plain, searchable


class Kind(HubOwned):
    """A kind of group, told by colour, shape and word together."""

    class Look(models.TextChoices):
        SPORT = "sport", "Blue circle"
        FRIENDS = "friends", "Green triangle"
        HEALTH = "health", "Pink cross"
        ARTS = "arts", "Purple diamond"
        COMMUNITY = "community", "Brown square"
        OTHER = "other", "Grey ring"

    slug = models.SlugField()
    name = models.CharField(max_length=60, help_text="One of them: sports club")
    plural = models.CharField(max_length=60, help_text="Several: sports clubs")
    look = models.CharField(max_length=10, choices=Look.choices, default=Look.OTHER)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["hub", "slug"], name="one_kind_a_slug")]

    def __str__(self) -> str:
        return self.name


class Group(HubOwned):
    """A small volunteer-led group, as its officer knows it. Only a name is needed."""

    retention = Keep(
        what="A group’s own e-mail address, phone number and notes",
        after="it left or closed",
        then="they are taken out; the group’s name stays, so that no sheet brings it back by mistake",
        months=12,
        least=1,
        most=36,
    )

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        QUIET = "quiet", "Quiet for now"
        CLOSED = "closed", "No longer meets"

    class PlaceShown(models.TextChoices):
        EXACT = "exact", "Where it meets"
        AREA = "area", "Only roughly: the area"
        NONE = "none", "Not at all"

    class Confirmed(models.TextChoices):
        GROUP = "group", "by the group, on its own page"
        SPOKEN = "spoken", "by talking to the group"
        SHEET = "sheet", "by a sheet"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    # Names it goes by as well, or went by before: found by them, and known again by them.
    other_names: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    plain_name = models.CharField(
        max_length=200, editable=False, help_text="The name as it is sorted and compared."
    )
    kind = models.ForeignKey(Kind, on_delete=models.SET_NULL, null=True, blank=True, related_name="groups")
    kind_is_guess = models.BooleanField(default=False, help_text="Nobody has looked at the kind yet.")
    about = models.TextField(blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, blank=True)
    # A Scout group of a district, a branch of a society: kept apart, and told as one body.
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="branches"
    )
    email = models.EmailField(blank=True, help_text="Not shown in public.")
    phone = models.CharField(max_length=40, blank=True, help_text="Not shown in public.")
    charity_number = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=250, blank=True, help_text="Where it meets.")
    postcode = models.CharField(max_length=8, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.NONE)
    place_shown = models.CharField(max_length=5, choices=PlaceShown.choices, default=PlaceShown.EXACT)
    area = models.ForeignKey(Area, on_delete=models.SET_NULL, null=True, blank=True, related_name="groups")
    # Cells of the sheet kept as notes: column heading to words, nothing lost.
    notes: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    # Who says so, per field: {"about": {"how": "group", "by": person id or null, "row": row id or null,
    # "words": "the group itself", "at": ISO time}}. Of fields not in it nobody in particular said so.
    said_by: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    listed = models.BooleanField(default=True, help_text="Shown in the public directory.")
    hidden_why = models.CharField(max_length=200, blank=True, help_text="Why it is not shown.")
    left_at = models.DateTimeField(
        null=True, blank=True, help_text="When it asked not to be in the directory: no sheet shows it again."
    )
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="When somebody said it is all right."
    )
    confirmed_how = models.CharField(max_length=6, choices=Confirmed.choices, blank=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was last asked to look over its entry."
    )
    no_letters_at = models.DateTimeField(
        null=True, blank=True, help_text="When it asked not to be written to about its entry."
    )
    off_map_at = models.DateTimeField(
        null=True, blank=True, help_text="When it asked to be left off the picture of who knows whom."
    )
    search = models.TextField(blank=True, editable=False, help_text="Lower-case words searched.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["plain_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "slug"], name="one_group_a_slug")]
        indexes = [
            # With `listed` inside, the directory is counted and walked in order without touching the rows.
            models.Index(fields=["hub", "listed", "plain_name", "id"], name="group_by_name"),
            models.Index(fields=["hub", "plain_name", "id"], name="group_in_order"),  # as the desk lists them
            models.Index(fields=["hub", "kind", "plain_name"], name="group_by_kind"),
            models.Index(fields=["hub", "area", "plain_name"], name="group_by_area"),
            models.Index(fields=["postcode"], name="group_by_postcode"),
            models.Index(fields=["hub", "confirmed_at"], name="group_by_confirmed"),
            # All that open feeds count and page by, so that a late page costs what an early one does.
            models.Index(
                fields=[
                    "hub",
                    "id",
                    "place_shown",
                    "lat",
                    "lon",
                    "area",
                    "postcode",
                    "kind",
                    "changed_at",
                    "listed",
                    "left_at",
                ],
                condition=models.Q(listed=True, left_at=None),
                name="group_in_feeds",
            ),
            # Most have no parent: an index of those with none has SQLite think that every parent has as many
            # branches, and walk all groups for a few.
            models.Index(
                fields=["parent", "plain_name", "id"],
                condition=models.Q(parent__isnull=False),
                name="group_by_parent",
            ),
            # What feeds are asked for oftenest beside: what changed since the last time, what is near.
            models.Index(
                fields=["hub", "changed_at", "id"],
                condition=models.Q(listed=True, left_at=None),
                name="group_by_change",
            ),
            models.Index(
                fields=["hub", "lat", "lon", "place_shown", "id"],
                condition=models.Q(listed=True, left_at=None),
                name="group_by_spot",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        if options.get("update_fields") is None:
            self.describe()
        super().save(*args, **options)

    def describe(self) -> None:
        """Work out the words it is sorted and found by; called by `save`, and before rows are written in
        bulk.
        """
        self.plain_name = plain(self.name)[:200]
        kind = f"{self.kind.name} {self.kind.plural}" if self.kind else ""
        area = self.area.name if self.area else ""
        self.search = searchable(
            self.name, kind, area, self.postcode, *self.other_names, self.address, self.about
        )


class OnlinePlace(HubOwned):
    """A website or an account of a group. What was typed is kept for ever beside what we made of it."""

    retention = Stays(
        "Addresses of groups’ pages online", "They are public, and go when the group goes or changes them."
    )

    class Kind(models.TextChoices):
        WEBSITE = "website", "Website"
        FACEBOOK = "facebook", "Facebook"
        X = "x", "X (Twitter)"
        INSTAGRAM = "instagram", "Instagram"
        BLUESKY = "bluesky", "Bluesky"
        MASTODON = "mastodon", "Mastodon"
        THREADS = "threads", "Threads"
        YOUTUBE = "youtube", "YouTube"
        TIKTOK = "tiktok", "TikTok"
        LINKEDIN = "linkedin", "LinkedIn"
        NEXTDOOR = "nextdoor", "Nextdoor"
        CHAT = "chat", "WhatsApp or another chat"
        LINKS = "links", "A page of links (Linktree)"
        EVENTS = "events", "Events or tickets"
        DONATE = "donate", "Giving money"
        VOLUNTEER = "volunteer", "Volunteering"
        FEED = "feed", "News feed"
        OTHER = "other", "Other"

    class Source(models.TextChoices):
        SHEET = "sheet", "From a sheet"
        PERSON = "person", "Someone told us"
        WEBSITE = "website", "Seen on its website"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="online_places")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sort = models.CharField(
        max_length=10, blank=True, help_text="On Facebook: page, group or profile; on others empty."
    )
    label = models.CharField(max_length=60, blank=True, help_text="What the group calls it.")
    raw = models.TextField()
    url = models.URLField(max_length=500)
    match_key = models.CharField(max_length=300)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.PERSON)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "match_key"], name="one_place_a_group")]
        indexes = [models.Index(fields=["hub", "match_key"], name="place_by_key")]

    def __str__(self) -> str:
        return self.url


class GroupPlace(HubOwned):
    """Another place of a group: also meets here, an office, somewhere it looks after.

    Its main place is on the group itself.
    """

    retention = Stays("Other places of a group", "They are places, not people; they go when the group goes.")

    class Role(models.TextChoices):
        MEETS = "meets", "Also meets here"
        OFFICE = "office", "Office"
        LOOKS_AFTER = "looks after", "Looks after this place"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="places")
    role = models.CharField(max_length=11, choices=Role.choices, default=Role.MEETS)
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=250, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.NONE)
    notes: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    key = models.CharField(max_length=300, help_text="What a row of a sheet knows it again by.")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "key"], name="one_group_place_a_key")]


class Identifier(HubOwned):
    """What a register calls a group: a list of org-id.guide and the number in it ("GB-COH", "01234567").

    Charity numbers of England and Wales are on the group itself. Branches may share a number: it is no key.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=60)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(fields=["group", "scheme", "value"], name="one_identifier_a_group")
        ]
        indexes = [models.Index(fields=["hub", "scheme", "value"], name="identifier_by_value")]


class GroupContact(HubOwned):
    """Somebody who answers for a group. Seen by the desk only, unless they said yes to being shown.

    What is shown in public is what `shows` names and a consent in force (purpose "shown", about this row)
    covers: never one without the other.
    """

    retention = Stays(
        "Who answers for a group",
        "As long as they do. It ends at their word, on the group’s own page, or when the group leaves.",
    )

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="group_contacts")
    role = models.CharField(max_length=60, blank=True, help_text="Secretary, coach, the one with the keys.")
    shows: models.JSONField[Any, Any] = models.JSONField(
        default=list, blank=True, help_text="Of “name”, “email” and “phone”, those meant to be shown."
    )
    is_main = models.BooleanField(default=False, help_text="Gets the letters.")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-is_main", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="one_contact_a_person")]


class GroupArea(HubOwned):
    """Which areas a group lies in, one of each kind at a time: worked out from its position, never typed."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="in_areas")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="group_areas")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "group"], name="one_group_area")]


class Interest(HubOwned):
    """What a group is about, in a few words of a list: “gardening”, “walking football”."""

    class Scheme(models.TextChoices):
        LOCAL = "local", "Our own"
        UKCAT = "uk-cat", "UK Charity Activity Tags"
        OPENACTIVE = "openactive", "OpenActive activities"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scheme = models.CharField(max_length=10, choices=Scheme.choices, default=Scheme.LOCAL)
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120)
    broader = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="narrower"
    )
    pattern = models.TextField(blank=True, help_text="A regular expression that suggests it.")
    unless = models.TextField(blank=True, help_text="A regular expression that speaks against it.")
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "scheme", "code"], name="one_interest_a_code"),
            models.UniqueConstraint(fields=["hub", "slug"], name="one_interest_a_slug"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupInterest(HubOwned):
    """An interest of a group: said by somebody, or suggested and waiting for an officer's yes or no."""

    class State(models.TextChoices):
        SAID = "said", "Said"
        SUGGESTED = "suggested", "Suggested"
        REFUSED = "refused", "Not this one"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="interests")
    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="groups")
    state = models.CharField(max_length=9, choices=State.choices, default=State.SAID)
    why = models.CharField(max_length=200, blank=True, help_text="The words that suggested it.")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "interest"], name="one_interest_a_group")]
        indexes = [models.Index(fields=["interest", "state"], name="groups_by_interest")]
