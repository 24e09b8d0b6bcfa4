"""What the request is for: a benefit to others and to the business, or the engineer's own name."""

from coach.domain.judgement import Verdict
from coach.judges.rules.reading import ABSENT, Hit, Reading, Seen, Sign

BENEFIT = Sign(
    "says a benefit",
    r"""
    {better} <7>(?:{money}|{stake}|{metric}|{people_served})
    {better} (?:{us})(?= (?:to|with|hit|meet|reach|by|from|get|save|avoid|a|the|some|more|on|over|through|deliver|ship|land|keep|focus|breathe|sleep|move|be|stay|without|and|faster)\b|[.,;!?]|$)
    (?:take|takes|taking|lift|lifts|get|gets) <3>off (?:your|the|their|our|\w+'s) (?:plate|hands|shoulders|back|team|desk|core)
    (?:so|so that|then|which means|meaning|means|that way,?|and) (?:that )?(?:the )?<2>(?:{people_served}|{us}|we|nobody|nobody else|no one|they) <1>(?:can|could|would|will|get|gets|don't|doesn't|isn't|aren't|has|have|stop|stops|stays?|sleeps?|wait|waits|see|sees|lose|loses|pay|pays|spend|keep|keeps|won't|wouldn't|aren't|never|know|knows|trust)
    (?:fewer|less|lower|cheaper|faster|safer|shorter|cleaner|quicker|smaller|better|higher|more) <3>(?:{money}|{stake}|{metric}|{people_served})
    (?:good|better|best|useful|valuable|worth|helpful|right|win|gain|benefit|payoff|value|upside) (?:\w+ )?(?:for|to) (?:{us}|{people_served}|the business|both|our)
    (?:benefits?|pays? off|payback|upside|value|return|gain|saving|win) (?:for|to|is|would be|of|here is) <4>(?:{us}|{money}|{people_served}|{stake}|{metric}|\d)
    (?:worth|about|roughly|around|up to|an estimated|some|nearly|at least|over|saves?|saving|of|is|be) (?:us |about |roughly |around |some |an? |another )*(?:[$€£₹]\d\S*|\d\S* ?(?:k|m|million|thousand|euros?|dollars|pounds|hours?|days?|percent|%)) <2>(?:a|per|each|every|in|of|less|fewer|back|saved|less) <1>(?:year|month|week|quarter|day|annum|sprint|shift|revenue|savings?|cost|margin|spend|waste|time|churn)
    (?:contribute|contributing|add|adds|deliver|bring|brings) <4>(?:to|for) <1>(?:{us}|team's|company's|strategy|strategic|goals?|success)|(?:impact|results?|outcome|success|progress|value) (?:for|to|of) (?:{us}|{people_served})
    (?:team|company|business|product|customers?|everyone|we|you|users|clients|patients)(?:'d| would| will| could|'ll|s)? (?:\w+ )?(?:benefit|gain|save|profit|win|come out ahead|be better off|get more out|recover|earn|ship faster|move faster|hit|be able to|not have to|get back|get an extra|keep)
    (?:be|is|are|makes?|made|run|runs|ship|ships|land|lands|launch) <1>(?:cheaper|faster|safer|quicker|more (?:reliable|accurate|stable|profitable|robust|efficient|resilient)|on time|on schedule|sooner|weeks? earlier|ahead of)(?! than (?:you|him|her|me))
    (?:hit|meet|make|land|reach|ship|deliver|launch) <4>(?:on time|on schedule|target|targets|goal|goals|deadline|date|launch|okrs?|numbers?|key result|q[1-4]|milestone|commitment)|pay(?:s|ing)? for itself|save the (?:team|company|business|bank|hospital)
    (?:before|instead of) <1>(?:it|they|that|the|a|any|we|our) <3>(?:costs?|hits?|reach(?:es)?|hurts?|lose|loses?|complains?|notice|notices|breaks?|bleeds?|leaves?|fails?)|(?:keep|keeps|keeping) <4>(?:running|safe|happy|up|live|online|out of|from|below|under|above)
    """,
)

STAKE = Sign(
    "says what it costs now",
    r"""
    (?:costs?|costing|cost) <2>(?:us|the (?:company|business|team|firm|bank|hospital)|{number}|[$€£₹]|them|our|customers?|roughly|about|around|money|most|{people_served})
    (?:we|we're|we are|the (?:company|business|team|firm|bank|hospital|store|plant)|they|our <2>|customers|merchants|patients|drivers|users) <1>(?:lose|loses|losing|pay|paying|pays|burn|burning|burns|waste|wasting|wastes|bleed|bleeding|spend|spending|spends|leave|leaving|write off|refund|refunding|give away|miss|missing|abandon|churn|leave|drop off) <5>(?:{money}|{stake}|{metric}|{people_served}|{number} ?(?:%|percent)|on|over|to|because)
    (?:eats?|eating|drains?|burns?|swallows?|bleeds?|leaks?|loses?|loss of|losses of) <3>(?:{money}|{stake}|{metric}|{number}|[$€£₹])
    (?:where|which is where|that's where|because|since|as|and) <4>(?:{money}|{stake}|{people_served}) <2>(?:is|are|leak|leaks|come|comes|goes|go|hurt|hurts|sits?|live|lives|lost|hit|land|break|breaks|bites?|drops?)
    (?:{money}|{stake}|{people_served}) <2>(?:at (?:stake|risk)|on the line|depends? on|hinges? on|rides? on|hangs? on|exposed|slipping|leaking|bleeding|walking|leaving|churning|climbing|rising)
    (?:the|our|this) <2>(?:regulator|auditors?|board|ceo|cfo|leadership|exec\w*|directors?|vp|investors?) <2>(?:wants?|cares?|asks?|asked|watch\w*|is|are|expects?|looks?|named|tracks?|promised|signed|set)
    (?:tied|ties|linked|links|maps?|connected|feeds?|goes|speaks|leads) <1>(?:straight |directly |right )?(?:to|into|towards?|at) <3>(?:{money}|{stake}|goals?|north star|priority|priorities)
    """,
)

BUSINESS = Sign("names what a business counts", r"""(?:{money}|{stake}|{people_served})""", affirmed=False)

EGO = Sign(
    "asks for recognition",
    r"""
    (?:be|get|being|getting|become|feel) (?:\w+ )?(?:seen|noticed|recogni[sz]ed|known|visible|famous|respected|acknowledged|credited|promoted|somebody|someone|a name|a star|the face|in the spotlight|in the limelight|appreciated|taken seriously|rewarded|celebrated|looked up to|remembered)(?! (?:as a risk|by the model|in the (?:data|logs)|to customers|that|issues?|if))
    (?:i |my |me |for |some |more |the |personal |wants? |need |get |getting |gain |deserve |own |earned |bit of |lack of |greater |real |any )(?:visibility|recognition|credit|glory|fame|spotlight|limelight|prestige|status|kudos|applause|praise|exposure|bragging rights|attention|respect|stage)(?! (?:risk|scor\w+|card|cards|limit|limits|model|models|team|union|decision\w*|line|lines|default|product|products|into|on the pipeline|of the|losses|to (?:fraud|loss|risk|the risk)|where it|to (?:the|your) team|notes?|checks?|your|the (?:decision|call)|pages?))
    (?:for|towards?|to get|get|getting|my|a|the|want|wants|make|earn|secure|that|next|need|land|about|want a|want my|go for) (?:my |a |the |that |to be )?(?:promotion|promo|title|raise|pay rise|pay raise|bonus|grade|level|senior title|staff title|corner office|job title|bump|rank)(?= |[.,;:!?]|$)(?! (?:forecast|uplift|model|engine|planning|pages?|campaigns?|code|calendar|project|of|company|search|matching|tag|pricing|codes))
    (?:make|making|reach|hit|get to|become|becoming|made) (?:senior|staff|principal|lead|director|team lead|head of|partner|vp)(?! (?:leadership|engineers?'?|management|stakeholders))|(?:senior|staff|principal|lead)[- ](?:title|level|role|position|promo\w*|engineer next|this year)
    my name (?:on|in|is|attached|up|out|next|to|known|above|at the|first|against)|(?:put|puts|see|get|have) my name|(?:build|raise|boost|grow|lift|raising|building|boosting|improve) my (?:\w+ )?(?:profile|brand|name|reputation|standing|status|image|visibility|cv|resume|résumé|portfolio|linkedin|presence|stock)
    (?:look|looks|looking) (?:\w+ )?(?:good|great|brilliant|amazing|impressive|fantastic) (?:on|in front of|to|for|in) (?:my|me|the (?:ceo|vp|board|bosses|execs|exec\w*|leadership|director)|leadership|paper|the top)|(?:my|for my|on my|the|good for my|on the) (?:cv|resume|résumé|linkedin|promo(?:tion)? (?:packet|case|doc|file|portfolio)|packet|career|brag (?:doc|sheet))(?! (?:goals?|development|growth|path|plan|conversation|chat))
    i(?:'ve| have)? (?:really |truly |more than |fully |certainly |damn well |bloody well |clearly |obviously |also |so |just |well |honestly |frankly |already |genuinely )*(?:deserve|deserved|earned|am owed|am entitled|'m owed|'m entitled|merit|am due|'m due|am worth)(?! (?:your trust|no|the right to be told|that trust))|owe(?:s|d)? (?:it to )?me|owed to me|my (?:turn|due|rightful|moment|time to shine|reward|right)|(?:entitled|long overdue|my fair share|it's time i|about time i|high time i|i'm overdue)
    (?:i'm|i am|i was|i've (?:always )?been|you know i'm|having|as|being) (?:\w+ )?(?:the |by far the |easily the |clearly the |hands down the |simply the |probably the |one of the |your )(?:\w+ )?(?:best|strongest|smartest|most (?:talented|skilled|experienced|capable|senior|qualified|productive|brilliant|valuable|gifted)|top|only one (?:here )?(?:who|that|capable)|brains|star|genius|brightest|sharpest|finest|number one|fastest|rockstar|ace|cleverest)
    (?:better|smarter|stronger|sharper|more (?:talented|skilled|capable|qualified|senior|experienced)|faster|cleverer) than (?:anyone|anybody|everyone|everybody|any|all|half|most|him|her|them|any of|the (?:rest|others|whole|people)|you|your|whoever|that lot|those)
    (?:without me|nobody (?:else )?(?:here )?(?:can|could|comes close|knows|is as|does)|no one (?:else )?(?:here )?(?:can|could|comes close|is as|does)|carry(?:ing)? this (?:team|place|group)|carried this|too good for|my talents?|my genius|my brilliance|wasted talent|this place would|this team would) ?(?:fall apart|collapse|be nothing|do what i|match|touch me|matches|die|be lost|still be)?
    (?:on (?:the )?stage|in front of|presenting to|present to|face time with|known (?:to|by|among)|rub shoulders with|on the radar of|in the room with|in the eyes of|on (?:the )?radar) (?:the |our |all the |your )?(?:ceo|vp|vps|board|execs|exec\w*|leadership|c-?suite|directors?|bosses|higher-?ups|big (?:boss|people|names)|cto|senior (?:leadership|people|management)|top|founders?|important people)
    (?:so|make sure|until) (?:that )?(?:people|everyone|everybody|leadership|the (?:ceo|vp|board|bosses|execs|director|higher-?ups|top)|management|they|the company|the whole company|you all|all of you) <1>(?:know|knows|see|sees|notice|notices|remember|remembers|realise|realises|realize|realizes|recognise|recognises|recognize|recognizes|finally|will|learns?|talk|talks|hears?) <2>(?:my|me|i|who i|what i|whose|that i)
    (?:people|everyone|leadership|the (?:ceo|vp|board|director)|they|management) (?:to |should |must |need to |needs to |will |would |finally |can |could )(?:\w+ )?(?:know|see|notice|remember|recogni[sz]e|respect|learn|associate) (?:my|me|who i|what i|that i|whose)
    stand out|shine|make a name|big break|hall of fame|prove (?:i'm|that i'm|i am|myself|them wrong)|show everyone|what's in it for me|for (?:my own|my) (?:sake|career|benefit|cv|glory|ego|promotion|reputation|profile|brand|visibility)|career-?(?:making|defining)|my career (?:needs|depends|is stuck|has stalled|is going nowhere)|(?:high|higher|more)[- ](?:profile|status) (?:work|role|project|for me)|the (?:face|star|hero) of|my legacy|trophy|award
    """,
)

SHARES_CREDIT = Sign(
    "gives the credit away",
    r"""
    (?:credit|recognition|visibility|title|promotion|spotlight|glory|name|stage|limelight|exposure) <4>(?:isn't|is not|doesn't|does not|don't|aren't|not the point|not what|not why|goes to|belongs? to|can go|should go|to the team|to them|to someone|is secondary|is beside|matters less|is yours|can wait|for the (?:team|core|others)|means nothing|with them|stays with|or not|least of)
    (?:give|hand|leave|keep|let|happy for|don't mind|don't care|don't need|do not need|not after|isn't about|not about|not for|someone else|somebody else|they can|you can|team) <5>(?:credit|recognition|visibility|title|promotion|spotlight|glory|stage|limelight|my name|presents?|presenting)
    """,
    affirmed=False,
)


def benefits(reading: Reading) -> tuple[Hit, ...]:
    """Return where the reply says what others would gain."""
    return reading.hits(BENEFIT)


def value_not_ego(reading: Reading) -> Seen:
    """Met by a benefit to others; violated by a motive of recognition, whatever stands beside it."""
    shared = {hit.sentence for hit in reading.hits(SHARES_CREDIT)}
    if hits := tuple(h for h in reading.hits(EGO) if h.sentence not in shared):
        return Seen(Verdict.VIOLATED, hits, "The reason given is the engineer's own recognition.")
    if hits := reading.hits(BENEFIT, STAKE):
        return Seen(Verdict.MET, hits, "It says what others would gain from it.")
    return ABSENT
