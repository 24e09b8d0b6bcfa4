"""The floor: replies that say nothing earn nothing, in any wording; few words that say something are no junk."""

import pytest

from coach.domain.judgement import Judgement, Verdict
from coach.domain.junk import JUNK, junk_reply, junk_total
from coach.domain.rubric import CRITERIA, MOVES, Move
from coach.domain.scorecard import Band
from coach.domain.transcript import Reply
from coach.judges.rules import RulesJudge
from coach.judges.rules.floor import hollow, junk
from coach.judges.rules.sheet import Sheet
from coach.library.rubric import read_rubric

JUDGE = RulesJudge(read_rubric())

NOTHING = (
    "Honestly, nobody leads a team like you do, you are an inspiration to all of us.",
    "What a great leader you are! So wise, so fair, so kind.",
    "I admire you so much, and I always have.",
    "That is such a clever way to put it, I wish I were half as clever as you.",
    "You are wonderful, the team is wonderful, the whole company is wonderful.",
    "Your wisdom, your patience and your vision are a gift to us all, truly.",
    "Great point, great thinking, great leadership, as always.",
    "Well, yes, I suppose so, in a way, more or less, when all is said and done, if you know what I mean.",
    "So, um, right, okay, I mean, you know, it is what it is, and that is that.",
    "To be honest, frankly speaking, if I may say so, as a matter of fact, in a manner of speaking, indeed.",
    "It is true, what you say is true, and what is true is true, of course, as we all know.",
    "One way or the other, sooner or later, by and large, all things considered, it is as it is.",
    "Hmm, well, let me see, let me think, how shall I put it, well, so, anyway.",
    "Absolutely, definitely, certainly, surely, naturally, obviously, clearly, of course.",
    "Thank you so much, that is very kind of you, I really appreciate it, thanks again.",
    "Of course, no problem at all, whatever you say, have a lovely day.",
    "Sure, sounds good, all fine with me, thank you, and have a nice weekend.",
    "I see, I see. Very well. Quite right. Good. Thank you kindly.",
    "Fair enough, makes sense, okay then, great, cheers.",
    "Many thanks for everything, it has been a pleasure as always, best regards.",
    "Good morning, I hope that you are well, it is nice to see you, thank you.",
    "Yes, certainly, with pleasure, most gladly, as you wish, thank you very much indeed.",
    "Synergy, value, customers, risk, revenue and impact are what we must leverage for strategic alignment.",
    "Stakeholder alignment drives strategic impact and customer value at scale across the business.",
    "We should think big, move fast, be agile and unlock value for every stakeholder on our journey.",
    "Best-in-class innovation, end-to-end ownership, data-driven excellence, customer-first mindset.",
    "A holistic, scalable, future-proof paradigm of excellence in a dynamic ecosystem of value.",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.",
    "Flurb the wug and you could dax a blicket to our zorp for the fep.",
    "Purple ideas sleep in the corner of a loud Tuesday, and the spoon agrees.",
    "Please, please, please, please, please, please, please.",
    "Thank you, thank you, thank you so much, thank you, thank you, really, thank you.",
    "Yes yes yes I agree yes yes I agree yes I do agree yes.",
    "I hear you. I hear you. Really, I hear you. I hear you. I do hear you.",
)

LITTLE = (
    "It's your call.",
    "Could I help with testing?",
    "May I ask again in May?",
    "I'll send you a recap tonight.",
    "Fair. Could I shadow someone on it instead?",
    "Understood, thanks. What would have to change?",
    "I'd fix the billing bug first.",
    "When does the freeze end?",
    "I can wait until spring.",
    "Could we talk again on the 3rd?",
    "Let me write the tests.",
    "That would save the nurses an hour.",
    "Then I'll finish the migration first.",
    "No problem, the release comes first.",
    "Who decides on seats?",
    "I'd take the night shift for it.",
    "Churn fell by 4% after my fix.",
    "I could do it in my own time.",
    "What worries you most?",
    "Would a trial week help?",
    "Sure, whatever you decide, I'll follow.",
    "You're right, the audit is more important.",
    "I'll mail you the numbers.",
    "Is Karim the one to ask?",
    "Thanks. I'll ask again after the audit.",
    "Half a day a week is enough for me.",
    "I'd cut the false alarms.",
    "Your priorities come first.",
    "Okay, I'll draft a plan.",
    "What do you need from me?",
    "I get it, seats are gone until March.",
    "Could I review their code?",
    "I won't push, but I'd like to stay in the loop.",
    "How do you see it?",
    "So you'd check by Friday?",
)


def met(judgement: Judgement) -> set[str]:
    return {f.rule.value for f in judgement.findings if f.verdict is Verdict.MET}


@pytest.mark.parametrize("text", [*JUNK.values(), *NOTHING])
def test_a_reply_that_says_nothing_meets_nothing_and_stays_in_the_lowest_band(text: str) -> None:
    judgement = JUDGE.read(junk_reply(text))
    assert isinstance(judgement, Judgement)
    assert met(judgement) <= {Move.THANKS.value}
    total = junk_total(text, judgement)
    assert total is not None
    assert Band.of(total) is Band.NOT_YET


@pytest.mark.parametrize(
    "text",
    [
        "Right, yes, well, indeed, of course, naturally, certainly, quite so, as you say, well, yes.",
        "Understood, absolutely, you are so right, and very wise, as always.",
        "Good afternoon, I do hope that you are well, many thanks indeed.",
        "What a wonderful leader you are, truly, an inspiration to us all.",
        "Our synergies drive stakeholder value, unlock impact and create strategic alignment.",
    ],
)
def test_the_code_alone_finds_that_nothing_is_said_whatever_was_learned(text: str) -> None:
    sheet = Sheet(junk_reply(text))
    assert junk(sheet) or hollow(sheet)


@pytest.mark.parametrize("text", LITTLE)
def test_few_words_that_say_something_are_no_junk(text: str) -> None:
    sheet = Sheet(Reply(setting="Two people talk", text=text))
    assert junk(sheet) == hollow(sheet) == ""


def test_courtesies_alone_may_still_thank() -> None:
    judgement = JUDGE.read(junk_reply("Thank you so much, that is very kind of you."))
    assert isinstance(judgement, Judgement)
    assert met(judgement) == {Move.THANKS.value}
    assert {judgement.finding(c).reason for c in CRITERIA} == {hollow(Sheet(junk_reply("Very kind of you.")))}
    assert all(judgement.finding(m).reason for m in MOVES if m is not Move.THANKS)
