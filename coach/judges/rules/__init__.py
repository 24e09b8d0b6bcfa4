"""The embedded judge: no network, no key; what it learned lies beside it."""

from coach.judges.rules.judge import RulesJudge, preload

__all__ = ["RulesJudge", "preload"]
