"""Forms about what is held about somebody, and for how long."""

from django import forms

from bandstand.people.keeping import Keep


class AddressForm(forms.Form):
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        help_text="The one you gave us, or think you may have given us.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Type your e-mail address.",
            "invalid": "That does not look like an e-mail address.",
            "max_length": "That is too long for an e-mail address.",
        },
    )


class MonthsForm(forms.Form):
    """How many months something is kept."""

    months = forms.IntegerField(
        label="Months",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "Type a number of months.", "invalid": "Type a number of months."},
    )

    def __init__(self, *args: object, keep: Keep, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they came
        self._keep = keep
        self.fields[
            "months"
        ].help_text = f"Between {keep.least} and {keep.most}; {keep.months} unless you choose."

    def clean_months(self) -> int:
        months: int = self.cleaned_data["months"]
        if not self._keep.least <= months <= self._keep.most:
            raise forms.ValidationError(f"Choose between {self._keep.least} and {self._keep.most} months.")
        return months
