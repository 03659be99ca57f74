"""What each form of a page is for, told from its boxes and words."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from .facts import Form
from .heads import Attributes
from .hosts import is_list_service

_MOST_FORMS = 40
_MOST_BOXES = 60
_MOST_OF_A_SIGN_UP = 6  # name, address, postcode …
_BOXES = "input,textarea,select,button"
_SEARCH_NAMES = frozenset(
    ("q", "s", "search", "query", "keyword", "keywords", "searchword", "search_query", "searchterm", "term",
     "search_block_form", "zoom_query", "keys", "find", "k", "search_api_fulltext", "qu", "searchtext")
)  # fmt: skip
_NOT_TYPED = frozenset(("hidden", "submit", "button", "image", "reset", "checkbox", "radio"))
_NEWS_WORDS = ("newsletter", "subscri", "mailing", "mailchimp", "mc4wp", "mc-embed", "signup", "sign up",
"enews",
               "e-news", "bulletin", "updates", "cylchlythyr", "optin", "opt-in")  # fmt: skip
_CONTACT_WORDS = (
    "contact",
    "enquir",
    "message",
    "feedback",
    "wpcf7",
    "get in touch",
    "cysyllt",
    "inquiry",
    "e-mail us",
)
_ORDER_WORDS = ("cart", "basket", "checkout", "paypal", "add-to-cart", "hosted_button_id", "donat",
"booking", "order",
                "worldpay", "justgiving", "gocardless")  # fmt: skip
_SIGN_IN_WORDS = ("login", "log in", "sign in", "signin", "logon", "wp-login", "password")


class FormsSeen:
    def __init__(self) -> None:
        self._forms: list[Form] = []

    def see(self, node: LexborNode, attributes: Attributes) -> None:
        if len(self._forms) < _MOST_FORMS:
            address = (attributes.get("action") or "")[:500]
            self._forms.append(Form(_purpose(node, attributes, address), address))

    def forms(self) -> tuple[Form, ...]:
        return tuple(self._forms)


class _Boxes:
    """The boxes of one form, as far as they tell what it is for."""

    def __init__(self, nodes: list[LexborNode]) -> None:
        self.kinds: list[str] = []
        self.names: list[str] = []
        self.said: list[str] = []
        self.text = 0  # boxes one can write in
        self.areas = 0
        for node in nodes[:_MOST_BOXES]:
            self._see(node)

    def _see(self, node: LexborNode) -> None:
        attributes = node.attributes
        kind = (attributes.get("type") or "text").lower() if node.tag == "input" else node.tag or ""
        name = (attributes.get("name") or attributes.get("id") or "")[:100].lower()
        self.kinds.append(kind)
        self.names.append(name)
        shown = (attributes.get(key) for key in ("placeholder", "value", "aria-label", "title"))
        self.said += [name, *(said[:80].lower() for said in shown if said and kind != "hidden")]
        self.areas += kind == "textarea"
        self.text += kind not in _NOT_TYPED and kind not in ("button", "select")

    @property
    def asks_for_email(self) -> bool:
        return "email" in self.kinds or any("email" in said or "e-mail" in said for said in self.said)


def _purpose(node: LexborNode, attributes: Attributes, address: str) -> str:
    boxes = _Boxes(node.css(_BOXES))
    names = " ".join((attributes.get(key) or "")[:200] for key in ("id", "class", "name", "role"))
    said = f"{names} {address} {' '.join(boxes.said)}".lower()
    if "password" in boxes.kinds:
        return "sign in"
    if _is_search(boxes, said):
        return "search"
    if is_list_service(address.lower()):
        return "newsletter"
    return _by_words(node, boxes, said)


def _is_search(boxes: _Boxes, said: str) -> bool:
    if boxes.areas or "email" in boxes.kinds or boxes.text > 4:
        return False
    named = bool(_SEARCH_NAMES & set(boxes.names)) or "search" in boxes.kinds
    return named or (boxes.text <= 2 and "search" in said and not boxes.asks_for_email)


def _by_words(node: LexborNode, boxes: _Boxes, said: str) -> str:
    if boxes.areas and ("comment_post_id" in boxes.names or ("comment" in said and "contact" not in said)):
        return (
            "comment"
            if "comment_post_id" in said or "commentform" in said or "comment" in boxes.names
            else "contact"
        )
    said = f"{said} {node.text(deep=True, separator=' ')[:600]}".lower()
    if any(word in said for word in _ORDER_WORDS[:6]) and not boxes.areas:
        return "order"
    if boxes.areas and (boxes.asks_for_email or any(word in said for word in _CONTACT_WORDS)):
        return "contact"
    return _without_a_message(boxes, said)


def _signs_up(boxes: _Boxes, said: str) -> bool:
    """A box or a few for an address; not a page-wide form, nor one to be taken off the list."""
    few = 1 <= boxes.text <= _MOST_OF_A_SIGN_UP
    said = said.replace("unsubscri", "")
    return few and boxes.asks_for_email and any(word in said for word in _NEWS_WORDS)


def _without_a_message(boxes: _Boxes, said: str) -> str:
    if _signs_up(boxes, said):
        return "newsletter"
    if any(word in said for word in _SIGN_IN_WORDS) and boxes.text <= 2:
        return "sign in"
    few = boxes.text <= _MOST_OF_A_SIGN_UP  # else a whole page stands in the form
    if few and boxes.asks_for_email and any(word in said for word in _CONTACT_WORDS):
        return "contact"
    if boxes.asks_for_email and boxes.text == 1:
        return "newsletter"
    return "order" if any(word in said for word in _ORDER_WORDS) else "other"
