"""Progress compares only what one judge judged, counts a branch for what is its own, and says what to practise."""

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.brief import Brief
from coach.domain.judgement import JudgedBy, JudgedTurn, Unjudged, Verdict
from coach.domain.opening import Difficulty
from coach.domain.practice import practise
from coach.domain.progress import RECENT, Held, History, Rehearsed, attempt_of
from coach.domain.real_talk import RealTalk
from coach.domain.rubric import CRITERIA, Criterion, Move, Rule
from coach.domain.session import Origin, Session
from coach.domain.transcript import Cue, CueKind, Outcome, Speaker, Turn
from coach.library.scenes import Library
from tests.judging import judgement

RULES, OTHER = JudgedBy(judge="rules", rubric="r", weights="old"), JudgedBy(judge="rules", rubric="r", weights="new")
LLM = JudgedBy(judge="llm", rubric="r", prompt="p", model="served-42", asked="tiny")
SCENE = Library(None).scenario("high-visibility-projects")
PATIENT = CRITERIA.index(Criterion.PATIENT_PERSISTENT)


def judged(seq: int, by: JudgedBy, met: tuple[Rule, ...] = (), violated: tuple[Rule, ...] = ()) -> JudgedTurn:
    found = judgement(met=met, violated=violated).model_copy(update={"by": by})
    return JudgedTurn(id=f"{seq}{by.judge}{by.weights}", seq=seq, judgement=found)


def session(
    name: str,
    *judgements: JudgedTurn,
    cues: tuple[CueKind, ...] = (CueKind.OPEN, CueKind.OBJECT),
    outcome: Outcome | None = Outcome.DEFERRED,
    level: Difficulty = Difficulty.STANDARD,
    parent: Origin | None = None,
    talks: tuple[RealTalk, ...] = (),
) -> Session:
    """A talk with a reply to each cue; its day is the number in its name."""
    turns: list[Turn] = []
    for n, kind in enumerate(cues):
        turns.append(Turn(seq=2 * n, speaker=Speaker.MANAGER, text="Well.", cue=Cue(kind=kind)))
        turns.append(Turn(seq=2 * n + 1, speaker=Speaker.ENGINEER, text="the quoted words"))
    return Session(
        id=name,
        created_at=f"2026-03-{int(name.strip('abcdefghijklmnopqrstuvwxyz') or 1):02}T09:00:00+00:00",
        scenario=SCENE,
        brief=Brief(),
        difficulty=level,
        seed=1,
        manager="scripted",
        judge="rules",
        parent=parent,
        turns=tuple(turns),
        judgements=judgements,
        outcome=outcome,
        real_talks=talks,
    )


def history(*sessions: Session) -> History:
    return History(attempts=tuple(attempt for s in sessions if (attempt := attempt_of(s))))


@given(st.lists(st.lists(st.sampled_from([RULES, OTHER, LLM]), max_size=3), max_size=8))
def test_every_session_stands_in_one_line_of_one_judge_or_is_left_out(judges: list[list[JudgedBy]]) -> None:
    kept = history(*(session(f"s{n + 1}", *(judged(1, by) for by in by_all)) for n, by_all in enumerate(judges)))
    for by in kept.judges or (None,):
        standing = kept.standing(by)
        if by:
            assert {r.scored.by.make for r in standing.rehearsed} <= {by.make}
        inside = {r.attempt.session for r in standing.rehearsed}
        outside = {a.session for a in standing.left_out}
        assert inside | outside == {f"s{n + 1}" for n in range(len(judges))}
        assert not inside & outside
        assert all(len(line.scores) == len(inside) for line in standing.criteria)
    covered = [len(kept.standing(by).rehearsed) for by in kept.judges]
    assert covered == sorted(covered, reverse=True)


def test_a_server_that_renames_its_model_makes_no_other_judge() -> None:
    renamed = LLM.model_copy(update={"model": "served-43"})
    kept = history(session("s1", judged(1, LLM)), session("s2", judged(1, renamed)))
    assert len(kept.judges) == 1
    assert len(kept.standing().rehearsed) == 2


def test_of_several_judgements_the_last_counts_and_a_failure_takes_nothing_away() -> None:
    first, second = judged(3, RULES, violated=(Criterion.PATIENT_PERSISTENT,)), judged(3, RULES, met=(Move.THANKS,))
    failed = JudgedTurn(id="f", seq=3, judgement=Unjudged(by=RULES, reason="no answer"))
    stale = first.model_copy(update={"revision": 7})
    scored = history(session("s1", first, second, failed, stale)).standing().rehearsed[0].scored
    assert scored.verdicts[PATIENT] == (Verdict.ABSENT,)
    assert scored.made[0] is True
    assert scored.judged == 1


def test_a_criterion_that_nothing_called_for_is_a_gap_and_no_zero() -> None:
    kept = history(
        session("s1", judged(1, RULES), cues=(CueKind.OPEN,)),
        session("s2", judged(3, RULES, violated=(Criterion.PATIENT_PERSISTENT,))),
    )
    assert kept.standing().criteria[PATIENT].scores == (None, 0.0)


def test_a_branch_counts_for_its_own_replies_and_for_no_try() -> None:
    shared = judged(1, RULES, violated=(Criterion.VALUE_NOT_EGO,))
    first = session("s1", shared, judged(3, RULES), outcome=Outcome.REFUSED)
    own = judged(3, RULES, met=(Criterion.PATIENT_PERSISTENT,))
    branch = session("b2", shared, own, outcome=Outcome.GRANTED, parent=Origin(session="s1", seq=3))
    standing = history(first, branch).standing()
    ego = standing.criteria[CRITERIA.index(Criterion.VALUE_NOT_EGO)]
    assert ego.recent.count(Verdict.VIOLATED) == 1
    assert [r.attempt.replies for r in standing.rehearsed] == [2, 1]
    assert [r.attempt.branch for r in standing.rehearsed] == [False, True]
    assert [r.attempt.session for r in standing.whole] == ["s1"]
    (tried,) = standing.tried
    assert (tried.tried, tried.won, tried.branches) == (1, 0, 1)
    untouched = session("b3", shared, cues=(CueKind.OPEN,), parent=Origin(session="s1", seq=3))
    assert attempt_of(untouched) is None


def test_a_later_meeting_is_no_branch() -> None:
    (attempt,) = history(session("s1", judged(1, RULES), parent=Origin(session="s0"))).attempts
    assert not attempt.branch


def test_wins_in_a_row_are_counted_by_scene_and_level_and_what_is_open_is_no_try() -> None:
    ends = (Outcome.REFUSED, Outcome.GRANTED, None, Outcome.FOLLOW_UP_AGREED)
    kept = history(
        *(session(f"s{n + 1}", judged(1, RULES), outcome=end) for n, end in enumerate(ends)),
        session("t9", judged(1, RULES), outcome=Outcome.LEFT, level=Difficulty.TOUGH),
    )
    tough, standard = kept.standing().tried
    assert (tough.difficulty, tough.tried, tough.in_a_row) == (Difficulty.TOUGH, 1, 0)
    assert (standard.tried, standard.won, standard.in_a_row, standard.recent) == (3, 2, 2, (False, True, True))


def test_a_real_talk_stands_on_the_same_line_at_the_end_of_its_day() -> None:
    talk = RealTalk(result=Outcome.GRANTED, on="2026-03-02")
    kept = history(session("s1", judged(1, RULES), talks=(talk,)), session("s2", judged(1, RULES)), session("s3"))
    line = kept.standing().line
    assert [p.attempt.session if isinstance(p, Rehearsed) else p.talk.on for p in line] == ["s1", "s2", "2026-03-02"]
    assert isinstance(line[2], Held)
    assert line[2].session == "s1"


def test_what_is_practised_next_is_the_criterion_that_went_worst_of_late_and_where() -> None:
    violated = (Criterion.PATIENT_PERSISTENT,)
    pushed = [
        session(f"s{n}", judged(3, RULES, violated=violated if n > 2 else ()), level=level)
        for n, level in enumerate([Difficulty.STANDARD] * 5 + [Difficulty.TOUGH] * 2, start=1)
    ]
    first = practise(history(*pushed).standing())[0]
    assert (first.criterion, first.violated, first.missed, first.of) == (Criterion.PATIENT_PERSISTENT, 5, 1, RECENT)
    assert (first.difficulty, first.here, first.session) == (Difficulty.STANDARD, 4, "s5")


def test_a_level_that_is_won_steadily_is_left_for_a_harder_one_and_one_never_won_for_an_easier_one() -> None:
    perfect = (*CRITERIA, *Move)
    won = [session(f"s{n}", judged(1, RULES, met=perfect), outcome=Outcome.GRANTED) for n in (1, 2)]
    (harder,) = practise(history(*won).standing())
    assert (harder.kind, harder.difficulty, harder.of) == ("harder", Difficulty.TOUGH, 2)
    lost = [session(f"s{n}", judged(1, RULES, met=perfect), outcome=Outcome.REFUSED) for n in (1, 2, 3)]
    (easier,) = practise(history(*lost).standing())
    assert (easier.kind, easier.difficulty, easier.of) == ("easier", Difficulty.SUPPORTIVE, 3)


def test_a_move_that_is_never_made_is_named() -> None:
    others = (*CRITERIA, *(m for m in Move if m is not Move.ASKS_QUESTION))
    kept = [session(f"s{n}", judged(1, RULES, met=others), outcome=None) for n in (1, 2, 3)]
    (move,) = practise(history(*kept).standing())
    assert (move.kind, move.move, move.of) == ("move", Move.ASKS_QUESTION, 3)


def test_nothing_kept_stands_for_nothing() -> None:
    standing = History().standing()
    assert (standing.by, standing.line, practise(standing)) == (None, (), ())
