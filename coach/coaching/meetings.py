"""What comes after a meeting: the recap mail, and the next meeting, which remembers this one."""

from collections.abc import Callable

from coach.domain.dialogue import ledger_of
from coach.domain.ledger import CONTINUED, Earlier
from coach.domain.minutes import RecapReview, remember, review
from coach.domain.recap import MAX_MAIL, Recap
from coach.domain.session import Session
from coach.domain.transcript import Reply
from coach.domain.value import Value
from coach.errors import UsageError
from coach.ports import Clock, Judge
from coach.rehearsal import StoreThread
from coach.rendering import outcome_words
from coach.text import clean


class Sent(Value):
    """A recap mail that was sent, and what it was worth."""

    recap: Recap
    review: RecapReview


class Meetings:
    """The way from one meeting to the next."""

    def __init__(self, judge: Callable[[], Judge], store: StoreThread, clock: Clock) -> None:
        self._judge = judge
        self._store = store
        self._clock = clock

    async def recap(self, session: Session, text: str) -> RecapReview:
        """Keep a recap mail of a meeting that is over, and hold it against the record.

        Raises `UsageError` for a meeting that is still open, and for a mail that is empty or too long.
        """
        require_over(session)
        text = clean(text, limit=MAX_MAIL + 1).strip()
        if not text:
            raise UsageError("There is no mail yet.", "Write it into a file, or type it and end with Ctrl+D.")
        if len(text) > MAX_MAIL:
            raise UsageError(f"A recap mail has at most {MAX_MAIL} characters.", "Shorten it: half a page is enough.")
        reviewed = await self.reviewed(session, text)
        recap = Recap(text=text, at=self._clock.now().isoformat(timespec="seconds"))
        await self._store.call(lambda store: store.add_recap(session.id, recap))
        return reviewed

    async def sent(self, session: Session) -> tuple[Sent, ...]:
        """Return the mails that were sent after a meeting, the last one first, each held against the record anew."""
        return tuple([Sent(recap=r, review=await self.reviewed(session, r.text)) for r in reversed(session.recaps)])

    async def reviewed(self, session: Session, text: str) -> RecapReview:
        """Hold a mail against the record, as the offline judge reads it after the whole talk."""
        talk = session.transcript
        context = (*talk.past, *talk.lines)
        verdict = await self._judge().judge(Reply(setting=talk.setting, context=context, text=text))
        return review(text, session, ledger_of(session), verdict)

    async def earlier(self, session: Session) -> Earlier:
        """Return a meeting as the next one remembers it; raises `UsageError` where nothing is left to come back for."""
        require_over(session)
        outcome = session.outcome
        if session.scenario.manager.again is None:
            raise UsageError(
                f"The scene {session.scenario.id} has no second meeting: its file has no [manager.again].",
                f"Play it anew: coach rehearse --again {session.id}",
            )
        if outcome not in CONTINUED:
            raise UsageError(
                f"Session {session.id} ended: {outcome_words(outcome)}. There is nothing left to come back for.",
                f"Play it anew: coach rehearse --again {session.id}",
            )
        ledger = ledger_of(session)
        sent = await self.reviewed(session, session.recaps[-1].text) if session.recaps else None
        talk = session.transcript
        return Earlier(
            session=session.id,
            outcome=outcome,
            lines=(*talk.past, *talk.lines),
            ledger=ledger,
            memory=remember(session.difficulty, ledger, sent),
        )


def require_over(session: Session) -> None:
    """Raise `UsageError` for a meeting that is still open."""
    if session.outcome is None:
        raise UsageError(f"Session {session.id} is still open.", f"Finish it: coach rehearse --resume {session.id}")
