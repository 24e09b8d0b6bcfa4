"""Thanks, and questions that want to learn something."""

from coach.domain.judgement import Verdict
from coach.judges.rules.reading import ABSENT, Hit, Reading, Seen, Sign

THANKS = Sign(
    "thanks",
    r"""
    (?:thank you|thanks|thank ye|thankyou|thx|cheers|ta|much obliged
      obliged)(?! (?:for nothing|to (?:the|my|our|that|this|a|me|him|her|them|its|which|it|you,? (?:i|we|my))|a bunch
      a lot for (?:nothing|that)|but no|i suppose|i guess|god|goodness|for wasting|for not|for letting me down
      for the (?:brush|lecture|excuse)))
    appreciate (?:you(?!r (?:boss|attention to this))|your|the|it(?! if)
      that(?= ?[.,;!:-]|$| you (?:told|were|said|took|made|gave|shared|listened|asked|heard|considered
      are (?:being )?(?:honest|straight|open|candid|frank)|'re (?:being )?(?:honest|straight|open|candid|frank)))|this
      being|hearing|having|how|all)
    appreciated(?! (?:if|by customers|in value))|grateful|thankful|indebted|gratitude
      (?:kind|good|generous|decent|nice|gracious|considerate) of you|means a (?:lot|great deal)|good of you to
      glad you (?:made|took|found) (?:the )?time|(?:it )?helps that you|i value (?:your|the|you)
      i'm glad you (?:said|told|were|raised|are|asked)|no,? thank you for
    """,
)

QUESTION = Sign(
    "asks to learn",
    r"""
    (?:what|which|how|where|who|when|whose|why)(?:'s|'d|'ll|'re)? [a-z]+
    (?:is|are|was|were|do|does|did|has|have|would|could|can|will|should|am) (?:there|it|that|this|the|your|you|those
      these|anyone|anybody|somebody|someone
    my|they|we|i|she|he|any|leadership|finance|[a-z]+) [a-z]+
      any (?:thoughts|idea|sense|concerns?|advice|views?|preference)
    """,
    affirmed=False,
    asked=True,
)

INDIRECT = Sign(
    "asks to learn, without a question mark",
    r"""
    (?:i'd|i would|i'm|i am|i) (?:really |just |also |very |genuinely )*(?:like|love|want|keen|curious|interested
      eager|wonder|wondering|hoping|trying|be curious|be interested|be keen|need|be grateful)(?: to| in)? (?:know|hear
      understand|understanding|hearing|learn|learning|ask|see|knowing|find out|what|which|how|where|who|whether|why
      if)(?: from you)? (?:what|which|how|where|who|whether|why|more about
      your (?:view|thinking|take|concerns?|thoughts|priorities|perspective|biggest|main|read)
      the (?:main|real|biggest|thinking|reason|concern|constraint)|if|you(?:'d)?)
    (?:tell|help|walk|talk|show|give
      let) me (?:know |understand |see |through |a sense of |an idea of |feel for |learn )?(?:what|which|how|where|who
      why|your (?:view|thinking|take|concerns?)|a sense of
      the (?:main|real|biggest|thinking|reason))(?! i (?:can|could|did|have))
      (?:curious|wondering) (?:what|which|how|where|who|whether|why|if)|my question is
      i'd value your (?:view|take|read|opinion|advice)|could use your (?:view|take|read)
      interested in your (?:view|take)
    """,
)

COURTESY = Sign(
    "a courtesy, an offer or a request in the form of a question",
    r"""
    (?:could|can|may|might|shall|should|must|would) (?:i
      we)(?! (?:understand|know|ask (?:what|which|how|who|where|why)|expect|read))
    (?:would|could|can|will|won't
      couldn't) you (?:please |possibly |perhaps |maybe |kindly |at least |then |ever |just )*(?!(?:tell|say|explain
      describe|see|recommend|name|like (?:to see|me to)
    need|want|expect|change|have (?:done|wanted|liked)|help me (?:understand|see)|walk me|share|trust with|advise
      prioriti[sz]e|look for|rather|feel|point to|think|prefer
      give me (?:an idea|a sense|your (?:view|read)))(?!\w))[a-z]+
    (?:would|do) you (?:mind|be (?:open|willing|ok|okay|happy|fine|up|free|comfortable|game|prepared|available
      interested|against|kind)|have (?:time|{number}|a (?:minute|moment|slot|second)))
    (?:what|how) (?:if|about)|mind if|(?:ok|okay|fine|all right|alright) (?:with you |by you )?(?:if|to|by you
      with you)|any (?:chance|objections?|problem|way i|room|possibility|appetite)
      is (?:there|that) (?:any|a) (?:chance|way (?:i|for me|we|to (?:get|have|join))|possibility|slot)
    (?:does|would|will|do|could|might|is|are|did|how does|how would|how's) (?:that|this|it|any of (?:that|this)|these
      either|something like that|those|{day}|next \w+|the (?:\d\w*|week|first \w+) <3>
      a (?:short|quick|written|brief) <3>)(?: all| still)? (?:{adverb} )?(?:work|help|sound|make sense
      be (?:ok|okay|fine|all right|alright
    possible|acceptable|reasonable|useful|helpful|of|enough|fair|something|worth|too much|an option|feasible|welcome
      easier|a)|suit|fit|seem|ok|okay|fine|all right|alright|fair|reasonable|possible|interest|appeal|too|worth|doable
      sit|ease|settle|satisfy|good)
    (?:sound|sounds|seem|look|make|makes) (?:good|fair|ok|okay|reasonable|sensible|sense|fine|right|sane|doable)
      (?:is|would|might) (?:it|that|this) (?:be )?(?:ok|okay|fine|all right|alright|possible|acceptable|too much|worth
      reasonable|crazy|fair|helpful|useful|a problem|an option)
    (?:fair(?: enough)?|ok|okay|right|deal|yes|agreed|no|good|please|correct|possible|huh|eh|interested|thoughts) ?\?
      when (?:can|could|would|should|shall|do|is|are|might|exactly) (?:we|you|i|be|it|a good|works?|suit\w*)?
      when exactly|(?:what|which) (?:time|day|date|week|slot) (?:would|works|suits|is good|do you)|same time ?\?
    you know(?: what i mean)?\?|(?:isn't|don't|wasn't|doesn't|aren't|can't|couldn't|won't|wouldn't|shouldn't|didn't
      hasn't|haven't) (?:it|that|this|you|we|they|i|he|she|there)
    (?:would|does|might|could) it (?:help|be (?:easier|useful)|work|make (?:it|your))|to see if
      say (?:the )?(?:{day}|{number})|maybe (?:{day}|next)
    """,
    affirmed=False,
    asked=True,
)

RHETORICAL = Sign(
    "a question that wants no answer",
    r"""
    why (?:should|would|must|do|does|is|am|are|can't|don't|didn't|not|was|did|bother|even) (?:i|it|he|she|always
      everyone|everybody|we|the same|me|not|nobody)|why (?:bother|me|him|her|wait|not)
    (?:what|who)(?: is|'s|s| was) (?:the (?:point|use|big deal|hold-?up)|there to|so (?:hard|special|difficult))
      who (?:cares|do you think|would want|needs|gives|knows better|wouldn't)
      what (?:do|did|have|has) i (?:get|got|have to|gotten|done to)
    how (?:hard|difficult) (?:can|is|could)
      how (?:long|many (?:more )?times|much longer|much more) (?:am|do|must|will|have|should) i
      how (?:can (?:you|that|anyone)|is (?:that|this|it) (?:fair|my|even|possible)|dare|come|could you|on earth)
    what (?:more|else) (?:do|must|could|does|can|should) (?:i|you|anyone)|what about me|what(?:'s| is) in it
      (?:when|where) (?:is|will|am|do) (?:it|i) (?:be )?(?:my|ever|finally|going)|then whose
      where(?:'s| is) (?:my|the (?:thanks|credit|reward|fairness))
    (?:do|don't|didn't|are|aren't|have|haven't|did) you (?:even|really|ever|honestly|seriously|realise|realize
      understand how|care|kidding|joking|serious|listening|blind|remember|going to do|know who)
      do i (?:have|need|look)|who do i have to|isn't|really ?\?|seriously ?\?|so what ?\?
      is (?:that|this) (?:a joke|all|it|how|what)
    what (?:do|did) you expect|says who|guess what|(?:best|worst|funny) part ?\?
      (?:^\W*|the )(?:result|outcome|why|how|upside|catch|reason|cost|impact|effect|plan|goal|idea|ask|complete|full
      bottom line|again|no one) ?\?|while (?:he|she|they|[a-z]+) (?:gets?|swans?)
    """,
    affirmed=False,
    asked=True,
)


def thanks(reading: Reading) -> Seen:
    """Made by a thank-you that is meant."""
    if hits := reading.hits(THANKS):
        return Seen(Verdict.MET, hits, "It thanks the manager.")
    return ABSENT


def questions(reading: Reading) -> tuple[Hit, ...]:
    """Return the questions that want to learn the manager's view or what it would take."""
    dull = {h.sentence: h for h in reading.hits(RHETORICAL, COURTESY)}
    found: list[Hit] = list(reading.hits(INDIRECT))
    starts = {h.sentence: h for h in reversed(reading.hits(QUESTION))}
    for sentence in reading.sheet.sentences:
        if not sentence.asks or (first := starts.get(sentence.index)) is None:
            continue
        other = dull.get(sentence.index)
        if other is None or first.start < other.start - 12 or first.start > other.end:
            found.append(Hit(first.start, sentence.start + len(sentence.text.rstrip()), sentence.index))
    return tuple(found)


def asks_question(reading: Reading) -> Seen:
    """Made by a question that wants to learn something; no offer, courtesy, meeting request or rhetorical question."""
    if hits := questions(reading):
        return Seen(Verdict.MET, hits, "It asks what the manager thinks or what it would take.")
    return ABSENT
