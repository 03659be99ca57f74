"""Wording a look differently, and going back. Open findings say it in the new words at once."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Deed, Hub, Person

from ..models import Finding, Wording
from ..queries.wording import REWORDED, words_for

_STEP = 500


@transaction.atomic
def reword(hub: Hub, look_id: str, parts: Mapping[str, str], *, by: Person) -> int:
    """Put these parts of a look into the hub's words, "" for ours; return how many of them changed."""
    before = dict(Wording.objects.filter(hub=hub, look=look_id).values_list("part", "words"))
    changed = {part: words for part, words in parts.items() if before.get(part, "") != words}
    if not changed:
        return 0
    for part, words in changed.items():
        _write(hub, look_id, part, words, by)
    pairs = {part: [before.get(part, ""), words] for part, words in changed.items()}
    record(hub, REWORDED, _says(hub, look_id, pairs), by=by, detail={"look": look_id, "parts": pairs})
    say_again(hub, look_id)
    return len(changed)


def _write(hub: Hub, look_id: str, part: str, words: str, by: Person) -> None:
    if not words:
        Wording.objects.filter(hub=hub, look=look_id, part=part).delete()
        return
    told = {"words": words, "by": by, "changed_at": timezone.now()}
    Wording.objects.update_or_create(hub=hub, look=look_id, part=part, defaults=told)


def _says(hub: Hub, look_id: str, pairs: Mapping[str, list[str]]) -> str:
    title = words_for(hub.pk).title(look_id)
    if any(after for _, after in pairs.values()):
        return f"worded “{title}” differently"
    return f"went back to Bandstand’s own words in “{title}”"


def go_back(hub: Hub, look_id: str, *, by: Person) -> int:
    """Say a look in our words again, every part of it."""
    parts = Wording.objects.filter(hub=hub, look=look_id).values_list("part", flat=True)
    return reword(hub, look_id, dict.fromkeys(parts, ""), by=by)


def put_back_words(deed: Deed, hub: Hub, *, by: Person) -> int:
    """Undo one rewording where the words are still as it left them; return how many parts that was."""
    look_id = str(deed.detail["look"])
    now = dict(Wording.objects.filter(hub=hub, look=look_id).values_list("part", "words"))
    pairs = deed.detail["parts"].items()
    return reword(hub, look_id, {part: old for part, (old, new) in pairs if now.get(part, "") == new}, by=by)


def say_again(hub: Hub, look_id: str) -> int:
    """Say the open findings of a look in the words in force; what is mended stays as it was said."""
    words = words_for(hub.pk)
    findings = list(Finding.objects.filter(hub=hub, look=look_id, closed_at=None))
    for finding in findings:
        said = words.worded({name: getattr(finding, name) for name in _TOLD})
        finding.headline, finding.advice, finding.why = said["headline"], said["advice"], said["why"]
    return Finding.objects.bulk_update(findings, ["headline", "advice", "why"], batch_size=_STEP)


_TOLD = ("look", "headline", "advice", "says", "values", "advises")
