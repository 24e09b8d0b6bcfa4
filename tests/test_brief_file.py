"""The brief's file gives back what was put into it, keeps its comments, and is its owner's alone."""

import stat
import tempfile
import tomllib
from pathlib import Path

import pytest
import tomlkit.exceptions
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.brief import Brief, Opportunity, PastProject, Strength, ValueProposition
from coach.errors import FileRefused
from coach.library.brief import TEMPLATE, BriefFile

TEXT = st.text(max_size=20)
WORDS = TEXT.filter(lambda text: _has_words(text))


def _has_words(text: str) -> bool:
    try:
        return bool(Strength(technique=text))
    except ValueError:
        return False


BRIEFS = st.builds(
    Brief,
    enjoys=TEXT,
    career_goals=TEXT,
    strengths=st.lists(st.builds(Strength, technique=WORDS, proof=TEXT), max_size=3).map(tuple),
    projects=st.lists(
        st.builds(PastProject, name=WORDS, own_part=TEXT, metric=TEXT, before=TEXT, after=TEXT, unit=TEXT), max_size=3
    ).map(tuple),
    opportunities=st.lists(st.builds(Opportunity, name=WORDS, strategic=TEXT), max_size=2).map(tuple),
    value_propositions=st.lists(st.builds(ValueProposition, technique=WORDS, result=TEXT), max_size=2).map(tuple),
    stand_in=st.just(False),
)

COMMENTED = """\
# mine
enjoys = "hard ones"  # really

# what I am good at
strengths = [
  { technique = "MLOps", proof = "it runs" },  # inline
]

# what I did
[[projects]]  # the first
name = "ranking"  # its name
# the number
before = "2"
"""
COMMENTS = ("# mine", "# what I am good at", "# what I did", "# the first", "# its name", "# the number")


@settings(max_examples=60, deadline=None)
@given(BRIEFS, BRIEFS, st.sampled_from(["", TEMPLATE, COMMENTED]))
def test_what_is_written_is_read_whatever_stood_there(first: Brief, second: Brief, text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = BriefFile(Path(folder) / "brief.toml")
        if text:
            file.path.write_text(text, "utf-8")
        for brief in (first, second):
            file.write(brief)
            assert (file.read() or Brief(stand_in=False)) == brief


def test_comments_stay(tmp_path: Path) -> None:
    file = BriefFile(tmp_path / "brief.toml")
    file.path.write_text(COMMENTED, "utf-8")
    kept = file.read()
    assert kept is not None
    project = kept.projects[0].model_copy(update={"after": "3"})
    more = (*kept.strengths, Strength(technique="A/B testing"))
    file.write(kept.model_copy(update={"enjoys": "easy ones", "projects": (project,), "strengths": more}))
    text = file.path.read_text("utf-8")
    for comment in (*COMMENTS, "# really"):
        assert comment in text
    assert file.read() == kept.model_copy(update={"enjoys": "easy ones", "projects": (project,), "strengths": more})


def test_the_same_again_changes_no_byte(tmp_path: Path) -> None:
    file = BriefFile(tmp_path / "brief.toml")
    file.path.write_text(COMMENTED, "utf-8")
    kept = file.read()
    assert kept is not None
    file.write(kept)
    assert file.path.read_text("utf-8") == COMMENTED


def test_only_its_owner_can_read_it_and_a_link_stays_one(tmp_path: Path) -> None:
    file = BriefFile(tmp_path / "home" / "brief.toml")
    file.begin()
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700
    assert file.read() is None
    link = BriefFile(tmp_path / "home" / "link.toml")
    link.path.symlink_to(file.path)
    link.write(Brief(stand_in=False, enjoys="x"))
    assert link.path.is_symlink()
    assert file.read() == Brief(stand_in=False, enjoys="x")
    assert [p.name for p in file.path.parent.iterdir() if p.name.endswith(".new")] == []


def test_the_template_filled_in_is_a_sound_brief(tmp_path: Path) -> None:
    examples = "\n".join(line.removeprefix("# ") for line in TEMPLATE.splitlines() if " = " in line or "# [[" in line)
    assert set(tomllib.loads(examples)) == set(Brief.model_fields) - {"stand_in"}
    file = BriefFile(tmp_path / "brief.toml")
    file.path.write_text(examples, "utf-8")
    assert file.read() is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[strengths]]\nproof = "x"\n', "brief.toml:1: strengths.0.technique: is missing"),
        ('enjoys = "x"\nhobby = "y"\n', "brief.toml:2: hobby: is no key"),
        ('enjoys = "x\n', "brief.toml:1:"),
        ("stand_in = true\n", "brief.toml:1: stand_in"),
        ("# " + "x" * 300_000, "larger than"),
    ],
)
def test_a_fault_is_told_with_its_line_and_is_not_written_over(tmp_path: Path, text: str, words: str) -> None:
    file = BriefFile(tmp_path / "brief.toml")
    file.path.write_text(text, "utf-8")
    with pytest.raises(FileRefused) as refusal:
        file.read()
    assert words in str(refusal.value)
    with pytest.raises(FileRefused):
        file.write(Brief(stand_in=False, enjoys="new"))
    assert file.path.read_text("utf-8") == text


def test_what_the_writer_of_the_file_cannot_do_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(text: str) -> None:
        raise tomlkit.exceptions.KeyAlreadyPresent("projects")

    monkeypatch.setattr("tomlkit.parse", parse)
    file = BriefFile(tmp_path / "brief.toml")
    with pytest.raises(FileRefused, match="cannot be written"):
        file.write(Brief(enjoys="x", stand_in=False))
    assert not file.path.exists()
