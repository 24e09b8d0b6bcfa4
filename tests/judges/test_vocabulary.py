"""The reader of terms: it finds uses, quotes them verbatim, tells right, wrong and empty apart, and says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.coaching.vocabulary import Speech
from coach.domain.vocabulary import TERMS, Term, Use, agreement
from coach.judges.vocabulary import WordsReader, weights_digest
from coach.judges.vocabulary.passages import MAX_WORDS
from coach.judges.vocabulary.patterns import pattern
from coach.library.vocabulary import read_vocabulary
from coach.transcripts.rows import read_uses
from tests.test_training_vocabulary import ROOT

WORDS = read_vocabulary()
READER = WordsReader(WORDS)
GOLD = ROOT / "tests" / "gold" / "vocabulary.jsonl"


def read(text: str) -> list[tuple[Term, Use]]:
    return [(use.term, use.use) for use in READER.uses(text)]


def test_uses_by_another_author_are_told_apart() -> None:
    rows = read_uses(GOLD.read_text("utf-8"), "gold")
    found = [next((u for u in READER.uses(row.text) if u.term is row.term), None) for row in rows]
    measured = agreement(rows, [use.use if use else None for use in found])
    assert measured.uses.macro_f1 is not None
    assert measured.uses.macro_f1 >= 0.80
    by_class = {c.label: c.f1 or 0 for c in measured.uses.classes}
    assert min(by_class[use] for use in Use) >= 0.77
    assert measured.missed <= 15


@pytest.mark.parametrize("term", TERMS)
def test_the_shipped_sentences_are_read_as_what_they_are_shown_for(term: Term) -> None:
    words = WORDS.terms[term]
    assert (term, Use.RIGHT) in read(words.strong)
    assert (term, Use.EMPTY) in read(words.weak)


@pytest.mark.parametrize(
    ("text", "term", "misuse"),
    [
        ("Transfer learning means that we copy the files to another server.", Term.TRANSFER_LEARNING, "copying"),
        ("Data drift is a bug in the code, and a hotfix cures it.", Term.DATA_DRIFT, "bug"),
        ("Edge computing is a bigger cloud with more GPUs.", Term.EDGE_COMPUTING, "bigger_cloud"),
        ("Explainable AI makes the model more accurate.", Term.EXPLAINABLE_AI, "accuracy"),
        ("MLOps is a visualisation tool for charts.", Term.MLOPS, "tool"),
    ],
)
def test_a_wrong_use_is_put_down_to_the_misuse_it_is_nearest_to(text: str, term: Term, misuse: str) -> None:
    (use,) = READER.uses(text)
    assert (use.use, use.why) == (Use.WRONG, WORDS.terms[term].misuses[misuse])


def test_a_right_use_is_told_by_what_it_says() -> None:
    (use,) = READER.uses("We compare the live inputs with the training data for drift, and get an alert on a shift.")
    assert (use.use, use.why) == (Use.RIGHT, WORDS.terms[Term.DATA_DRIFT].points["measure"])


def test_each_run_of_sentences_on_a_term_is_one_use() -> None:
    text = "I love MLOps. Drift is a bug in the code. It was fixed by a patch. I would be the champion of MLOps."
    assert [(u.term, u.quote) for u in READER.uses(text)] == [
        (Term.MLOPS, "I love MLOps."),
        (Term.DATA_DRIFT, "Drift is a bug in the code. It was fixed by a patch."),
        (Term.MLOPS, "I would be the champion of MLOps."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for the time. I would like to take the on-call shift.",
        "These are edge cases, and nobody minds.",
        "He drifts off in meetings.",
        "Last spring I tuned the furnace and saved 3 percent.",
        "Data Drift ist, wenn sich die Daten ändern, und das ist bei uns so, weil die Kunden anders sind.",
        "",
    ],
)
def test_nothing_is_found_where_no_term_is_used_in_english(text: str) -> None:
    assert READER.uses(text) == ()


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("XAI", Term.EXPLAINABLE_AI),
        ("a split test", Term.AB_TESTING),
        ("A/B-tested", Term.AB_TESTING),
        ("hyper-parameters", Term.HYPERPARAMETER_TUNING),
        ("engineering of the new features", Term.FEATURE_ENGINEERING),
        ("on the edge", Term.EDGE_COMPUTING),
        ("RL", Term.REINFORCEMENT_LEARNING),
        ("the input has drifted", Term.DATA_DRIFT),
    ],
)
def test_the_forms_of_a_term_are_known(text: str, term: Term) -> None:
    assert term in {found for found, _ in read(f"Here is {text} again.")}


@given(st.lists(st.sampled_from([*(w.strong for w in WORDS.terms.values()), "Thanks.", "\n", "… “so”", "🙂 é"])))
def test_quotes_are_verbatim_in_order_and_never_twice(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = READER.uses(text)
    seen: dict[Term, int] = {}
    for use in found:
        at = text.index(use.quote, seen.get(use.term, 0))
        seen[use.term] = at + len(use.quote)
        assert len(use.quote.split()) <= max(MAX_WORDS, 60)
    assert found == READER.uses(text)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(use.quote in text for use in READER.uses(f"{text} mlops {text}") if use.quote in text)


def test_patterns_end_stems_and_leave_room_between() -> None:
    found = pattern(["engineer* ... feature*", "on-site"])
    assert found.search("we engineered two new features")
    assert found.search("on site")
    assert not found.search("engineered it. features")
    assert not found.search("upon site")


def test_the_weights_have_a_digest() -> None:
    assert len(weights_digest()) == 12


def test_practice_reads_the_asked_term_alone() -> None:
    class Engines:
        def terms(self) -> WordsReader:
            return READER

    speech = Speech(Engines())  # type: ignore[arg-type]
    use = speech.practised(Term.MLOPS, "Drift is a bug, and I love MLOps.")
    assert use is not None
    assert use.term is Term.MLOPS
    assert speech.practised(Term.MLOPS, "Nothing here.") is None
