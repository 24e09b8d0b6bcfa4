"""How far the rules judge agrees with labelled rows: the panel's, and rows of our own."""

from pathlib import Path

from coach.domain.agreement import LabelledReply, calibrate
from coach.judges.rules import RulesJudge
from coach.judges.rules.keywords import KeywordBaseline
from coach.library.rubric import read_rubric

GOLD = Path(__file__).parent.parent / "gold" / "dev.jsonl"
OWN = Path(__file__).parent / "own_rows.jsonl"
RUBRIC = read_rubric()


def rows_of(path: Path) -> list[LabelledReply]:
    return [LabelledReply.model_validate_json(line) for line in path.read_text("utf-8").splitlines() if line]


def test_agreement_with_the_panel_of_model_readers() -> None:
    rows, judge = rows_of(GOLD), RulesJudge(RUBRIC)
    result = calibrate(rows, [judge.read(row.reply) for row in rows])
    assert len(rows) == 160
    assert result.pooled.value is not None
    assert result.pooled.value >= 0.7
    kappas = [a.kappa.value for a in result.criteria] + [a.kappa.value for a in result.moves]
    assert all(kappa is not None and kappa > 0.5 for kappa in kappas)
    assert result.macro_f1 is not None
    assert result.macro_f1 >= 0.84


def test_the_judge_beats_the_keyword_list() -> None:
    rows, judge, baseline = rows_of(GOLD), RulesJudge(RUBRIC), KeywordBaseline(RUBRIC)
    rules = calibrate(rows, [judge.read(row.reply) for row in rows])
    keywords = calibrate(rows, [baseline.read(row.reply) for row in rows])
    assert rules.pooled.low is not None
    assert keywords.pooled.high is not None
    assert rules.pooled.low > keywords.pooled.high


def test_agreement_with_rows_of_our_own() -> None:
    # An earlier judge's rules were written with these rows in view; nothing of this one was learned from them.
    rows, judge = rows_of(OWN), RulesJudge(RUBRIC)
    result = calibrate(rows, [judge.read(row.reply) for row in rows])
    assert len(rows) >= 60
    assert result.pooled.value is not None
    assert result.pooled.value >= 0.7
