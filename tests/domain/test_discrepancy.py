"""A number of a past project is held against the brief's: its own numbers agree, however rounded, and others do not."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coach.domain.brief import Brief, PastProject
from coach.domain.discrepancy import discrepancies

BRIEF = Brief(
    projects=(
        PastProject(
            name="search ranking refresh",
            own_part="x",
            metric="click-through on the first page",
            before="21.4",
            after="24.1",
            unit="%",
        ),
        PastProject(
            name="retraining pipeline", own_part="x", metric="nightly run time", before="6", after="1.5", unit="hours"
        ),
        PastProject(name="triage model", own_part="x", metric="false alarms per shift", before="14", after="8"),
        PastProject(name="monitoring", own_part="x", business_effect="calm nights"),
    )
)

AGREES = (
    "My features raised click-through on the first page from 21.4 to 24.1 %.",
    "My features raised click-through on the first page from 21 to 24 percent.",
    "I lifted click-through on the first page by 2.7 points.",
    "I lifted click-through on the first page by 13 percent.",
    "I cut the nightly run time from 360 to 90 minutes.",
    "We brought the nightly run time down to 1.5 hours.",
    "False alarms per shift went from about 15 to about 8.",
    "On the triage model I went from 14 → 8.",
    "I could cut false alarms per shift from 8 to 2.",
    "If we tried it, false alarms per shift would go from 8 to 3.",
    "We cut false alarms per shift, and I presented it to 30 people.",
    "I cut our cloud bill from 90,000 to 60,000.",
    "The new checkout cut returns from 9 to 4 %.",
    "I can finish it by 12 May and talk to 3 teams.",
    "Ich habe die Fehlalarme von 14 auf 2 gesenkt.",
    "Thank you for your time.",
)
DIFFERS = (
    ("My features raised click-through on the first page from 21.4 to 29 %.", "search ranking refresh"),
    ("I lifted click-through on the first page by 30 percent.", "search ranking refresh"),
    ("On the search ranking I went from 21.4 to 27 %.", "search ranking refresh"),
    ("I cut the nightly run time from 360 to 30 minutes.", "retraining pipeline"),
    ("We brought the nightly run time down to 20 minutes.", "retraining pipeline"),
    ("False alarms per shift went from 14 down to 2, which saved hours.", "triage model"),
    ("False alarms per shift fell to 5 from 14.", "triage model"),
)


@pytest.mark.parametrize("reply", AGREES)
def test_what_agrees_or_is_about_something_else_is_let_be(reply: str) -> None:
    assert discrepancies(reply, BRIEF) == ()


@pytest.mark.parametrize(("reply", "project"), DIFFERS)
def test_another_number_is_told_beside_the_briefs(reply: str, project: str) -> None:
    (found,) = discrepancies(reply, BRIEF)
    assert found.earlier.startswith(f"{project}: ")
    assert found.now in reply


def brief_of(before: str, after: str) -> Brief:
    project = PastProject(name="p", own_part="x", metric="checkout failures", before=before, after=after, unit="%")
    return Brief(projects=(project,))


NUMBERS = st.decimals(min_value="0.01", max_value="9999", places=2)


@given(NUMBERS, NUMBERS, st.integers(0, 2), st.booleans())
def test_the_briefs_own_numbers_agree_however_rounded(before: object, after: object, places: int, back: bool) -> None:
    first, last = f"{before:.{places}f}", f"{after:.{places}f}"
    change = f"to {last} % from {first} %" if back else f"from {first} to {last} %"
    assert discrepancies(f"I took checkout failures {change}.", brief_of(str(before), str(after))) == ()


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(1, 9999), st.integers(1, 9999))
def test_other_whole_numbers_never_agree(before: int, after: int, first: int, last: int) -> None:
    assume((before, after) != (first, last))
    assert discrepancies(f"I took checkout failures from {first} to {last} %.", brief_of(str(before), str(after)))


@given(st.text(max_size=200), st.text(max_size=30), st.text(max_size=30))
def test_no_text_breaks_it(reply: str, before: str, after: str) -> None:
    discrepancies(reply, brief_of(before, after))
    discrepancies(f"checkout failures went from {before} to {after}", brief_of(after, before))
