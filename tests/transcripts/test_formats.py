"""Every format gives the same talk: the same speakers, the same words, in the same order; and nothing takes long."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coach.domain.transcript import CueKind, Speaker
from coach.errors import FileRefused
from coach.text import clean
from coach.transcripts.files import read_any
from coach.transcripts.names import given_name
from coach.transcripts.pieces import Piece, merged
from coach.transcripts.speakers import Part, Person, cast
from coach.transcripts.talk import MAX_TURNS, Talk, read_talk, transcript
from tests.transcripts.rendered import FORMATS, Said

SAMPLES = sorted((Path(__file__).parent / "samples").iterdir())
NAMES = ("Maya Lindqvist", "Tom Reyes", "Priya Nair", "Søren Ó Briain", "陈明", "Ana de la Cruz")


def nobody(part: Part, candidates: tuple[Person, ...]) -> Person:
    raise AssertionError(f"asked for the {part}")


def said(talk: Talk) -> list[tuple[str, list[str]]]:
    """The speakers and their words, whatever the case of the names and the white space."""
    return [(piece.name.key, piece.text.split()) for piece in talk.pieces]


# Sentences as people write them: words, with marks in and behind them, and a colon now and then.
_word = st.text(st.sampled_from("abdeghiklmnoprstuwyéüßñ"), min_size=2, max_size=9).map(lambda w: f"x{w}")
_mark = st.sampled_from([".", ",", "?", "!", "…", " - and", " (so to say)", ": that is", " & co.", " <3", " 12%", ""])
_sentence = st.lists(st.tuples(_word, _mark), min_size=1, max_size=12).map(
    lambda ws: "We " + " ".join(w + m for w, m in ws)
)


@st.composite
def conversations(draw: st.DrawFn) -> list[Said]:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    rest = draw(st.lists(st.tuples(st.sampled_from(names), _sentence), max_size=12))
    return [(names[0], draw(_sentence)), (names[1], draw(_sentence)), *rest]


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=40)
@given(conversations())
def test_a_talk_reads_back_from_every_format(form: str, talk: list[Said]) -> None:
    read = read_talk(clean(FORMATS[form](talk)), "talk")
    pieces = [Piece(name, words, 0) for who, words in talk if (name := given_name(who))]
    assert said(read) == [(p.name.key, p.text.split()) for p in merged(pieces, " ")]


@given(conversations(), st.sampled_from(["\n", " "]))
def test_merging_is_idempotent_and_keeps_every_word(talk: list[Said], glue: str) -> None:
    pieces = [Piece(name, words, 0) for who, words in talk if (name := given_name(who))]
    once = merged(pieces, glue)
    assert merged(once, glue) == once
    assert all(a.name.key != b.name.key for a, b in pairwise(once))
    assert " ".join(p.text for p in once).split() == " ".join(p.text for p in pieces).split()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_sample_is_the_same_talk(sample: Path) -> None:
    talk = read_talk(read_any(sample).text, sample.name)
    names = ("you", "manager") if sample.name == "roles.txt" else ("tom", "maya")
    told = transcript(talk, cast(talk.people, nobody, *names))
    e, m, o = Speaker.ENGINEER, Speaker.MANAGER, Speaker.OTHER
    assert [turn.speaker for turn in told.turns] == [e, m, o, m, e, m, e]
    assert [" ".join(turn.text.split()) for turn in told.turns] == [
        "Thanks for making time, Maya. I'd like to work on the café forecast, because it would cut wasted stock by "
        "12%.",
        "That team is already quite full, and we have to prioritize immediate needs first.",
        "Sorry, I'm late: the train stood still.",
        "No problem, Priya.",
        "I understand that the pipeline comes first. Could I take the label checks for the forecast instead, two hours "
        "a week?",
        "Let me think about it.",
        "Of course. Could we talk again next Thursday? I'll send you a summary of today.",
    ]
    # The manager's second piece is read with the first: what the engineer answers is the objection.
    assert [turn.called for turn in told.turns if turn.speaker is m] == [CueKind.OBJECT, CueKind.OBJECT, CueKind.DEFER]


def test_there_is_a_sample_of_every_kind_and_two_of_other_encodings() -> None:
    assert {path.suffix for path in SAMPLES} == {".txt", ".md", ".vtt", ".srt"}
    remarks = [read_any(path).remark for path in SAMPLES]
    assert sum("UTF-16" in remark for remark in remarks) == 2
    assert sum("Windows-1252" in remark for remark in remarks) == 1


@pytest.mark.parametrize(
    "line",
    [
        "My proposal: I take the checks.",
        "At 10:30 I meet the data team.",
        "Note: I have two days.",
        "https://example.org/a: that one",
        "see https://example.org:8080/x",
        "the ratio is 3:1 by now",
        "C:\\data\\forecast is where it lies",
        "Next steps: two of them",
        "10:30 works for me: I checked",
        "(by the way: it works)",
        "which I think is the most valuable thing that we could do this year for them: a forecast",
        "ps: thanks",
    ],
)
def test_prose_with_a_colon_is_nobody(line: str) -> None:
    talk = read_talk(f"Maya: Well?\nTom: I have a plan.\n{line}\nMaya: Good.\nTom: Thanks.\n", "talk")
    assert [p.text for p in talk.pieces] == ["Well?", f"I have a plan.\n{line}", "Good.", "Thanks."]


@pytest.mark.parametrize(
    "label",
    ["Maya", "MAYA", "Maya (You)", "Maya (Guest)", "Maya [External]", "Maya, PhD", "Maya - Engineering Manager",
     "Maya | Acme", "**Maya**", "_Maya_", "@Maya", "Maya (she/her)", "Maya 🌴", " Maya "],
)  # fmt: skip
def test_a_name_is_one_however_it_is_dressed(label: str) -> None:
    talk = read_talk(f"Maya: Well?\nTom: I have a plan.\n{label}: Good.\nTom: Thanks.\n", "talk")
    assert [p.name.key for p in talk.pieces] == ["maya", "tom", "maya", "tom"]


def test_small_letters_make_a_name_that_comes_again() -> None:
    talk = read_talk("maya: well?\ntom_r: i have a plan\nidea: label checks\nmaya: good\ntom_r: thanks\n", "talk")
    assert [p.name.key for p in talk.pieces] == ["maya", "tom_r", "maya", "tom_r"]
    assert talk.pieces[1].text.endswith("idea: label checks")


def test_labels_within_a_chat_message_are_words() -> None:
    text = (
        "Maya Lin  10:42 AM\nGo on.\nTom  10:43 AM\nPlan: A\nGoal: B\nDana: said so\nPlan: C\nMaya Lin  10:44 AM\nOk.\n"
    )
    assert [p.name.key for p in read_talk(text, "talk").pieces] == ["maya lin", "tom", "maya lin"]


def test_days_in_a_talk_are_no_speakers() -> None:
    text = "Maya: When?\nTom: There are two times:\nMonday 10:30\nFriday 11:00\nMaya: Monday.\nTom: Good.\n"
    assert [p.name.key for p in read_talk(text, "talk").pieces] == ["maya", "tom", "maya", "tom"]


def test_a_time_may_be_all_that_somebody_says() -> None:
    talk = read_talk("Maya  10:42 AM\nWhen?\nTom  10:43 AM\n10:30\nMaya  10:44 AM\nGood.\n10:45\nBye.\n", "talk")
    assert [p.text for p in talk.pieces] == ["When?", "10:30", "Good.\nBye."]


@pytest.mark.parametrize(
    "text",
    [
        # Slack: a picture behind the name, a time alone, a reaction, the mark of an edit
        "Maya Lin :palm_tree:  10:42 AM\nGo on.\n10:43\nPlease.\n:+1: 1\nTom  10:44 AM\nA plan (edited)\n",
        # Meet: times alone, and what the program says of itself
        "1:1 - Transcript\n00:00:00\n\nMaya Lin: Go on.\nPlease.\n\n00:05:00\n\nTom: A plan\n"
        "Transcription ended after 00:12:05\n",
        # a time before every line, also where nobody begins
        "[00:00:01] Maya Lin: Go on.\n[00:00:03] Please.\n[00:00:04] Tom: A plan\n",
        # WhatsApp: pictures that are not in the text
        "[1/2/26, 10:42] Maya Lin: Go on.\nPlease.\n[1/2/26, 10:43] Maya Lin: image omitted\n"
        "[1/2/26, 10:44] Tom: A plan\n",
        # Teams, as text: the file's head and the notice at the end
        "Call with Maya\nMarch 12, 2026, 10:30AM\n12m 5s\n\nMaya Lin   0:03\nGo on.\nPlease.\n\nTom   0:09\nA plan\n\n"
        "Maya Lin stopped transcription\n",
    ],
)
def test_what_a_program_writes_between_the_words_is_nobodys(text: str) -> None:
    talk = read_talk(text, "talk")
    assert [(p.name.key, p.text) for p in talk.pieces] == [("maya lin", "Go on.\nPlease."), ("tom", "A plan")]


def test_captions_cut_sentences_and_the_next_cue_goes_on() -> None:
    text = (
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:02.000 align:start\n<v.loud Tom>I'd like</v>\n\n"
        "2\n00:02.000 --> 00:03.000\n<v Tom>to <c.yellow>help</c> &amp; learn</v>\n\n"
        "3\n00:03.000 --> 00:04.000\n<v Maya>Well,</v> <v Tom>yes?</v>\n\n4\n00:04.000 --> 00:05.000\nand 3 < 4.\n"
    )
    talk = read_talk(text, "talk")
    assert [(p.name.key, p.text) for p in talk.pieces] == [
        ("tom", "I'd like to help & learn"),
        ("maya", "Well,"),
        ("tom", "yes? and 3 < 4."),
    ]


def test_cues_need_no_blank_line_between_them() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nTOM: Hi.\n2\n00:00:02,000 --> 00:00:03,000\n- MAYA: Well?\n"
    assert [(p.name.key, p.text) for p in read_talk(text, "t").pieces] == [("tom", "Hi."), ("maya", "Well?")]


def test_a_report_keeps_the_moves_that_it_recorded() -> None:
    text = (
        '{"turns": [{"speaker": "manager", "text": "Hm.", "cue": {"kind": "defer"}},'
        ' {"speaker": "engineer", "text": "Ok."}]}'
    )
    talk = read_talk(text, "talk")
    told = transcript(talk, cast(talk.people, nobody))
    assert [t.speaker for t in told.turns] == [Speaker.MANAGER, Speaker.ENGINEER]
    assert told.turns[0].called is CueKind.DEFER
    assert told.setting == "A talk between an engineer and their manager"


def test_a_foreign_line_of_the_manager_calls_for_nothing() -> None:
    talk = read_talk("Manager: Das ist leider nicht möglich, weil wir keine Zeit haben.\nYou: I see.\n", "talk")
    assert transcript(talk, cast(talk.people, nobody)).turns[0].called is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "talk: is empty"),
        ("\n \n", "talk: is empty"),
        ("\nHello there.\n", "talk:2: nobody is named"),
        ("\n\nManager: Hello.\nYou:\n", "talk:3: only Manager speaks"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello there.\n", "talk:1: nobody is named"),
        ("{", "talk:1: is no JSON"),
        ('{"a": 1}', "no report of the coach"),
        ('{"turns": [{"speaker": "cat", "text": "m"}]}', "no report of the coach"),
        ('{"turns": 5}', "no report of the coach"),
        ('{"turns": ' + "[" * 100_000, "talk"),
        ("Maya: a\nTom: b\n" * MAX_TURNS, f"talk:{MAX_TURNS + 1}: holds {2 * MAX_TURNS} turns"),
    ],
)
def test_what_is_no_talk_is_refused_with_place_and_repair(text: str, words: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_talk(text, "talk")
    assert words in str(refused.value)
    assert refused.value.repair


def test_what_is_left_out_is_said() -> None:
    assert read_talk("Talk\nof today\n\nMaya: Hi.\nTom: Hi.\n", "x.txt").remarks == (
        "x.txt: lines 1 to 2, before the first speaker, are left out.",
    )
    (remark,) = read_talk(f"Maya: Hi.\nTom: {'word ' * 5000}\n", "x.txt").remarks
    assert remark.startswith("x.txt:2: the turn is longer")


_HOSTILE = [
    "a", "A: ", "a\n", ":", "*", "[", "<v ", "<", "-->", "-->\n", "&amp;#", "10:42 ", "[10:42", "1", "> ", "# ",
    "**Maya** x **",
    "Maya ((((((: b\n", "maya: b\ntom: c\n", "Maya, Lead, Lead: b\n", "March 12 march 12 \n", "1 hours 1 minutes \n",
    "- - a: b\n",
    "00:01.000 --> 00:02.000\n<v a>", "Maya  0:12\n", "### Maya\n", "\u0301", "😀: a\n", "ä: ö\n", "`", "\t", "12-",
    "From a to ",
]  # fmt: skip


@pytest.mark.parametrize("unit", _HOSTILE)
def test_much_of_anything_is_read_or_refused(unit: str) -> None:
    # A pattern that is not linear would not come back from this within the life of the test run.
    for text in (unit * (200_000 // len(unit)), "Maya: Hi.\nTom: Hi.\n" + unit * (200_000 // len(unit))):
        try:
            pieces = read_talk(clean(text, limit=2_000_000), "talk").pieces
        except FileRefused:
            continue
        assert len(pieces) > 1


@given(st.text(max_size=300))
@example("[10:42]")
@example("<v >\n00:01.000 --> 00:02.000\n<v >a</v>")
def test_any_text_is_read_or_refused(text: str) -> None:
    for dressed in (text, f"Maya: {text}\nTom: ok\n", f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}"):
        try:
            talk = read_talk(clean(dressed), "talk")
        except FileRefused:
            continue
        assert all(p.text.strip() and p.name.key for p in talk.pieces)
        assert all(re.search(r"\S", p.name.shown) for p in talk.pieces)
