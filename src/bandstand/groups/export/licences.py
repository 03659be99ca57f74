"""Under which licence a hub's directory may be reused: where each is written down."""

from bandstand.people.models import Hub

LICENCES: dict[str, str] = {
    Hub.Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Hub.Licence.OGL: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    Hub.Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}
