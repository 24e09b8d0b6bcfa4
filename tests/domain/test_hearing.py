"""What the manager makes of a reply: questions, long speeches, contradictions, promises."""

import pytest

from coach.domain.dialogue import next_cue, speak
from coach.domain.hearing import advance
from coach.domain.judgement import Evidence, Finding, Judgement, Verdict, ordered
from coach.domain.ledger import Ledger, open_ledger
from coach.domain.opening import Difficulty
from coach.domain.rubric import RULES, Criterion, Move, Rule
from coach.domain.scenario import Condition, Question, Scenario, Style
from coach.domain.transcript import Cue, CueKind, Line, Reply, Speaker
from coach.library.scenes import Library
from tests.judging import BY, judgement

GUIDE = Library(None).scenario("high-visibility-projects")
STANDARD = Difficulty.STANDARD
QUESTION = Question(
    id="evidence",
    lines=("What have you got that I can show?",),
    answered_by=(Condition(moves=(Move.QUANTIFIES_PAST,)),),
    answered=("That I can show.",),
    spares="immediate-need",
)


def scene(*, style: Style = Style.EVEN, asks: bool = False, hears: int = 120) -> Scenario:
    level = GUIDE.difficulty.standard.model_copy(update={"questions": ("evidence",) if asks else (), "hears": hears})
    lines = GUIDE.manager.model_copy(
        update={
            "interruption": ("Let me stop you there.",),
            "strays": ("Sorry, say that again?",),
            "contradiction": ("First “{earlier}”, now “{now}”: which is it?",),
        }
    )
    return GUIDE.model_copy(
        update={
            "questions": (QUESTION,),
            "manager": lines,
            "persona": GUIDE.persona.model_copy(update={"style": style}),
            "difficulty": GUIDE.difficulty.model_copy(update={"standard": level}),
        }
    )


def said(text: str, *before: str) -> Reply:
    lines = [Line(speaker=Speaker.MANAGER, text="…")]
    for earlier in before:
        lines += [Line(speaker=Speaker.ENGINEER, text=earlier), Line(speaker=Speaker.MANAGER, text="…")]
    return Reply(setting="", context=tuple(lines), text=text)


def after(at: Scenario, ledger: Ledger, seq: int, reply: Reply, heard: Judgement) -> tuple[Ledger, Cue]:
    """Return the ledger once a reply was heard and the manager has answered it, and the cue of the answer."""
    ledger = advance(ledger, seq, reply, heard)
    cue = next_cue(at, STANDARD, ledger, 0)
    return speak(ledger, cue, seq + 1), cue


def opened(at: Scenario) -> Ledger:
    ledger = open_ledger(at, STANDARD)
    return speak(ledger, next_cue(at, STANDARD, ledger, 0), 0)


PITCH = judgement([Move.NAMES_PROJECT])


def test_a_question_comes_before_the_first_objection_and_a_good_answer_spares_one() -> None:
    at = scene(asks=True)
    ledger, cue = after(at, opened(at), 1, said("The fraud system."), PITCH)
    assert (cue.kind, cue.question) == (CueKind.PROBE, "evidence")
    ledger, cue = after(at, ledger, 3, said("21 to 24 %."), judgement([Move.QUANTIFIES_PAST], quote="21 to 24"))
    assert ledger.objections[0].status == "settled"
    assert ledger.objections[0].quote == "21 to 24"
    assert (cue.kind, cue.objection, cue.answered) == (CueKind.OBJECT, "projects-full", "evidence")


def test_a_question_that_is_not_answered_is_not_asked_again_and_spares_nothing() -> None:
    at = scene(asks=True)
    ledger, _ = after(at, opened(at), 1, said("The fraud system."), PITCH)
    ledger, cue = after(at, ledger, 3, said("Hm."), judgement())
    assert (cue.kind, cue.objection, cue.answered) == (CueKind.OBJECT, "immediate-need", None)
    assert all(q.asked_at is not None and not q.answered for q in ledger.questions)


def quoted(text: str, rule: Rule, quote: str, verdict: Verdict = Verdict.MET) -> Judgement:
    start = text.index(quote)
    evidence = (Evidence(quote=quote, start=start, end=start + len(quote)),)
    findings = (
        Finding(rule=r, verdict=verdict if r is rule else Verdict.ABSENT, evidence=evidence if r is rule else ())
        for r in RULES
    )
    return Judgement(by=BY, findings=ordered(findings))


@pytest.mark.parametrize(("hears", "heard"), [(30, False), (60, True)])
def test_a_speech_is_cut_in_upon_and_what_comes_after_was_not_heard(hears: int, heard: bool) -> None:
    at = scene(hears=hears)
    text = "blah " * 45 + "I'd join the fraud system."
    ledger, cue = after(at, opened(at), 1, said(text), quoted(text, Move.NAMES_PROJECT, "the fraud system"))
    assert cue.interrupts is not heard
    assert ledger.asked is heard
    assert cue.kind is (CueKind.OBJECT if heard else CueKind.PROBE)


def test_a_violation_after_the_cut_was_not_heard_either() -> None:
    at = scene(hears=30)
    text = "blah " * 45 + "This is a joke."
    verdict = quoted(text, Criterion.RESPECT_HIERARCHY, "a joke", Verdict.VIOLATED)
    ledger, cue = after(at, opened(at), 1, said(text), verdict)
    assert not ledger.violations
    assert cue.kind is CueKind.PROBE


def test_a_scene_without_lines_for_it_never_interrupts() -> None:
    ledger = opened(GUIDE.model_copy(update={"manager": GUIDE.manager.model_copy(update={"interruption": ()})}))
    assert ledger.hears == 0
    assert not advance(ledger, 1, said("blah " * 500), PITCH).cut_short


def test_a_contradiction_is_asked_about_once() -> None:
    at = scene()
    first, second = "Click-through on the page went from 21 to 24 %.", "Click-through on the page went from 21 to 29 %."
    ledger, _ = after(at, opened(at), 1, said(first), PITCH)
    ledger, cue = after(at, ledger, 3, said(second, first), judgement())
    assert cue.kind is CueKind.PROBE
    assert cue.contradiction is not None
    assert "24" in cue.contradiction.earlier
    assert "29" in cue.contradiction.now
    _, cue = after(at, ledger, 5, said("24, sorry.", first, second), judgement())
    assert cue.contradiction is None


def test_a_distracted_manager_loses_the_thread_once_and_nothing_that_was_heard() -> None:
    at = scene(style=Style.DISTRACTED)
    ledger, cue = after(at, opened(at), 1, said("The fraud system."), PITCH)
    assert (cue.kind, cue.strays) == (CueKind.PROBE, True)
    assert ledger.asked
    _, cue = after(at, ledger, 3, said("The fraud system, I said."), judgement())
    assert cue.kind is CueKind.OBJECT


def test_what_the_engineer_takes_on_is_kept_with_its_date() -> None:
    at = scene()
    ledger, _ = after(at, opened(at), 1, said("The fraud system."), PITCH)
    heard = judgement(
        [Move.ACKNOWLEDGES_CONSTRAINT, Move.OFFERS_ALTERNATIVE, Criterion.DOCUMENT_EVERYTHING],
        quote="I'll send notes tomorrow",
    )
    ledger, _ = after(at, ledger, 3, said("I'll send notes tomorrow"), heard)
    assert [(c.record, c.due) for c in ledger.commitments] == [(True, "tomorrow"), (False, "tomorrow")]
