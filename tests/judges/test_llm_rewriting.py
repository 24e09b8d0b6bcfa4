"""A language model's rewrite: one structured call with the facts that may be used, the reply fenced as data."""

import json

import pytest

from coach.chat import line
from coach.domain.judgement import Verdict
from coach.domain.rewriting import Occasion
from coach.domain.rubric import Criterion, Move
from coach.domain.scenario import Scenario
from coach.errors import ModelError
from coach.judges.rewriting import MOST_CHARACTERS, LlmRewriter
from coach.library.rubric import read_rubric
from coach.library.scenes import Library
from tests.judges.test_llm import REPLY, Server, chat_of
from tests.judging import judgement

RUBRIC = read_rubric()
SCENE: Scenario = Library(None).scenario("high-visibility-projects")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retry without a pause."""
    monkeypatch.setattr(line, "BACKOFF_S", 0.0)


def occasion(verdict: Verdict = Verdict.VIOLATED) -> Occasion:
    ego = Criterion.VALUE_NOT_EGO
    violated = [ego] if verdict is Verdict.VIOLATED else []
    return Occasion(
        seq=1,
        reply=REPLY,
        judgement=judgement(met=[Move.THANKS], violated=violated, quote="I know the 18th"),
        called=(ego,),
        criterion=ego,
        brief=SCENE.brief,
    )


async def drafts(server: Server, of: Occasion) -> tuple[str, ...]:
    return await LlmRewriter(RUBRIC, chat_of(server)).drafts(of)


async def test_it_is_told_the_rule_the_facts_and_what_must_not_stay_with_the_reply_as_data() -> None:
    server = Server(json.dumps({"rewrite": "  “I could help after the 18th.” \u202e"}))
    assert await drafts(server, occasion()) == ("I could help after the 18th.",)
    ((message,),) = server.messages
    assert message["role"] == "user"
    text = message["content"]
    words = next(c for c in RUBRIC.criteria if c.id is Criterion.VALUE_NOT_EGO)
    assert words.goal in text
    assert words.mistake in text
    fence = text.split("the mark ")[1].split(" ")[0]
    data = text[text.index(f"<{fence} facts>") :]
    assert f"<{fence} reply>\n{REPLY.text}\n</{fence} reply>" in data
    assert "manager: The migration is due on the 18th." in data
    assert "click-through on the first page: 21.4 → 24.1 %" in data
    assert "- I know the 18th\n" in data
    assert "`thanks`" in text


async def test_what_was_missed_is_no_mistake_and_forbids_no_words() -> None:
    server = Server(json.dumps({"rewrite": "I could help."}))
    await drafts(server, occasion(Verdict.ABSENT))
    text = server.messages[0][0]["content"]
    assert "did nothing of the kind" in text
    assert "words that must not stay" not in text


@pytest.mark.parametrize("rewrite", ["", " “” ", "x" * (MOST_CHARACTERS + 1)])
async def test_what_is_no_reply_is_no_draft(rewrite: str) -> None:
    assert await drafts(Server(json.dumps({"rewrite": rewrite})), occasion()) == ()


async def test_a_failed_call_is_a_model_error() -> None:
    with pytest.raises(ModelError):
        await drafts(Server("I'd rather not."), occasion())
