"""What playing a scene came to, as a table of plain text and as an object."""

from collections.abc import Sequence
from typing import Any

from coach.domain.engineers import Engineer
from coach.domain.opening import Difficulty
from coach.domain.play import Play, ScenePlay

_HEAD = (
    f"  {'level':<11} {'engineer':<12} {'plays':>5}  {'won':>4}  {'replies':>7}  {'raised':>6}"
    f"  {'false yields':>12}  {'stuck':>5}"
)


def plays_text(scene: ScenePlay) -> str:
    """Return a line for each engineer at each level, and what an author has to mend."""
    lines = [_HEAD]
    for level in Difficulty:
        for engineer in Engineer:
            if plays := scene.of(level, engineer):
                lines.append(f"  {level.value:<11} {engineer.value:<12} {_row(plays)}")
    needed = ", ".join(f"{level.value} {_one(scene.to_yes(level))}" for level in Difficulty)
    lines += ["", f"  Replies of the ideal engineer to a yes: {needed}.", f"  {_rates([scene])}"]
    lines += [f"  To mend: {failure}" for failure in scene.failures] or ["  Nothing to mend."]
    return "\n".join(lines)


def library_text(scenes: Sequence[ScenePlay]) -> str:
    """Return what all scenes come to together."""
    sound = sum(not s.failures for s in scenes)
    return f"{sound} of {len(scenes)} scenes have nothing to mend. {_rates(scenes)}"


def plays_object(scene: ScenePlay) -> dict[str, Any]:
    """Return the plays with every fault, for whoever counts again."""
    return {
        "id": scene.scenario,
        "replies_to_yes": {level.value: scene.to_yes(level) for level in Difficulty},
        "settlements": scene.settlements,
        "plays": [play.model_dump(mode="json") for play in scene.plays],
        "unused": list(scene.unused),
        "to_mend": list(scene.failures),
    }


def _row(plays: Sequence[Play]) -> str:
    n = len(plays)
    won = sum(p.outcome.won for p in plays)
    replies, raised = sum(p.replies for p in plays) / n, sum(len(p.raised) for p in plays) / n
    soft = sum(f.kind == "false_yield" for p in plays for f in p.faults)
    stuck = sum(f.kind == "stuck" for p in plays for f in p.faults)
    return f"{n:>5}  {won:>4}  {replies:>7.1f}  {raised:>6.1f}  {soft:>12}  {stuck:>5}"


def _rates(scenes: Sequence[ScenePlay]) -> str:
    settled = sum(s.settlements for s in scenes)
    parts = []
    for kind, name in (("false_yield", "False yields"), ("stuck", "stuck")):
        found = sum(s.faults(kind) for s in scenes)
        engine = sum(s.faults(kind, "engine") for s in scenes)
        share = f"{found / settled:.1%}" if settled else "-"
        parts.append(
            f"{name} {found} of {settled} settlements ({share}; by the engine {engine}, by the judge {found - engine})"
        )
    return f"{', '.join(parts)}."


def _one(number: float | None) -> str:
    return "not won" if number is None else f"{number:.1f}"
