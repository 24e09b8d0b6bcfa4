"""The laws of the cue engine: whatever is judged, the scene ends, keeps its word and gives nothing for nothing."""

from collections.abc import Iterable
from itertools import chain, cycle, pairwise, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.dialogue import ledger_of, next_cue, replay, speak
from coach.domain.hearing import advance, correct
from coach.domain.judgement import JudgedTurn, Judgement, Unjudged
from coach.domain.ledger import Ledger, open_ledger
from coach.domain.opening import Difficulty
from coach.domain.rubric import CRITERIA, MOVES, RULES, Criterion, Move, Rule
from coach.domain.scenario import Scenario, Style
from coach.domain.session import Session
from coach.domain.transcript import CONCESSIONS, Cue, CueKind, Outcome, Reply, Speaker, Turn
from coach.domain.value import Value
from coach.library.scenes import Library
from tests.judging import BY, judgement

SCENES = Library(None).shelf().scenarios
GUIDE = SCENES[0]
WORDS = "These words are the evidence for it all."


class Heard(Value):
    """What is made of one reply: by the judge that steers, and perhaps by one that comes a turn later."""

    steering: Judgement | Unjudged
    late: Judgement | Unjudged | None = None


class Step(Value):
    """One turn of the manager: the ledger from which the cue was chosen, the cue, and the ledger once it was spoken."""

    before: Ledger
    cue: Cue
    after: Ledger


class Played(Value):
    """A scene played to its end."""

    session: Session
    steps: tuple[Step, ...]

    @property
    def kinds(self) -> tuple[CueKind, ...]:
        """The manager's moves."""
        return tuple(step.cue.kind for step in self.steps)

    @property
    def outcome(self) -> Outcome | None:
        """How it ended."""
        return self.steps[-1].after.outcome

    @property
    def replies_to_yes(self) -> int:
        """How many replies it took until the manager conceded, or closed with a win."""
        won = (n for n, s in enumerate(self.steps) if s.after.conceded or (s.cue.outcome and s.cue.outcome.won))
        return next(won)


IDEAL = judgement(RULES)
NOTHING = judgement()
COMPLAINT = judgement(violated=[Criterion.PROACTIVE_NOT_REACTIVE])
UNJUDGED = Unjudged(by=BY, reason="no answer")


def play(scene: Scenario, level: Difficulty, heard: Iterable[Heard | Judgement], *, seed: int = 0) -> Played:
    """Play a scene as a rehearsal does; a late judgement has arrived when the reply after it is judged."""
    session = Session(
        id="s",
        created_at="",
        scenario=scene,
        brief=scene.brief,
        difficulty=level,
        seed=seed,
        manager="scripted",
        judge="llm",
    )
    answers = iter(heard)
    ledger = open_ledger(scene, level)
    steps: list[Step] = []
    fresh: list[JudgedTurn] = []
    late: list[JudgedTurn] = []
    while ledger.outcome is None:
        assert len(steps) < 200, "the scene does not end"
        for new in fresh:
            take_in = correct if new.id.endswith("late") else advance
            ledger = take_in(ledger, new.seq, session.reply(new.seq), new.judgement)
        cue = next_cue(scene, level, ledger, seed)
        spoken = Turn(
            seq=len(session.turns), speaker=Speaker.MANAGER, text="…", cue=cue, heard=tuple(j.id for j in fresh)
        )
        after = speak(ledger, cue, spoken.seq)
        steps.append(Step(before=ledger, cue=cue, after=after))
        ledger = after
        session = session.model_copy(update={"turns": (*session.turns, spoken)})
        if ledger.outcome is not None:
            break
        answer = next(answers)
        answer = answer if isinstance(answer, Heard) else Heard(steering=answer)
        reply = Turn(seq=len(session.turns), speaker=Speaker.ENGINEER, text=WORDS)
        fresh = [*late, JudgedTurn(id=f"{reply.seq}", seq=reply.seq, judgement=answer.steering)]
        late = [JudgedTurn(id=f"{reply.seq}-late", seq=reply.seq, judgement=answer.late)] if answer.late else []
        session = session.model_copy(
            update={"turns": (*session.turns, reply), "judgements": (*session.judgements, *fresh)}
        )
    return Played(session=session, steps=tuple(steps))


scenes = st.sampled_from(SCENES)
levels = st.sampled_from(list(Difficulty))
judgements = st.one_of(
    st.builds(judgement, st.sets(st.sampled_from(RULES))),
    st.builds(judgement, st.sets(st.sampled_from(RULES)), st.sets(st.sampled_from(CRITERIA), max_size=2)),
    st.sampled_from([IDEAL, NOTHING, COMPLAINT, UNJUDGED]),
)
replies = st.builds(Heard, steering=judgements, late=st.none() | judgements)
talks = st.lists(replies, min_size=1, max_size=12).map(cycle)


@given(scenes, levels, talks)
def test_every_scene_ends(scene: Scenario, level: Difficulty, talk: Iterable[Heard]) -> None:
    row = scene.difficulty.at(level)
    played = play(scene, level, talk)
    reactions = played.kinds.count(CueKind.REACT)
    doubts = sum(s.cue.objection in {o.id for o in s.before.objections if o.doubted} for s in played.steps)
    assert reactions < row.patience
    asked = 1 + len(row.questions) + (scene.persona.style is Style.DISTRACTED)
    assert len(played.steps) <= 3 + asked + len(row.objections) * (1 + row.presses) + reactions + doubts
    assert played.kinds.count(CueKind.OPEN) == played.kinds.count(CueKind.CLOSE) == 1
    assert played.kinds.count(CueKind.PROBE) <= asked


@given(scenes, levels, talks)
def test_a_yes_is_never_taken_back(scene: Scenario, level: Difficulty, talk: Iterable[Heard]) -> None:
    steps = play(scene, level, talk).steps
    for earlier, later in pairwise(steps):
        if earlier.after.conceded:
            assert later.after.conceded is earlier.after.conceded
    assert steps[-1].after.conceded in (None, steps[-1].after.outcome)


@given(scenes, levels, talks)
def test_nothing_is_granted_while_an_objection_is_unsettled(
    scene: Scenario, level: Difficulty, talk: Iterable[Heard]
) -> None:
    for step in play(scene, level, talk).steps:
        if step.cue.kind in CONCESSIONS:
            assert all(o.status == "settled" and not o.doubted for o in step.before.objections)


@given(scenes, levels, talks)
def test_patience_never_rises_and_a_reply_costs_one_at_most(
    scene: Scenario, level: Difficulty, talk: Iterable[Heard]
) -> None:
    played = play(scene, level, talk)
    patience = [scene.difficulty.at(level).patience, *(s.after.patience for s in played.steps)]
    assert all(later <= earlier for earlier, later in pairwise(patience))
    violating = {v.seq for v in played.steps[-1].after.violations}
    assert patience[0] - patience[-1] == len(violating)


@given(scenes, levels, talks)
def test_what_was_settled_stays_settled(scene: Scenario, level: Difficulty, talk: Iterable[Heard]) -> None:
    steps = play(scene, level, talk).steps
    for earlier, later in pairwise(steps):
        settled = {o.id for o in earlier.after.objections if o.status == "settled"}
        assert settled <= {o.id for o in later.after.objections if o.status == "settled"}


@given(scenes, levels, talks)
def test_a_stored_session_replays_to_the_same_ledger_and_the_same_cues(
    scene: Scenario, level: Difficulty, talk: Iterable[Heard]
) -> None:
    played = play(scene, level, talk, seed=5)
    stored = Session.model_validate_json(played.session.model_dump_json())
    for count, step in enumerate(played.steps):
        ledger, known = replay(stored.model_copy(update={"turns": stored.turns[: 2 * count + 1]}))
        assert ledger == step.after
        assert set(known) == {j for t in stored.turns[: 2 * count + 1] for j in t.heard}


@given(scenes, levels, talks)
def test_the_seed_changes_the_wording_and_never_the_move(
    scene: Scenario, level: Difficulty, talk: Iterable[Heard]
) -> None:
    for step in play(scene, level, talk).steps:
        other = next_cue(scene, level, step.before, 3)
        assert other.model_copy(update={"variant": step.cue.variant}) == step.cue


@given(scenes, levels, talks)
def test_a_violating_reply_settles_nothing_and_is_reacted_to(
    scene: Scenario, level: Difficulty, talk: Iterable[Heard]
) -> None:
    played = play(scene, level, (h.model_copy(update={"late": None}) for h in talk))
    first = {j.seq: j.judgement for j in played.session.judgements}
    for count, step in enumerate(played.steps[1:], start=1):
        heard = first[2 * count - 1]
        # Who is asked for the same again does not press by saying it.
        forgiven = {Criterion.PATIENT_PERSISTENT} if played.steps[count - 1].cue.strays else set()
        if isinstance(heard, Judgement) and (against := {f.rule for f in heard.violations} - forgiven):
            assert step.before.just_settled is None
            assert step.cue.criterion in against


@given(scenes, levels, talks)
def test_the_manager_takes_on_what_their_last_turn_says_and_nothing_else(
    scene: Scenario, level: Difficulty, talk: Iterable[Heard]
) -> None:
    played = play(scene, level, talk)
    said = [s.cue.promise for s in played.steps if s.cue.promise]
    theirs = [c for c in played.steps[-1].after.commitments if c.by is Speaker.MANAGER]
    assert [(c.what, c.due) for c in theirs] == [(p.what, p.due) for p in said]
    assert len(said) == (played.outcome is not Outcome.REFUSED)
    assert not [c for s in played.steps[:-1] for c in s.after.commitments if c.by is Speaker.MANAGER]


def test_a_promise_that_not_every_closing_line_says_is_none() -> None:
    manager = GUIDE.manager
    closings = manager.closings.model_copy(update={"deferred": ("Let's leave it there.", "I have to run.")})
    scene = GUIDE.model_copy(update={"manager": manager.model_copy(update={"closings": closings})})
    played = play(scene, Difficulty.STANDARD, repeat(NOTHING))
    assert played.outcome is Outcome.DEFERRED
    assert played.steps[-1].cue.promise is None
    assert played.steps[-1].after.commitments == ()


def test_a_session_of_before_promises_were_spoken_replays_without_them() -> None:
    played = play(GUIDE, Difficulty.STANDARD, repeat(NOTHING))
    turns = [
        t.model_copy(update={"cue": t.cue.model_copy(update={"promise": None})}) if t.cue else t
        for t in played.session.turns
    ]
    ledger = ledger_of(played.session.model_copy(update={"turns": tuple(turns)}))
    assert ledger == played.steps[-1].after.model_copy(update={"commitments": ()})


@pytest.mark.parametrize("level", list(Difficulty))
@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.id)
class TestAnyScene:
    def test_the_ideal_engineer_gets_all_that_the_level_gives(self, scene: Scenario, level: Difficulty) -> None:
        assert play(scene, level, repeat(IDEAL)).outcome is scene.difficulty.at(level).gives

    def test_the_complaining_engineer_is_refused(self, scene: Scenario, level: Difficulty) -> None:
        played = play(scene, level, repeat(COMPLAINT))
        assert played.outcome is Outcome.REFUSED
        assert len(played.steps) == 1 + scene.difficulty.at(level).patience

    @pytest.mark.parametrize("heard", [NOTHING, judgement([Move.THANKS])], ids=["nothing", "thanks"])
    def test_empty_talk_is_put_off(self, scene: Scenario, level: Difficulty, heard: Judgement) -> None:
        played = play(scene, level, repeat(heard))
        assert played.outcome is Outcome.DEFERRED
        assert played.kinds.count(CueKind.OBJECT) >= 2

    def test_a_failing_judge_moves_nothing(self, scene: Scenario, level: Difficulty) -> None:
        played = play(scene, level, repeat(Heard(steering=UNJUDGED)))
        assert played.outcome is Outcome.DEFERRED
        assert not played.steps[-1].after.violations

    @pytest.mark.parametrize("rule", [*CRITERIA, *MOVES])
    def test_one_rule_alone_is_not_enough(self, scene: Scenario, level: Difficulty, rule: Rule) -> None:
        outcome = play(scene, level, repeat(judgement([rule]))).outcome
        assert outcome in (Outcome.DEFERRED, Outcome.FOLLOW_UP_AGREED)


@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.id)
def test_the_levels_differ_in_the_turns_to_a_yes(scene: Scenario) -> None:
    ideal = [play(scene, level, repeat(IDEAL)).replies_to_yes for level in Difficulty]
    assert ideal == sorted(set(ideal))


@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.id)
def test_the_levels_differ_for_an_engineer_who_needs_two_replies_for_everything(scene: Scenario) -> None:
    halves = [judgement(RULES[::2]), judgement(RULES[1::2])]
    turns = [play(scene, level, cycle(halves)).replies_to_yes for level in Difficulty]
    # A question may be answered by the very half that an objection would have waited for: that may even out one step.
    assert turns == sorted(turns)
    assert turns[0] < turns[-1]


@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.id)
def test_the_levels_differ_in_how_many_slips_they_forgive(scene: Scenario) -> None:
    def wins(level: Difficulty, slips: int) -> bool:
        outcome = play(scene, level, chain(repeat(COMPLAINT, slips), repeat(IDEAL))).outcome
        return outcome is not None and outcome.won

    forgiven = [sum(wins(level, slips) for slips in range(1, 9)) for level in Difficulty]
    assert forgiven == sorted(set(forgiven), reverse=True)
    assert forgiven[-1] >= 1


def test_an_answer_is_acknowledged_before_the_next_objection() -> None:
    cues = [step.cue for step in play(GUIDE, Difficulty.STANDARD, repeat(IDEAL)).steps]
    objected = [cue for cue in cues if cue.objection]
    assert [cue.settled for cue in objected[1:]] == [cue.objection for cue in objected[:-1]]


def test_half_an_answer_is_acknowledged_and_the_rest_asked_for() -> None:
    half = judgement([Move.ACKNOWLEDGES_CONSTRAINT])
    played = play(GUIDE, Difficulty.STANDARD, chain([IDEAL, half], repeat(NOTHING)))
    cue = played.steps[2].cue
    assert (cue.kind, cue.objection) == (CueKind.ACKNOWLEDGE, "immediate-need")
    assert Move.ACKNOWLEDGES_CONSTRAINT not in cue.missing


def test_the_pitch_alone_settles_no_later_objection() -> None:
    pitch = judgement(
        [Move.NAMES_PROJECT, Move.VALUE_PROPOSITION, Move.QUANTIFIES_PAST, Criterion.EXECUTIVE_PERSPECTIVE]
    )
    played = play(GUIDE, Difficulty.TOUGH, chain([pitch], repeat(NOTHING)))
    assert all(o.status == "open" for o in played.steps[-1].after.objections)


def test_what_a_later_judge_does_not_confirm_becomes_a_condition() -> None:
    scene, level = GUIDE, Difficulty.SUPPORTIVE
    talk = [Heard(steering=IDEAL), Heard(steering=IDEAL), Heard(steering=IDEAL, late=NOTHING), Heard(steering=NOTHING)]
    played = play(scene, level, chain(talk, repeat(NOTHING)))
    assert played.kinds[-3:] == (CueKind.GRANT, CueKind.PRESS, CueKind.CLOSE)
    assert played.steps[-2].cue.condition
    assert played.outcome is Outcome.GRANTED


def test_a_doubt_before_the_yes_is_pressed_before_anything_is_granted() -> None:
    talk = [
        Heard(steering=IDEAL),
        Heard(steering=IDEAL, late=NOTHING),
        Heard(steering=judgement([Move.ASKS_QUESTION, Criterion.PATIENT_PERSISTENT])),
    ]
    played = play(GUIDE, Difficulty.SUPPORTIVE, chain(talk, repeat(IDEAL)))
    assert played.kinds[-3:] == (CueKind.PRESS, CueKind.GRANT, CueKind.CLOSE)
    assert not played.steps[-3].cue.condition


def test_a_later_judge_may_settle_what_the_first_had_missed() -> None:
    played = play(GUIDE, Difficulty.STANDARD, chain([IDEAL, Heard(steering=NOTHING, late=IDEAL)], repeat(NOTHING)))
    assert played.steps[2].cue.kind is CueKind.PRESS
    assert played.steps[3].before.objections[0].status == "settled"
    assert played.steps[3].cue.objection == "projects-full"


def test_a_judgement_of_an_older_reply_does_not_settle_what_was_raised_after_it() -> None:
    ledger = open_ledger(GUIDE, Difficulty.STANDARD)
    ledger = speak(ledger, next_cue(GUIDE, Difficulty.STANDARD, ledger, 0), 0)
    ledger = advance(ledger, 1, Reply(setting="", context=(), text=WORDS), NOTHING)
    raised = Cue(kind=CueKind.OBJECT, objection="immediate-need")
    ledger = speak(ledger, raised, 2)
    after = correct(ledger, 1, Reply(setting="", context=(), text=WORDS), IDEAL)
    assert after.objections[0].status == "open"
