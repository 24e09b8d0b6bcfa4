"""What if: a kept session is rewound in a session of its own, and two branches are laid side by side."""

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from coach.coaching import Choice
from coach.domain.branches import rewound
from coach.domain.judgement import JudgedTurn
from coach.domain.opening import Opening
from coach.domain.session import Origin, Session
from coach.domain.transcript import Outcome
from coach.errors import NotFound, UsageError
from coach.rehearsal import Rehearsal
from tests.coaching.test_meetings import TALK, scene
from tests.test_coaching import Desk, FakeServer

PLAIN = "Thank you for making time. I would like to join the fraud detection system."
OFFENCE = "You always give those projects to others, and it is unfair."
OFFER = "The migration comes first, and that stays your call. After the 18th I could take a task off the fraud team."


@pytest.fixture
async def desk(home: Path) -> AsyncIterator[Desk]:
    made = Desk(home, {}, FakeServer("only"))
    yield made
    await made.coach.close()


async def say(rehearsal: Rehearsal, *replies: str) -> Session:
    for reply in replies:
        async for _ in rehearsal.answer(reply):
            pass
    return rehearsal.session


async def rewind(desk: Desk, session: str, seq: int, **engines: str) -> Rehearsal:
    return await desk.coach.rehearse(Opening(rewound=session, seq=seq, **engines))  # type: ignore[arg-type]


async def test_a_branch_may_be_an_exam_and_is_not_taken_for_one_that_is_none(desk: Desk) -> None:
    kept = await desk.played(PLAIN, OFFENCE)
    loud = await rewind(desk, kept, 3)
    quiet = await desk.coach.rehearse(Opening(rewound=kept, seq=3, exam=True))
    assert (loud.session.exam, quiet.session.exam) == (False, True)
    assert (await desk.coach.session(quiet.session.id)).exam
    again = await desk.coach.rehearse(Opening(rewound=kept, seq=3, exam=True))
    assert again.session.id == quiet.session.id


async def kept_as(desk: Desk, name: str, **made: str) -> None:
    """Keep a talk whose verdicts another judge has given: one of that make."""
    kept = await desk.coach.session(await desk.played(PLAIN, OFFENCE))
    names = (f"{name}-{n}" for n in count())
    copy = rewound(
        kept,
        len(kept.turns),
        name=name,
        created_at=kept.created_at,
        new_id=lambda: next(names),
        manager="scripted",
        judge="rules",
        model=None,
    )
    old = [_made(j, made) for j in copy.judgements]
    await desk.coach._store.call(lambda store: store.create(copy.model_copy(update={"judgements": tuple(old)})))


def _made(judged: JudgedTurn, made: dict[str, str]) -> JudgedTurn:
    by = judged.judgement.by.model_copy(update=made)
    return judged.model_copy(update={"judgement": judged.judgement.model_copy(update={"by": by})})


async def test_the_same_words_get_the_same_answer_and_other_words_another_one(desk: Desk) -> None:
    kept = await desk.coach.session(await desk.played(PLAIN, OFFENCE, OFFER))
    same = await say(await rewind(desk, kept.id, 3), OFFENCE, OFFER)
    assert [t.text for t in same.turns] == [t.text for t in kept.turns]
    assert [t.cue for t in same.turns] == [t.cue for t in kept.turns]
    other = await say(await rewind(desk, kept.id, 3), OFFER)
    assert other.turns[4].cue != kept.turns[4].cue
    assert other.parent == Origin(session=kept.id, seq=3)
    assert await desk.coach.session(kept.id) == kept  # nothing happened to it
    report = await desk.coach.report(other.id)
    assert (report.score.judged, report.score.replies) == (2, 2)


async def test_a_managers_turn_is_answered_anew_also_the_last_one_of_a_talk_that_was_left(desk: Desk) -> None:
    kept = await desk.coach.session(await desk.played(PLAIN))
    assert kept.outcome is Outcome.LEFT
    after_all = await say(await rewind(desk, kept.id, len(kept.turns) - 1), OFFER)
    assert [t.text for t in after_all.turns[: len(kept.turns) + 1]] == [*(t.text for t in kept.turns), OFFER]


async def test_an_open_session_branches_and_so_does_a_branch(desk: Desk) -> None:
    begun = await desk.coach.rehearse(Opening(scenario="high-visibility-projects", seed=1))
    async for _ in begun.open():
        pass
    open_ = await say(begun, PLAIN, OFFENCE)
    branch = await say(await rewind(desk, open_.id, 3), OFFER)
    further = await say(await rewind(desk, branch.id, 1), OFFER)
    assert further.parent == Origin(session=branch.id, seq=1)
    assert (await desk.coach.session(open_.id)).turns == open_.turns
    leaves = await desk.coach.branches.family(further.id)
    assert [(leaf.summary.id, leaf.depth) for leaf in leaves] == [(open_.id, 0), (branch.id, 1), (further.id, 2)]


async def test_a_branch_in_which_nothing_was_said_is_taken_up_again(desk: Desk) -> None:
    kept = await desk.played(PLAIN, OFFENCE)
    first = (await rewind(desk, kept, 3)).session
    assert (await rewind(desk, kept, 2)).session.id == first.id  # the same place, by the turn before it
    assert (await rewind(desk, kept, 1)).session.id != first.id
    assert (await rewind(desk, kept, 3, judge="llm", model="m")).session.id != first.id
    await say(await rewind(desk, kept, 3), OFFER)
    assert (await rewind(desk, kept, 3)).session.id != first.id


async def test_a_later_meeting_remembers_the_one_before_in_every_branch(desk: Desk) -> None:
    first = await desk.coach.start(scene(), choice=Choice(), seed=0)
    async for _ in first.open():
        pass
    for text in TALK:
        if not first.over:
            await say(first, text)
    await first.finish(patience_s=1)
    second = await desk.coach.rehearse(Opening(continued=first.session.id))
    async for _ in second.open():
        pass
    kept = await say(second, OFFENCE)
    branch = await say(await rewind(desk, kept.id, 1), OFFENCE)
    assert branch.earlier == kept.earlier
    assert branch.earlier is not None
    assert branch.turns[2].cue == kept.turns[2].cue


async def test_what_the_llm_judge_had_judged_is_not_asked_again(desk: Desk) -> None:
    kept = await desk.played(PLAIN, OFFENCE)
    await desk.coach.judge_again(kept, Choice(judge="llm", model="m"))
    rehearsal = await rewind(desk, kept, 3, judge="llm", model="m")
    assert [j.seq for j in rehearsal.session.judged_by("llm")] == [1]
    assert rehearsal.unscored == 0
    await say(rehearsal, OFFER)
    assert [j.seq for j in (await rehearsal.finish(patience_s=1)).judged_by("llm")] == [1, 3]


async def test_verdicts_that_were_made_otherwise_are_made_anew(desk: Desk) -> None:
    """The rules have changed since: the score of a branch comes from one judge all the same."""
    await kept_as(desk, "old", weights="old")
    branch = await say(await rewind(desk, "old", 3), OFFER)
    assert [j.seq for j in branch.judged_by("rules")] == [1, 3]
    assert len({j.judgement.by.make for j in branch.judged_by("rules")}) == 1
    told = await desk.coach.branches.compare(branch.id)
    assert (told.left.session, told.right.session) == ("old", branch.id)
    assert (told.left.score.judged, told.right.score.judged) == (2, 2)


async def test_another_model_judges_the_replies_of_a_branch_from_its_beginning(desk: Desk) -> None:
    await kept_as(desk, "old", judge="llm", model="before")
    rehearsal = await rewind(desk, "old", 3, judge="llm", model="now")
    assert rehearsal.unscored == 1
    await say(rehearsal, OFFER)
    scored = (await rehearsal.finish(patience_s=1)).judged_by("llm")
    assert [(j.seq, j.judgement.by.model) for j in scored] == [(1, None), (3, None)]
    assert rehearsal.unscored == 0


async def test_a_comparison_is_scored_by_one_judge(desk: Desk) -> None:
    kept = await desk.played(PLAIN, OFFENCE)
    branch = (await say(await rewind(desk, kept, 3), OFFER)).id
    told = await desk.coach.branches.compare(kept, branch)
    assert (told.judge, len(told.shared), told.remarks) == ("rules", 3, ())
    assert told.gain is not None
    assert told.gain > 0
    assert told == await desk.coach.branches.compare(branch)  # beside what it branched off
    before = await desk.coach.session(branch)
    with pytest.raises(UsageError, match="llm judge has not judged both"):
        await desk.coach.branches.compare(kept, branch, "llm")
    assert await desk.coach.session(branch) == before


async def test_what_cannot_be_rewound_or_compared_is_said(desk: Desk) -> None:
    kept = await desk.played(PLAIN)
    with pytest.raises(UsageError, match="no turn 100"):
        await rewind(desk, kept, 99)
    with pytest.raises(NotFound):
        await rewind(desk, "nobody", 1)
    with pytest.raises(UsageError, match="Name one thing"):
        await desk.coach.rehearse(Opening(rewound=kept))
    with pytest.raises(UsageError, match="Name one thing"):
        await desk.coach.rehearse(Opening(rewound=kept, seq=1, again=kept))
    with pytest.raises(UsageError, match="branched off no other one"):
        await desk.coach.branches.compare(kept)
