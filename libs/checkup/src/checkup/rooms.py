"""Words that address rules need to know, kept as lists: rooms of the networks, placeholders, servers."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# First path words that are the network's own rooms, not somebody's name.
FACEBOOK_ROOMS = words(
    """
    sharer share.php sharer.php plugins dialog tr login login.php hashtag events event.php watch
    2008 2010 photo photo.php photos media help policies policy.php privacy legal business connect
    intent ads marketplace gaming story.php permalink.php reel reels stories video videos video.php
    notes note.php l.php apps ajax settings terms terms.php messages search find-friends careers flx
    home.php home sharer_php games live directory groups.php public about lite badges recover reg
    r.php signup fundraisers donate campaign hashtags images rsrc.php pages_create cookies cookie
    policy developers app_scoped_user_id friends profile profile_id xd_arbiter.php
    """
)
TWITTER_ROOMS = words(
    """
    share home search hashtag privacy tos login widgets widgets.js javascripts statuses status
    shares account settings en about jobs signup explore compose messages notifications
    who_to_follow download goodies oauth invitations logout intent i search-advanced terms rules
    help images favicon.ico #
    """
)
INSTAGRAM_ROOMS = words(
    """
    p explore reel reels tv stories accounts legal about developer developers embed.js embed static
    api web direct oauth tags locations s challenge download press privacy terms
    """
)
YOUTUBE_ROOMS = words(
    """
    watch embed v playlist results shorts iframe_api player_api feed t yt live hashtag s redirect
    about gaming e view_play_list premium account upload subscribe_widget subscribe_embed
    attribution_link oembed my_videos login index trends user channel c profile howyoutubeworks ads
    creators kids music movies channels browse clip post
    """
)
PLACEHOLDERS = words(
    """
    username yourusername your-username your_username yourname your-name your_name yourpage
    your-page your_page yourprofile your-profile yourhandle your-handle your_handle yourcompany
    your-company yourcompanyname yourfacebookpage your-facebook-page yourfacebook yourtwitter
    yourinstagram yourchannel your-channel pagename page-name handle profilename companyname
    company-name accountname yourbusiness yoursite youraccount your-account your_account
    usernamehere yourusernamehere profile_url profile-url undefined null none nan example page-url
    """
)
# Sites whose "/@name" addresses are not of the fediverse.
AT_ADDRESSES_ELSEWHERE = words(
    """
    medium.com flipboard.com substack.com rumble.com odysee.com kick.com patreon.com github.com
    vk.com peertube.tv tiktok.com youtube.com threads.net threads.com twitter.com x.com
    instagram.com facebook.com t.me telegram.me google.com linktr.ee pinterest.com quora.com
    tumblr.com steemit.com hive.blog peakd.com npmjs.com unpkg.com jsdelivr.net cdn.jsdelivr.net
    beacons.ai snapchat.com onlyfans.com clubhouse.com hackernoon.com lbry.tv dlive.tv caffeine.tv
    producthunt.com warpcast.com lemon8-app.com issuu.com podbean.com spotify.com waze.com
    """
)
FEDIVERSE_HOST_WORDS = (
    "mastodon",
    "mstdn",
    "masto.",
    "toot",
    "fedi",
    "pleroma",
    "misskey",
    "pixelfed",
    "gotosocial",
)
FEDIVERSE_HOSTS = words(
    """
    fosstodon.org hachyderm.io infosec.exchange chaos.social kolektiva.social aus.social
    techhub.social union.place tldr.nettime.org scholar.social mas.to mathstodon.xyz home.social
    indieweb.social social.coop sciences.social journa.host newsie.social c.im climatejustice.social
    writing.exchange front-end.social ruby.social phpc.social social.vivaldi.net ohai.social
    universeodon.com mindly.social zirk.us glasgow.social tech.lgbt det.social
    """
)
# Accounts that website builders, themes and plug-ins put on pages of their own accord.
BUILDERS_OWN = words(
    """
    facebook twitter instagram youtube linkedin tiktok wix wixcom squarespace wordpress wordpresscom
    wordpressdotcom weebly webs webscom godaddy shopify elegantthemes themeforest envato stylemixed
    stylemixthemes hover onecom joomla drupal jimdo webflow duda strikingly ionos 1and1 123reg
    blogger automattic jetpack yoast elementor generatepress astrawp wpastra divi themegrill athemes
    colorlib cyberchimps templatemonster yola moonfruit vistaprint createdotnet webador typepad
    ghost tumblr mailchimp addthis sharethis addtoany meta getbootstrap bootstrap
    """
)
