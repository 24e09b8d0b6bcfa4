"""Replies that say nothing: none of them may score above the lowest band, whoever judges."""

from coach.domain.judgement import Judgement, Unjudged
from coach.domain.scorecard import score
from coach.domain.transcript import CueKind, Reply, Speaker, Transcript, Turn

_OBJECTION = "Those projects have all the people they need, and the immediate work comes first for us."
"""What every one of them answers: an objection calls for as many criteria as any turn does."""

JUNK: dict[str, str] = {
    "empty": "",
    "spaces": "   \n\t ",
    "full stop": ".",
    "question marks": "?!?!?!",
    "fine": "fine",
    "ok": "Ok.",
    "sure": "Sure, sure, sure.",
    "one word": "Absolutely",
    "one grand word": "Synergy",
    "keyboard mash": "asdf jklö qwer zxcv hjkl asdf uiop",
    "mashed in sentences": "Gfdh wqrt plkm. Vbnx zrtw, hjkk! Qqwr tzpl mnbv?",
    "one letter": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "made-up words": "Brimsel tofa nurrig, plenkwitz da horrum beslat vimmer oltanga.",
    "numbers": "12 40 7 19 3.5 88 21 % 16 0 4",
    "emoji": "👍👍👍🚀🚀🔥💯",
    "ticks": "✅ ✅ ✅ ✅ ✅ ✅",
    "markup": "<div><p></p><span></span></div>",
    "code": "for i in range(10):\n    pass",
    "a key": "aGVsbG8gdGhlcmUgaGVsbG8gdGhlcmU=",
    "flattery": "You are the best manager anyone could wish for, and everybody on this floor says so.",
    "more flattery": "What a wonderful answer. You always see things so clearly. Brilliant, truly brilliant!",
    "flattery of the firm": "This is an amazing company with amazing people and an amazing spirit.",
    "rubric words": "Hierarchy, proactive, value, patience, persistence, documentation, executive perspective.",
    "business words": "ROI, KPI, OKR, revenue, risk, cost, customers, strategy, impact, alignment, leverage.",
    "move words": "Thanks. Numbers. Project. Proposition. Constraint. Alternative. Follow-up. Question.",
    "padded": "Well, you know, so to speak, as it were, I mean, basically, at the end of the day, all in all, anyway.",
    "padded politely": "Right, yes, well, indeed, of course, naturally, certainly, quite so, as you say, well, yes.",
    "over and over": "I agree. I agree. I agree. I agree. I agree. I agree. I agree. I agree.",
    "buzz": "Let's leverage synergies to drive impactful alignment across the value space going forward.",
    "weather": "It has been raining since the morning, and they say it will rain again tomorrow.",
    "proverb": "Well, as they say, every cloud has a silver lining and Rome was not built in a day.",
    "thanks alone": "Thanks a million, that was ever so kind of you, and thanks once more from me.",
    "well-wishes": "A very good morning to you, I hope that all is well, and do have a lovely weekend.",
    "truism": "What is so is so, as we both know, and what will be will be, one way or another.",
    "thinking aloud": "Hm, let me see now, how should I say it, well, I mean, so, yes, that is about it.",
    "heap in a sentence": "Our strategic alignment unlocks stakeholder value and drives impact across the ecosystem.",
    "sense without meaning": "The green Tuesday sings under a patient spoon, and every second lake agrees with it.",
    "printers' filler": "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt.",
    "placeholder": "[insert reply here]",
    "a refusal": "As a language model I cannot take part in this conversation.",
}
"""By name; our own texts."""


def junk_reply(text: str) -> Reply:
    """Return a reply as a judge sees it: an answer to an objection."""
    return _talk(text).reply(1)


def junk_total(text: str, judgement: Judgement | Unjudged) -> float | None:
    """Return what a judgement of such a reply scores, 0 to 100; `None` where nothing was judged."""
    return score(_talk(text), [(1, judgement)]).total


def _talk(text: str) -> Transcript:
    return Transcript(
        setting="An ML engineer talks to their manager and would like to join the demand forecast project",
        turns=(
            Turn(seq=0, speaker=Speaker.MANAGER, text=_OBJECTION, called=CueKind.OBJECT),
            Turn(seq=1, speaker=Speaker.ENGINEER, text=text),
        ),
    )
