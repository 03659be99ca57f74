"""The interests a hub starts with, in the words small groups use of themselves."""

import re

# Name: the words that suggest it. A * stands for the rest of a word; words are sought whole otherwise.
_WORDS = """
Allotments and growing: allotment*, grow your own, community garden*, growing food, horticultur*
Animals: animal*, dogs, cats, hedgehog*, pets, horses, riding
Art and craft: art, arts, craft*, painting, pottery, drawing, knit*, sewing, crochet, quilt*
Babies and toddlers: toddler*, babies, baby, playgroup, pre-school, preschool, mums
Badminton: badminton
Basketball and netball: basketball, netball
Being a carer: carer*, caring for
Bereavement: bereave*, grief, hospice
Birds and wildlife: wildlife, bird*, bats, nature reserve*, conservation, biodiversity
Board and card games: chess, bridge club, board game*, dominoes, whist
Bowls: bowls, bowling
Boxing and martial arts: boxing, judo, karate, martial art*, taekwondo, aikido, jujitsu, fencing
Camera and film: camera, photograph*, film*, cinema
Canals and rivers: canal*, river*, brook*, boating, narrowboat*
Choirs and singing: choir*, choral, sing, singing, singers, chorus
Cooking and food: cook*, food bank*, foodbank*, community meal*, community kitchen*, lunch club*
Cricket: cricket*
Cycling: cycl*, bike*, bmx
Dance: danc*, ballet, ballroom, zumba
Deaf and hard of hearing: deaf*, hearing loss, sign language
Dementia: dementia, alzheimer*, memory cafe
Disability: disab*, wheelchair*, accessib*
Drama: drama*, theatr*, players, operatic, pantomime
Faith: church*, mosque*, temple*, gurdwara*, synagogue*, chapel*, christian*, muslim*, sikh*, hindu*
Fishing: angling, anglers, fishing
Fitness: fitness, keep fit, pilates, aerobic*, exercise class*
Football: football*, fc, afc, jfc, soccer
Gardening and in bloom: garden*, in bloom, flower*, floral
Golf: golf*
Gymnastics: gymnast*, trampolin*
Health and wellbeing: wellbeing, well-being, mental health, self-help, support group*, anxiety, depression
Heritage and local history: histor*, heritage, archaeolog*, museum*, civic society
Hockey and lacrosse: hockey, lacrosse
Learning and languages: language*, literacy, esol, u3a, adult learning, learn*
LGBT+: lgbt*, lesbian*, gay, pride
Litter and keeping tidy: litter*, tidy, clean-up*, fly-tipping
Men’s sheds: men's shed*, mens shed*, woodwork*, repair cafe*
Model making and railways: model railway*, model engineer*, model aircraft, steam
Music: music*, band, brass, orchestra*, ukulele*, folk club
Neighbours and residents: resident*, tenant*, neighbour*, neighborhood
Newcomers and refugees: refugee*, asylum, migrant*, newcomer*
Older people: older people, over 50*, over 60*, pensioner*, elderly, age concern, retired
Parents and schools: pta, parents, parent, school association, friends of the school
Parks and green spaces: park, parks, green space*, recreation ground, woodland*, meadow*, common
Play: playground*, play area*, play scheme*, adventure play*
Reading and writing: reading group*, book club*, library, libraries, writing, writers, poetry
Rounders and softball: rounders, softball, baseball
Rowing and sailing: rowing, sailing, canoe*, kayak*, paddle*
Rugby: rugby, rfc, rufc
Running and athletics: running, runners, parkrun, harriers, athletic*, couch to 5k
Scouts and guides: scout*, guides, brownies, cubs, beavers, rainbows, cadets, boys brigade, girls brigade
Skating and skateboarding: skat*, roller derby
Sustainability: climate, sustainab*, recycl*, repair*, transition town, solar
Swimming: swim*, water polo
Table tennis: table tennis, ping pong
Tennis and squash: tennis, squash, padel, pickleball
Transport and getting about: community transport, dial a ride, minibus*, car scheme*
Trees: tree*, orchard*, woodland*
Veterans: veteran*, british legion, armed forces, ex-service*
Walking: walk*, rambl*, hik*, strollers
Women’s groups: women's institute, wi, women's group*, townswomen*, ladies circle, soroptimist*
Yoga and mindfulness: yoga, mindful*, meditat*, tai chi
Young people: young people, youth, teenager*, junior youth
"""


def starting_interests() -> list[tuple[str, str]]:
    """Return name and pattern of each."""
    lines = [line.partition(": ") for line in _WORDS.strip().splitlines()]
    return [(name, pattern_of(words.split(", "))) for name, _, words in lines]


def pattern_of(words: list[str]) -> str:
    """Return a regular expression that finds any of these words, where * stands for the rest of one."""
    found = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return rf"\b(?:{found})\b".replace("'", "['’]?")
