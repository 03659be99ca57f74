"""How to add a social media link, by the thing the website is made with."""

from __future__ import annotations

LINK_MINUTES = 5

HOW_TO_LINK = {
    "WordPress": (
        "In WordPress, open the footer in the site editor (or Appearance, then Widgets), add the Social "
        "Icons block, choose the network and paste the full address of your page. Save, then press the "
        "icon to try it."
    ),
    "Wix": (
        "In the Wix editor, press Add, then Social, and put a Social Bar in the footer. Press Set Social "
        "Links, paste the full address of your page, and remove the icons you do not use. Then publish."
    ),
    "Squarespace": (
        "In Squarespace, open Settings, then Social Links, and paste the full address of your page. Then "
        "edit the footer and add a Social Links block."
    ),
    "Google Sites": (
        "In Google Sites, open the page, choose Insert, then Social Links, and paste the full address of "
        "your page. Put it at the bottom of the page and publish."
    ),
    "Weebly": (
        "In Weebly, drag Social Icons into the footer, press the icon, and paste the full address of your"
        " page. Then publish."
    ),
    "": (
        "Copy the full address of your page (it begins with https://) and add it as a link at the bottom "
        "of every page of your website, or ask whoever looks after the website to do it. Then press it to"
        " try it."
    ),
}
