"""What a recap mail has of what was said and agreed, what it leaves out, and what it makes up."""

import re
from collections.abc import Sequence

from coach.domain.deadline import due_in
from coach.domain.facts import Said, share, words
from coach.domain.judgement import Judgement, Unjudged
from coach.domain.ledger import CARRIED, CONTINUED, Ledger
from coach.domain.opening import Difficulty
from coach.domain.rubric import Criterion
from coach.domain.session import Session
from coach.domain.transcript import Memory, Speaker
from coach.domain.value import Text, Value

_SHARED = 1 / 3
"""The part of an item's words that a sentence has to have to be about it."""


class Item(Value):
    """Something that a recap has to have: a commitment, the next talk, or the project that was asked for."""

    by: Speaker | None = None
    what: Text
    due: Text = ""
    said: Text = ""
    """The sentence of the mail that has it, empty where there is none."""
    dated: bool = True
    """Whether the mail also has by when, where that was said."""


class Slip(Value):
    """A sentence of the mail that should not stand there, or that nobody can vouch for, and why."""

    quote: Text
    reason: Text


class RecapReview(Value):
    """A recap held against the record of the meeting."""

    items: tuple[Item, ...]
    invented: tuple[Slip, ...] = ()
    """What was surely not said: a number, a name, a yes."""
    unsure: tuple[Slip, ...] = ()
    """What is not found in the talk and may be the same in other words: for the engineer to look at."""
    tone: tuple[Slip, ...] = ()
    unjudged: Text = ""
    """Why tone and claims could not be judged; empty where they were."""

    @property
    def missing(self) -> tuple[Item, ...]:
        """What the mail leaves out."""
        return tuple(i for i in self.items if not i.said)

    @property
    def undated(self) -> tuple[Item, ...]:
        """What it has without saying by when, though that was said."""
        return tuple(i for i in self.items if i.said and not i.dated)

    @property
    def sound(self) -> bool:
        """Whether it has everything, makes nothing up, and keeps the tone."""
        return not (self.missing or self.undated or self.invented or self.tone or self.unjudged)


def review(mail: str, session: Session, ledger: Ledger, verdict: Judgement | Unjudged) -> RecapReview:
    """Return what a recap mail is worth, given the ledger at the meeting's end and a judge's verdict on the mail."""
    parts = re.split(r"(?<=[.!?])\s+|\n+|;\s+", _MARKS.sub("", mail))
    sentences = [part.strip() for part in parts if part.strip()]
    items = tuple(_found(item, sentences) for item in record(session, ledger))
    claims = _Claims(session, ledger)
    told = [s for s in sentences if not _FORMAL.match(s)]
    invented = [Slip(quote=s, reason=reason) for s in told if (reason := claims.untrue(s))]
    false = {slip.quote for slip in invented}
    unsure = [Slip(quote=s, reason=reason) for s in told if s not in false and (reason := claims.unheard(s))]
    if isinstance(verdict, Unjudged):
        return RecapReview(items=items, invented=tuple(invented), unsure=tuple(unsure), unjudged=verdict.reason)
    tone: list[Slip] = []
    for finding in verdict.offences:
        slip = Slip(quote=finding.evidence[0].quote, reason=finding.reason)
        if any(slip.quote in other.quote or other.quote in slip.quote for other in (*invented, *unsure)):
            continue
        if finding.rule in _OF_CLAIMS and _CLAIM.match(slip.quote):
            continue  # it has been held against the record, which says more of it than a judge can
        (unsure if finding.rule is Criterion.DOCUMENT_EVERYTHING else tone).append(slip)
    return RecapReview(items=items, invented=tuple(invented), unsure=tuple(unsure), tone=tuple(tone))


def record(session: Session, ledger: Ledger) -> tuple[Item, ...]:
    """Return what a recap of a meeting has to have, in the order in which it was said."""
    project = next((o.name for o in session.brief.opportunities), session.scenario.projects[0].name)
    engineer = " ".join(t.text for t in session.transcript.replies)
    named = max(session.scenario.projects, key=lambda p: share(p.name, engineer)).name
    items = [Item(what=named if share(named, engineer) else project)]
    items += [Item(by=c.by, what=c.what, due=c.due) for c in ledger.commitments if not c.record and c.seq != CARRIED]
    if ledger.follow_up:
        due = due_in(ledger.follow_up)
        items.append(Item(what=ledger.follow_up, due=due))
    return tuple(items)


def remember(difficulty: Difficulty, ledger: Ledger, sent: RecapReview | None) -> Memory:
    """Return how the manager comes back to a meeting: what was written down and sent is what they remember.

    The supportive manager keeps their word anyway, the standard one with any record of it, the tough one only after a
    recap that has everything (the guide, section 4: document everything).
    """
    if sent and sent.invented:
        return Memory.DISPUTED
    if sent is None and any(c.record for c in ledger.commitments):
        return Memory.UNSENT
    kept = {
        Difficulty.SUPPORTIVE: True,
        Difficulty.STANDARD: sent is not None,
        Difficulty.TOUGH: sent is not None and not sent.missing,
    }
    return Memory.KEPT if kept[difficulty] else Memory.FORGOTTEN


def _found(item: Item, sentences: Sequence[str]) -> Item:
    """Return an item with the sentence that has it."""
    wanted = words(item.what)
    best = max(sentences, key=lambda s: (len(wanted & words(s)), _same_time(item.due, s)), default="")
    shared = len(wanted & words(best))
    about = shared >= max(1, min(3, round(len(wanted) * _SHARED)))
    if not about and item.due and item.by is None:  # the next talk is told by its time
        best = next((s for s in sentences if _same_time(item.due, s)), "")
        about = bool(best)
    if not about:
        return item
    dated = not item.due or any(_same_time(item.due, s) for s in sentences)
    return item.model_copy(update={"said": best, "dated": dated})


_MARKS = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•–])\s+", re.M)
"""What stands before the points of a list."""
_FORMAL = re.compile(
    r"(?:subject|date|to|from|cc)\s*:|(?:(?:kind|best|warm|many)\s+)?(?:regards|wishes|thanks|best|cheers|yours"
    r"|sincerely)\b\W*(?:[\w.'-]+\W*){0,3}$",
    re.I,
)
"""The head of a mail, and its end with a name: neither says anything of the talk."""
_CLAIM = re.compile(
    r"\b(?:you|we)(?:'ve|’ve| have)? (?:(?:also|both|kindly|already) )?"
    r"(?:agreed|promised|decided|confirmed|committed|approved|granted|offered|accepted|gave me"
    r"|said (?:yes\b|(?:that )?(?:you|i)(?:'d|’d|'ll|’ll| would| will| could| can)))\b(.*)"
    r"|\byou(?:'ll|’ll| will)\b(.*)",
    re.I | re.S,
)
_GIVEN = r"(?:seat|place|spot|role|part|project|lead|days?|afternoons?|hours|raise|promotion|title|budget)"
_WORK = r"(?:join|start|begin|work on|lead|own|be (?:on|part of)|spend|move (?:to|over))"
_YES = re.compile(
    r"\b(?:you|we) said yes\b|\b(?:approved|granted)\b"
    r"|\b(?:accepted|confirmed|agreed to) (?:my|the) (?:request|proposal|application|move|transfer)\b"
    rf"|\b(?:give|gave|grant|lend|promised|offered) me (?:[\w-]+ ){{0,3}}{_GIVEN}\b|\b(?:put|move|assign) me\b"
    rf"|\b(?:let|allow) me (?:to )?{_WORK}\b|\bto (?:a|my) (?:seat|place|spot|role)\b"
    rf"|\bI(?:'d|’d|'ll|’ll)?(?: will| would| can| could| may| might| am to| get to| should)? {_WORK}\b",
    re.I,
)
"""The yes for which a talk is held, as far as English words surely tell it."""
_PUT_OFF = """
    think thought about over consider reconsider sleep mull weigh look into check reflect come back get again talk meet
    discuss speak answer decide decision time let know follow-up follow
"""
"""What a manager has said who put the decision off, in whatever words."""


_OF_CLAIMS = frozenset({Criterion.DOCUMENT_EVERYTHING, Criterion.PATIENT_PERSISTENT})
"""What a judge may see violated by a sentence for no more than that it claims something."""


class _Claims:
    """What may be told of a talk, and what of a mail is not in it."""

    def __init__(self, session: Session, ledger: Ledger) -> None:
        talk = session.transcript
        lines = (*talk.past, *talk.lines)
        promised = [f"{c.what} {c.due}" for c in ledger.commitments if c.by is Speaker.MANAGER]
        theirs = [*(line.text for line in lines if line.speaker is Speaker.MANAGER), *promised, ledger.follow_up]
        put_off = ledger.outcome in CONTINUED or any(o.deferral and o.status != "waiting" for o in ledger.objections)
        self._said = words(" ".join((*theirs, *([_PUT_OFF] if put_off else []))))
        self._known = Said(
            session.scenario.facts, session.brief.model_dump_json(), *(line.text for line in lines), *promised
        )
        self._conceded = ledger.conceded is not None

    def untrue(self, sentence: str) -> str:
        """Return why a sentence surely tells what was not said, or an empty text."""
        if not _OWN.match(sentence) and (new := self._new(sentence)):
            return f"“{new}” was not said in the talk."
        if not self._conceded and _YES.search(sentence) and self._claimed(sentence):
            return "They did not say yes to that."
        return ""

    def unheard(self, sentence: str) -> str:
        """Return what of a sentence is not found in the talk, or an empty text."""
        if new := self._new(sentence) or self._known.new_project(sentence):
            return f"“{new}” is not found in the talk."
        return "It is not found in what they said." if self._claimed(sentence) else ""

    def _new(self, sentence: str) -> str:
        return self._known.new_number(sentence) or self._known.new_name(sentence)

    def _claimed(self, sentence: str) -> bool:
        """Whether a sentence tells of something that they have agreed to, and they never spoke of most of it."""
        found = _CLAIM.search(sentence)
        if found is None:
            return False
        about = words(next((part for part in found.groups() if part), ""))
        return len(about & self._said) * 2 < len(about) or not about


_OWN = re.compile(r"\W*I(?:['’](?:ll|d)|['’]m going| (?:will|would|can|could|shall|plan|hope|want|attach|send|add))\b")
"""What the engineer takes on or adds: new, and nobody's words but theirs."""


def _same_time(due: str, text: str) -> bool:
    """Whether a text names the time that was said; which small word stands before it does not matter."""
    core = re.sub(r"^(?:by|before|on|after|until|till|from|at|once|in|within|next|this|the) +", "", due.lower())
    return bool(core) and core in text.lower()


class FollowUp(Value):
    """The mail after a meeting: the engineer's own last one, or the bare bones of one that is still to be written."""

    text: Text
    own: bool
    """Whether the engineer wrote it. If not, what stands in square brackets is theirs to fill in."""


def follow_up(session: Session, ledger: Ledger) -> FollowUp:
    """Return the mail after a meeting, given the ledger at its end.

    Bare bones say what was agreed, who does what by when, and what stays open, as the record has it. They are no
    finished mail: to write it is the exercise (the guide, section 4: document everything).
    """
    if session.recaps:
        return FollowUp(text=session.recaps[-1].text, own=True)
    said = {turn.seq: turn.text for turn in session.turns}
    project, *items = record(session, ledger)
    mine = [i for i in items if i.by is Speaker.ENGINEER]
    theirs = [i for i in items if i.by is Speaker.MANAGER]
    open_points = [
        f"- You said: “{_last_sentence(said[o.raised_at])}” [what would change that, or what you will find out]"
        for o in ledger.objections
        if o.status == "open" and not o.deferral and o.raised_at in said
    ]
    parts = [
        f"Subject: Our talk: {project.what}",
        f"Hi {session.scenario.persona.name.split()[0]},",
        f"Thank you for your time. [What you asked for ({project.what}), in one sentence, and what they gain from it]",
        "Agreed:\n"
        + "\n".join([*(_line("You will", i) for i in theirs), *(_line("I said:", i) for i in mine)] or [_NOTHING]),
        "Still open:\n" + "\n".join(open_points or ["- [what they left open, in their words]"]),
        f"We talk again: {due_in(ledger.follow_up) or '[day and time]'}",
        "[Ask them to put right what you have got wrong]",
        "[Your name]",
    ]
    return FollowUp(text="\n\n".join(parts), own=False)


_NOTHING = "- [nothing was promised: the one step that you take on yourself, and by when]"


def _line(who: str, item: Item) -> str:
    """Return one commitment as a line of a mail; where nobody said by when, that is left to fill in."""
    what = " ".join(item.what.split())
    due = item.due and item.due.lower() not in what.lower() and f" ({item.due})"
    said = f"“{what}”" if item.by is Speaker.ENGINEER else what
    return f"- {who} {said}{due or '' if item.due else ' [by when?]'}"


def _last_sentence(text: str) -> str:
    """Return the last sentence of a turn, on one line: an objection stands at its end."""
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    return sentences[-1]
