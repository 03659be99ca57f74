"""How often the two comparisons of Who knows whom are wrong, and how often they see what is there.

    python bench/honest_comparison.py [--worlds N] [--planted N]

Makes boroughs of 200 groups in which busy groups both come and link more, as in life. In the first kind
gatherings do nothing: whatever is declared there is wrong, and may be so in at most 7 of 100. In the second,
meeting makes a tie two, three or five times as likely, and the comparison ought to see it. Evenings are drawn
as the product draws them; on the odd lists people bring somebody, can come to one only, and chairs are few.
"""

import argparse
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "libs/checkup/src"), str(ROOT / "libs/planner/src"), str(ROOT)]


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--worlds", type=int, default=1000, help="worlds where nothing happened")
    parser.add_argument("--planted", type=int, default=200, help="worlds where meeting did something")
    options = parser.parse_args(words)
    begun = time.process_time()
    many, planted = options.worlds, options.planted
    fine = tell("lot, 14 lists of 12 groups", lots(many, 14), most=0.07)
    fine &= tell("lot, 28 lists of 12 groups", lots(many, 28), most=0.07)
    fine &= tell("lot, 14 odd lists", lots(many, 14, odd=True), most=0.07)
    fine &= tell("partners reshuffled, 24 gatherings of 12", reshuffles(many), most=0.07)
    for fold in (2, 3, 5):
        least = 0.8 if fold == 5 else None
        fine &= tell(f"lot, 28 lists, {fold}-fold", lots(planted, 28, fold=fold), least=least)
    fine &= tell("lot, 28 odd lists, 5-fold", lots(planted, 28, fold=5, odd=True), least=0.8)
    tell("partners reshuffled, 5-fold", reshuffles(planted, fold=5))
    print(f"{time.process_time() - begun:.0f} s of CPU, load {os.getloadavg()[0]:.1f}")
    return 0 if fine else 1


Told = tuple[int, int, int]  # worlds, in which something was shown, in which it was declared


def lots(worlds: int, lists: int, *, fold: float = 1, odd: bool = False) -> Told:
    from tests.impact.worlds import World, met_in

    from bandstand.impact.together.chance import split_by_lot

    shown = declared = 0
    for seed in range(worlds):
        world = World(seed, fold=fold)
        splits = world.splits(lists, 6, odd=odd)
        beside = split_by_lot(splits, world.ties(met_in(splits)), seed=seed)
        shown += beside is not None
        declared += beside is not None and beside.stands_out
    return worlds, shown, declared


def reshuffles(worlds: int, *, fold: float = 1) -> Told:
    from tests.impact.worlds import World

    from bandstand.impact.together.chance import reshuffled

    shown = declared = 0
    for seed in range(worlds):
        world = World(seed, fold=fold)
        met = world.gatherings(24, 12)
        beside = reshuffled(world.ties(met), met, place=world.place, seed=seed)
        shown += beside is not None
        declared += beside is not None and beside.stands_out
    return worlds, shown, declared


def tell(what: str, told: Told, *, most: float = 1.0, least: float | None = None) -> bool:
    """Print one line; return whether it keeps its word, of all worlds and of those where it spoke."""
    worlds, shown, declared = told
    of_all, of_shown = declared / worlds, declared / max(shown, 1)
    fine = of_all <= most and (least is None or of_all >= least)
    aim = f"at most {most:.0%}" if most < 1 else f"at least {least:.0%}" if least else "no aim"
    print(
        f"{what}: declared in {declared} of {worlds} worlds ({of_all:.1%}; {aim}), "
        f"{of_shown:.1%} of the {shown} where anything was shown{'' if fine else '  <-- MISSED'}"
    )
    return fine


if __name__ == "__main__":
    sys.exit(main())
