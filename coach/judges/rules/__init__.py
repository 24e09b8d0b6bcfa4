"""The offline judge: signs in the words of a reply (tables of wordings), and rules that weigh them."""

from coach.judges.rules.judge import RulesJudge, compile_patterns

__all__ = ["RulesJudge", "compile_patterns"]
