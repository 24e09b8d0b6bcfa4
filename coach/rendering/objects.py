"""Reports and judgements as the objects that `--json` prints."""

from collections.abc import Sequence
from typing import Any

from coach.domain.agreement import LabelledReply
from coach.domain.feedback import ReplyReport
from coach.domain.judgement import Judgement, Unjudged, Verdict
from coach.domain.report import Report, Spoke
from coach.domain.transcript import Speaker


def as_json(report: Report) -> dict[str, Any]:
    """Return the object that `--json` prints."""
    card = report.score
    return {
        "session": report.session or None,
        "scenario": report.scenario or None,
        "difficulty": report.difficulty or None,
        "manager": report.manager or None,
        "judge": report.judge,
        "model": report.model or None,
        "outcome": report.outcome.value if report.outcome else None,
        "score": {
            "total": card.total,
            "band": card.band.value if card.band else None,
            "criteria": {
                row.criterion.value: None if row.score is None else round(100 * row.score, 1) for row in card.criteria
            },
            "judged": card.judged,
            "replies": card.replies,
        },
        "turns": [turn_json(turn) for turn in report.turns],
        "strongest": report.strongest.model_dump(mode="json") if report.strongest else None,
        "feedback": [advice.model_dump(mode="json") for advice in report.feedback],
        "vocabulary": [use.model_dump(mode="json", exclude={"title"}) for use in report.vocabulary],
        "rewrites": [rewrite.model_dump(mode="json") for rewrite in report.rewrites],
        "mind": report.mind.model_dump(mode="json") if report.mind else None,
        "exercise": report.exercise.model_dump(mode="json") if report.exercise else None,
        "trust": report.trust.model_dump(mode="json") if report.trust else None,
        "remarks": list(report.remarks),
        "real_talks": [talk.model_dump(mode="json") for talk in report.real_talks],
    }


def judgement_json(judgement: Judgement | Unjudged | None) -> dict[str, Any]:
    """Return a judgement as `labels`, `moves`, `evidence` and `judge`; unjudged rules are `null`."""
    if not isinstance(judgement, Judgement):
        reason = judgement.reason if judgement else "not judged yet"
        return {"labels": None, "moves": None, "evidence": {}, "judge": None, "unjudged": reason}
    labels = {c.value: None if v is Verdict.UNJUDGED else v.value for c, v in judgement.labels.items()}
    return {
        "labels": labels,
        "moves": {m.value: made for m, made in judgement.moves.items()},
        "evidence": {f.rule.value: [e.quote for e in f.evidence] for f in judgement.findings if f.evidence},
        "judge": judgement.by.judge,
    }


def rows_json(rows: Sequence[LabelledReply], judgements: Sequence[Judgement | Unjudged]) -> list[dict[str, Any]]:
    """Return for each row its `id` and how its reply was judged."""
    return [{"id": row.id, **judgement_json(j)} for row, j in zip(rows, judgements, strict=True)]


def turn_json(turn: ReplyReport | Spoke) -> dict[str, Any]:
    """Return one turn, and of the engineer's how it was judged."""
    if isinstance(turn, Spoke):
        return {
            "speaker": turn.speaker.value,
            "text": turn.text,
            "cue": turn.cue.model_dump(mode="json", exclude_defaults=True) if turn.cue else None,
            **({"name": turn.name} if turn.name else {}),
            **({"read_as": turn.read_as.value} if turn.read_as else {}),
            **({"note": turn.note} if turn.note else {}),
        }
    return {
        "speaker": Speaker.ENGINEER.value,
        "text": turn.text,
        "score": turn.score,
        **judgement_json(turn.judgement),
        **({"discrepancies": [d.model_dump() for d in turn.discrepancies]} if turn.discrepancies else {}),
    }
