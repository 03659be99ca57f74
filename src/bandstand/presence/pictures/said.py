"""What was seen before and after, in a few words to somebody else: to the group we say “your”."""

from ..models import Finding

# By look and the sentence it opened with; and what its mending comes to.
_BEFORE = {
    ("site-opens", ""): "the website did not open",
    ("site-none", ""): "no website of its own",
    ("https", ""): "no padlock",
    ("mixed", ""): "some pictures came without the padlock",
    ("name-place", ""): "the title did not say who and where they are",
    ("describe", ""): "no sentence for search results",
    ("findable", ""): "search engines were asked to stay out",
    ("preview", ""): "no picture when shared",
    ("contact", ""): "no way to get in touch",
    ("contact-near", ""): "no link to the contact page",
    ("contact-works", ""): "the e-mail link did not work",
    ("fb-link", "missing"): "no link to its Facebook page",
    ("social-links", "missing"): "no link to its {networks}",
    ("social-alive", ""): "a social media button that led nowhere",
    ("social-dead", ""): "links to networks that have closed",
    ("social-default", ""): "a button that led to the website builder",
    ("social-name", ""): "buttons without names for people who listen",
    ("fresh-news", ""): "no recent news",
    ("fresh-year", ""): "an old year at the bottom",
    ("fresh-event", ""): "only events that were over",
    ("events", ""): "no date to come along to",
    ("where", ""): "nothing to say where they meet",
    ("join", ""): "no way to join in",
    ("about", ""): "nothing to say what they do",
    ("newsletter", ""): "no way to sign up for news",
    ("charity-no", ""): "no charity number",
    ("phone-size", ""): "too wide or too small for a phone",
    ("alt", ""): "pictures without descriptions",
    ("read", ""): "hard to follow when read out",
    ("weight", ""): "slow to open on a phone",
    ("links-work", ""): "links that led nowhere",
}  # fmt: skip
_AFTER = {
    "site-opens": "it opens", "site-none": "a website of its own", "https": "the padlock shows",
    "mixed": "the padlock is whole", "name-place": "the title says who and where they are",
    "describe": "a sentence for search results", "findable": "search engines may show it",
    "preview": "a picture when shared", "contact": "a way to get in touch",
    "contact-near": "a link to the contact page", "contact-works": "the e-mail link works",
    "fb-link": "linked", "social-links": "linked", "social-alive": "every button leads to them",
    "social-dead": "the old links are gone", "social-default": "the button leads to them",
    "social-name": "buttons with names", "fresh-news": "recent news", "fresh-year": "this year at the bottom",
    "fresh-event": "an event to come", "events": "a date to come along to",
    "where": "it says where they meet", "join": "a way to join in", "about": "it says what they do",
    "newsletter": "a way to sign up for news",
    "charity-no": "the charity number is shown", "phone-size": "it fits a phone",
    "alt": "pictures with descriptions", "read": "easy to follow when read out",
    "weight": "quicker to open", "links-work": "the links work",
}  # fmt: skip


def said_before(finding: Finding) -> str:
    """Return it in a few words, or as it was said to the group, in quotation marks."""
    words = _BEFORE.get((finding.look, finding.says)) or _BEFORE.get((finding.look, ""))
    for name, value in (finding.values or {}).items():
        words = words.replace(f"{{{name}}}", str(value)) if words else words
    return words if words and "{" not in words else f"“{finding.headline.rstrip('.')}”"


def said_after(finding: Finding) -> str:
    known = _BEFORE.get((finding.look, finding.says)) or _BEFORE.get((finding.look, ""))
    words = _AFTER.get(finding.look, "") if known else ""
    return words or f"“{(finding.mended_headline or finding.headline).rstrip('.')}”"
