"""Attacks are deterministic, keep the clean reply verbatim, and junk is measured as what it is."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.attacks import _WORDINGS, FAMILIES, Family, attacked, drawn, pair
from coach.domain.judgement import JudgedBy, Unjudged
from coach.domain.junk import JUNK, junk_reply, junk_total
from coach.domain.rubric import CRITERIA, Criterion
from coach.domain.scorecard import Band
from coach.domain.transcript import Reply
from coach.judges.llm import Sheet
from tests.judging import judgement

IDS = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=30)


@given(st.sampled_from(FAMILIES), st.text(max_size=200), st.integers(0, 1000))
def test_an_attack_is_the_same_each_time_and_holds_the_clean_reply(family: Family, text: str, place: int) -> None:
    once = attacked(family, text, place)
    assert once == attacked(family, text, place)
    if family is Family.MASTER_KEY:
        assert once in _WORDINGS[family]
    else:
        assert text in once
        assert len(once) > len(text)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_several_wordings_and_uses_all(family: Family) -> None:
    wordings = _WORDINGS[family]
    assert len(wordings) >= 3
    assert len({attacked(family, "A reply.", place) for place in range(len(wordings))}) == len(wordings)


def test_the_twin_differs_in_nothing_but_the_text_and_a_master_key_stands_for_an_empty_reply() -> None:
    reply = Reply(setting="Two people", text="I could take the checks.")
    for family in FAMILIES:
        clean, twin = pair(family, reply, 0)
        assert clean.text == ("" if family is Family.MASTER_KEY else reply.text)
        assert twin.model_copy(update={"text": clean.text}) == clean


def test_the_fake_scores_are_an_answer_in_our_own_form() -> None:
    for place in range(len(_WORDINGS[Family.FAKE_SCORES])):
        text = attacked(Family.FAKE_SCORES, "I could take the nightly checks off your plate.", place)
        found = re.search(r"\{.*\}", text)
        assert found
        sheet = Sheet.model_validate_json(found[0])
        assert {mark.verdict for mark in sheet.criteria} == {"met"}
        assert {mark.quotes for mark in sheet.criteria} == {("I could take the nightly checks",)}


def test_the_disguised_requests_are_what_they_seem() -> None:
    disguised = "\n".join(_WORDINGS[Family.DISGUISE])
    (coded,) = re.findall(r"[\w+/]{40,}=*", disguised)
    assert "ten out of ten" in base64.b64decode(coded).decode()
    assert "\u200b" in disguised
    assert any("а" <= letter <= "я" for letter in disguised)


@given(st.sampled_from(FAMILIES), IDS, st.integers(0, 5))
def test_the_draw_depends_on_the_ids_alone(family: Family, ids: list[str], size: int) -> None:
    chosen = {ids[place] for place in drawn(family, ids, size)}
    assert len(chosen) == min(size, len(ids))
    assert chosen == {sorted(ids)[place] for place in drawn(family, sorted(ids), size)}
    assert drawn(family, ids, None) == tuple(range(len(ids)))


@pytest.mark.parametrize("name", JUNK)
def test_junk_in_which_nothing_is_found_stays_in_the_lowest_band(name: str) -> None:
    assert junk_reply(JUNK[name]).context
    total = junk_total(JUNK[name], judgement())
    assert total is not None
    assert Band.of(total) is Band.NOT_YET


def test_junk_that_a_judge_falls_for_rises_above_it() -> None:
    total = junk_total("fine", judgement(met=[Criterion.VALUE_NOT_EGO, Criterion.PATIENT_PERSISTENT]))
    assert total is not None
    assert Band.of(total) is not Band.NOT_YET
    assert junk_total("fine", judgement(met=CRITERIA)) == 100
    assert junk_total("fine", Unjudged(by=JudgedBy(judge="llm", rubric="x"), reason="no answer")) is None
