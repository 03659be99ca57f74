"""Draw the backdrop of the picture shown where a gathering is shared, from the drawing on the home page.

    .venv/bin/python tools/share_picture.py

Words are put on it by the server (`web/share_picture.py`). Needs Chromium, as the browser tests do.
"""

import io
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

WEB = Path(__file__).resolve().parent.parent / "src/bandstand/web"
DRAWING = (WEB / "templates/parts/pictures/bandstand.html").read_text(encoding="utf-8")
TOKENS = (WEB / "static/css/tokens.css").read_text(encoding="utf-8").split("@media (prefers")[0]
RULES = "\n".join(
    re.findall(
        r"^.*(?:\.drawing|\.air|\.deep|\.brick|\.grey|\.sport|\.community).*$",
        (WEB / "static/css/components.css").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)
PAGE = f"""<!doctype html><style>{TOKENS}
html, body {{ margin: 0; background: #fbf7ec; color-scheme: light }}
.band {{ height: 66px; background: #14392d }}
.awning {{ --r: 25px; height: var(--r); background: repeat-x 0 0 / calc(4 * var(--r)) var(--r);
  background-image: radial-gradient(circle var(--r) at 25% 0, #14392d 82%, #d9a441 84% 89%, #14392d 91% 97%, transparent),
    radial-gradient(circle var(--r) at 75% 0, #d9a441 82%, #14392d 84% 89%, #d9a441 91% 97%, transparent) }}
.place {{ position: absolute; right: 6px; bottom: 2px; width: 640px }}
{RULES}
.drawing {{ width: 100%; height: auto; display: block }}
</style><div class="band"></div><div class="awning"></div><div class="place">{DRAWING}</div>"""


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page(viewport={"width": 1200, "height": 630})
        page.set_content(PAGE)
        shot = page.screenshot()
        browser.close()
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    picture.save(WEB / "static/pictures/share.png", optimize=True)


if __name__ == "__main__":
    main()
