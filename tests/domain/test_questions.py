"""A draft gives the brief back as it was typed, and loses nothing that is written in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.brief import Brief
from coach.domain.preparation import UNNAMED, gaps
from coach.domain.questions import GROUPS, Draft, Group, entry_of, group_of
from tests.test_brief_file import BRIEFS


@given(BRIEFS)
def test_a_draft_gives_back_the_brief_that_it_was_made_from(brief: Brief) -> None:
    assert Draft(brief).brief() == brief


@given(BRIEFS, st.data())
def test_what_is_removed_can_be_put_back(brief: Brief, data: st.DataObject) -> None:
    draft = Draft(brief)
    group = data.draw(st.sampled_from([g for g in GROUPS if draft.entries(g)]))
    number = data.draw(st.integers(0, len(draft.entries(group)) - 1))
    place = f"{group.key}.{number}" if group.several else group.key
    draft.put_back(place, draft.remove(place))
    assert draft.brief() == brief


@pytest.mark.parametrize("group", [g for g in GROUPS if g.several], ids=lambda g: g.key)
def test_an_entry_without_a_name_is_kept_and_told(group: Group) -> None:
    draft = Draft(Brief(stand_in=False))
    name, second, *_ = group.questions
    place = draft.add(group)
    assert draft.brief().empty
    draft.entry(place)[second.field] = "written"
    kept = getattr(draft.brief(), group.key)
    assert [getattr(entry, name.field) for entry in kept] == [UNNAMED]
    assert f"{place}.{name.field}" in [gap.key for gap in gaps(draft.brief())]
    draft.entry(place)[second.field] = " "
    draft.prune()
    assert draft.entries(group) == []


def test_the_questions_are_the_fields_of_the_brief() -> None:
    assert [group.key for group in GROUPS] == [key for key in Brief.model_fields if key != "stand_in"]
    for group in (g for g in GROUPS if g.several):
        brief = Brief.model_validate({"stand_in": False, group.key: [{group.questions[0].field: "x"}]})
        assert [q.field for q in group.questions] == list(type(getattr(brief, group.key)[0]).model_fields)
    assert all(group_of(entry_of(gap.key)).key == gap.key.split(".")[0] for gap in gaps(Brief(stand_in=False)))
