"""Whether a concern that the manager raised is taken up."""

from coach.domain.judgement import Verdict
from coach.domain.transcript import Speaker
from coach.judges.rules.grievance import GRIEVANCES
from coach.judges.rules.offence import OFFENCES
from coach.judges.rules.reading import ABSENT, Hit, Reading, Seen, Sign
from coach.judges.rules.sheet import content, fold

TAKES_UP = Sign(
    "takes up a concern",
    r"""
    i (?:fully |completely |totally |really |do |can |certainly |definitely |of course )*(?:understand
      get (?:it|that|the|why|how)|see (?:that|why|how|the|your)|hear
    appreciate (?:that|the|how|there|they|your)|accept|know (?:that|the|you|how|there|they|those|we|your)|recogni[sz]e
      reali[sz]e|take (?:the|your|that)|agree|share (?:the|your))
    makes? (?:\w+ )?sense|(?:fair|good|valid|legitimate|reasonable|real|right|justified|honest
      understandable) (?:enough|point|concern|question|call|worry|comment|fear|risk|constraint)
    (?:that|this|it|which|worry|concern)(?:'s| is) (?:\w+ )?(?:fair|reasonable|understandable|valid|legitimate
      sensible|true|justified|right)|understood|understandable|point taken|fair(?=[,.;])|totally hear|hear you
    you(?:'re| are) (?:quite |absolutely |completely |probably )?right|no argument|can't argue|don't blame you
      (?:worry|be worried|feel|think|say|do) (?:\w+ )?the same|in your (?:place|shoes|position|seat)|suits me
    (?:given|since|because|seeing|with|knowing|if|as) (?:that )?(?:the|it's|there's|there is|your|capacity|time|risk
      everyone|seats?|head ?count|budget|nobody|people|bandwidth|no) <5>{scarce}
    (?:on|about|as for|regarding) (?:the|your|that) <2>(?:point|worry|concern|question|capacity|risk|coverage|cover
      timing|budget|head ?count|seats?|workload|gap|deadline|backfill|hesitation|doubt)
    (?:not|n't|without|never|no) <4>(?:seat|head ?count|load|plate|gap|new face|budget|rota|slot|capacity
      extra (?:work|people))(?= |[.,;!]|$)|sounds like <6>{scarce}
    (?:hadn't|had not|didn't|did not) (?:thought of|considered|know|realise|realize|think of)|wasn't aware
      was not aware
    """,
    affirmed=False,
)


def acknowledges_constraint(reading: Reading) -> Seen:
    """Made by restating or accepting a concern that the manager has raised; a bare "let me think" is none."""
    words = concern(reading)
    if not reading.pushback or not words or reading.hits(*GRIEVANCES, *OFFENCES):
        return ABSENT
    accepted = {h.sentence for h in reading.hits(TAKES_UP)}
    # One word of the line that is answered is enough; of what was said before it, one may be chance.
    answered = words & content(reading.sheet.answered)
    hits = tuple(
        Hit(s.start, s.start + len(s.text), s.index)
        for s in reading.sheet.sentences
        if not s.asks and (s.index in accepted or content(s.text) & answered or len(content(s.text) & words) >= 2)
    )
    return Seen(Verdict.MET, hits, "It takes up the concern that was raised.") if hits else ABSENT


def restated(reading: Reading) -> tuple[Hit, ...]:
    """Return the sentences that accept the manager's concern in so many words, and with some of its own."""
    if not reading.pushback or reading.hits(*GRIEVANCES):
        return ()
    words = concern(reading)
    accepted = {h.sentence for h in reading.hits(TAKES_UP)}
    return tuple(
        Hit(s.start, s.start + len(s.text), s.index)
        for s in reading.sheet.sentences
        if len(content(s.text) & words) + (s.index in accepted) >= 2
    )


def concern(reading: Reading) -> frozenset[str]:
    """Return the words that the manager has brought into the talk: neither the setting nor the engineer had them."""
    managers = [c.text for c in reading.sheet.reply.context if c.speaker is Speaker.MANAGER]
    before = [reading.sheet.reply.setting, *reading.sheet.said_before]
    return content(fold(" ".join(managers))) - content(fold(" ".join(before)))
