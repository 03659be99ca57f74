"""Every field drawn one way, so that no page writes a field by hand."""

from django import forms
from django.template.loader import render_to_string


class Booking(forms.Form):
    name = forms.CharField(label="Your name", error_messages={"required": "Tell us your name."})
    group = forms.CharField(label="Your group", required=False, help_text="If you have one.")
    topics = forms.MultipleChoiceField(
        label="What with?",
        choices=[("f", "Facebook"), ("w", "Website")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one."},
    )
    tell = forms.BooleanField(label="Tell me about the next one", required=False)
    token = forms.CharField(required=False, widget=forms.HiddenInput)


def test_field_ties_label_hint_and_error_to_its_box() -> None:
    drawn = str(Booking({"name": "", "topics": []}))

    assert '<label for="id_name">Your name</label>' in drawn
    assert 'id="id_name_error"' in drawn
    assert 'aria-describedby="id_name_error"' in drawn
    assert 'aria-describedby="id_group_helptext"' in drawn


def test_field_says_optional_and_never_a_star() -> None:
    drawn = str(Booking())

    assert 'Your group <span class="optional">(optional)</span>' in drawn
    assert "Your name</label>" in drawn
    assert "*" not in drawn


def test_choices_are_a_fieldset_with_a_legend() -> None:
    drawn = str(Booking({"name": "", "topics": []})["topics"].as_field_group())

    assert '<fieldset aria-describedby="id_topics_error">' in drawn
    assert "<legend>What with?</legend>" in drawn


def test_a_single_tick_has_its_words_after_it_and_is_not_optional() -> None:
    drawn = str(Booking()["tell"].as_field_group())

    assert drawn.index("<input") < drawn.index("Tell me about the next one")
    assert "(optional)" not in drawn


def test_summary_links_to_the_boxes() -> None:
    drawn = render_to_string("forms/errors.html", {"form": Booking({"name": "", "topics": []})})

    assert '<a href="#id_name">Tell us your name.</a>' in drawn
    assert '<a href="#id_topics_0">Tick at least one.</a>' in drawn
    assert render_to_string("forms/errors.html", {"form": Booking()}).strip() == ""


def test_hidden_fields_are_drawn_once() -> None:
    assert str(Booking()).count('name="token"') == 1
