"""The offline rewriter builds on the engineer's own clauses and facts, whatever is typed, and the same every time."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coach.coaching.rewriting import rewrite_reply
from coach.domain.brief import Brief, Opportunity, PastProject, ValueProposition
from coach.domain.judgement import Evidence, Finding, Judgement, Verdict, ordered
from coach.domain.rewriting import Occasion
from coach.domain.rubric import CRITERIA, RULES, Criterion, Rule
from coach.domain.transcript import Line, Reply, Speaker
from coach.judges.rules import RulesJudge
from coach.judges.rules.grounds import Grounds
from coach.judges.rules.rewriting import MOST_DRAFTS, OfflineRewriter, drafts
from coach.library.rubric import read_rubric
from tests.judging import BY

JUDGE = RulesJudge(read_rubric())
RESPECT, EGO, PATIENT = Criterion.RESPECT_HIERARCHY, Criterion.VALUE_NOT_EGO, Criterion.PATIENT_PERSISTENT
PROACTIVE, RECORD = Criterion.PROACTIVE_NOT_REACTIVE, Criterion.DOCUMENT_EVERYTHING
FULL = "Sounds interesting. But those projects are already quite full."
BRIEF = Brief(
    projects=(
        PastProject(
            name="ranking refresh", own_part="built it", metric="click-through", before="21", after="24", unit="%"
        ),
    ),
    opportunities=(
        Opportunity(name="fraud detection system", strategic="Fewer chargebacks are a goal of the company."),
        Opportunity(name="Route Planner"),
    ),
    value_propositions=(
        ValueProposition(
            technique="graph features", project_goal="fewer blocked buyers on the fraud system", result="a tenth less"
        ),
        ValueProposition(technique="Use demand forecasts", project_goal="Plan routes", result="Cut empty kilometres"),
    ),
)


def occasion(
    text: str,
    manager: str = FULL,
    *,
    violated: dict[Criterion, str] | None = None,
    called: Sequence[Criterion] = (),
    brief: Brief = BRIEF,
    earlier: str = "I'd like to help on the fraud detection system.",
) -> Occasion:
    """Return an occasion as a judge would see it who finds just these violations, by these words."""
    harm = violated or {}

    def finding(rule: Rule) -> Finding:
        if isinstance(rule, Criterion) and (quote := harm.get(rule)):
            at = text.index(quote)
            evidence = (Evidence(quote=quote, start=at, end=at + len(quote)),)
            return Finding(rule=rule, verdict=Verdict.VIOLATED, evidence=evidence)
        return Finding(rule=rule, verdict=Verdict.ABSENT)

    context = [Line(speaker=Speaker.ENGINEER, text=earlier)] if earlier else []
    context += [Line(speaker=Speaker.MANAGER, text=manager)] if manager else []
    return Occasion(
        seq=3,
        reply=Reply(setting="who is who", context=tuple(context), text=text),
        judgement=Judgement(by=BY, findings=ordered(map(finding, RULES))),
        called=tuple(called),
        criterion=next(iter(harm), called[0] if called else RESPECT),
        brief=brief,
    )


def test_the_threat_goes_and_the_demand_becomes_a_wish() -> None:
    text = "I want to be on the fraud project by Friday or I'll start looking elsewhere."
    made = drafts(occasion(text, violated={RESPECT: text}, called=[RESPECT, PATIENT]))
    assert any(d.endswith("I'd like to be on the fraud project.") for d in made)
    assert not any("elsewhere" in d or "Friday" in d for d in made)


def test_the_concern_is_said_back_in_the_managers_words_with_you_for_i() -> None:
    for line, said in (
        (FULL, "those projects are already quite full"),
        ("The March release comes first, I can't move anybody before that.", "the March release comes first"),
        ("I'd have to look at the workload and see where you fit.", "you'd have to look at the workload"),
        ("I'm worried that your dashboards would be left behind.", "my dashboards would be left behind"),
        (
            "We have to finish the tagging migration, which is due on the 18th.",
            "the tagging migration is due on the 18th",
        ),
        ("What did you have in mind?", ""),
    ):
        assert Grounds(occasion("Fine.", line)).concern == said


@pytest.mark.parametrize(
    ("line", "matter"),
    [
        ("What burns gets people first, and at the moment it's the migration that burns.", "the migration"),
        ("For us the thing that counts is the March release.", "the March release"),
        ("The team finishes the audit.", "the audit"),
        ("The people doing migrations own our roadmap.", "our roadmap"),
        ("My team's plan hangs on this quarter's tender.", "this quarter's tender"),
        ("The board has no planning and wants a review.", ""),
    ],
)
def test_what_the_people_are_busy_with_is_a_noun_and_no_sentence(line: str, matter: str) -> None:
    assert Grounds(occasion("Fine.", line)).matter == matter


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("Let's see once the board has read the audit.", "next week"),
        ("Let's see after the budget round.", "after the budget round"),
        ("I can't say until the planning round.", "after the planning round"),
        ("It's due on the 18th.", "after the 18th"),
        ("Maybe next quarter.", "next quarter"),
        ("Let me think about it.", "next week"),
    ],
)
def test_the_next_talk_is_put_to_a_time_that_the_manager_named(line: str, when: str) -> None:
    made = drafts(occasion("I'd still like to help there.", line, called=[PATIENT]))
    assert any(d.endswith(f"Could we come back to the fraud detection system {when}?") for d in made)


def test_a_complaint_keeps_its_project_and_gets_an_offer_from_the_brief() -> None:
    text = "I always get the boring tickets while Tom gets the planner."
    made = drafts(occasion(text, violated={PROACTIVE: text}, called=[PROACTIVE, EGO]))
    assert any(
        "On the Route Planner I could use demand forecasts, which could cut empty kilometres." in d for d in made
    )
    assert not any("Tom" in d or "boring" in d for d in made)


def test_what_the_reply_does_well_stays_word_for_word() -> None:
    good = "Thanks for the straight answer. I could take the nightly checks of the fraud team."
    made = drafts(occasion(f"{good} And I deserve it!", violated={EGO: "And I deserve it!"}, called=[EGO]))
    assert made
    assert all("I could take the nightly checks of the fraud team" in d and "deserve" not in d for d in made)
    assert all(d.startswith("Thanks for the straight answer.") for d in made)


def test_a_false_claim_goes_whole() -> None:
    text = "So it's settled, I'll tell the fraud team that I'm joining."
    made = drafts(occasion(text, "Let me think about it.", violated={RECORD: "it's settled"}, called=[RECORD]))
    assert any("recap" in d for d in made)
    assert not any("joining" in d for d in made)


def test_it_is_said_in_the_engineers_manner() -> None:
    small = drafts(occasion("i get it. still want to help the fraud team", called=[RESPECT, PATIENT]))
    assert small
    assert all(d == d.lower() for d in small)
    formal = "I would be glad to contribute to the fraud detection system in whatever way is useful to you and to them."
    made = drafts(occasion(formal, called=[RESPECT, PATIENT]))
    assert any("it is your call" in d for d in made)
    assert not any(re.search(r"\w'(?:s|d|ll)\b", d) for d in made)


@pytest.mark.parametrize("text", ["ok", "Okay!", "ok i get it", "Thanks, sure.", "Hello", "Fine."])
def test_where_nothing_of_the_reply_would_be_left_there_is_no_draft(text: str) -> None:
    assert drafts(occasion(text, called=[RESPECT, EGO, PATIENT])) == []


def test_after_a_stop_a_part_begins_with_a_capital() -> None:
    text = "I see that the team is full; could I help with the checks?"
    made = drafts(occasion(text, called=[RESPECT, PATIENT, EGO]))
    assert any("your call. Could I help" in d for d in made)
    assert not any(re.search(r"[.!?] [a-z]", d) for d in made)


def test_what_helps_on_one_project_is_not_offered_on_another() -> None:
    text = "I always get the boring tickets, just give me the churn project."
    made = drafts(occasion(text, violated={PROACTIVE: text}, called=[PROACTIVE, EGO], earlier=""))
    assert any("the churn project" in d for d in made)
    assert not any("graph features" in d or "demand forecasts" in d for d in made)


def test_without_a_brief_or_a_project_nothing_is_made_up() -> None:
    nothing = occasion("I like machine learning.", "", called=[EGO], brief=Brief(), earlier="")
    assert drafts(nothing) == []
    assert drafts(occasion("Ich möchte gerne an dem Projekt arbeiten, das wäre gut.", called=[EGO])) == []
    assert drafts(occasion("well " * 200, called=[EGO])) == []


CLAUSES = st.sampled_from(
    [
        "I want to be on the fraud project by Friday",
        "I deserve it",
        "thanks for your time",
        "the migration is stupid",
        "I could take the nightly checks",
        "give me the Route Planner",
        "nobody sees what I do",
        "could we talk next week",
        "I cut the job from 6 hours to 40 minutes",
        "Fine, forget it",
        "so that the board notices me",
        "it's your call",
    ]
)
JOINTS = st.sampled_from([". ", ", and ", " or ", "; ", " because ", "! ", "? ", " – "])
TALK = st.lists(st.tuples(CLAUSES, JOINTS), min_size=1, max_size=6).map(
    lambda pairs: "".join(clause + joint for clause, joint in pairs).strip()
)
CALLED = st.lists(st.sampled_from(CRITERIA), unique=True)


def as_judged(text: str, called: list[Criterion]) -> Occasion | None:
    """Return the reply as the offline judge reads it, rewritten for the first rule that it violates or misses."""
    bare = occasion(text, called=called)
    verdict = JUDGE.read(bare.reply)
    if not isinstance(verdict, Judgement):
        return None
    wrong = [f.rule for f in verdict.violations if isinstance(f.rule, Criterion)]
    missed = [c for c in called if verdict.finding(c).verdict is Verdict.ABSENT]
    if not (wrong or missed):
        return None
    return bare.model_copy(update={"judgement": verdict, "criterion": (wrong or missed)[0]})


@settings(max_examples=30, deadline=None)
@given(TALK, CALLED)
async def test_every_rewrite_is_better_known_and_free_of_the_harm(text: str, called: list[Criterion]) -> None:
    found = as_judged(text, called)
    rewrite = await rewrite_reply(found, JUDGE, OfflineRewriter()) if found else None
    if rewrite is None or found is None:
        return
    assert rewrite.now > rewrite.was
    assert found.said.invented(rewrite.instead) == ""
    harm = found.judgement.finding(found.criterion)
    if harm.verdict is Verdict.VIOLATED:
        assert not any(e.quote.lower() in rewrite.instead.lower() for e in harm.evidence)
    assert rewrite == await rewrite_reply(found, JUDGE, OfflineRewriter())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(max_size=120), CALLED, st.data())
@example("İ" * 40 + " i want ß to be on the fraud project 🙂", FULL, [RESPECT], None)
def test_any_reply_can_be_taken_apart(
    text: str, manager: str, called: list[Criterion], data: st.DataObject | None
) -> None:
    found = occasion(text, manager, called=called)
    text = found.reply.text  # as it was cleaned
    if data and text:
        start = data.draw(st.integers(0, len(text) - 1))
        quote = text[start : data.draw(st.integers(start + 1, len(text)))]
        found = occasion(text, manager, called=called, violated={EGO: quote})
    made = drafts(found)
    assert made == drafts(found)
    assert len(made) <= MOST_DRAFTS
    assert all(len(d.split()) >= 3 and d != text for d in made)
