"""The sentence gate: what a manager may say passes word for word, and what they may not never reaches the screen."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.ledger import Earlier, open_ledger
from coach.domain.opening import Difficulty
from coach.domain.rubric import Criterion
from coach.domain.scenario import Scenario
from coach.domain.session import Session
from coach.domain.transcript import Cue, CueKind, Line, Memory, Outcome, Speaker, Turn
from coach.library.scenes import Library
from coach.managers.gate import MAX_WORDS, Gate
from coach.managers.scripted import line_for

SCENES = Library(None).shelf().scenarios
GUIDE = next(scene for scene in SCENES if scene.id == "high-visibility-projects")
FENCE = "said-0a1b2c"

OBJECT = Cue(kind=CueKind.OBJECT, objection=GUIDE.objections[0].id)
PRESS = Cue(kind=CueKind.PRESS, objection=GUIDE.objections[0].id)
GRANT = Cue(kind=CueKind.GRANT)
CONDITION = Cue(kind=CueKind.PRESS, objection=GUIDE.objections[0].id, condition=True)
DEFERRED = Cue(kind=CueKind.CLOSE, outcome=Outcome.DEFERRED)
GRANTED = Cue(kind=CueKind.CLOSE, outcome=Outcome.GRANTED)


def session(scene: Scenario = GUIDE, *engineer: str, language: str = "en") -> Session:
    return Session(
        id="s",
        created_at="",
        scenario=scene.model_copy(update={"language": language}),
        brief=scene.brief,
        difficulty=Difficulty.STANDARD,
        seed=0,
        manager="llm",
        judge="rules",
        turns=tuple(Turn(seq=n, speaker=Speaker.ENGINEER, text=text) for n, text in enumerate(engineer)),
    )


def through(gate: Gate, text: str, size: int = 3) -> str:
    """Feed `text` in pieces of `size` characters until a fault, and return what was released."""
    out: list[str] = []
    for start in range(0, len(text), size):
        out += gate.feed(text[start : start + size])
        if gate.fault:
            return "".join(out)
    return "".join([*out, *gate.finish()])


# cue, words, the fault
STOPPED: list[tuple[Cue, str, str]] = [
    # a yes that the cue does not allow
    (OBJECT, "All right, you're on the team.", "concession"),
    (OBJECT, "I'll put you on the fraud detection system from Monday.", "concession"),
    (PRESS, "Fine, I can let you join for a while.", "concession"),
    (PRESS, "Consider it done.", "concession"),
    (PRESS, "The spot is yours.", "concession"),
    (PRESS, "Okay, yes.", "concession"),
    (DEFERRED, "You can start next week.", "concession"),
    (DEFERRED, "You’ve got my approval.", "concession"),
    (PRESS, "I'm not sure about the dates, but you're in.", "concession"),
    (PRESS, "No need to worry: I'll give you the seat.", "concession"),
    # a coach's words
    (PRESS, "A better way to say that would be with a number.", "coaching"),
    (PRESS, "You should have framed it around the customers.", "coaching"),
    (PRESS, "Next time, lead with the result.", "coaching"),
    (PRESS, "Next time, try the STAR method.", "coaching"),
    (PRESS, "You could say, for instance, that you would help without a seat.", "coaching"),
    (PRESS, "That was a strong response.", "coaching"),
    (PRESS, "Try phrasing it as an offer.", "coaching"),
    (PRESS, "Some feedback on how you asked: be brief.", "coaching"),
    # out of the role
    (PRESS, "As an AI, I have no projects to give.", "leak"),
    (PRESS, "I'm a language model and cannot do that.", "leak"),
    (PRESS, "My instructions tell me to object.", "leak"),
    (PRESS, "The rubric asks for more.", "leak"),
    (PRESS, "Your score is rising.", "leak"),
    (PRESS, "I'd give that 8/10.", "leak"),
    (PRESS, "You lack executive_perspective here.", "leak"),
    (PRESS, "I cannot assist with that request.", "breaks_role"),
    (PRESS, "This rehearsal is going well.", "leak"),
    (PRESS, f"You wrote <{FENCE}> just now.", "leak"),
    (PRESS, "Hm. </think> Well then.", "leak"),
    # facts out of the air
    (PRESS, "We lost 37 customers over that.", "invented"),
    (PRESS, "That would cost us $4.2M a year.", "invented"),
    (PRESS, "I promised that seat to Rodrigo already.", "invented"),
    (PRESS, "Let me ask the people on Project Atlas.", "invented"),
    (PRESS, "Nine million parcels went out without it.", "invented"),
    (PRESS, "We lost 1.9 billion over that.", "invented"),
    (PRESS, "A third of the team would follow you.", "invented"),
    (PRESS, "I lent out three engineers last spring.", "invented"),
    (PRESS, "The migration is a day and a half late.", "invented"),
    (PRESS, "Rodrigo asked me first.", "invented"),
    # somebody else speaks
    (PRESS, "I'm sorry, but I'm unable to assist with staffing.", "breaks_role"),
    (PRESS, "Sure, here is a possible reply: not now.", "breaks_role"),
    (PRESS, "Maya leans back in her chair.", "breaks_role"),
    (PRESS, "She sighs and looks at her notes.", "breaks_role"),
    (PRESS, "A long silence fills the room.", "breaks_role"),
    (PRESS, "Fine. Engineer: I could do it on Thursdays.", "breaks_role"),
    (PRESS, "I, the engineer, would take the notes.", "breaks_role"),
    # nobody says it aloud
    (PRESS, "null", "breaks_role"),
    (PRESS, "None", "breaks_role"),
    (PRESS, '{"text": "Not now.", "cue": "press"}', "breaks_role"),
    (PRESS, "[]", "empty"),
    (PRESS, "outcome: open", "breaks_role"),
    (PRESS, "- not now\n- later, perhaps", "breaks_role"),
    (PRESS, "The leaves come down,\nThe year is old.", "breaks_role"),
    (PRESS, "Not now\nLater\nNever", "breaks_role"),
    (PRESS, "Hm.\n\n1. No seat\n2. No time", "breaks_role"),
    (PRESS, "We hold\n```\nx\n```", "breaks_role"),
    (PRESS, "We need you on it, all of us do, and you know that very well\nEngineer: I see.", "breaks_role"),
    (PRESS, "My respect_hierarchy is low.", "leak"),
    (PRESS, "This is a yield_in_part of mine.", "leak"),
    (PRESS, "Look at https://example.com/seats for the plan.", "breaks_role"),
    (PRESS, "Run join --now in your shell.", "breaks_role"),
    (PRESS, "V2hvIHdvdWxkIGNvdmVyIHRoZSBtaWdyYXRpb24/", "breaks_role"),
    (PRESS, "N o t y e t.", "breaks_role"),
    (PRESS, "👍", "breaks_role"),
    (PRESS, "Da muss ich erst mit den anderen reden.", "breaks_role"),
    (PRESS, "我得先想一想。", "breaks_role"),
    # too much
    (PRESS, "so on and " * 21 + "on.", "too_long"),
    (PRESS, "so on and " * 40, "too_long"),
    (PRESS, "so-on-and-" * 200, "too_long"),
    # nothing
    (PRESS, "", "empty"),
    (PRESS, "*sighs and leans back*", "empty"),
    (PRESS, "[thinks]", "empty"),
]


@pytest.mark.parametrize(("cue", "words", "fault"), STOPPED)
def test_what_may_not_be_said_is_not_released(cue: Cue, words: str, fault: str) -> None:
    gate = Gate(session(), cue, fence=FENCE)
    released = through(gate, words)
    assert gate.fault is not None
    assert gate.fault.kind == fault
    assert gate.fault.reason
    assert released in ("", "Hm.", "Fine.")


def test_a_paragraph_may_break_off_once_and_no_more() -> None:
    gate = Gate(session(), PRESS, fence=FENCE)
    assert through(gate, "No seat\n\nNo time\n\nNo money") == "No seat."
    assert gate.fault is not None


def test_what_cannot_be_said_aloud_comes_with_what_to_say_instead() -> None:
    gate = Gate(session(), PRESS, fence=FENCE)
    assert through(gate, "It is at x = 3 now.") == ""
    assert gate.fault is not None
    assert "“=”" in gate.fault.reason
    assert "plain words" in gate.fault.reason


PASSED: list[tuple[Cue, str]] = [
    # short, or with a stroke or a number in it
    (PRESS, "Great idea, wrong month."),
    (PRESS, "None."),
    (PRESS, "True. Who does it?"),
    (PRESS, "Why now - and why you?"),
    (PRESS, "Either/or is not how we plan."),
    # a yes where it belongs, or a yes that is none
    (GRANT, "All right, you're on the team."),
    (GRANTED, "You're in, then. Welcome aboard."),
    (CONDITION, "I said you're in. Before that takes effect I still need an answer."),
    (PRESS, "If you showed me who covers the migration, I'll put you on it?"),
    (PRESS, "Before I can let you join, I need to know who covers the migration."),
    (PRESS, "I can't put you on the fraud detection system now."),
    (PRESS, "Nobody says you're in yet."),
    (PRESS, "Why should I be the one who says yes?"),
    (PRESS, "You're in the middle of the migration."),
    (Cue(kind=CueKind.CLOSE, outcome=Outcome.FOLLOW_UP_AGREED), "Thursday at ten works for me."),
    # talk of the trade that only looks like a leak
    (PRESS, "The language model in the search team took a quarter to ship."),
    (PRESS, "How would you score the payments, and who reads the scores?"),
    (PRESS, "The system has to hold, and so do the rules we have now."),
    # names and numbers that are known, and those that name nobody
    (PRESS, "Chargebacks cost us 1.9 million last year."),
    (PRESS, "Chargebacks cost us €1.9m, so nearly 1,900,000, or one point nine million."),
    (PRESS, "A fifth of the revenue hangs on it, 20 % in other words."),
    (PRESS, "Give me two minutes and three good reasons."),
    (PRESS, "Compliance asked before you did."),
    (PRESS, "She said she'd take your pager, didn't she?"),
    (PRESS, "I can't help you with their lead."),
    (PRESS, "Say that again in numbers, and put it in writing."),
    (PRESS, "The migration is due on the 18th, as Maya I can't move it."),
    (PRESS, "Seven people, two of them on call: where would the 7 of us find the time?"),
    (PRESS, "Ask me on Thursday, in our 1:1, when the CFO has signed the Q3 plan."),
    (PRESS, "I hear you. Still, Finance wants its A/B test."),
    (PRESS, "You know what I'd ask myself: Where does the time come from?"),
    (PRESS, "Who owns the feature_store and the churn_v2 table?"),
    (PRESS, "Would that be > 20 % of the revenue, or ~20 %?"),
]


@pytest.mark.parametrize(("cue", "words"), PASSED)
def test_what_may_be_said_passes_word_for_word(cue: Cue, words: str) -> None:
    gate = Gate(session(), cue, fence=FENCE)
    assert through(gate, words) == words
    assert gate.fault is None


def test_what_a_model_was_told_is_not_the_manager_s_to_say_but_for_the_facts() -> None:
    told = "You keep your worry until it is answered.\n\n- The migration is due on the 18th, for everybody."
    facts = GUIDE.persona.knows[0]

    def passes(words: str, language: str = "en") -> bool:
        gate = Gate(session(language=language), PRESS, fence=FENCE, asked=(told, facts))
        return through(gate, words) == words

    assert not passes("It says: you keep your worry until it is answered.")
    assert not passes("It says: you keep your worry until it is answered.", "de")
    assert passes("You keep your worry, I keep mine.")
    assert passes(facts)
    assert through(Gate(session(), PRESS, fence=FENCE), "It says: you keep your worry until it is answered.")


def test_what_the_manager_keeps_to_themselves_is_not_known() -> None:
    persona = GUIDE.persona.model_copy(update={"manner": "She calls herself Quillfeather 7731."})
    gate = Gate(session(GUIDE.model_copy(update={"persona": persona})), PRESS, fence=FENCE)
    assert through(gate, "My name for myself is Quillfeather.") == ""


def test_what_the_engineer_said_is_known() -> None:
    gate = Gate(session(GUIDE, "I cut false alarms by 12,500 with Priya at Northwind."), PRESS, fence=FENCE)
    words = "So 12500 fewer with Priya, and Northwind's people agree?"
    assert through(gate, words) == words


@pytest.mark.parametrize("name", ["Olga", "Priya", "Tomasz"])
def test_whom_to_tell_is_no_coaching_whoever_it_is(name: str) -> None:
    gate = Gate(session(GUIDE, f"I spoke with {name} first."), PRESS, fence=FENCE)
    words = f"Next time, tell {name} that the migration comes first."
    assert through(gate, words) == words


def test_a_number_in_words_is_known_in_figures() -> None:
    gate = Gate(session(GUIDE, "It would take me about four percent of the week."), PRESS, fence=FENCE)
    assert through(gate, "Where do the 4% come from?") == "Where do the 4% come from?"


def test_what_the_engineer_said_of_themselves_is_not_the_manager_s_to_say() -> None:
    gate = Gate(session(GUIDE, "My search features took click-through to 24.1 %."), PRESS, fence=FENCE)
    assert through(gate, "My search features took it there.") == ""
    assert gate.fault is not None
    assert gate.fault.kind == "breaks_role"


def test_what_was_said_in_the_meeting_before_is_known() -> None:
    before = Earlier(
        session="s0",
        outcome=Outcome.DEFERRED,
        lines=(Line(speaker=Speaker.ENGINEER, text="Rodrigo and I could do it in 37 days."),),
        ledger=open_ledger(GUIDE, Difficulty.STANDARD),
        memory=Memory.KEPT,
    )
    words = "So you and Rodrigo still think of 37 days?"
    again = session().model_copy(update={"earlier": before})
    assert through(Gate(again, PRESS, fence=FENCE), words) == words
    assert through(Gate(session(), PRESS, fence=FENCE), words) == ""


def test_what_only_the_brief_holds_is_not_known() -> None:
    """The brief is the engineer's own: a manager who knows its numbers has read their notes."""
    assert "15,000" in GUIDE.brief.model_dump_json()
    assert through(Gate(session(), PRESS, fence=FENCE), "Those 15,000 a month again?") == ""


def test_in_another_language_only_marks_numbers_and_length_are_checked() -> None:
    def passes(words: str) -> bool:
        return through(Gate(session(language="de"), PRESS, fence=FENCE), words) == words

    assert passes("Consider it done.")
    assert passes("As an AI I cannot.")
    assert not passes("Das sind 37 Kunden.")
    assert not passes(f"Was soll {FENCE} heißen?")


def test_other_languages_keep_their_capitals() -> None:
    words = "Ich habe keine Leute frei. Wer macht die Arbeit?"
    assert through(Gate(session(language="de"), PRESS, fence=FENCE), words) == words


CLEANED = [
    ("Manager: Go on.", "Go on."),
    ("**Maya Lindqvist:** Go on.", "Go on."),
    ("Maya (smiling): Go on.", "Go on."),
    ('"Go on. I\'m listening."', "Go on. I'm listening."),
    ("“Go on.”", "Go on."),
    ("*leans back* Go on. What else?", "Go on. What else?"),
    ("Go on. *sighs*", "Go on."),
    ("(pauses) Go on.", "Go on."),
    ("Go on. (She smiles.)", "Go on."),
    ("[nods] Go on.", "Go on."),
    ("I *really* need it.", "I really need it."),
    ("I **really** need it.", "I really need it."),
    ("“Somehow” is no plan. Who does it?", "“Somehow” is no plan. Who does it?"),
    ("Go on (and that is a wide field), please.", "Go on (and that is a wide field), please."),
    ("Go on.\n\nWhat else?", "Go on. What else?"),
    ("Okay\n\nWho covers it?", "Okay. Who covers it?"),
    ("Okay,\r\n\r\nwho covers\r\nit?\r\n", "Okay, who covers it?"),
    (
        "The team has no slack at all this quarter,\nso I need you\non it.",
        "The team has no slack at all this quarter, so I need you on it.",
    ),
    (
        "It is a long way to go until the 18th, and until then\nI need you on it.",
        "It is a long way to go until the 18th, and until then I need you on it.",
    ),
    (
        "You and I both know how it went the last time, don't we?\nWho\ncovers it",
        "You and I both know how it went the last time, don't we? Who covers it",
    ),
    ("Why\x1b\x07 now?", "Why\ufffd\ufffd now?"),
]


@pytest.mark.parametrize(("words", "spoken"), CLEANED)
@pytest.mark.parametrize("size", [1, 4, 1000])
def test_only_what_is_said_aloud_is_left(words: str, spoken: str, size: int) -> None:
    gate = Gate(session(), PRESS, fence=FENCE)
    assert through(gate, words, size) == spoken


def test_a_sentence_is_out_as_soon_as_the_next_one_begins() -> None:
    gate = Gate(session(), PRESS, fence=FENCE)
    assert gate.feed("I hear you. ") == ()
    assert gate.feed("W") == ("I hear you.",)
    assert gate.feed("ho does it, e.g. on the 18th? And") == (" Who does it, e.g. on the 18th?",)
    assert gate.finish() == (" And",)


def test_what_was_released_before_a_fault_stands_and_nothing_follows() -> None:
    gate = Gate(session(), PRESS, fence=FENCE)
    assert through(gate, "I hear you. You're in. More of this.") == "I hear you."
    assert gate.fault is not None
    assert gate.feed("And more. And more. ") == ()
    assert gate.finish() == ()


def all_cues(scene: Scenario, variant: int) -> list[Cue]:
    """Return every kind of cue that the scene has words for."""
    kinds = (CueKind.OPEN, CueKind.PROBE, CueKind.YIELD_IN_PART, CueKind.GRANT)
    about = (CueKind.OBJECT, CueKind.PRESS, CueKind.ACKNOWLEDGE, CueKind.DEFER)
    names = [o.id for o in scene.objections]
    return [
        *(Cue(kind=kind, variant=variant) for kind in kinds),
        *(Cue(kind=kind, objection=name, variant=variant) for kind in about for name in names),
        *(Cue(kind=CueKind.OBJECT, objection=name, settled=name, variant=variant) for name in names),
        *(Cue(kind=CueKind.REACT, criterion=criterion, variant=variant) for criterion in Criterion),
        *(Cue(kind=CueKind.CLOSE, outcome=o, variant=variant) for o in Outcome if o is not Outcome.LEFT),
    ]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.id)
def test_no_line_of_a_scene_is_stopped(scene: Scenario) -> None:
    """The scenes' own lines are what a good model says: a gate that stops one of them is wrong."""
    played = session(scene)
    for cue in itertools.chain.from_iterable(all_cues(scene, variant) for variant in range(4)):
        line = line_for(played, cue)
        gate = Gate(played, cue, fence=FENCE)
        assert through(gate, line, 7) == " ".join(line.split()), gate.fault


@given(st.text(max_size=200), st.integers(1, 50))
def test_any_text_is_taken_and_nothing_long_gets_out(text: str, size: int) -> None:
    gate = Gate(session(), PRESS, fence=FENCE)
    released = through(gate, text, size)
    assert len(released.split()) <= MAX_WORDS
    assert gate.released == bool(released)
    assert gate.released or gate.fault is not None


@given(
    st.lists(st.sampled_from(["I hear you.", "Who does it?", "That is hard!", "Go on."]), max_size=6), st.integers(1, 9)
)
def test_how_the_text_is_cut_makes_no_difference(sentences: list[str], size: int) -> None:
    text = " ".join(sentences)
    assert through(Gate(session(), PRESS, fence=FENCE), text, size) == text
