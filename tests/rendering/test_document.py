"""Reports show foreign text verbatim, in Markdown, in HTML and in JSON, and say what they do not know."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coach.domain.judgement import JudgedBy, Judgement, Unjudged, Verdict
from coach.domain.report import Report, report_transcript
from coach.domain.rewriting import Rewrite, Rewriting, Rise
from coach.domain.rubric import Criterion, Move
from coach.domain.transcript import Cue, CueKind, Speaker, Transcript, Turn
from coach.domain.vocabulary import SpokenUse, Term, Use
from coach.library.rubric import read_rubric
from coach.rendering import Kind, as_json, html, markdown, sections
from coach.rendering.document import escape
from coach.text import clean
from tests.judging import BY, judgement

RUBRIC = read_rubric()
HOSTILE = [
    "[/]",
    "[@click=app.quit]x[/]",
    "<script>alert(1)</script>",
    "https://evil.example and www.evil.example",
    "[bank](https://evil.example)",
    "![x](file:///etc/passwd)",
    "# not a title",
    "- not a list\n1. nor this\n> nor a quote",
    "| not | a table |\n| --- | --- |",
    "a `code` *star* _line_ ~~gone~~",
    "&amp; &#60;b&#62; \\*",
    "    not code\n\ttabbed",
    "===\n---",
]


def report(reply: str, verdict: Judgement | Unjudged | None) -> Report:
    turns = (
        Turn(seq=0, speaker=Speaker.MANAGER, name="Ada", text="Go ahead.", cue=Cue(kind=CueKind.OPEN)),
        Turn(seq=1, speaker=Speaker.ENGINEER, text=reply),
    )
    pairs = [(1, verdict)] if verdict else []
    return report_transcript(Transcript(setting="A test.", turns=turns), pairs, "rules", RUBRIC)


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_has_no_structure_and_no_links(text: str) -> None:
    page = html(report(text, judgement(met=[Move.THANKS], quote=text)), RUBRIC)
    body = page.partition("<body>")[2]
    assert "<a " not in body
    assert "<img" not in body
    assert "<script" not in body
    assert body.count("<h1>") == 1
    shown = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", body)))
    assert re.sub(r"\s+", " ", text) in shown


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(str.strip))
def test_any_line_reads_the_same_after_markdown(text: str) -> None:
    line = " ".join(clean(text).split())
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"x {escape(line)}")
    inline = [t for t in tokens if t.type == "inline"]
    assert len(inline) == 1
    assert not any(
        t.type in ("link_open", "image", "em_open", "strong_open", "s_open") for t in inline[0].children or []
    )
    shown = "".join(t.content if t.type != "softbreak" else " " for t in inline[0].children or [])
    assert " ".join(shown.split()) == " ".join(f"x {line}".split())


def test_the_page_stands_alone() -> None:
    page = html(report("Thanks.", judgement()), RUBRIC)
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=", page)


def test_the_json_has_what_is_promised() -> None:
    told = as_json(
        report("the quoted words", judgement(met=[Criterion.VALUE_NOT_EGO], violated=[Criterion.RESPECT_HIERARCHY]))
    )
    assert told["judge"] == "rules"
    assert set(told["score"]) == {"total", "band", "criteria", "judged", "replies"}
    assert told["score"]["criteria"]["value_not_ego"] == 100
    assert told["score"]["criteria"]["document_everything"] is None
    manager, engineer = told["turns"]
    assert (manager["speaker"], manager["cue"]["kind"]) == ("manager", "open")
    assert engineer["labels"]["respect_hierarchy"] == "violated"
    assert engineer["moves"]["thanks"] is False
    assert engineer["evidence"]["value_not_ego"] == ["the quoted words"]
    assert engineer["judge"] == "rules"


def test_uses_of_terms_stand_apart_with_turn_and_quote() -> None:
    told = report("Fine.", judgement())
    assert "You used none of the ten terms" in markdown(told, RUBRIC)
    use = SpokenUse(seq=1, title="MLOps", term=Term.MLOPS, quote="[MLOps](x) *now*", use=Use.EMPTY, why="Says nothing.")
    told = told.model_copy(update={"vocabulary": (use,)})
    assert "- · **MLOps**, turn 2, empty: “\\[MLOps\\](x) \\*now\\*” Says nothing." in markdown(told, RUBRIC)
    assert "<h2>The terms you used</h2>" in html(told, RUBRIC)
    assert as_json(told)["vocabulary"] == [
        {"term": "mlops", "quote": "[MLOps](x) *now*", "use": "empty", "why": "Says nothing.", "seq": 1}
    ]


def test_what_was_not_judged_is_said_and_scores_nothing() -> None:
    failed = Unjudged(by=JudgedBy(judge="llm", rubric="x"), reason="the server did not answer")
    for verdict, words in ((failed, "the server did not answer"), (None, "not judged yet")):
        told = report("Thanks.", verdict)
        text = markdown(told, RUBRIC)
        assert words in text
        assert "0 of 1 reply judged" in text
        assert "no score" in text
        assert as_json(told)["turns"][1]["labels"] is None


def test_a_withheld_verdict_looks_withheld() -> None:
    told = report("Thanks.", judgement(unjudged=[Criterion.VALUE_NOT_EGO]))
    assert "1 verdict was withheld" in markdown(told, RUBRIC)
    assert as_json(told)["turns"][1]["labels"]["value_not_ego"] is None


def test_what_goes_wrong_is_said_once_with_its_turns_and_a_rewrite_beside_it() -> None:
    ego = Criterion.VALUE_NOT_EGO
    turns = tuple(
        Turn(seq=n, speaker=Speaker.ENGINEER, text="the quoted words [/]")
        if n % 2
        else Turn(seq=n, speaker=Speaker.MANAGER, text="Well?", cue=Cue(kind=CueKind.OPEN))
        for n in range(6)
    )
    pairs = [(n, judgement(violated=[ego])) for n in (1, 3)] + [(5, judgement(met=[Criterion.RESPECT_HIERARCHY]))]
    told = report_transcript(Transcript(setting="A test.", turns=turns), pairs, "rules", RUBRIC)
    rewrite = Rewrite(
        seq=1,
        criterion=ego,
        verdict=Verdict.VIOLATED,
        said="the *quoted* words",
        instead="Better | words",
        rose=(Rise(rule=ego, was=Verdict.VIOLATED, now=Verdict.MET),),
        was=10.0,
        now=66.7,
    )
    told = told.rewritten(Rewriting(by=BY, rewrites=(rewrite,), remarks=("Turn 4 could not be rewritten: no answer",)))
    text = markdown(told, RUBRIC)
    assert text.index("### Strongest moment") < text.index("### The one thing to work on")
    assert text.count("Also in turn 4.") == 1
    assert "You said: “the \\*quoted\\* words”" in text
    assert "> Instead: “Better \\| words”" in text
    assert "Judged again. Focus on value, not ego: met (was violated)." in text
    assert "67" not in text  # what it was picked by is no praise
    assert "- ? Turn 4 could not be rewritten: no answer" in text
    assert "could have done this: turn 2 “the quoted words \\[/\\]”" in text
    assert as_json(told)["rewrites"][0]["instead"] == "Better | words"
    assert as_json(told)["feedback"][0]["criterion"] == "value_not_ego"
    assert "<h3>Said another way</h3>" in html(told, RUBRIC)


def shown_by(page: str) -> str:
    """Return the words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


SOME = st.lists(st.sampled_from(list(Criterion)), unique=True)


@given(SOME, SOME, st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=3, max_size=40).filter(str.strip))
def test_every_form_says_all_that_the_sections_say(met: list[Criterion], violated: list[Criterion], text: str) -> None:
    words = " ".join(clean(text).split()) or "words"
    wrong = [c for c in violated if c not in met]
    told = report(words, judgement(met=met, violated=wrong, quote=words))
    rendered = shown_by(MarkdownIt("commonmark").enable("table").render(markdown(told, RUBRIC)))
    page = shown_by(html(told, RUBRIC))
    for section in sections(told, RUBRIC):
        for block in section.blocks:
            for piece in block.pieces:
                assert " ".join(piece.text.split()) in rendered
                if block.kind is not Kind.BAND:  # the page shows it on its scale
                    assert " ".join(piece.text.split()) in page


def test_the_words_that_are_quoted_are_marked_in_the_reply_itself() -> None:
    ego, hierarchy = Criterion.VALUE_NOT_EGO, Criterion.RESPECT_HIERARCHY
    text = "the quoted words, and more"
    told = report(text, judgement(met=[hierarchy], violated=[ego]))
    talk = sections(told, RUBRIC)[-1]
    said = next(b for b in talk.blocks if b.kind is Kind.SAID and b.plain == text)
    # Two verdicts quote the same words: what went against a rule is what they are marked as.
    assert [(piece.text, piece.look.name) for piece in said.pieces if piece.text] == [
        ("the quoted words", "VIOLATED"),
        (", and more", "PLAIN"),
    ]
    assert "<span class=violated>the quoted words</span>, and more" in html(told, RUBRIC)


def test_a_criterion_quotes_some_replies_and_names_the_others() -> None:
    turns = tuple(
        Turn(seq=n, speaker=Speaker.ENGINEER, text="the quoted words")
        if n % 2
        else Turn(seq=n, speaker=Speaker.MANAGER, text="Well?", cue=Cue(kind=CueKind.OPEN))
        for n in range(20)
    )
    pairs = [(n, judgement(met=[Criterion.VALUE_NOT_EGO])) for n in range(1, 20, 2)]
    told = report_transcript(Transcript(setting="A test.", turns=turns), pairs, "rules", RUBRIC)
    criteria = next(s for s in sections(told, RUBRIC) if s.name == "Criteria")
    quoted = [b for b in criteria.blocks if "the quoted words" in b.plain]
    assert [b.turn for b in quoted] == [1, 3, 5, 7, 9, 11]
    assert "+ and 4 more, in turns 14, 16, 18, 20" in markdown(told, RUBRIC).replace("\\", "")
