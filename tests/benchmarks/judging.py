"""`python -m tests.benchmarks.judging`: what a judgement costs, offline and against a model that takes its time."""

import asyncio
import json
import resource
import statistics
import time
from pathlib import Path

from coach.chat import Chat
from coach.domain.agreement import LabelledReply
from coach.domain.transcript import Line, Reply, Speaker
from coach.english import lines, words
from coach.judges.llm import scoring_chain
from coach.judges.rules import RulesJudge, preload
from coach.library.rubric import read_rubric
from tests.benchmarks.model import Model

ROWS = Path(__file__).parent.parent / "judges" / "own_rows.jsonl"
ROUNDS = 10
DELAY_S = 0.5
TURNS = 10
RUNS = 5


def memory() -> float:
    """Return the peak memory of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def time_rules() -> list[str]:
    """Return the figures of the offline judge, each reply read as for the first time, on one core."""
    rows = [LabelledReply.model_validate(json.loads(line)) for line in ROWS.read_text("utf-8").splitlines() if line]
    judge, before = RulesJudge(read_rubric()), memory()
    started = time.perf_counter()
    preload()
    loaded = time.perf_counter() - started
    took: list[float] = []
    for _ in range(ROUNDS):
        for row in rows:
            lines.hear.cache_clear()
            words.content.cache_clear()
            started = time.perf_counter()
            judge.read(row.reply)
            took.append(time.perf_counter() - started)
    took.sort()
    return [
        f"rules judge, {len(rows)} replies × {ROUNDS}: p50 {1e6 * took[len(took) // 2]:.0f} µs, "
        f"p99 {1e6 * took[len(took) * 99 // 100]:.0f} µs, {len(took) / sum(took):.0f} replies a second on one core",
        f"its weights: loaded in {1000 * loaded:.0f} ms, {memory() - before:.0f} MiB with what it used",
    ]


async def time_session(model: Model) -> tuple[float, float]:
    """Return the seconds for one reply, and for a session's ten at once."""
    chat = Chat(model="bench", base_url=model.url)
    chain = scoring_chain(read_rubric(), chat)
    said = [Line(speaker=Speaker.MANAGER, text="Let me think about it.")]
    replies = []
    for turn in range(TURNS):
        text = f"I could take the nightly checks, part {turn}."
        replies.append(Reply(setting="A talk", context=tuple(said), text=text))
        said += [Line(speaker=Speaker.ENGINEER, text=text), Line(speaker=Speaker.MANAGER, text="Go on.")]
    await chain.ainvoke(replies[0])  # the rung of the ladder is found, the connection stands
    started = time.perf_counter()
    await chain.ainvoke(replies[0])
    one = time.perf_counter() - started
    started = time.perf_counter()
    await chain.abatch(replies, config={"max_concurrency": TURNS})
    return one, time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    report = time_rules()
    model = Model(DELAY_S)
    try:
        timed = [asyncio.run(time_session(model)) for _ in range(RUNS)]
    finally:
        model.close()
    one, ten = (statistics.median(column) for column in zip(*timed, strict=True))
    report.append(
        f"LLM judge, server that takes {1000 * DELAY_S:.0f} ms: one reply {1000 * one:.0f} ms, a session of {TURNS} "
        f"with {TURNS} calls at a time {1000 * ten:.0f} ms, {ten / one:.2f} × one call (median of {RUNS})"
    )
    print("\n".join(report))  # noqa: T201 - a benchmark's figures


if __name__ == "__main__":
    main()
