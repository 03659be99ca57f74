"""How to add a social media link, and how to put one right, by the thing the website is made with."""

from __future__ import annotations

LINK_MINUTES = 5

HOW_TO_LINK = {
    "WordPress": (
        "In WordPress, open the footer: Appearance, then Editor (with older themes, Appearance, then "
        "Widgets). Press the plus, add the Social Icons block, press the plus inside it, choose the network "
        "and paste the full address of your page. Save, then press the icon on your website to try it."
    ),
    "Wix": (
        "In the Wix editor, press Add Elements (the plus), then Social, and put a Social Bar in the footer. "
        "Press Set Social Links, paste the full address of your page, and remove the icons you do not use. "
        "Then press Publish."
    ),
    "Squarespace": (
        "In Squarespace, open Settings, then Social Links, and paste the full address of your page. Then "
        "press Edit, scroll to the bottom, press Edit Footer, add a Social Links block, and save."
    ),
    "Google Sites": (
        "In Google Sites, scroll to the bottom of the page. On the right, under Insert, choose Social Links "
        "and paste the full address of your page. Drag it into the footer, then press Publish."
    ),
    "GoDaddy": (
        "In GoDaddy, press Edit Website, then press the footer (or Add Section, then Social) and choose "
        "Social Media. Paste the full address of your page beside the network, then press Publish."
    ),
    "Weebly": (
        "In the Weebly editor, drag Social Icons from the Build menu into the footer, press the icon, and "
        "paste the full address of your page. Then press Publish."
    ),
    "Blogger": (
        "In Blogger, open Layout, press Add a Gadget where the footer is, choose Link List, and paste the "
        "full address of your page with the network’s name. Press Save, then the save button at the bottom, "
        "and press the link on your website to try it."
    ),
    "Joomla": (
        "In Joomla, open Content, then Site Modules, press New and choose Custom. Write “Find us on "
        "Facebook”, mark the words, press the link button and paste the full address of your page. Under "
        "Position choose the footer, then Save. Then press the link on your website to try it."
    ),
    "": (
        "Copy the full address of your page (it begins with https://) and add it as a link at the bottom "
        "of every page of your website, or ask whoever looks after the website to do it. Then press it to "
        "try it."
    ),
}

# The first few words of each: where the button's address is kept.
HOW_TO_MEND = {
    "WordPress": (
        "In WordPress, open Appearance, then Editor, and press the icon in the header or footer. Press the "
        "link button and paste the full address of your own page, starting with https://. If nothing "
        "happens when you press the icon, your theme keeps these addresses itself: look in Appearance, then "
        "Customise, for a part called Social. Save, then press the icon on your website to try it."
    ),
    "Wix": (
        "In the Wix editor, press the Social Bar, then Set Social Links. Choose the icon and paste the full "
        "address of your own page, or remove the icon with the bin if you do not use that network. Then "
        "press Publish and try it."
    ),
    "Squarespace": (
        "In Squarespace, open Settings, then Social Links. Press the network and paste the full address of "
        "your own page, or remove it if you do not use that network. Save, then press the icon on your "
        "website to try it."
    ),
    "Google Sites": (
        "In Google Sites, press the icons, then the pencil. Paste the full address of your own page beside "
        "the icon, or remove it if you do not use that network. Press Publish, then try it."
    ),
    "GoDaddy": (
        "In GoDaddy, press Edit Website, then press the part of the page with the icons and choose Social "
        "Media. Paste the full address of your own page, or empty the box if you do not use that network. "
        "Then press Publish and try it."
    ),
    "Weebly": (
        "In the Weebly editor, press the Social Icons, then the network. Paste the full address of your own "
        "page, or remove the icon with the small cross if you do not use that network. Then press Publish "
        "and try it."
    ),
    "": (
        "Open your page on the network, copy its full address (it begins with https://), and ask whoever "
        "looks after the website to put it behind the button in place of what is there now. If you do not "
        "use that network, ask them to take the button away. Then press it to try it."
    ),
}
