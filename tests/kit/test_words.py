"""Tags and filters every template may use."""

from types import SimpleNamespace

from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from bandstand.kit.templatetags.bandstand import in_parts

SPORT = SimpleNamespace(look="sport", name="sports club", plural="sports clubs")


def drawn(text: str, /, **given: object) -> str:
    request = RequestFactory().get(str(given.pop("address", "/groups/?kind=sport&page=2")))
    return engines["django"].from_string(text).render(given, request).strip()


def test_kind_has_colour_shape_and_word() -> None:
    chip = drawn("{% kind sport %}", sport=SPORT)

    assert chip.startswith('<span class="kind sport"><svg class="shape sport"')
    assert chip.endswith("</svg>Sports club</span>")


def test_kind_counts_in_words() -> None:
    assert drawn("{% kind sport count=1 %}", sport=SPORT).endswith("</svg>1 sports club</span>")
    assert drawn("{% kind sport count=5 %}", sport=SPORT).endswith("</svg>5 sports clubs</span>")


def test_kind_is_nothing_for_a_group_without_one() -> None:
    assert drawn("{% kind none %}", none=None) == ""


def test_kind_cannot_smuggle_markup_in_its_name() -> None:
    sly = SimpleNamespace(look="<b>", name="<script>", plural="")

    assert "<script>" not in drawn("{% kind sly %}", sly=sly)
    assert 'class="kind other"' in drawn("{% kind sly %}", sly=sly)


def test_icon_is_silent_unless_it_stands_alone() -> None:
    assert 'aria-hidden="true"' in drawn('{% icon "tick" %}')
    assert 'role="img" aria-label="Here"' in drawn('{% icon "tick" label="Here" %}')


def test_counted_tells_one_from_many() -> None:
    assert drawn('{{ n|counted:"surgery,surgeries" }}', n=1) == "1 surgery"
    assert drawn('{{ n|counted:"group,groups" }}', n=1204) == "1,204 groups"
    assert drawn('{{ n|plural:"is,are" }}', n=0) == "are"


def test_miles_as_people_say_them() -> None:
    said = [drawn("{{ far|miles }}", far=metres) for metres in (None, 80, 640, 1609, 19_000)]

    assert said == ["", "round the corner", "under half a mile", "about a mile", "about 12 miles"]


def test_page_link_keeps_what_was_asked_for() -> None:
    assert drawn("{% page_link 3 %}") == "?kind=sport&amp;page=3"


def test_pages_marks_where_we_are_and_says_nothing_of_one_page() -> None:
    many = drawn("{% pages page %}", page=Paginator(range(100), 10).page(4))

    assert '<a href="?kind=sport&amp;page=4" aria-label="Page 4" aria-current="page">4</a>' in many
    assert drawn("{% pages page %}", page=Paginator(range(5), 10).page(1)) == ""


def test_here_at_marks_the_page_and_the_section() -> None:
    asked = '{% here_at "/groups/" %}|{% here_at "/groups/" only=True %}'

    assert drawn(asked, address="/groups/") == 'aria-current="page"| aria-current="page"'
    assert drawn(asked, address="/groups/runners/") == 'aria-current="true"|'
    assert drawn(asked, address="/whats-on/") == "|"


def test_a_long_address_goes_on_to_the_next_line_between_its_parts() -> None:
    assert in_parts("facebook.com/ValePark") == "facebook.com/<wbr>ValePark"
    assert in_parts("meena@valepark.example") == "meena<wbr>@valepark.example"
    assert in_parts("<b>/x") == "&lt;b&gt;/<wbr>x"
