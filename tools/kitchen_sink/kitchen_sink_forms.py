"""One form of every sort, as page authors would write them."""

from django import forms


class Booking(forms.Form):
    name = forms.CharField(label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    group = forms.CharField(
        label="Your group",
        required=False,
        help_text="Start typing, and pick it if it comes up. If it doesn’t, what you typed will do.",
        widget=forms.TextInput(attrs={"data-pick": "/suggest", "data-fills": "id_group_uid"}),
    )
    group_uid = forms.CharField(required=False, widget=forms.HiddenInput)
    reach = forms.EmailField(
        label="Your e-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    area = forms.ChoiceField(
        label="Where you meet", choices=[("", "Anywhere"), ("m", "Mill Green"), ("p", "Priory")]
    )
    on = forms.DateField(label="Date", widget=forms.DateInput(attrs={"type": "date"}))
    helping = forms.MultipleChoiceField(
        label="What would you like to sort out?",
        help_text="Tick any.",
        choices=[
            ("f", "A Facebook page that people find"),
            ("w", "A website that works on a phone"),
            ("o", "Something else"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    before = forms.ChoiceField(
        label="Have you been before?",
        required=False,
        choices=[("y", "Yes"), ("n", "No")],
        widget=forms.RadioSelect,
    )
    easier = forms.CharField(
        label="Anything to make it easier for you?",
        required=False,
        help_text="Kept private, and deleted after the session.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tell = forms.BooleanField(label="Tell me about the next session nearby", required=False)
    code = forms.CharField(
        label="The code we sent you",
        required=False,
        widget=forms.TextInput(
            attrs={"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 6}
        ),
    )


class HelpNote(forms.Form):
    prefix = "note"
    topic = forms.MultipleChoiceField(
        label="What with?",
        choices=[
            (t, t) for t in ("Facebook", "Website", "Instagram", "Photos", "Getting found", "Something else")
        ],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
        initial=["Facebook"],
    )
    result = forms.ChoiceField(
        label="How did it go?",
        choices=[(t, t) for t in ("Done", "Under way", "Needs another go")],
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        initial="Done",
    )


class Sheet(forms.Form):
    sheet = forms.FileField(label="Your spreadsheet", help_text="CSV, up to 50 MB.")


class Walk_in(forms.Form):  # noqa: N801 (reads as it does on screen)
    prefix = "walk"
    who = forms.CharField(label="Name", required=False)
    whence = forms.CharField(label="Group", required=False)
