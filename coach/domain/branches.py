"""Branches: a kept session rewound to one of its turns, and the tree that sessions grow into."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from coach.domain.judgement import JudgedTurn
from coach.domain.opening import JudgeName, ManagerName
from coach.domain.session import Origin, Session, SessionSummary
from coach.domain.transcript import Speaker
from coach.domain.value import Value
from coach.errors import UsageError


def fork_of(session: Session, seq: int) -> int:
    """Return the engineer's turn that rewinding a session to turn `seq` says anew.

    That turn itself, or the one that answers it where it is the manager's. Raises `UsageError` where there is none.
    """
    see = f"See its turns: coach replay {session.id}"
    if not session.turns:
        raise UsageError(f"Session {session.id} has no turn yet.", f"Go on: coach rehearse --resume {session.id}")
    if not 0 <= seq < len(session.turns):
        count = f"{len(session.turns)} turn{'' if len(session.turns) == 1 else 's'}"
        raise UsageError(f"Session {session.id} has {count}, and no turn {seq + 1}.", see)
    turn = session.turns[seq]
    if turn.speaker is Speaker.ENGINEER:
        return seq
    if turn.cue and turn.cue.outcome:
        before = f"Say your last reply anew: coach rewind {session.id} {seq}" if seq > 1 else see
        raise UsageError(f"With turn {seq + 1} the manager ends the talk, so nothing can answer it.", before)
    return seq + 1


def rewound(
    session: Session,
    fork: int,
    *,
    name: str,
    created_at: str,
    new_id: Callable[[], str],
    manager: ManagerName,
    judge: JudgeName,
    model: str | None,
) -> Session:
    """Return the new session in which the turns before `fork` (see `fork_of`) were said, and nothing after them.

    Its judgements are those that the manager had heard, so that it replays to the ledger of that moment, and whatever
    else the judges that go on had said of those turns. A judgement's id belongs to one session, so all get new ones.
    """
    turns = session.turns[:fork]
    heard = {name for turn in turns for name in turn.heard}
    stand = {(turn.seq, turn.revision) for turn in turns}
    carried = [
        judged
        for judged in session.judgements
        if (judged.seq, judged.revision) in stand
        and (judged.id in heard or judged.judgement.by.judge in ("rules", judge))
    ]
    names = {judged.id: new_id() for judged in carried}
    return Session(
        id=name,
        created_at=created_at,
        scenario=session.scenario,
        brief=session.brief,
        difficulty=session.difficulty,
        seed=session.seed,
        manager=manager,
        judge=judge,
        model=model,
        parent=Origin(session=session.id, seq=fork),
        earlier=session.earlier,
        turns=tuple(t.model_copy(update={"heard": tuple(names[j] for j in t.heard)}) for t in turns),
        judgements=tuple(_renamed(judged, names) for judged in carried),
    )


def _renamed(judged: JudgedTurn, names: dict[str, str]) -> JudgedTurn:
    return judged.model_copy(update={"id": names[judged.id]})


class Kin(StrEnum):
    """What a session is to the one above it in the tree."""

    FIRST = "first"
    """There is none above it."""
    BRANCH = "branch"
    """The same talk, answered anew from one of its turns."""
    MEETING = "meeting"
    """The next meeting."""


class Leaf(Value):
    """A session in its place in the tree: `depth` 0 for one that came from no other."""

    summary: SessionSummary
    depth: int
    kin: Kin
    last: bool
    """Whether no other of the same parent stands below it."""


def tree(summaries: Sequence[SessionSummary]) -> tuple[Leaf, ...]:
    """Return sessions as a tree, in the order of a list: below each its branches and later meetings, oldest first.

    A family stands where its newest member would, so what was done last stands first. A session whose parent is not
    among them stands for itself. Takes the summaries newest first; linear in their number.
    """
    age = {summary.id: place for place, summary in enumerate(summaries)}
    children: dict[str | None, list[SessionSummary]] = {}
    for summary in reversed(summaries):
        parent = summary.parent.session if summary.parent else None
        children.setdefault(parent if parent in age else None, []).append(summary)
    families = [_family(root, children) for root in children.get(None, ())]
    families.sort(key=lambda family: min(age[leaf.summary.id] for leaf in family))
    placed = {leaf.summary.id for family in families for leaf in family}
    # In a damaged database two sessions may descend from one another; they are shown all the same.
    stray = [Leaf(summary=s, depth=0, kin=Kin.FIRST, last=True) for s in summaries if s.id not in placed]
    return (*(leaf for family in families for leaf in family), *stray)


def family(summaries: Sequence[SessionSummary], name: str) -> tuple[Leaf, ...]:
    """Return the part of the tree that the session of that id belongs to, from its root on."""
    leaves = tree(summaries)
    own = next((n for n, leaf in enumerate(leaves) if leaf.summary.id == name), None)
    if own is None:
        return ()
    start = max(n for n in range(own + 1) if leaves[n].depth == 0)
    end = next((n for n in range(own + 1, len(leaves)) if leaves[n].depth == 0), len(leaves))
    return leaves[start:end]


def rails(leaves: Iterable[Leaf]) -> list[str]:
    """Return for each leaf, in the order of the tree, the lines that join it to the one above: `│  ├─ `."""
    drawn: list[str] = []
    open_: list[bool] = []  # for each depth from 1 on, whether its line goes on below
    for leaf in leaves:
        del open_[max(0, leaf.depth - 1) :]
        joins = "".join("│  " if goes_on else "   " for goes_on in open_)
        drawn.append("" if leaf.depth == 0 else f"{joins}{'└─ ' if leaf.last else '├─ '}")
        if leaf.depth:
            open_.append(not leaf.last)
    return drawn


def _family(root: SessionSummary, children: dict[str | None, list[SessionSummary]]) -> list[Leaf]:
    leaves: list[Leaf] = []
    waiting = [(root, 0, True)]
    while waiting:
        summary, depth, last = waiting.pop()
        leaves.append(Leaf(summary=summary, depth=depth, kin=_kin(summary) if depth else Kin.FIRST, last=last))
        below = children.get(summary.id, ())
        waiting += [(child, depth + 1, n == 0) for n, child in enumerate(reversed(below))]
    return leaves


def _kin(summary: SessionSummary) -> Kin:
    return Kin.BRANCH if summary.parent and summary.parent.seq is not None else Kin.MEETING
