"""Under which heading a figure is read out."""

DONE = "What we put on"
CAME = "Who came"
HELPED = "Who gave their time"
HELP = "Who was helped, and with what"
CHANGED = "What changed"
MET = "Who met whom"

CHAPTERS = [DONE, CAME, HELPED, HELP, CHANGED, MET]
