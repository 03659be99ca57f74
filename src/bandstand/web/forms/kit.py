"""Forms about the kit we own."""

from typing import Any

from django import forms

from bandstand.gatherings.models import KitItem

from .fields import OneLine


class HowMany(forms.IntegerField):
    def __init__(self, **options: Any) -> None:
        said = {"invalid": "Type a number.", "min_value": "Type 1 or more.", "max_value": "At most 999."}
        options = {"required": False, "min_value": 1, "max_value": 999, **options}
        super().__init__(label="How many", error_messages=said, **options)

    def clean(self, value: Any) -> Any:
        return super().clean(value) or 1


class KitForm(forms.Form):
    """Something we own: its name is enough, and then it is one."""

    name = OneLine(label="What it is", most=80, missing="Say what it is.")
    how_many = HowMany(initial=1)

    def __init__(self, *args: Any, item: KitItem | None = None, **options: Any) -> None:
        self.item = item
        if item:
            options.setdefault("initial", {"name": item.name, "how_many": item.how_many})
        super().__init__(*args, **options)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = KitItem.objects.filter(name=name, retired=False)
        if self.item:
            others = KitItem.objects.filter(name=name).exclude(pk=self.item.pk)
        if others.exists():
            raise forms.ValidationError("That is on the list already. Change how many there are of it.")
        return name
