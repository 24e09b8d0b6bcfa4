"""Words for who plays the manager, who judges, and where the words of a rehearsal go."""

from coach.coaching import Choice
from coach.settings import Settings
from coach.tui.words import judge_words, manager_words


def engine_words(choice: Choice) -> str:
    """Return who plays and who judges, on one line."""
    manager, judge = manager_words(choice.manager, choice.model), judge_words(choice.judge, choice.model)
    return f"Manager: {manager} · Judge: {judge}"


def privacy_words(settings: Settings, choice: Choice) -> str:
    """Return where the words of a rehearsal go, and which key press changes that; one line of 76 for most hosts."""
    if "llm" in (choice.manager, choice.judge):
        return f"Sent to {settings.host}: your words, and your brief with rewrites. e, m: change."
    if settings.coach_model:
        return f"Nothing leaves this machine. {settings.coach_model} stands by: press e to use it."
    if settings.server_known:
        found = "OPENAI_BASE_URL" if settings.openai_base_url else "OPENAI_API_KEY"
        return f"{found} was found and is not used: nothing is sent. m: choose a model."
    return "Nothing leaves this machine. Press m to see how a language model can play."
