"""The command that prints how often the comparisons are wrong runs, here with few worlds."""

import pytest
from bench import honest_comparison


def test_it_prints_every_line(capsys: pytest.CaptureFixture[str]) -> None:
    honest_comparison.main(["--worlds", "12", "--planted", "6"])

    said = capsys.readouterr().out
    assert said.count("declared in") == 9
    assert "lot, 28 lists, 5-fold: declared in 6 of 6" in said


def test_it_says_which_promise_is_not_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert not honest_comparison.tell("nothing happened", (100, 50, 8), most=0.07)
    assert honest_comparison.tell("five-fold", (100, 100, 80), least=0.8)
    assert "8.0%; at most 7%" in capsys.readouterr().out
