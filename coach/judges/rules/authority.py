"""Respect for the manager's authority and priorities."""

from coach.domain.judgement import Verdict
from coach.judges.rules.concern import restated
from coach.judges.rules.offence import BELITTLES, DEMANDS, THREATENS
from coach.judges.rules.reading import ABSENT, Reading, Seen, Sign
from coach.judges.rules.steps import offers

YIELDS = Sign(
    "leaves the decision with the manager",
    r"""
    your call|your decision|your choice|yours to (?:make|decide|call)
      you(?:'re| are) the (?:boss|one (?:who|deciding|to decide))
    (?:up to|down to|over to|with) you(?= (?:to|whether|how|when|which|if|of course|in the end)|[.,;!]|$)
    you (?:get to |still |would |always |can |then )*(?:decide|choose|have the (?:last|final)
      make the (?:call|decision))
    you (?:say|can say|would say|tell me) (?:go|no|yes|when|stop|so)
      (?:final )?(?:say|call|decision) (?:is|stays|rests|lies) (?:with you|yours)
    (?:whatever|whichever|however|wherever) <2>you(?:'d)? <1>(?:decide|choose|think|say|pick|prefer|want|need|settle
      judge|see fit|rule)
    as you see fit|at your discretion|on your terms|your pace|under your (?:lead|guidance|supervision|direction)
    {once} you(?:'re| are|'d| would|'ve)? <1>{approve}
    (?:with|subject to|pending|after|on|without|for|waits? for) your (?:ok|okay|approval|blessing|permission|go-?ahead
      agreement|sign-?off
    say-?so|nod|green light|support|consent|word)
    {i_would} <1>(?:follow|go with|go by|defer to|abide by|stick (?:with|to)|stand by|live with|work within|accept
      respect|go along with|work to) \
     (?:your|you|whatever|that|the|this|it|any|either) ?
    {i_would} <1>(?:take|follow) (?:your|that as your) (?:lead|word|call|decision|steer|guidance|advice|answer)
      take my cue from you
    {i_would} (?:leave|hand) (?:it|that|the <2>decision|this|the call|the timing) (?:with|to|in|entirely)
    i (?:fully |completely |do |really |entirely )*(?:trust|respect|defer to) (?:you|your|that|the|this|it|where|how
      why)
    i(?:'ll| will| can)? (?:accept|respect) (?:it|that|this|your|the)
    you (?:know|see|have|understand) (?:\w+ )?(?:best|better|more than|the (?:whole|full|bigger|wider|overall)
      the priorities|things i)
    (?:tell|told) me where you(?:'d)? <2>(?:need|want)|where you need me|most useful to you
      how (?:i|we) can best (?:support|help)
    (?:not|n't|never) (?:here|trying|asking|looking|going|want|wanting|meaning|mean|wish|intend|like)(?: you)? (?:to
      for you to) \
     (?:reopen|overturn|question|argue|second-?guess|undo|fight|jump|skip|push|move|change|shift|bump|reshuffle|pull
       bend|break|go over
    go around|overrule|put you|rush you|make (?:it|this|your)|challenge|reorder|rearrange|drop
      take (?:anyone|people|someone)|step on|force|pressure)
    no (?:argument|quarrel|objection|discussion)s?(?= from me| about|[.,;]|$)|(?:you're|you are|you were) right to
    (?:the right|a sensible|a fair|a sound|a reasonable|a wise|a good) (?:call|decision|choice|order|priority
      trade-?off)(?! (?:for me|would))
    (?:a )?(?:no is a no|promise is a promise|locked is locked|rules are rules|deadline is a deadline)
    kindly (?:allow|permit|consider)|humbly (?:request|ask|submit)|if i(?: am|'m| may be) (?:permitted|allowed)
      if i may|with permission
    (?:happy|glad|fine|content|okay) (?:to wait|with (?:that|whatever|either|your))
    """,
    affirmed=False,
)

PRIORITIES = Sign(
    "puts the request behind the priorities",
    r"""
    (?:comes?|goes?|has to come|have to come|must come|should come|needs? to come|stays?|remains?|is still
      takes?) (?:first|on top|the priority
    top priority|ahead|number one|precedence|priority)
    (?<!at\x20)(?<!the\x20)(?<!my\x20)(?!(?:at|the|my|that|your|this|it|you|me|i|very|one|things|happen|see|talk|look
      come|start|what|him|her|them
      initially)\x20)[a-z]+ first(?=[,.!;]
    then| and (?:the|then|i)| of course| absolutely| no | obviously)
    (?:what|how) (?:i|we) can <2>(?:support|help|take off)
      (?:support|help|serve|back) (?:you|your (?:team|goals|plan)|the (?:roadmap|plan|priorities|goals))
    (?:help|helps|helping|support|supporting) (?:you|the team|us|your team) <1>(?:hit|reach|meet|deliver|land|make
      achieve|keep|protect|ship|with|get)
    (?:goals?|targets?|priorit\w+|roadmap|plan|numbers?|commitments?|promise) (?:that )?you(?:'ve| have
      're| are)? <2>(?:set|given|gave|made|answer|measured|signed|carry|own)
    (?:in line|aligned?|aligns|fits?|lines? up|consistent) (?:in )?(?:with|around|inside|under) (?:your|the|our
      existing|current|what) <2>{agenda}
    (?:towards?|into|for|behind|around|within|to) (?:your|our|the team's|existing|current) <2>{agenda}
    (?:understand|see|know|get|appreciate|realise|realize|agree|accept|hear|respect|recognise|recognize|aware|clear
      given|can see)(?: that)?(?: why)? <5>{must}
    (?:makes?|making) (?:\w+ )?sense (?:to|that (?:we|you|the)) <1>(?:keep|put|protect|finish|do|focus|prioriti[sz]e
      hold|land|ship|get|look|close|wait|stay)
    {without} <4>{current}
    {current} <5>(?:first|won't|will not|stays?|keeps?|remains?|untouched|on track|on schedule|covered|safe|never
      doesn't|don't|as planned|as is|unaffected|whole)
    (?:keep|finish|hold|protect|deliver|stay on|cover|get|continue|put|close) <2>{current} <3>(?:first|on track
      on time|covered|before|moving|steady|running|as agreed|as planned|going|done)
    (?:only )?(?:after|once|until|till) (?:the|your|our|this|that|we|it|they) <5>(?:is|are|has|have|'s|ships?|lands?
      launch(?:es)?|goes|closes?|settles?|calms?) \
     <1>(?:out|done|live|over|stable|shipped|through|safe|behind|closed|landed|launched|gone|passed|finished|signed
       settled|down)
    on top of (?:my|the)|alongside (?:my|the current)|next to my|around my (?:current|existing|own|tickets|sprint)
      (?:stays?|remains?|is) my (?:day job|first|main|priority)
    (?:don't|do not|wouldn't|would not|won't|will not|never
      not)(?: want| mean| wish| like| let| ask| intend| going)?(?: you)?(?: to| for)? \
     (?:take|pull|slow|distract|disrupt|derail|jeopardi[sz]e|compete with|crowd|burden|cost|add|leave|neglect|step on
       touch|put|interfere|drop|weaken|endanger|risk) <4>\
    (?:you|your|team|anyone|anybody|people|work|load|plate|launch|release|seat|head|budget|sprint|on-?call|rota|plan
      focus|approval|schedule|date|priorit\w+|commitments?|migration|audit|tickets)
    not (?:at the expense|at the cost|in place) of
      if (?:it|that|this) (?:ever )?(?:bites|cuts|eats|gets in|clashes|conflicts|collides|interferes|slows|hurts
      costs)
    """,
    affirmed=False,
)


def respect_hierarchy(reading: Reading) -> Seen:
    """Met by words that yield or put the request at the priorities' service; violated by orders, threats, scorn."""
    for sign, reason in (
        (THREATENS, "A threat leaves the manager no room to say yes with good grace."),
        (DEMANDS, "This is worded as an order; the decision is the manager's."),
        (BELITTLES, "This talks down the manager or the priorities that they have set."),
    ):
        if hits := reading.hits(sign):
            return Seen(Verdict.VIOLATED, hits, reason)
    if hits := reading.hits(YIELDS):
        return Seen(Verdict.MET, hits, "It leaves the decision with the manager.")
    if hits := reading.hits(PRIORITIES):
        return Seen(Verdict.MET, hits, "It puts the request behind the priorities that are set.")
    if (hits := restated(reading)) and offers(reading):
        return Seen(Verdict.MET, hits, "It accepts the limits that the manager named.")
    return ABSENT
