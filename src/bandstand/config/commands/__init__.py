"""The commands of `bandstand`, one file each, named here. To add one, copy a neighbour and add its line.

A file `commands/<name>.py` has:

    def add_arguments(parser: argparse.ArgumentParser) -> None: ...
    def run(options: argparse.Namespace) -> int: ...      # 0 done, 1 done with problems listed

Django is set up before the file is imported, so it may import models at its top. `--dir` is taken by the
frame and never reaches a command. To stop with one plain sentence and exit code 2, raise `CannotStartError`
with it. A command that answers to `--json` prints JSON and nothing else on standard output.
"""

COMMANDS: dict[str, str] = {
    "demo": "show everything on a made-up borough; nothing of yours is touched",
    "up": "serve the site and do the background work, all in one",
    "web": "serve the site only",
    "work": "do the background work only",
    "prepare": "bring tables and static files up to date, before web and work are started apart",
    "places": "load postcodes and boundaries, to put groups on the map",
    "groups": "bring in a spreadsheet of groups",
    "presence": "look at groups’ websites now, or queue them all",
    "seasons": "plan a season for every organisation served here",
    "people": "let go of people’s details that were kept long enough, or say what would go",
    "figures": "what is counted, with the version of each rule",
    "hubs": "the organisations served here, and a way back in for a locked-out owner",
    "backup": "copy everything, checked, while the site runs",
    "restore": "bring a copy back into an empty folder",
    "doctor": "look at this deployment and say what to mend",
}
"""What can be typed after `bandstand`, and what it does. The file has the same name with `_` for `-`."""

SURROUNDINGS: dict[str, str] = {"demo": "bandstand.config.demo.surroundings"}
"""Commands that settle folder and environment before settings are read: a module with `settle(words)`."""

LIBRARIES: dict[str, str] = {
    "checkup": "look at a website, or at pages already saved",
    "planner": "where to meet, whom to invite, who sits with whom, whom to introduce",
}
"""Commands of our libraries, handed over whole: they need neither Django nor a data folder."""
