"""A branch stands where its parent stood at that turn, and every session has one place in the tree."""

from collections.abc import Iterable, Sequence
from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.branches import Kin, family, fork_of, rails, rewound, tree
from coach.domain.dialogue import replay
from coach.domain.judgement import JudgedTurn
from coach.domain.opening import Difficulty, JudgeName
from coach.domain.rubric import Move
from coach.domain.scenario import Scenario
from coach.domain.session import Origin, Session, SessionSummary
from coach.domain.transcript import Outcome, Speaker
from coach.errors import UsageError
from tests.domain.test_dialogue import COMPLAINT, GUIDE, IDEAL, NOTHING, Heard, levels, play, scenes, talks
from tests.judging import judgement


def branch(session: Session, fork: int, judge: JudgeName = "llm") -> Session:
    names = count()
    return rewound(
        session,
        fork,
        name=f"{session.id}b",
        created_at="2026-01-02T00:00:00+00:00",
        new_id=lambda: f"{session.id}-new{next(names)}",
        manager="scripted",
        judge=judge,
        model=None,
    )


def engineer_turns(session: Session) -> list[int]:
    return [turn.seq for turn in session.turns if turn.speaker is Speaker.ENGINEER]


@given(scenes, levels, talks, st.data())
def test_a_branch_replays_to_the_ledger_that_its_parent_had_at_that_turn(
    scene: Scenario, level: Difficulty, talk: Iterable[Heard], data: st.DataObject
) -> None:
    session = play(scene, level, talk).session
    fork = data.draw(st.sampled_from(engineer_turns(session)))
    branched = branch(session, fork)
    ledger, known = replay(branched)
    assert ledger == replay(session.model_copy(update={"turns": session.turns[:fork]}))[0]
    assert set(known) <= {j.id for j in branched.judgements}
    assert not {j.id for j in branched.judgements} & {j.id for j in session.judgements}
    assert all(j.seq < fork for j in branched.judgements)
    assert [t.text for t in branched.turns] == [t.text for t in session.turns[:fork]]
    # And so does a branch of the branch.
    again = data.draw(st.sampled_from([*engineer_turns(branched), fork]))
    assert replay(branch(branched, again))[0] == replay(session.model_copy(update={"turns": session.turns[:again]}))[0]


def test_a_branch_begins_like_its_parent_and_owns_nothing_that_came_later() -> None:
    session = play(GUIDE, Difficulty.TOUGH, [NOTHING, IDEAL, COMPLAINT] * 20, seed=7).session
    session = session.model_copy(update={"outcome": Outcome.REFUSED})
    branched = branch(session, 3)
    kept = ("scenario", "brief", "difficulty", "seed", "earlier")
    assert [getattr(branched, name) for name in kept] == [getattr(session, name) for name in kept]
    assert branched.parent == Origin(session="s", seq=3)
    assert branched.outcome is None
    assert (branched.recaps, branched.rewritings, branched.real_talks) == ((), (), ())


def test_what_the_judges_of_the_branch_had_said_carries_over_and_another_judge_stays_behind() -> None:
    session = play(GUIDE, Difficulty.STANDARD, [Heard(steering=NOTHING)] * 20).session
    llm = judgement([Move.THANKS])
    llm = llm.model_copy(update={"by": llm.by.model_copy(update={"judge": "llm"})})
    late = JudgedTurn(id="late", seq=1, judgement=llm)
    stale = JudgedTurn(id="stale", seq=1, revision=1, judgement=llm)  # of words that were replaced
    session = session.model_copy(update={"judgements": (*session.judgements, late, stale)})
    assert [j.judgement.by.judge for j in branch(session, 3).judgements] == ["rules", "llm"]
    assert [j.judgement.by.judge for j in branch(session, 3, "rules").judgements] == ["rules"]


def test_a_reply_is_said_anew_and_a_turn_of_the_managers_is_answered_anew() -> None:
    session = play(GUIDE, Difficulty.STANDARD, [NOTHING] * 20).session
    assert [fork_of(session, seq) for seq in range(4)] == [1, 1, 3, 3]
    open_ = session.model_copy(update={"turns": session.turns[:3]})
    assert fork_of(open_, 2) == 3  # its last words are answered


@pytest.mark.parametrize("beyond", [-1, 0])
def test_a_turn_that_is_not_there_is_refused_by_its_number(beyond: int) -> None:
    session = play(GUIDE, Difficulty.STANDARD, [NOTHING] * 20).session
    seq = -1 if beyond else len(session.turns)
    with pytest.raises(UsageError, match=f"no turn {seq + 1}") as refusal:
        fork_of(session, seq)
    assert "coach replay s" in refusal.value.repair


def test_nothing_answers_the_end_and_nothing_is_rewound_that_has_not_begun() -> None:
    session = play(GUIDE, Difficulty.STANDARD, [NOTHING] * 20).session
    last = len(session.turns) - 1
    with pytest.raises(UsageError, match="ends the talk") as refusal:
        fork_of(session, last)
    assert f"coach rewind s {last}" in refusal.value.repair
    assert fork_of(session, last - 1) == last - 1  # what the repair says
    with pytest.raises(UsageError, match="no turn yet"):
        fork_of(session.model_copy(update={"turns": ()}), 0)


def summary(name: str, at: int, parent: str = "", seq: int | None = None) -> SessionSummary:
    return SessionSummary(
        id=name,
        created_at=f"2026-01-01T00:00:{at:02}+00:00",
        scenario="x",
        title="X",
        difficulty=Difficulty.STANDARD,
        manager="scripted",
        judge="rules",
        replies=1,
        parent=Origin(session=parent, seq=seq) if parent else None,
    )


FAMILY = [
    summary("b2", 6, "root", 1),
    summary("next", 5, "b1"),
    summary("other", 4),
    summary("bb", 3, "b1", 3),
    summary("b1", 2, "root", 3),
    summary("root", 1),
]


def test_branches_and_later_meetings_stand_below_what_they_came_from() -> None:
    leaves = tree(FAMILY)
    drawn = [f"{rail}{leaf.summary.id}" for leaf, rail in zip(leaves, rails(leaves), strict=True)]
    # The family of the newest session comes first, although its root is the oldest of all.
    assert drawn == ["root", "├─ b1", "│  ├─ bb", "│  └─ next", "└─ b2", "other"]
    assert [leaf.kin for leaf in leaves] == [Kin.FIRST, Kin.BRANCH, Kin.BRANCH, Kin.MEETING, Kin.BRANCH, Kin.FIRST]
    assert [leaf.summary.id for leaf in family(FAMILY, "next")] == ["root", "b1", "bb", "next", "b2"]
    assert [leaf.summary.id for leaf in family(FAMILY, "other")] == ["other"]
    assert family(FAMILY, "nobody") == ()


def test_a_session_whose_parent_is_gone_stands_for_itself() -> None:
    assert [(leaf.summary.id, leaf.depth) for leaf in tree([summary("b", 1, "gone", 3)])] == [("b", 0)]


@given(st.lists(st.integers(0, 11), min_size=1, max_size=12))
def test_every_session_has_one_place_whatever_the_database_says(parents: Sequence[int]) -> None:
    sessions = [summary(str(n), n, str(p) if p != n else "", 1) for n, p in enumerate(parents)]
    leaves = tree(sessions)
    assert sorted(leaf.summary.id for leaf in leaves) == sorted(s.id for s in sessions)
    assert leaves[0].depth == 0
    assert all(later.depth <= before.depth + 1 for before, later in pairwise(leaves))
    assert all(len(rail) == 3 * leaf.depth for rail, leaf in zip(rails(leaves), leaves, strict=True))
