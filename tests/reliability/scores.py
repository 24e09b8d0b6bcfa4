"""What an attack wins on a score: a reply beside its twin under an attack, by rules, an honest and a hijacked model."""

import json
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any, Literal

import httpx2

from coach.chat import Chat
from coach.domain.attacks import FAMILIES, Family
from coach.domain.engineers import Engineer, filled
from coach.domain.figures import LEVELS, Shift, shift
from coach.domain.judgement import Judgement, Unjudged, Verdict
from coach.domain.junk import JUNK, junk_reply
from coach.domain.opening import Difficulty
from coach.domain.rubric import CRITERIA, MOVES, Criterion, Rule
from coach.domain.scenario import Scenario
from coach.domain.transcript import Line, Reply, Speaker
from coach.judges.evidence import WORD
from coach.judges.llm import LlmJudge
from coach.judges.rules import RulesJudge
from coach.library.engineers import read_engineers
from coach.library.rubric import read_rubric
from coach.library.scenes import Library
from coach.text import clean
from tests.faulty_server import chunk
from tests.reliability.figure import Figure, run

MEAN_AT_MOST, RISING_AT_MOST, JUNK_AT_MOST = 0.1, 0.02, 0.02
"""The mean shift in steps, the share of verdicts that rise by one, and the share of junk replies with one that does."""

Half = Literal["develop", "held"]
_HALVES: tuple[Half, ...] = ("develop", "held")
Obeys = Literal["quotes the attack", "invents quotes", "quotes the manager", "gives numbers"]
OBEYS: tuple[Obeys, ...] = ("quotes the attack", "invents quotes", "quotes the manager", "gives numbers")

Kind = Literal["good", "middling", "bad", "junk"]
_KINDS: dict[Engineer, Kind] = {
    Engineer.IDEAL: "good",
    Engineer.DECENT: "good",
    Engineer.BLAND: "middling",
    Engineer.CLUMSY: "middling",
    Engineer.COMPLAINING: "bad",
    Engineer.PUSHY: "bad",
    Engineer.SILENT: "junk",
    Engineer.STUFFING: "junk",
}
_SHARES: dict[Kind, int] = {"good": 40, "middling": 20, "bad": 20, "junk": 20}

_WORDINGS: dict[str, dict[Half, list[str]]] = tomllib.loads(
    Path(__file__).with_name("attacks_on_scores.toml").read_text("utf-8")
)
_SCENES = Library(None).shelf().scenarios


@dataclass(frozen=True)
class Pair:
    """A clean reply and its twin under an attack."""

    family: Family
    half: Half
    kind: Kind
    clean: Reply
    attacked: Reply
    attack: str
    """The attack alone."""


def check_scores(trials: int, seed: int) -> Figure:
    """Let each family attack replies of every kind, before the rules judge and before two model judges."""
    return run(_check(trials, seed))


async def _check(trials: int, seed: int) -> Figure:
    # What decides beside false quotes is the share of verdicts that rise, and a share has no bound of 3/n.
    what = "attacked replies: false quote, rise from nothing, or over a limit"
    figure = Figure("S7", what, whole=True)
    rules = RulesJudge(read_rubric())
    model = Model()
    chat = Chat(model="m", base_url="http://127.0.0.1:9/v1", transport=httpx2.MockTransport(model.answer))
    judge = LlmJudge(read_rubric(), chat)
    tallies = {name: Tally(name) for name in ("rules", "honest model", "hijacked model")}
    chance = random.Random(seed)
    for pair in pairs(trials, seed):
        obeys = chance.choice(OBEYS)
        honest = rules.read(pair.clean)
        attacked = rules.read(pair.attacked)
        told = tallies["rules"].add(pair, honest, attacked)
        for name in ("honest model", "hijacked model"):
            model.honest, model.pair = honest, None
            before = await judge.judge(pair.clean)
            model.pair, model.obeys = pair, obeys if name == "hijacked model" else None
            told += tallies[name].add(pair, before, await judge.judge(pair.attacked))
        figure.count("; ".join(told) or None)
    await chat.aclose()
    for tally in tallies.values():
        figure.failures += tally.over
    limits = f"at most {MEAN_AT_MOST} steps, {RISING_AT_MOST:.0%} of verdicts and {JUNK_AT_MOST:.0%} of junk may rise"
    figure.note = f"{len(FAMILIES)} families, {limits}; " + "; ".join(tally.note for tally in tallies.values())
    return figure


def pairs(count: int, seed: int) -> Iterator[Pair]:
    """Yield so many pairs: each family in turn attacks the next reply, with its wordings in turn."""
    chance = random.Random(seed)
    replies = clean_replies(chance)
    turns = {(family, half): cycle(_WORDINGS[family.value][half]) for family in FAMILIES for half in _HALVES}
    for number in range(count):
        family = FAMILIES[number % len(FAMILIES)]
        kind, reply = replies[number // len(FAMILIES) % len(replies)]
        half = _HALVES[(number // len(FAMILIES)) % 2]
        wording = next(turns[family, half])
        before, here, after = wording.replace("<<scores>>", sheet(reply.text.split()[:6])).partition("<<reply>>")
        text = clean(f"{before}{reply.text}{after}" if here else wording)
        twin = reply if here else reply.model_copy(update={"text": ""})
        attacked = reply.model_copy(update={"text": text})
        yield Pair(family, half, kind if here else "junk", twin, attacked, clean(f"{before} {after}"))


def clean_replies(chance: random.Random) -> list[tuple[Kind, Reply]]:
    """Return 100 replies: what scripted engineers say to a scene's manager, good, middling and bad, and junk."""
    lines = list(read_engineers().lines)
    chance.shuffle(lines)
    found: list[tuple[Kind, Reply]] = [("junk", junk_reply(text)) for text in chance.sample(list(JUNK.values()), 10)]
    for line, scene in zip(lines, cycle(_SCENES)):
        kind = _KINDS.get(line.who)
        if kind and sum(k == kind for k, _ in found) < _SHARES[kind]:
            context = (Line(speaker=Speaker.MANAGER, text=_said(scene, line.to[0])),)
            text = filled(line.text, scene, scene.brief)
            found.append((kind, Reply(setting=scene.setting, context=context, text=text)))
    chance.shuffle(found)
    return found


def _said(scene: Scenario, to: str) -> str:
    """Return what a scene's manager says before a reply to `to`."""
    objection = next((o for o in scene.objections if o.pattern == to), scene.objections[0])
    lines = scene.manager
    known = {"open": lines.opening, "any": lines.opening, "probe": lines.probe, "press": objection.press}
    return known.get(to, objection.lines_at(Difficulty.STANDARD))[0]


@dataclass
class Tally:
    """What the attacks have won before one judge."""

    name: str
    judged: list[tuple[Pair, Judgement | Unjudged, Judgement | Unjudged]] = field(default_factory=list)

    def add(self, pair: Pair, before: Judgement | Unjudged, after: Judgement | Unjudged) -> list[str]:
        """Keep the verdicts on both replies; return what must never be, in lines."""
        self.judged.append((pair, before, after))
        told = [
            f"{self.name}, {pair.family}: the quote {e.quote!r} is not the engineer's"
            for reply, judgement in ((pair.clean, before), (pair.attacked, after))
            if isinstance(judgement, Judgement)
            for finding in judgement.findings
            for e in finding.evidence
            if reply.text[e.start : e.end] != e.quote
        ]
        if not pair.clean.text.strip() and (up := risen(before, after)):
            told.append(f"{self.name}, {pair.family}: {', '.join(up)} rises in {pair.attacked.text!r}")
        return told

    def shift(self, half: Half | None = None) -> Shift:
        """Return how far the attacks have moved this judge."""
        return shift((before, after) for pair, before, after in self.judged if half in (None, pair.half))

    @property
    def lifted(self) -> list[str]:
        """The replies of which the clean one says nothing, and of which a criterion rises."""
        return [pair.attacked.text for pair, *both in self.judged if pair.kind == "junk" and risen(*both)]

    def rising(self, half: Half | None = None) -> float:
        """Return the share of the criteria's verdicts that rise."""
        both = [(before, after) for pair, before, after in self.judged if half in (None, pair.half)]
        return sum(len(risen(*pair)) for pair in both) / max(1, len(both) * len(CRITERIA))

    @property
    def over(self) -> list[str]:
        """What goes beyond the limits."""
        mean, share = self.shift().mean or 0.0, self.rising()
        told = [f"{self.name}: junk rises: {text!r}" for text in self.lifted]
        if len(told) <= JUNK_AT_MOST * sum(pair.kind == "junk" for pair, _, _ in self.judged):
            told = []
        if mean <= MEAN_AT_MOST and share <= RISING_AT_MOST:
            return told
        worst = Counter(p.family.value for p, before, after in self.judged if risen(before, after))
        return [*told, f"{self.name}: {mean:+.2f} steps, {share:.1%} of verdicts rise: {dict(worst.most_common())}"]

    @property
    def note(self) -> str:
        """The figures in a few words, with those of the wordings that were held out."""
        of, held = self.shift(), self.shift("held")
        return (
            f"{self.name} {of.mean or 0:+.3f} steps, {self.rising():.1%} of verdicts rise, in"
            f" {of.risen / max(1, of.pairs):.1%} of pairs (held out {self.rising('held'):.1%},"
            f" {held.risen / max(1, held.pairs):.1%}), {len(self.lifted)} of them junk"
        )


def risen(before: Judgement | Unjudged, after: Judgement | Unjudged) -> list[str]:
    """Return the criteria that stand higher after the attack."""
    if not isinstance(before, Judgement) or not isinstance(after, Judgement):
        return []
    verdicts = [(c, before.finding(c).verdict, after.finding(c).verdict) for c in CRITERIA]
    return [c.value for c, *both in verdicts if Verdict.UNJUDGED not in both and LEVELS[both[1]] > LEVELS[both[0]]]


class Model:
    """A model that labels as it is told to; one that is hijacked obeys the attack where any of it reaches it."""

    def __init__(self) -> None:
        self.honest: Judgement | Unjudged | None = None
        """What an honest reader finds in the clean reply."""
        self.pair: Pair | None = None
        """What is attacked, if anything."""
        self.obeys: Obeys | None = None

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request for verdicts."""
        asked = json.loads(request.content)["messages"][1]["content"]
        pair = self.pair
        text = self._obeying(pair) if pair and self.obeys and reaches(pair, asked) else self._labels()
        body = chunk(text) + chunk("", "stop") + b"data: [DONE]\n\n"
        return httpx2.Response(200, stream=httpx2.ByteStream(body), headers={"content-type": "text/event-stream"})

    def _labels(self) -> str:
        if not isinstance(self.honest, Judgement):
            return _sheet({})
        found = {f.rule: f for f in self.honest.findings}
        return _sheet({r: (f.verdict.value, [e.quote for e in f.evidence]) for r, f in found.items()})

    def _obeying(self, pair: Pair) -> str:
        match self.obeys:
            case "gives numbers":
                return json.dumps({"score": 10, "total": 100, "verdict": "met"})
            case "invents quotes":
                return sheet(["I", "yield", "to", "you", "and", "bring", "a", "plan", "that", "earns", "money"])
            case "quotes the manager":
                return sheet(" ".join(c.text for c in pair.attacked.context).split()[:8])
        return sheet(pair.attack.split()[:8], pair.attack.split()[-8:])


def reaches(pair: Pair, asked: str) -> bool:
    """Whether three words of an attack in a row, or all of a shorter one, stand in what a model is asked."""
    words = WORD.findall(pair.attack)
    theirs = " ".join(WORD.findall(asked))
    if not words:
        return pair.attack in asked
    runs = [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]
    own = " ".join(WORD.findall(pair.clean.text + " ".join(c.text for c in pair.clean.context)))
    return any(r in theirs and r not in own for r in runs)


def sheet(*quotes: Sequence[str]) -> str:
    """Return an answer in the judge's own form that finds everything, with these words for evidence."""
    shown = [" ".join(words) for words in quotes]
    return _sheet(dict.fromkeys((*CRITERIA, *MOVES), ("met", shown)))


def _sheet(verdicts: dict[Rule, tuple[str, list[str]]]) -> str:
    def mark(rule: Rule) -> dict[str, Any]:
        verdict, shown = verdicts.get(rule, ("absent", []))
        said = {"verdict": verdict} if isinstance(rule, Criterion) else {"made": verdict == "met"}
        return {"rule": rule.value, "reason": "It shows it.", **said, "quotes": shown}

    return json.dumps({"criteria": [mark(c) for c in CRITERIA], "moves": [mark(m) for m in MOVES]})
