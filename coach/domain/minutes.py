"""What a recap mail has of what was said and agreed, what it leaves out, and what it makes up."""

import re
from collections.abc import Sequence

from coach.domain.deadline import due_in
from coach.domain.facts import Said, share, words
from coach.domain.judgement import Judgement, Unjudged
from coach.domain.ledger import Ledger
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
    """A sentence of the mail that should not stand there, and why."""

    quote: Text
    reason: Text


class RecapReview(Value):
    """A recap held against the record of the meeting."""

    items: tuple[Item, ...]
    invented: tuple[Slip, ...] = ()
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
    sentences = [s.strip() for s in re.split(r"(?<=[.!?])\s+|\n+|;\s+", mail) if s.strip()]
    items = tuple(_found(item, sentences) for item in record(session, ledger))
    talk = session.transcript
    known = Said(
        session.scenario.model_dump_json(exclude={"difficulty", "author"}),
        session.brief.model_dump_json(),
        *(line.text for line in (*talk.past, *talk.lines)),
    )
    invented = [
        Slip(quote=s, reason=f"“{new}” was not said in the talk.") for s in sentences if (new := known.invented(s))
    ]
    said = " ".join(
        [*(t.text for t in session.turns if t.speaker is Speaker.MANAGER), *(c.what for c in ledger.commitments)]
    )
    invented += [Slip(quote=s, reason="They did not say that.") for s in sentences if _claimed(s, words(said))]
    if isinstance(verdict, Unjudged):
        return RecapReview(items=items, invented=tuple(invented), unjudged=verdict.reason)
    tone: list[Slip] = []
    for finding in verdict.violations:
        slip = Slip(quote=finding.evidence[0].quote, reason=finding.reason)
        if finding.rule is not Criterion.DOCUMENT_EVERYTHING:
            tone.append(slip)
        elif all(slip.quote not in other.quote for other in invented):
            invented.append(slip)
    return RecapReview(items=items, invented=tuple(invented), tone=tuple(tone))


def record(session: Session, ledger: Ledger) -> tuple[Item, ...]:
    """Return what a recap of a meeting has to have, in the order in which it was said."""
    project = next((o.name for o in session.brief.opportunities), session.scenario.projects[0].name)
    engineer = " ".join(t.text for t in session.transcript.replies)
    named = max(session.scenario.projects, key=lambda p: share(p.name, engineer)).name
    items = [Item(what=named if share(named, engineer) else project)]
    items += [Item(by=c.by, what=c.what, due=c.due) for c in ledger.commitments if not c.record and c.seq >= 0]
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
    near = " ".join(sentences)
    return item.model_copy(update={"said": best, "dated": not item.due or _same_time(item.due, near)})


_CLAIM = re.compile(
    r"\b(?:you|we)(?:'ve|’ve| have)? (?:(?:also|both|kindly|already) )?"
    r"(?:agreed|promised|decided|confirmed|committed|approved|granted|offered|accepted|gave me"
    r"|said (?:that )?(?:you|i)(?:'d|’d|'ll|’ll| would| will| could| can))\b(.*)"
    r"|\byou(?:'ll|’ll| will)\b(.*)",
    re.I | re.S,
)


def _claimed(sentence: str, said: frozenset[str]) -> bool:
    """Whether a sentence tells of something that the manager has agreed to, and they never spoke of most of it."""
    found = _CLAIM.search(sentence)
    about = words(next((part for part in found.groups() if part), "")) if found else frozenset[str]()
    return bool(about) and len(about & said) * 2 < len(about)


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
        "Agreed:\n" + "\n".join([*(_line("You will", i) for i in theirs), *(_line("I said:", i) for i in mine)] or [_NOTHING]),
        "Still open:\n" + "\n".join(open_points or ["- [what they left open, in their words]"]),
        f"We talk again: {ledger.follow_up and due_in(ledger.follow_up) or '[day and time]'}",
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
