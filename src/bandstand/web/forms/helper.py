"""Signing up to help, and what a helper says of themselves."""

from typing import Any

from django import forms
from django.utils import timezone

from bandstand.gatherings.actions.helpers import Offer
from bandstand.gatherings.actions.helping import Profile
from bandstand.gatherings.models import HelperProfile, HelpNote
from bandstand.people.queries import topics
from bandstand.places.queries import area_names

from .adults import no_birth_date
from .day import FormKey
from .fields import LeftEmpty, OneLine, Telephone, Words, YourName

_PICK = {"invalid_choice": "Pick from the list."}


def _chips() -> forms.CheckboxSelectMultiple:
    return forms.CheckboxSelectMultiple(attrs={"class": "chips"})


class ProfileForm(forms.Form):
    """Topics, areas, languages, times, and whose time it is: all of it optional."""

    topics = forms.TypedMultipleChoiceField(
        label="What could you show somebody?",
        required=False,
        coerce=int,
        widget=_chips(),
        error_messages=_PICK,
    )
    areas = forms.TypedMultipleChoiceField(
        label="Where could you come?",
        help_text="Tick none, and we take it that you do not mind.",
        required=False,
        coerce=int,
        widget=_chips(),
        error_messages=_PICK,
    )
    languages = OneLine(
        label="Languages you can help in, besides English",
        most=120,
        help_text="For example: Punjabi, Polish, British Sign Language.",
    )
    times = OneLine(
        label="When can you usually come?", most=200, help_text="For example: evenings, not Thursdays."
    )
    gives = forms.ChoiceField(
        label="Whose time is it?",
        required=False,
        choices=[*HelperProfile.Gives.choices[1:], ("", "Rather not say")],
        widget=forms.RadioSelect,
        help_text="Reports keep these apart. Nobody is named in them.",
        error_messages=_PICK,
    )
    wants_dates = forms.BooleanField(label="Write to me when there is a new date", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._topics = {topic.pk: topic for topic in topics()}
        self._areas = {area.pk: area for area in area_names()}
        self._offer("topics", [(pk, topic.name) for pk, topic in self._topics.items()])
        self._offer("areas", [(pk, area.name) for pk, area in self._areas.items()])

    def _offer(self, name: str, choices: list[tuple[int, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # Field is all the stubs know
        if not choices:
            del self.fields[name]

    @staticmethod
    def start(profile: HelperProfile | None) -> dict[str, Any]:
        if profile is None:
            return {"wants_dates": True}
        return {
            "topics": [topic.pk for topic in profile.topics.all()],
            "areas": [area.pk for area in profile.areas.all()],
            "languages": profile.languages,
            "times": profile.times,
            "gives": profile.gives,
            "wants_dates": profile.wants_dates,
        }

    def in_words(self, offer: dict[str, Any]) -> list[tuple[str, str]]:
        """Return an offer as pairs of label and words, without what was left empty."""
        topics_, areas_ = offer.get("topics", []), offer.get("areas", [])
        told = [
            ("Name", offer.get("name", "")),
            ("Telephone", offer.get("phone", "")),
            ("What you could show", ", ".join(self._topics[pk].name for pk in topics_ if pk in self._topics)),
            ("Where", ", ".join(self._areas[pk].name for pk in areas_ if pk in self._areas)),
            ("Languages", offer.get("languages", "")),
            ("When", offer.get("times", "")),
            ("Whose time", dict(HelperProfile.Gives.choices[1:]).get(offer.get("gives", ""), "")),
        ]
        return [(label, str(words)) for label, words in told if words]

    def profile(self) -> Profile:
        told = self.cleaned_data
        return Profile(
            topics=tuple(self._topics[pk] for pk in told.get("topics", [])),
            areas=tuple(self._areas[pk] for pk in told.get("areas", [])),
            languages=told["languages"],
            times=told["times"],
            gives=told["gives"],
            wants_dates=told["wants_dates"],
        )


class SignUpForm(ProfileForm):
    """A name and one way to reach them; the rest may wait."""

    name = YourName()
    email = forms.EmailField(
        label="E-mail",
        required=False,
        max_length=254,
        help_text="We send you one letter, with the link to your own page.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": "That is not an e-mail address. Check it, or leave it empty and give a number.",
            "max_length": "That is too long for an e-mail address.",
        },
    )
    phone = Telephone(help_text="No e-mail? Then we ring you to say hello.")
    adult = forms.BooleanField(
        label="I am 18 or over",
        error_messages={"required": "Helping is for adults. Tick this if you are 18 or over."},
    )
    more = LeftEmpty()

    field_order = ["name", "email", "phone", "topics", "areas", "languages", "times", "gives", "adult"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["wants_dates"]  # said on their own page, once there is one

    def clean(self) -> None:
        told = self.cleaned_data
        if not told.get("email") and not told.get("phone") and "email" not in self.errors:
            self.add_error("email", "Type an e-mail address, or a telephone number below.")

    def offer(self) -> Offer:
        told = self.cleaned_data
        return Offer(
            name=told["name"],
            email=told["email"],
            phone=told["phone"],
            topics=tuple(told.get("topics", [])),
            areas=tuple(told.get("areas", [])),
            languages=told["languages"],
            times=told["times"],
            gives=told["gives"],
        )


class OwedForm(forms.Form):
    """A note in one tap: what came of it, and a sentence if they like."""

    key = forms.CharField(max_length=80, widget=forms.HiddenInput)
    result = forms.ChoiceField(choices=HelpNote.Result.choices)
    words = Words(label="One sentence", most=500, rows=2, validators=[no_birth_date])
    form_key = FormKey()


class PauseForm(forms.Form):
    until = forms.DateField(
        label="Pause me until",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Choose a day.", "invalid": "Type the date as 14/4/2027."},
    )

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until <= timezone.localdate():
            raise forms.ValidationError("Choose a day still to come.")
        return until
