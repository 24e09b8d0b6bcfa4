"""The mail after a meeting: written from memory first, then held against what was said and promised there."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from coach.coaching import Coach
from coach.domain.minutes import RecapReview
from coach.domain.opening import Opening
from coach.domain.recap import MAX_MAIL, Recap
from coach.domain.session import Session
from coach.errors import CoachError
from coach.rendering import outcome_words, recap_lines
from coach.tui.navigation import Failed, Rehearse
from coach.tui.prepare.begun import BegunPage
from coach.tui.prepare.writing import Writing
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import plain, when

_STYLES = {"+": "$text-success", "-": "$text-error", "?": "$text-warning"}

EXERCISE = (
    "Write from memory, as you would after the real talk: what was said and promised is shown once you have sent a "
    "first mail.\n\n"
    "A good record thanks briefly, says what you asked for, who does what and by when, and when you talk again. It "
    "claims nothing that was not said, and asks for nothing new."
)


class Review(VerticalScroll, can_focus=True):
    """What the mail has, leaves out and makes up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "screen.revise", "Revise", tooltip="Change the mail and send it again: the last one counts"),
    ]


class Mails(OptionList):
    """The mails that were sent."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Read it", tooltip="Read the mail and what it was worth")
    ]


class RecapScreen(BegunPage):
    """Write the mail after a meeting, send it, and see what it has."""

    CSS_PATH = "recap.tcss"
    AUTO_FOCUS = "#mail"
    HELP = (
        "Write the mail that you would send your manager after this talk, and send it with Ctrl+S. It is then held "
        "against what was said: what it has, what it leaves out, what nobody said, and its tone, always with the words "
        "quoted. Revise it and send it again as often as you like; the last one counts. The manager of the next "
        "meeting has read it, and what was never written down may be forgotten. It is kept beside the rehearsal and "
        "goes nowhere else; a mail that you have begun stays when you leave."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "send", "Send", tooltip="Send the mail, and see what it has"),
        Binding("n", "next_meeting", "Next meeting", tooltip="Meet this manager again, who has read your last mail"),
        Binding("r", "resume", "Go on with the talk", tooltip="Finish the talk before its mail"),
    ]

    def __init__(self, coach: Coach, session: str) -> None:
        """Take the session."""
        super().__init__(coach, "mail", session)
        self._coach = coach
        self._session_id = session
        self._mail = Writing(self.read_begun(), most=MAX_MAIL, id="mail", placeholder="Dear …")
        self._session: Session | None = None
        self._sent: tuple[tuple[Recap, RecapReview], ...] = ()
        """The mails that were sent, the last one first."""

    def compose(self) -> ComposeResult:
        """Lay out the mail, its review, and the mails before it."""
        yield Static(Content.styled("Recap mail", "bold"), id="masthead")
        with Container(id="recap"):
            self._mail.border_title = "Your mail"
            yield self._mail
            with Vertical(id="worth"):
                with Review(id="review") as review:
                    review.border_title = "Before you send it"
                    yield Static(plain(EXERCISE), id="reviewed")
                sent = Mails(id="sent", markup=False)
                sent.border_title = "Sent, the last one first"
                yield sent
        yield KeyBar()

    @property
    def begun(self) -> str:
        """The mail, unless it is the one that was sent last."""
        text = self._mail.text
        return "" if self._sent and self._sent[0][0].text == text.strip() else text

    def on_mount(self) -> None:
        """Read what was sent before."""
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what fits the talk: to send where it is over, and to meet again where something was left for that."""
        if action == "send":
            return self._session is not None and self._session.outcome is not None
        if action == "next_meeting":
            return self._session is not None and self._session.continues
        if action == "resume":
            return self._session is not None and self._session.outcome is None
        return True

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep the mail, also when the screen is left."""
        event.stop()
        self.keep_soon()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show a mail that was sent, and what it was worth."""
        recap, review = self._sent[event.option_index]
        self._show(review, recap)
        self.query_one(Review).focus()

    def action_send(self) -> None:
        """Send the mail."""
        text = self.query_one(Writing).text
        if self._sent and self._sent[0][0].text == text.strip():
            self._show(self._sent[0][1])  # nothing was changed, so it is not sent twice
            self.query_one(Review).focus()
        else:
            self._send(text)

    def action_revise(self) -> None:
        """Go back to the mail."""
        self.query_one(Writing).focus()

    def action_next_meeting(self) -> None:
        """Hold the next meeting."""
        self.post_message(Rehearse(Opening(continued=self._session_id)))

    def action_resume(self) -> None:
        """Finish the talk."""
        self.post_message(Rehearse(Opening(resume=self._session_id)))

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        try:
            session = await self._coach.session(self._session_id)
            sent = await self._coach.recaps(self._session_id)
        except CoachError as error:
            self.post_message(Failed(error, self))
            return
        if not self.stands:
            return
        self._session, self._sent = session, tuple((mail.recap, mail.review) for mail in sent)
        persona = session.scenario.persona.name
        facts = f"   to {persona}, after “{session.scenario.title}” · {outcome_words(session.outcome)}"
        self.query_one("#masthead", Static).update(
            Content.assemble(("Recap mail", "bold"), plain(facts, "$text-muted"))
        )
        self.refresh_bindings()
        if session.outcome is None:
            self._tell(
                "! This talk is still open, and its mail comes after it.",
                "Finish the talk first: r, once Tab has taken you here. What you write meanwhile stays.",
            )
        mail = self.query_one(Writing)
        mail.placeholder = Content(f"Dear {persona.split()[0]}, …")
        if sent:
            if not mail.text:
                mail.text = sent[0].recap.text
                mail.move_cursor(mail.document.end)
            self._show(sent[0].review)
            self._list()

    @work(exclusive=True, group="send")
    async def _send(self, text: str) -> None:
        try:
            review = await self._coach.recap(self._session_id, text)
            sent = await self._coach.recaps(self._session_id)
        except CoachError as error:
            self._tell(f"! {error}", "Nothing was sent; your mail stays here.")
            return
        if not self.stands:
            return
        self._sent = tuple((mail.recap, mail.review) for mail in sent)
        await self.keep_begun()
        self._show(review)
        self._list()
        self.query_one(Review).focus()

    def _show(self, review: RecapReview, recap: Recap | None = None) -> None:
        """Show what a mail is worth: the one in hand, or one that was sent earlier, with its words."""
        self.set_class(True, "-reviewed")
        pane = self.query_one(Review)
        pane.border_title = "What it has" if recap is None else plain(f"The mail of {when(recap.at)}")
        pane.border_subtitle = "n: the next meeting" if self._session and self._session.continues else ""
        parts = [review_content(review, air=not self.has_class("-short"))]
        if recap:
            parts = [plain(recap.text, "$text-muted"), *parts]
        self.query_one("#reviewed", Static).update(Content("\n\n").join(parts))
        pane.scroll_home(animate=False)

    def _tell(self, fault: str, repair: str) -> None:
        self.query_one("#reviewed", Static).update(Content.assemble(plain(fault, "$text-error"), "\n\n", repair))

    def _list(self) -> None:
        mails = self.query_one(Mails)
        mails.set_options([Option(_line(recap, review)) for recap, review in self._sent])
        mails.highlighted = 0


def review_content(review: RecapReview, *, air: bool) -> Content:
    """Return what a mail is worth, each thing with its sign, and with air between them where there is room."""
    return Content("\n\n" if air else "\n").join([_signed(line) for line in recap_lines(review)])


def _signed(line: str) -> Content:
    """Return a line with its sign in colour; one without a sign sums up."""
    if line[:1] not in _STYLES:
        return plain(line, "bold")
    label, colon, rest = line.partition(":")
    return Content.assemble(plain(label + colon, _STYLES[line[:1]]), plain(rest))


def _line(recap: Recap, review: RecapReview) -> Content:
    kept = len(review.items) - len(review.missing) - len(review.undated)
    wrong = len(review.invented) + len(review.tone)
    sign, style = ("+", "$text-success") if review.sound else ("-", "$text-error")
    facts = f"has {kept} of {len(review.items)}" + (f", {wrong} to take out" if wrong else "")
    return Content.assemble((f"{sign} ", style), plain(when(recap.at)), plain(f"  {facts}", "$text-muted"))
