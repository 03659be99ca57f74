"""Where to meet, whom to invite, who sits with whom, so that strangers meet."""
