"""What a recap mail is worth, as lines of plain text."""

from collections.abc import Iterator

from coach.domain.minutes import Item, RecapReview
from coach.domain.transcript import Speaker
from coach.rendering.words import folded

_WHO = {Speaker.MANAGER: "They will", Speaker.ENGINEER: "You said"}


def recap_lines(review: RecapReview) -> list[str]:
    """Return what the mail has, then what is missing, made up or off in tone."""
    lines = [f"+ {_told(i)}: “{folded(i.said)}”" for i in review.items if i.said and i.dated]
    lines += [f"- Say by when: {_told(i)}, in “{folded(i.said)}”" for i in review.undated]
    lines += [f"- Missing: {_told(i)}" for i in review.missing]
    lines += [f"- Not what was said: “{folded(s.quote)}” {s.reason}" for s in review.invented]
    lines += [f"? Look at this again: “{folded(s.quote)}” {s.reason}" for s in review.unsure]
    lines += [f"- Tone: “{folded(s.quote)}” {s.reason}" for s in review.tone]
    return [*lines, *_verdict(review)]


def _verdict(review: RecapReview) -> Iterator[str]:
    if review.unjudged:
        yield f"? Tone and claims are not judged: {review.unjudged}"
    elif review.sound:
        yield "A sound record: whoever reads it knows what was asked, who does what, and when you talk again."
    else:
        yield "Mend that and send it again: the last mail counts."


def _told(item: Item) -> str:
    due = f" ({item.due})" if item.due and item.due.lower() not in item.what.lower() else ""
    return f"{_WHO[item.by]} “{folded(item.what)}”{due}" if item.by else f"“{folded(item.what)}”{due}"
