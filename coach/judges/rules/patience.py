"""Patience and persistence after pushback."""

from coach.domain.judgement import Verdict
from coach.judges.rules.courtesy import questions
from coach.judges.rules.grievance import COMPLAINS, GIVES_UP, GRIEVANCES, PRESSES, SULKS
from coach.judges.rules.offence import DEMANDS, OFFENCES, THREATENS
from coach.judges.rules.reading import ABSENT, Hit, Reading, Seen, Sign
from coach.judges.rules.record import CLAIMS, follow_ups
from coach.judges.rules.routes import routes
from coach.judges.rules.sheet import content
from coach.judges.rules.steps import offers

INSISTS = Sign(
    "repeats the ask",
    r"""
    (?:like|as) i (?:just |already )?(?:said|told you|mentioned)
      (?:anyway|anyhow|regardless|even so|that aside|but|still|again|once more
      no)[,:]? (?:i (?:{intensely} )*(?:want|need|would like|'d like|should|think i should|expect|must|wanted)
      i'd (?:{intensely} )*(?:like|love)|put me|can i (?:have|join|be)|when (?:do|can) i)
    i(?:'d| would)? still (?:{intensely} )*(?:want|need|think you should|expect|insist|say i should|like (?:to|a|the))
      my (?:ask|request|question|answer|position) (?:stands|remains|is (?:still )?the same|hasn't changed)|i repeat
      you didn't (?:answer|hear)
    """,
)

ASSUMES = Sign(
    "takes a no for a yes",
    r"""
    (?:great|perfect|excellent|brilliant|wonderful|awesome|fantastic|super|lovely|cool|good|thanks|done
      deal)[,.!:]+ <3>(?:i'll|i will|i'm|it's settled|that's settled|see you|when do i|we're) <1>(?:start|starting
      begin|tell|be there|join|joining|move|set up|let|in(?=[ .,!])|on|book|settled|announce|on the team|add myself
      put myself|update)
    (?:i'll|i will|i'm going to|i'm gonna|i've already|i already|i have already
      i've) <1>(?:start (?:on )?(?:monday|tomorrow|today|next|right away)
      tell (?:the team|everyone|everybody|them|the others)|told (?:the team|everyone|them|\w+ (?:that )?i'm)
      added myself|add myself|put myself|moved my|cleared my|announce\w*|joined the (?:channel|standup)
      assume (?:that's|it's) a yes)
    (?:so|then)[, ]+(?:it's|that's|we're|i'm|i am) (?:settled|agreed|a yes|decided|a deal|in(?=[.,!])
      on the (?:team|project))|so when do i
      (?:take|treat|count|read|mark) (?:that|it|this) (?:down )?as (?:a )?(?:yes|agreed|approved|settled|done
      go-?ahead)|i'm in(?=[.!,]|$)
    glad (?:that )?(?:you|we|it's)(?:'re|'ve| are| have)? (?:agree|agreed|on board|said yes|settled|approved|a yes)
      thanks for (?:approving|agreeing|saying yes|the (?:yes|approval|green light|go-?ahead|seat|slot)|promising)
    looking forward to (?:starting|joining|working (?:on|with)|getting started|being on)
      can't wait to (?:start|get going|join|begin)
      (?:from|as of|starting) (?:monday|tuesday|wednesday|thursday|friday|tomorrow|next week|the first
      now)(?: on)?,? (?:i'm|i am|i'll be|i|i work)|we have a (?:plan|deal)
      so that's (?:me|settled|agreed|a yes|sorted)|consider it (?:a deal|done|settled)
    i(?:'ll| will|'ve| have)? (?:already )?<1>(?:let|told|tell|inform\w*|asked|ask|book\w*|moved|move|cleared|clear
      arrange\w*|hand\w*|announce\w*|put) <4>(?:know (?:that )?i'm|i'm (?:joining|in|on|moving|leaving|starting)
      you(?:'ve| have)? (?:agreed|approved|said)|my (?:desk|calendar|start|transfer|things|stuff|tickets to)
      onboarding|as of|from monday|i start)
      i(?:'ll| will) (?:be )?start(?:ing)? (?:right away|monday|on monday|tomorrow|next week|this week|today|straight)
    """,
)

KEEPS_OPEN = Sign(
    "keeps it open",
    r"""
    in the meantime|until then|till then|meanwhile|while you (?:think|decide|look|check|consider|assess|weigh)
      (?:if|when|once) (?:a|the|something|anything|things|there's|that|it|you|one|capacity) <4>(?:opens?|frees?
      changes?|calms?|settles?|comes? up|ready|shifts?|appears?)
    keep (?:me|it|the door|this|my name) <1>(?:in mind|open|alive|on the|warm)|bear me in mind|think of me|door open
      on your radar|come back to (?:it|this|you|that)|revisit|another look|look (?:at it )?again|try again|talk again
      next (?:quarter|planning|cycle|round|half|year|month|sprint|time)
    (?:the reason|my thinking|that said|having said that|to be fair|on that point|one thought
      what i(?:'d| would| could)|it (?:wouldn't|needn't|doesn't)|nobody (?:has|would have|needs) to
      i (?:wouldn't|needn't|don't) need|without (?:a|taking|needing|adding)|i'd rather <2>(?!not))
    """,
    affirmed=False,
)


def patient_persistent(reading: Reading) -> Seen:
    """After pushback: met by keeping the matter alive with good grace; violated by pressing, sulking, giving up."""
    if hits := reading.hits(PRESSES):
        return Seen(Verdict.VIOLATED, hits, "It presses for a decision now.")
    if not reading.pushback:
        return ABSENT
    alive = _alive(reading)
    if not reading.conceded and (hits := reading.hits(ASSUMES, CLAIMS)):
        return Seen(Verdict.VIOLATED, hits, "It acts as though the answer had been a yes.")
    for hits, reason in (
        (reading.hits(GIVES_UP), "It gives the matter up."),
        (reading.hits(THREATENS, DEMANDS), "It answers the pushback with pressure."),
        (reading.hits(SULKS, COMPLAINS), "It answers the pushback with a sulk."),
        (_repeats(reading), "It repeats the ask as if nothing had been said."),
    ):
        if hits and not alive:
            return Seen(Verdict.VIOLATED, hits, reason)
    if reading.hits(*GRIEVANCES, *OFFENCES):
        return ABSENT
    if alive := alive or reading.hits(KEEPS_OPEN):
        return Seen(Verdict.MET, alive, "It takes the pushback well and keeps the matter alive.")
    return ABSENT


def _alive(reading: Reading) -> tuple[Hit, ...]:
    return (*offers(reading), *routes(reading), *follow_ups(reading), *questions(reading))


def _repeats(reading: Reading) -> tuple[Hit, ...]:
    """Find the ask said again with nothing new to it, by its wording or by saying so."""
    if hits := reading.hits(INSISTS):
        return hits
    said = content(" ".join(s.text for s in reading.sheet.sentences))
    for before in reading.sheet.said_before:
        if len(said) >= 3 and len(said & content(before)) >= 0.6 * len(said):
            first = reading.sheet.sentences[0]
            return (Hit(first.start, first.start + len(first.text), first.index),)
    return ()
