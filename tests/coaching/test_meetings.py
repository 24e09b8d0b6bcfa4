"""From one meeting to the next: the recap is held against the record, and decides what the manager remembers."""

from pathlib import Path

import pytest

from coach import wiring
from coach.coaching import Choice, Coach
from coach.domain.dialogue import ledger_of
from coach.domain.ledger import Commitment, Earlier, open_ledger
from coach.domain.minutes import Item, RecapReview, remember, review
from coach.domain.opening import Difficulty, Opening
from coach.domain.recap import MAX_MAIL
from coach.domain.rubric import Criterion
from coach.domain.scenario import Memories, Promises, Scenario
from coach.domain.session import Session
from coach.domain.transcript import CueKind, Line, Memory, Outcome, Promise, Speaker
from coach.errors import UsageError
from coach.library.scenes import Library
from coach.rehearsal import Rehearsal
from coach.rendering import recap_lines
from coach.settings import read_settings
from tests.judging import judgement

TALK = (
    "Thank you for the time. On the search ranking refresh I took click-through from 21.4 to 24.1 %. With feature "
    "engineering on the fraud detection system I could cut false alarms by a tenth, worth 15,000 a month.",
    "The migration comes first, and that stays your call. After the 18th I could take one task off the fraud team a "
    "week, so that it saves them time.",
    "The teams are full, I understand that. I could take their test backlog on Fridays, so they lose no time.",
    "Take the time you need, it's your decision. Could we talk again next Thursday? I'll send you a "
    "summary in writing.",
)
GOOD_MAIL = (
    "Dear Maya, thank you for today. We spoke about my helping the fraud detection system. I offered to take one task "
    "off the fraud team a week after the 18th, and their test backlog on Fridays. You said you'd ask both leads about "
    "the workload. We talk again next Thursday."
)


def scene() -> Scenario:
    guide = Library(None).scenario("high-visibility-projects")
    promise, dated = (Promise(what="ask both leads about the workload", due=due) for due in ("", "Monday"))
    again = Memories(
        kept=("Good to see you again. I said I'd {what}, and I have.",),
        forgotten=("Remind me what it was about. I said I'd {what}, and I haven't.",),
        unsent=("You wanted to send me something in writing, and nothing came.",),
        disputed=("Your mail says things that I don't remember saying.",),
    )
    promises = Promises(follow_up_agreed=promise, deferred=dated, granted_in_part=dated, granted=dated)
    lines = guide.manager.model_copy(update={"again": again, "promises": promises})
    levels = {d.value: guide.difficulty.at(d).model_copy(update={"next_objections": ()}) for d in Difficulty}
    difficulty = guide.difficulty.model_copy(update=levels)
    return guide.model_copy(update={"manager": lines, "difficulty": difficulty})


@pytest.fixture
def coach(home: Path) -> Coach:
    return wiring.build(read_settings({"COACH_HOME": str(home)}))


async def held(rehearsal: Rehearsal, *said: str) -> Session:
    """Hold a meeting to its end."""
    async for _ in rehearsal.open():
        pass
    for text in said:
        if not rehearsal.over:
            async for _ in rehearsal.answer(text):
                pass
    return await rehearsal.finish(patience_s=5)


async def first(coach: Coach, level: Difficulty = Difficulty.STANDARD) -> Session:
    return await held(await coach.start(scene(), difficulty=level, choice=Choice(), seed=0), *TALK)


async def opened(coach: Coach, session: Session) -> Rehearsal:
    second = await coach.rehearse(Opening(continued=session.id))
    async for _ in second.open():
        pass
    return second


async def test_a_deferral_ends_with_commitments_of_both_sides(coach: Coach) -> None:
    session = await first(coach)
    assert session.outcome is Outcome.FOLLOW_UP_AGREED
    report = await coach.report_of(session)
    assert report.mind is not None
    theirs = [c for c in report.mind.commitments if c.by is Speaker.MANAGER]
    assert [(c.what, c.due) for c in theirs] == [("ask both leads about the workload", "next Thursday")]
    assert any(c.record for c in report.mind.commitments if c.by is Speaker.ENGINEER)


async def test_who_leaves_before_the_last_word_has_been_promised_nothing(coach: Coach) -> None:
    rehearsal = await coach.start(scene(), difficulty=Difficulty.SUPPORTIVE, choice=Choice(), seed=0)
    async for _ in rehearsal.open():
        pass
    for said in TALK:
        if rehearsal.ledger.conceded is None:
            async for _ in rehearsal.answer(said):
                pass
    assert rehearsal.session.outcome is None
    session = await rehearsal.finish(patience_s=5)
    assert session.outcome is Outcome.GRANTED
    report = await coach.report_of(session)
    assert report.mind is not None
    assert not [c for c in report.mind.commitments if c.by is Speaker.MANAGER]


async def test_a_recap_that_has_everything_is_sound_and_is_remembered(coach: Coach) -> None:
    session = await first(coach)
    found = await coach.recap(session.id, GOOD_MAIL)
    assert found.sound, found
    second = await opened(coach, session)
    assert (
        second.session.turns[0].text
        == "Good to see you again. I said I'd ask both leads about the workload, and I have."
    )
    assert second.session.parent is not None
    assert second.session.parent.session == session.id


async def test_what_a_recap_leaves_out_and_makes_up_is_named(coach: Coach) -> None:
    session = await first(coach)
    found = await coach.recap(
        session.id, "Hi Maya, we spoke about the fraud detection system. You agreed to give me a seat from Monday."
    )
    assert any("Thursday" in item.what for item in found.missing)
    assert [slip.quote for slip in found.invented] == ["You agreed to give me a seat from Monday."]
    second = await opened(coach, session)
    assert second.session.turns[0].cue is not None
    assert second.session.turns[0].cue.memory is Memory.DISPUTED


FAIR = (
    "You agreed to think about it.",
    "You said you'd look at it and come back to me next Thursday.",
    "You agreed to meet again next Thursday.",
    "You'll ask both leads about the workload.",
    "You'll let me know by then.",
    "1. You will ask both leads.",
    "I could prepare 3 charts for that.",
    "Best regards, Samira",
    "Subject: our talk of 12 March",
)
FALSE = (
    "You agreed to give me a seat from Monday.",
    "You approved my request.",
    "You said I could join the fraud team.",
    "You said yes.",
    "You told me that Marco is on it.",
    "We spoke about 77 tickets.",
)
OPEN = ("You promised to buy new servers.", "The churn model will profit from it.", "You offered to pay for training.")


async def test_only_what_was_surely_not_said_is_called_so(coach: Coach) -> None:
    session = await first(coach)
    ledger = ledger_of(session)
    for said, expected in ((FAIR, (0, 0)), (FALSE, (1, 0)), (OPEN, (0, 1))):
        for sentence in said:
            found = review(f"Hello Maya.\n{sentence}", session, ledger, judgement())
            assert (len(found.invented), len(found.unsure)) == expected, sentence
            disputed = remember(Difficulty.STANDARD, ledger, found) is Memory.DISPUTED
            assert disputed == bool(found.invented)
            told = {line.partition(": “")[0] for line in recap_lines(found)}
            assert ("- Not what was said" in told, "? Look at this again" in told) == tuple(map(bool, expected))


async def test_what_the_record_bears_out_is_no_offence(coach: Coach) -> None:
    session = await first(coach)
    ledger = ledger_of(session)
    claim = "You agreed to think about it."
    for rule in (Criterion.PATIENT_PERSISTENT, Criterion.DOCUMENT_EVERYTHING):
        assert review(claim, session, ledger, judgement(violated=[rule], quote=claim)).tone == ()
        pressed = "I need an answer today."
        found = review(pressed, session, ledger, judgement(violated=[rule], quote=pressed))
        assert [slip.quote for slip in (*found.tone, *found.unsure)] == [pressed]


async def test_a_yes_that_was_said_is_no_invention(coach: Coach) -> None:
    session = await first(coach)
    ledger = ledger_of(session).model_copy(update={"conceded": Outcome.GRANTED_IN_PART})
    found = review("You agreed to give me a seat from Monday.", session, ledger, judgement())
    assert found.invented == ()


async def test_a_record_is_what_was_said_and_no_line_that_another_talk_would_have_heard(coach: Coach) -> None:
    session = await first(coach)
    (deferral, *rest), lines = session.scenario.objections, ("Zelda has that desk, and her 77 tickets.",)
    scenario = session.scenario.model_copy(
        update={"objections": (deferral.model_copy(update={"tough_lines": lines}), *rest)}
    )
    session = session.model_copy(update={"scenario": scenario})
    found = review("You mentioned that Zelda helps. It is about 77 tickets.", session, ledger_of(session), judgement())
    assert [slip.reason for slip in found.invented] == [
        "“Zelda” was not said in the talk.",
        "“77” was not said in the talk.",
    ]


async def test_their_words_of_an_earlier_meeting_count_and_the_engineers_offers_do_not(coach: Coach) -> None:
    session = await first(coach)
    ledger = ledger_of(session)
    offered = review("You promised to take their test backlog on Fridays.", session, ledger, judgement())
    assert [slip.quote for slip in offered.unsure] == ["You promised to take their test backlog on Fridays."]
    line = Line(speaker=Speaker.MANAGER, text="I'll order a new chart for the board.")
    earlier = Earlier(
        session="x", outcome=Outcome.DEFERRED, lines=(line,), ledger=open_ledger(session.scenario, Difficulty.STANDARD),
        memory=Memory.KEPT,
    )  # fmt: skip
    mail = "You promised to order a chart for the board."
    assert review(mail, session, ledger, judgement()).unsure
    assert not review(mail, session.model_copy(update={"earlier": earlier}), ledger, judgement()).unsure


async def test_a_promised_record_that_never_came_is_missed(coach: Coach) -> None:
    session = await first(coach)
    second = await opened(coach, session)
    assert second.session.turns[0].text == "You wanted to send me something in writing, and nothing came."
    assert second.ledger.patience == session.scenario.difficulty.standard.patience - 1


async def test_a_second_meeting_played_again_is_a_second_meeting(coach: Coach) -> None:
    second = await opened(coach, await first(coach))
    async for _ in second.answer(TALK[0]):
        pass
    again = await coach.rehearse(Opening(again=second.session.id))
    async for _ in again.open():
        pass
    assert again.session.earlier == second.session.earlier
    assert again.session.parent == second.session.parent
    assert again.session.turns[0].cue == second.session.turns[0].cue


async def test_what_was_settled_stays_settled_and_the_rest_is_raised_again(coach: Coach) -> None:
    session = await held(await coach.start(scene(), choice=Choice(), seed=0), *TALK[:2], "I'm not sure.")
    assert session.outcome is Outcome.LEFT  # the engineer ended it, and nothing was put off
    with pytest.raises(UsageError, match="nothing left to come back for"):
        await coach.rehearse(Opening(continued=session.id))
    session = await held(
        await coach.start(scene(), choice=Choice(), seed=0), *TALK[:2], *["Hm, I don't know."] * 3, *["Hm."] * 4
    )
    assert session.outcome is Outcome.DEFERRED
    second = await opened(coach, session)
    assert second.session.turns[0].cue is not None
    assert second.session.turns[0].cue.memory is Memory.FORGOTTEN
    status = {o.id: o.status for o in second.ledger.objections}
    assert status == {"immediate-need": "settled", "projects-full": "waiting"}
    async for _ in second.answer(TALK[0]):
        pass
    cue = second.session.turns[-1].cue
    assert cue is not None
    assert (cue.kind, cue.objection) == (CueKind.OBJECT, "projects-full")


async def test_two_meetings_reach_the_yes_that_one_could_not(coach: Coach) -> None:
    session = await first(coach)
    await coach.recap(session.id, GOOD_MAIL)
    second = await held(await coach.rehearse(Opening(continued=session.id)), *TALK[1:3], *TALK[1:3])
    assert second.outcome is Outcome.GRANTED
    assert (await coach.session(second.id)).earlier == second.earlier  # it is kept whole
    assert second.reply(1).context[0].text == session.turns[0].text  # the judge sees the talk before


@pytest.mark.parametrize("level", list(Difficulty))
def test_the_harder_the_manager_the_more_has_to_be_written_down(level: Difficulty) -> None:
    ledger = open_ledger(scene(), level)
    whole, thin = RecapReview(items=()), RecapReview(items=(Item(what="the next talk"),))
    kept = {
        sent: remember(level, ledger, review_) is Memory.KEPT
        for sent, review_ in (("nothing", None), ("thin", thin), ("whole", whole))
    }
    assert (
        kept
        == {
            Difficulty.SUPPORTIVE: {"nothing": True, "thin": True, "whole": True},
            Difficulty.STANDARD: {"nothing": False, "thin": True, "whole": True},
            Difficulty.TOUGH: {"nothing": False, "thin": False, "whole": True},
        }[level]
    )


async def test_a_mail_s_tone_is_judged(coach: Coach) -> None:
    session = await first(coach)
    ledger = (await opened(coach, session)).ledger
    assert isinstance(ledger.commitments[0], Commitment)
    found = review(
        "I demand an answer.", session, ledger, judgement(violated=[Criterion.RESPECT_HIERARCHY], quote="demand")
    )
    assert [slip.quote for slip in found.tone] == ["demand"]


async def test_a_mail_of_the_full_length_is_kept_whole(coach: Coach) -> None:
    session = await first(coach)
    await coach.recap(session.id, "x" * MAX_MAIL)
    assert (await coach.session(session.id)).recaps[-1].text == "x" * MAX_MAIL


@pytest.mark.parametrize(("mail", "says"), [("", "no mail"), ("x" * 9_000, "at most")])
async def test_an_empty_or_endless_mail_is_refused(coach: Coach, mail: str, says: str) -> None:
    session = await first(coach)
    with pytest.raises(UsageError, match=says):
        await coach.recap(session.id, mail)
    assert not (await coach.session(session.id)).recaps


async def test_a_meeting_that_is_open_has_no_recap_and_no_next(coach: Coach) -> None:
    rehearsal = await coach.start(scene(), choice=Choice(), seed=0)
    async for _ in rehearsal.open():
        pass
    async for _ in rehearsal.answer(TALK[0]):
        pass
    with pytest.raises(UsageError, match="still open"):
        await coach.recap(rehearsal.session.id, GOOD_MAIL)
    with pytest.raises(UsageError, match="still open"):
        await coach.rehearse(Opening(continued=rehearsal.session.id))
