"""Two sessions side by side as Markdown, as an object and as lines, and the tree of sessions as text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from coach.domain.branches import Kin, Leaf, rails
from coach.domain.comparison import Comparison, Exchange, Pair, Side
from coach.domain.feedback import ReplyReport
from coach.domain.judgement import Judgement, Unjudged, Verdict
from coach.domain.opening import JudgeName
from coach.domain.report import Spoke
from coach.domain.rubric import Criterion, Move, Rubric, Rule
from coach.domain.scorecard import Band
from coach.rendering.document import escape
from coach.rendering.objects import turn_json
from coach.rendering.words import MARKS, finding_line, folded, move_words, outcome_words, score_words


def comparison_markdown(told: Comparison, rubric: Rubric) -> str:
    """Return two sessions side by side as Markdown; A is the left one."""
    parts = [f"# {escape(folded(told.title))}: two ways"]
    parts += [f"**{escape(fork)}**"] if (fork := fork_words(told)) else []
    parts += _heads(told)
    parts += ["\n".join(f"- {escape(remark)}" for remark in told.remarks)] if told.remarks else []
    parts += ["## How they begin", escape(shared_words(told))]
    if told.shared:
        parts.append(f"**{len(told.shared)}. {escape(told.persona)}**\n\n{_quoted(told.shared[-1].text)}")
    for pair in told.pairs:
        parts += [f"## {_turn_title(pair)}", *_pair_parts(pair, told, rubric)]
    parts += ["## How they end", *_ends(told)]
    return "\n\n".join(parts) + "\n"


def comparison_json(told: Comparison) -> dict[str, Any]:
    """Return the object that `coach compare --json` prints."""
    return {
        "scenario": told.scenario,
        "judge": told.judge,
        "judged_by": told.by.model_dump(mode="json", exclude_none=True) if told.by else None,
        "a": _side_json(told.left),
        "b": _side_json(told.right),
        "gain": told.gain,
        "same_turns": len(told.shared),
        "shared": [turn_json(turn) for turn in told.shared],
        "turns": [
            {
                "a": _exchange_json(pair.left),
                "b": _exchange_json(pair.right),
                "differs": [
                    {
                        "rule": c.rule.value,
                        "a": c.was.value if c.was else None,
                        "b": c.now.value if c.now else None,
                        "a_quote": c.was_quote or None,
                        "b_quote": c.now_quote or None,
                    }
                    for c in pair.changes
                ],
            }
            for pair in told.pairs
        ],
        "remarks": list(told.remarks),
    }


def shared_words(told: Comparison) -> str:
    """Return in one line what two sessions have in common."""
    if not told.shared:
        return "They have no turn in common: both play this scene, and nothing more ties them together."
    count = len(told.shared)
    same = "Turn 1 is the same" if count == 1 else f"Turns 1 to {count} are the same"
    return f"{same}, and from turn {count + 1} on they part." if told.pairs else f"{same}, and there are no others."


def fork_words(told: Comparison) -> str:
    """Return what the two answers at the fork are worth, or nothing where the talks part in no two answers."""
    fork = told.fork
    if not (fork and fork.left and fork.left.reply and fork.right and fork.right.reply):
        return ""
    return f"At turn {_number(fork.left)}: {reply_words(fork.left.reply)} → {reply_words(fork.right.reply)}"


def gain_words(told: Comparison, left: str = "A", right: str = "B") -> str:
    """Return which of the two whole talks scores more, by the names that they go by, and whether they are as long."""
    if told.gain is None:
        return "No difference in points can be told: one of them has no score."
    names, replies, points = (left, right), (told.left.score.replies, told.right.score.replies), abs(told.gain)
    if told.gain < 0:
        names, replies = names[::-1], replies[::-1]
    worse, better = names
    few, many = replies
    more = f"{better} scores {points} point{'' if points == 1 else 's'} more than {worse}"
    whole = f"Over the whole talk {more if points else 'both score the same'}"
    if few == many:
        return f"{whole}."
    return f"{whole}: {many} repl{'y' if many == 1 else 'ies'} against {few}, so the totals are not alike."


def differences(pair: Pair, rubric: Rubric) -> tuple[list[str], list[str]]:
    """Return for each side what the other does not share, as lines that begin with a sign.

    Line by line they are about the same criterion; the moves that only one makes are one line at the end. Where one
    side has no reply, or no judgement, the other's findings stand alone: what was met, violated or withheld.
    """
    if not pair.changes:
        both = _judged(pair.left) and _judged(pair.right)
        return ([], []) if both else (_alone(pair.left, rubric), _alone(pair.right, rubric))
    rows = [c for c in pair.changes if isinstance(c.rule, Criterion)]
    moves = [c for c in pair.changes if isinstance(c.rule, Move)]
    left = [_verdict_line(c.rule, c.was, c.was_quote, rubric) for c in rows]
    right = [_verdict_line(c.rule, c.now, c.now_quote, rubric) for c in rows]
    left += _moves_line((c.rule for c in moves if c.was is Verdict.MET), rubric, "only here")
    right += _moves_line((c.rule for c in moves if c.now is Verdict.MET), rubric, "only here")
    return left, right


def reply_words(reply: ReplyReport) -> str:
    """Return the score of one reply with its band, or why it has none."""
    if isinstance(reply.judgement, Unjudged):
        return f"? not judged: {folded(reply.judgement.reason)}"
    if reply.judgement is None:
        return "? not judged yet"
    return score_words(reply.score, None if reply.score is None else Band.of(reply.score))


def judge_line(judge: JudgeName, model: str | None) -> str:
    """Return which judge scored, for a screen or a page."""
    return "rules (offline)" if judge == "rules" else f"llm ({model})" if model else "llm"


def leaf_words(leaf: Leaf) -> str:
    """Return what a session is in its tree, and how it ended."""
    session = leaf.summary
    kin = {
        Kin.FIRST: session.title,
        Kin.BRANCH: f"turn {(session.parent.seq or 0) + 1} anew" if session.parent else "",
        Kin.MEETING: "next meeting",
    }[leaf.kin]
    return f"{kin} · {session.difficulty.value} · {state_words(leaf)}"


def state_words(leaf: Leaf) -> str:
    """Return how a session ended, or where it stands."""
    return "reply not answered" if leaf.summary.pending else outcome_words(leaf.summary.outcome)


def tree_lines(leaves: Sequence[Leaf], scores: Sequence[str], here: str) -> list[str]:
    """Return a family of sessions as a drawn tree, with a score for each; `here` is the one that was asked for."""
    told = []
    for leaf, rail, score in zip(leaves, rails(leaves), scores, strict=True):
        when = leaf.summary.created_at[:16].replace("T", " ")
        mark = "  ←" if leaf.summary.id == here else ""
        told.append(f"{leaf.summary.id}  {rail}{when}  {leaf_words(leaf)} · {score}{mark}")
    return told


def _heads(told: Comparison) -> Iterator[str]:
    for name, side in (("A", told.left), ("B", told.right)):
        facts = [
            f"session {side.session}",
            side.difficulty.value,
            f"manager: {side.manager}",
            outcome_words(side.outcome),
        ]
        yield f"**{name}**: {escape(' · '.join(facts))} · **{score_words(side.score.total, side.score.band)}**"
    judge = judge_line(told.judge, told.by.model if told.by else None)
    yield f"Judge of both: **{escape(judge)}**"


def _pair_parts(pair: Pair, told: Comparison, rubric: Rubric) -> Iterator[str]:
    sides = (("A", pair.left), ("B", pair.right))
    for name, exchange in sides:
        if exchange is None:
            yield f"**{name}** has no reply here."
        elif exchange.reply:
            yield f"**{name} · You** · {escape(reply_words(exchange.reply))}\n\n{_quoted(exchange.reply.text)}"
    left, right = differences(pair, rubric)
    if pair.changes:
        yield "What differs:"
        rows = zip_longest((f"- A {escape(a)}" for a in left), (f"- B {escape(b)}" for b in right))
        yield "\n".join(line for row in rows for line in row if line)
    elif left or right:
        yield "\n".join([*(f"- A {escape(a)}" for a in left), *(f"- B {escape(b)}" for b in right)])
    elif all(exchange and exchange.reply for _, exchange in sides):
        yield "By the verdicts the two replies are alike."
    for name, exchange in sides:
        if exchange and exchange.answer:
            move = f" · {words}" if (words := move_words(exchange.answer)) else ""
            yield f"**{name} · {escape(told.persona)}**{move}\n\n{_quoted(exchange.answer.text)}"
        elif exchange:
            yield f"**{name} · {escape(told.persona)}** has not answered."


def _ends(told: Comparison) -> Iterator[str]:
    rows = [
        "| | A | B |",
        "| --- | --- | --- |",
        f"| Outcome | {outcome_words(told.left.outcome)} | {outcome_words(told.right.outcome)} |",
        "| Score | " + " | ".join(score_words(s.score.total, s.score.band) for s in (told.left, told.right)) + " |",
        "| Replies judged | " + " | ".join(judged_words(s) for s in (told.left, told.right)) + " |",
    ]
    yield "\n".join(rows)
    yield gain_words(told)


def judged_words(side: Side) -> str:
    """Return how many replies of a session moved its score."""
    return f"{side.score.judged} of {side.score.replies}"


def _turn_title(pair: Pair) -> str:
    left, right = (f"{_number(e)}" if e else "" for e in (pair.left, pair.right))
    return f"Turn {left or right}" if not (left and right) or left == right else f"Turn {left} and turn {right}"


def _number(exchange: Exchange) -> int:
    first = exchange.reply or exchange.answer
    return first.seq + 1 if first else 0


def _judged(exchange: Exchange | None) -> bool:
    return bool(exchange and exchange.reply and isinstance(exchange.reply.judgement, Judgement))


def _alone(exchange: Exchange | None, rubric: Rubric) -> list[str]:
    if not (exchange and exchange.reply):
        return []
    found = [f for f in exchange.reply.shown if f.verdict is not Verdict.ABSENT]
    lines = [folded(finding_line(f, rubric, reason=False)) for f in found if isinstance(f.rule, Criterion)]
    return lines + _moves_line((f.rule for f in found if f.verdict is Verdict.MET), rubric, "done")


def _verdict_line(rule: Rule, verdict: Verdict | None, quote: str, rubric: Rubric) -> str:
    said = verdict or Verdict.UNJUDGED
    return f"{MARKS[said]} {rubric.words(rule).title}: {said.value}{f' “{folded(quote)}”' if quote else ''}"


def _moves_line(moves: Iterable[Rule], rubric: Rubric, told: str) -> list[str]:
    titles = ", ".join(rubric.words(move).title for move in moves if isinstance(move, Move))
    return [f"+ {titles}: {told}"] if titles else []


def _side_json(side: Side) -> dict[str, Any]:
    card = side.score
    return {
        **side.model_dump(mode="json", exclude={"score"}),
        "score": {
            "total": card.total,
            "band": card.band.value if card.band else None,
            "judged": card.judged,
            "replies": card.replies,
        },
    }


def _exchange_json(exchange: Exchange | None) -> dict[str, Any] | None:
    if exchange is None:
        return None
    return {"turn": _number(exchange), "reply": _turn(exchange.reply), "answer": _turn(exchange.answer)}


def _turn(turn: ReplyReport | Spoke | None) -> dict[str, Any] | None:
    return turn_json(turn) if turn else None


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line.strip() else ">" for line in escape(text).split("\n"))
