"""What the request is for: a benefit to others, or the engineer's own name."""

from coach.domain.judgement import Verdict
from coach.judges.rules.past import result_sentences
from coach.judges.rules.reading import ABSENT, Hit, Reading, Seen, Sign
from coach.judges.rules.steps import offers

BENEFIT = Sign(
    "says what others gain",
    r"""
    {better} (?:<7>{gained}|{us}(?= {onward}|[.,;!?]|$)
      <8>(?:by|from|up|down) (?:about |around |roughly |some |at least |up to |maybe |to |another )*(?:{number}
      [$€£])(?= |[.,;%]|\d))
    (?:take|takes|taking|lift|lifts|get|gets) <5>off (?:your|the|their|our|you|them|\w+'s)(?= |[.,;]|$)
    (?:{us}|{people_served}) <2>(?:get|gets|getting|would get|win|wins|have|gain|gains|keep|keeps) (?:its|their|our
      your|the|some|a|an|more|fewer|less|better|{number}) <3>
    so(?: that)? (?:your|the|our|their|they|you|nobody|no one|people|{people_served}) <3>(?:can|could|would|will|get
      gets|don't|doesn't|do not|has|have|stop|stops|stays?|keep|are|is|won't|wouldn't|never|know|trust|start|finish
      spend|see|{better})
    so that (?!i\b|i'|we both|neither|nobody forgets|it's easy)<6>(?:can|could|don't|doesn't|won't|stops?|{better}
      less|fewer|faster)
    (?:which|that|this|it|that'd|it'd|this alone
      that alone) (?:would |will |could |should |can |'d |'ll |might |also |alone |directly |straight )*(?:feeds?
      serves?|shortens?|unblocks?|speeds?|saves?|cuts?|reduces?|protects?|lets|frees?|spares?|lowers?|lifts?|improves?
      stops) (?!me |my )<5>
    so (?:that )?<5>(?:less|fewer|faster|earlier|sooner|cheaper|safer)
      (?:fewer|less|lower|cheaper|faster|safer|shorter|cleaner|quicker|higher|better|more) <2>{gained}
    (?:good|better|best|useful|valuable|worth|helpful|win|gain|benefit|payoff|value|upside) (?:\w+ )?(?:for
      to) (?:(?!you(?!r)){us}|{people_served}|the business|both)
    (?:benefits?|pays? off|payback|upside|return|gain|saving|win) (?:for|to|is|would be|of|here is) <4>(?:{us}
      {gained}|\d)
    (?:contribute|contributing|add|adds|deliver|brings?) <4>(?:to|for) <1>(?:{us}|team's|company's|strategy|strategic
      goals?|success)|(?:impact|success) (?:for|to|of|on) (?:{us}|{people_served})
    (?:team|company|business|product|customers?|everyone|we|you|users|clients|patients)(?:'d| would| will| could|'ll
      s)? (?:{adverb} )?(?:benefit|gain|save|profit|come out ahead|be better off|get more|recover|earn|ship faster
      move faster|not have to|be able to|have something)
    (?:ship|launch|land|deliver|release|finish|close|go live|beta|live|done|there|out) <3>(?:{number} )?(?:weeks?
      days?|months?|sprints?|quarters?)? ?(?:earlier|sooner|faster|ahead|on time|on schedule)
    (?:hit|meet|make|land|reach|deliver|serves?|moves?|supports?) <4>(?:target|targets|goal|goals|deadline|date|okrs?
      key result|milestone|commitment|north star)|pay(?:s|ing)? for itself
    (?:before|instead of) <1>(?:it|they|that|the|a|any|we|our|your) <3>(?:costs?|hits?|reach(?:es)?|hurts?|loses?
      complains?|notices?|breaks?|bleeds?|leaves?|fails?)
      without (?:you|anyone|the team|anybody|them) (?:having|needing) to
    (?:tied|ties|linked|links|maps?|feeds?|goes|speaks|leads|contributes) <1>(?:straight |directly |right )?(?:to|into
      towards?|at) <3>(?:{money}|{stake}|goals?|priority|priorities)
    """,
)

STAKE = Sign(
    "says what is at stake",
    r"""
    (?:costs?|costing) (?!by|of|down|in|and|or|is|are|was|were|at)<2>(?:us
      the (?:company|business|team|firm|bank|hospital)|{number}|[$€£₹]\d*|them|our|customers?|roughly|about|money|most
      {people_served})
    (?:we|we're|we are|the (?:company|business|team|firm|bank|hospital|store|plant)|they|customers|merchants|patients
      drivers|users|{people_served}) (?:{intensely} )*(?:lose|loses|losing|pay|paying|pays|burn|burning|waste|wasting
      bleed|bleeding|write off|refund|refunding
    give away|turn away|throw away|miss|abandon|churn|drop off|drop out|complain|cancel|leave|uninstall|rage-?quit
      switch|wait|return|walk away|renew|raised)
    (?:eats?|eating|drains?|burns?|swallows?|leaks?|loses?|throws? away|ties up|loss of|losses of|hurts?|threatens?
      delays?|overstates?|understates?|generates?) <4>(?:{gained}|{number}|[$€£₹]\d*)
    (?:at (?:stake|risk)|on the line|depends? on|hinges? on|rides? on|hangs? on|live or die|slipping|leaking|bleeding
      leaving|churning|climbing|rising|renew on)
    (?:the|our|this) <2>(?:regulator|auditors?|board|ceo|cfo|coo|cto|leadership|exec\w*|directors?|vp|investors?
      minister\w*) <2>(?:wants?|cares?|asks?|asked|watch\w*|expects?|looks?|named|tracks?|promised|signed|set)
    (?:[$€£₹] ?\d\S*|\d[\d.,]* ?(?:k|m|mn|bn)?(?: (?:thousand|million|billion|lakh|crore))? ?(?:euros?|dollars?
      pounds?|rupees|usd|eur|gbp)|{number} (?:million|billion|grand|lakh|crore)) (?:a|per|each|every|in|of|gone|lost)
    (?:each|every|per) <4>(?:is|costs?|means|was|goes|adds|{better}) <3>(?:[$€£₹]\d*
      {number} (?:thousand|million|k|grand|euros|dollars|pounds)|{money}|{stake})
      (?:is|was) (?:about |around |roughly )?[$€£₹]\d\S*
    (?:that|which|it|this|where)(?:'s| is| are)? (?:the (?:number one |main |biggest |top )?reason|why|what
      where) <6>(?:{people_served}|{money}|{stake}|leave|complain|cancel|lose|bleed|hurts?)
    """,
)

BUSINESS = Sign("names what a business counts", r"{counted}|[$€£₹]\d\S*", affirmed=False)

PROMISED = Sign(
    "would come of it", r"would|could|will|'d|'ll|it'd|should|can|means?|keeps?|takes?|saves?", affirmed=False
)

EGO = Sign(
    "asks for recognition",
    r"""
    (?:i|me|my|to|be|get|getting|being|i'd|finally|am|become
      feel) (?:{intensely} )*(?:be |get |feel |become |been |being |getting )?(?:noticed|recogni[sz]ed
      known (?:as|to|by|for|among|here|upstairs)|famous|acknowledged|credited|promoted|a star
      in the (?:spotlight|limelight)|taken seriously|celebrated|looked up to)
    (?:to be|be|get|being|getting|i'm|finally) (?:{intensely} )*(?:seen
      visible)(?= (?:by|as|in|upstairs|and|for|at|more|to)|[.,!?]|$)
    (?:visibility|recognition|credit|exposure|fame|applause|respect|glory|kudos|attention) (?:for (?:me|myself|my)
      that i|i(?:'ve| deserve| need| want| never)|around here|from (?:leadership|above|upstairs|the top))
    (?:get|getting|gain|want|need|more|some|the|personal|deserve|my|for|earn|own|any|bit of
      real) (?:{intensely} |personal |more |some |the |my |bit of |real )*(?:visibility|recognition|glory|fame
      spotlight|limelight|prestige|kudos|applause|bragging rights|face time
      status)(?= (?:for|i|and|that|with|from|in|too|here|as|out|at|it|of it)|[.,;!?]|$)
    (?:want|need|deserve|get|like|claim|take|have|earned|owed
      due) (?:{intensely} |some |the |my |a bit of |a little |more |full |proper )*(?:credit|respect|attention
      exposure|praise)(?= (?:for (?:it|this|that|my|what|once|me)|this time|i|here|around|from|too|and)|[.,;!?]|$)
    (?:for|towards?|get|getting|want|a|my|earn|secure|need|about|be|next|bigger|lead|senior|staff
      better) (?:{intensely} |my |a |the |that |to be |next |proper )*(?:promotion|promo|title|pay rise|pay raise
      raise|bonus|senior level|staff level
      level-?up)(?= (?:out of|this|next|in|case|packet|and|i|that|for me|from|by|too|cycle|round|process)|[.,;:!?]|$)
    (?:make|making|reach|get to|become|made|gets? you to) (?:senior|staff|principal|team lead|head of|director|partner
      vp)(?= |[.,;!?]|$)(?! (?:leadership|engineers?'?|management))|promoted(?= in| this| next|[.,!]|$)
      (?:climb|next rung|move up|get ahead|up the ladder)(?= |[.,!]|$)
    my (?:own )?name (?:on|in|is|attached|up|out|next|to|known|above|at the|first)
      (?:put|puts|see|get|have|know|knows|learn|remember) my (?:name|face)|put me on the map|know who i am
      on (?:the|their|his|her) radar
    (?:build|raise|boost|grow|lift|raising|building|boosting|improve|do wonders for|good for
      help) my (?:{intensely} )*(?:profile|brand|name|reputation|standing|status|image|visibility|cv|resume|résumé
      portfolio|linkedin|presence|stock|career)(?! goals?)
    (?:look|looks|looking) (?:{intensely} )*(?:good|great|brilliant|amazing|impressive|fantastic|nice) (?:on
      in front of|to the|for me|in my)|(?:my|on my|line on my|a) (?:cv|resume|résumé|linkedin|promo packet|brag (?:doc
      sheet))|(?:big|something \w+|good|right) for my (?:review|appraisal|packet|case)
    i(?:'ve| have|'d)? (?:{intensely} |more than |damn well |bloody well )*(?:deserve|deserved|earned|am owed
      am entitled|merit|am due|'m owed|'m due)(?= (?:it|this|that|a (?!bit)|the|better|more|my|to|some|something
      recognition|credit|for)|[.,!]|$)|(?:got it|have it) coming|paid my dues|earned my stripes
      after (?:everything|all) i've (?:done|given)
    (?:my|our) work deserves|owe(?:s|d)? (?:it to )?me
      it's (?:only )?(?:my turn|high time|about time|time (?:people|they|everyone|leadership|i got))
      my (?:moment|turn|time to shine|rightful)|long overdue for me|chance (?:for me )?to shine|credit where it's due
    (?:i'm|i am|i was|you know i'm|having|as|being|i've always been) (?:{intensely} )*(?:the|your
      one of the) (?:{intensely} |most |single )*(?:best|strongest|smartest|talented|skilled|experienced|capable
      qualified|productive|brilliant|valuable|gifted|top|only one|brains|star|genius|brightest|sharpest|finest
      number one|rockstar|cleverest|reason this)
    (?:better|smarter|stronger|sharper|cleverer|more (?:talented|skilled|capable|qualified)) than (?:anyone|anybody
      everyone|everybody|any|all|half|most|him|her|them|the (?:rest|others)|you|your|whoever|that lot|those)
      the best (?:model|engineer|data scientist|coder|work) (?:this|in this|in the|here|you|anyone)
    without me (?:this|the|you|nothing|it)
      (?:nobody|no one) (?:else )?(?:here |in this \w+ |on this \w+ |on the team )?(?:comes close|is (?:as|at my)
      at my level|could do what i|can do what i|matches|touches)|carry(?:ing)? this (?:team|place)
      my (?:talents?|genius|brilliance|calibre|caliber)(?= |[.,'!]|$)
      (?:of|with) my (?:talent|calibre|caliber|level|ability)|i(?:'m| am) wasted|overqualified
    (?:presenting|present|standing|be) (?:to|in front of|before|there
      the one (?:standing|presenting|on stage)) <2>(?:ceo|vp|vps|board|execs?|executive\w*|leadership|c-?suite
      directors?|bosses|upstairs|there|committee)(?= |[.,!]|$)
      the one (?:presenting|standing|on stage|who presents|in the room)|(?:on|the) (?:stage|podium)(?= for|[.,!]|$)
      in the background
    (?:people|everyone|everybody|leadership|upstairs|management|they
      the (?:ceo|cto|vp|board|bosses|execs|director|higher-?ups|whole company|company)
      all of you) (?:finally |all |should |must |need to |needs to |will |would |to |upstairs |ought to )*(?:know
      knows|see|sees|notice|notices|remember|realise|realises|realize|realizes|recogni[sz]e|respect
      learn) <1>(?:who (?:i|does|did)|what i(?: can| do|'ve| have)|my|me|that (?:i|this was me)|i'm)
    bigger audience|make a name|big break|the (?:face|star|hero) of|my legacy
      for (?:my own|my) (?:sake|career|benefit|cv|glory|ego|promotion|reputation|profile|brand|visibility|appraisal)
      career-?(?:making|defining|boost\w*)|(?:the|a) stage for|what's in it for me|some shine|show everyone
    (?:above|beneath|too (?:good|senior|smart|qualified|experienced) for) (?:me|this|that|these|such|tickets|it)
      go-to (?:person|guy|expert|name|woman|man)
      (?:my )?(?:peers|classmates|batch|cohort|friends|others my age) <4>(?:senior|promoted|ahead|staff|leads?
      managers?)|to brag|show off|keynote|badge|headline|front page|poster
      i should be (?:running|leading|heading|in charge|the)
    outclass\w*|i(?:'ve| have) got (?:what it takes|the brains)|hired for
      (?:i )?(?:want|need|would like|'d like|like|love|wish) <5>(?:limelight|spotlight|on (?:that |the )?stage
      centre stage|center stage|in the sun|top table|seat at the table|to be someone|to be somebody|to matter
      a name for myself|my own (?:thing|project|team)|bigger name|to be remembered)
    """,
)

RENOWN = Sign(
    "a word of renown",
    r"""
    (?:be|get|being|getting|finally|been) (?:seen|noticed|heard)|noticed|recogni[sz]ed|recognition|credit|visibility
      promot(?:ed|ion)|title|spotlight|limelight
    status|famous|shine|applause|reward|respected|career|reputation|profile|upstairs|cv|resume|résumé|deserve\w*
      earned|owed|my name|brag
    """,
)
SELF = Sign("the speaker", r"i|i'd|i'm|i've|i'll|me|my|myself|mine", affirmed=False)

SHARES_CREDIT = Sign(
    "gives the credit away",
    r"""
    (?:credit|recognition|visibility|title|promotion|spotlight|glory|name|stage|limelight|applause
      exposure) <3>(?:isn't|is not|doesn't|does not|don't|aren't|not the point|not what|not why|goes to|belongs? to
      can go|should go|is secondary|matters less|is yours|can wait|means nothing|stays with|or not)
    (?:don't mind|don't care|don't need|do not need|not after|isn't about|not about|not doing|someone else
      somebody else|they can|you can|let them|she can|he can) <6>(?:credit|recognition|visibility|title|promotion
      spotlight|glory|stage|name|present|presents|presenting|seen|noticed)
    (?:you|they|the team|he|she)(?:'d|'ll| would| will| can| could)? (?:be|get) (?:{intensely} )*(?:seen|noticed
      recogni[sz]ed|the credit|credited)
    """,
    affirmed=False,
)


def benefits(reading: Reading) -> tuple[Hit, ...]:
    """Return where the reply says what others gain; beside an offered step, a word of business will do."""
    gains = reading.hits(BENEFIT, STAKE)
    if offers(reading):
        past = result_sentences(reading)
        return gains or tuple(h for h in reading.hits(BUSINESS) if h.sentence not in past)
    promised = {h.sentence for h in reading.hits(PROMISED)}
    return tuple(h for h in gains if h.sentence in promised and not reading.sheet.sentences[h.sentence].asks)


def value_not_ego(reading: Reading) -> Seen:
    """Met by a benefit to others; violated by a motive of recognition, whatever stands beside it."""
    shared = {hit.sentence for hit in reading.hits(SHARES_CREDIT)}
    if hits := tuple(h for h in (*reading.hits(EGO), *_craved(reading)) if h.sentence not in shared):
        return Seen(Verdict.VIOLATED, hits, "The reason given is the engineer's own recognition.")
    if hits := benefits(reading):
        return Seen(Verdict.MET, hits, "It says what others would gain from it.")
    return ABSENT


def _craved(reading: Reading) -> tuple[Hit, ...]:
    """Find the speaker's own renown in a reply that offers nothing."""
    if offers(reading):
        return ()
    own = {h.sentence for h in reading.hits(SELF)}
    return tuple(h for h in reading.hits(RENOWN) if h.sentence in own and not reading.sheet.sentences[h.sentence].asks)
