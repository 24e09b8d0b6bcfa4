"""Respect for the manager's authority and priorities."""

from coach.domain.judgement import Verdict
from coach.judges.rules.reading import ABSENT, Reading, Seen, Sign

YIELDS = Sign(
    "yields to the manager's call",
    r"""
    (?:it's |that's |is |entirely |completely |totally |still |obviously |of course )*(?:your|yours to) (?:call|decision|choice|decide|make|judgm?ent)
    your call|(?:it's |entirely |completely )?(?:up to|down to) you|you(?:'re| are) the (?:boss|one who decides|one deciding|one who)
    you (?:get to )?(?:decide|choose|make the call|call it|pick)|(?:the )?(?:final )?(?:say|call|decision) (?:is|stays|sits|rests|remains|lies) (?:with you|yours)
    you(?:'ll| will)? (?:have|get|hold|own|make) the <1>(?:say|call|decision|word)
    (?:whatever|whichever|however|whenever|wherever) <2>you <1>(?:decide|choose|think|say|pick|prefer|want|need|judge|feel|land|see fit|rule|settle)
    as you see fit|at your discretion|on your terms|in your own time|your pace
    (?:if|where|when|once|provided|assuming|only if|as long as|unless) you(?:'re| are|'d| would)? <1>(?:agree|approve|say (?:so|no|yes)|decide|prefer|rather|see fit|are ok|okay|comfortable|
    happy (?:with|for)|fine with|open to|on board|judge|feel it|think it(?:'s| is| would| makes)|think that(?:'s| is)|say it|sign off|ok with|willing|want it|need me|object)
    (?:with|subject to|pending|once i have|after) your (?:ok|okay|approval|blessing|permission|go-?ahead|agreement|sign-?off|say-?so|nod|green light|steer|support)
    i(?:'ll| will| would|'d|'m happy to| am happy to| can)? (?:\w+ )?(?:follow|go (?:with|by)|defer to|abide by|stick (?:with|to)|stand by|live with|work within|accept|respect|back|go along with|
    take) (?:your|you|whatever|that|the|this|it as) <2>(?:lead|call|decision|direction|steer|judgm?ent|guidance|answer|order|priorities|priority|choice|say|decide|limits?|verdict|no)
    i(?:'ll| will| would|'d|'m happy to) (?:leave|hand) (?:it|that|the <2>|this)(?:decision|call|timing|choice)? ?(?:with|to|in) (?:you|your)
    (?:i )?(?:fully |completely |do |really )?(?:trust|respect|accept|defer to) (?:you|your|that|the|this|it|where|how|why)
    you (?:know|see|have|understand|carry|weigh) (?:\w+ )?(?:best|better|more than|the (?:whole|full|bigger|wider|overall)|the priorities|things i don't)
    (?:you have|you've got) <3>(?:to balance|to juggle|to weigh|to protect|to answer for)|i (?:know|understand|realise|realize|get) (?:that )?you(?:'re| are|'ve| have) <3>(?:juggling|balancing|carrying|answer|weigh)
    (?:tell|told) me where you(?:'d)? <2>(?:need|want) me|where you need me|where i'm most useful|wherever (?:i'm|it's) most useful|how (?:i|we) can best support
    i(?:'m| am) not (?:here|trying|asking|looking|going)(?: you)? to (?:reopen|overturn|question|argue|second-?guess|undo|fight|relitigate|jump|skip|push|move|change|shift|bump|reshuffle|pull|bend|break|overrule)
    not asking (?:you )?(?:to|for you to) (?:move|change|shift|drop|bump|reshuffle|pull|reopen|undo|take|put|swap|bend|break|reorder|rearrange)
    no (?:argument|quarrel|objection|complaint)s? (?:with|from me|about)|won't (?:argue|push back|fight)|i stand corrected|understood, boss
    you(?:'re| are) right (?:to|that|about)|(?:it's|that's|it was|that was|it is|that is|is|was)? ?(?:clearly |obviously |probably )?the right (?:call|decision|choice|order|priority|priorities|trade-?off)
    (?:sensible|fair|sound|reasonable|wise|good) (?:call|decision|choice|priority|priorities|order)|if you(?:'d)? rather (?:i|not|wait|keep)
    (?:happy|glad|fine|content|okay|ok) (?:to wait|with (?:that|whatever|your|either))(?: (?:until|till|for|decision|answer|call|way))?
    """,
    affirmed=False,
)

PRIORITIES = Sign(
    "puts the priorities first",
    r"""
    (?:comes?|goes?|has to come|have to come|must come|should come|needs? to come|stays?|remains?|is still|are still) (?:first|the priority|top priority|ahead|number one|on top)
    (?:commitments?|tickets?|sprint|duties|deliverables?|queue|day job|current (?:\w+ )?work|existing (?:\w+ )?work|own work|my (?:current |regular |main |own )?(?:work|queue|role|job|rota|roadmap|
    deliverables|commitments|tickets|sprint)|the (?:launch|release|deadline|migration|rollout|roadmap|on-?call|close|audit)) <3>
    (?:first|won't (?:slip|suffer|drop|move|wait|budge)|will not (?:slip|suffer)|(?:stays?|stay|keeps?|remains?|be|is|are) (?:on track|covered|on schedule|untouched|where it is|safe|my first|whole|intact|protected|as is|unchanged)
    |doesn't (?:slip|suffer|move)|don't (?:slip|suffer)|come first|keeps? moving|keep running)
    (?:makes?|making|made) (?:\w+ )?sense (?:to|that (?:we|you|the)) <1>(?:keep|put|protect|finish|do|focus|prioriti[sz]e|hold|land|ship|get|stabili[sz]e|look after|close|need|want|come|has|have|is)
    (?:understand|see|know|get|appreciate|realise|realize|agree|accept|hear|respect|recognise|recognize|can see|aware)(?: that)?(?: why)?(?: (?:the|your|our|these|this|those|you|we|how|with|of|it|that))? <4>
    (?:priorit\w+|comes? first|has to (?:come|go|be|land|ship|work)|have to (?:come|go|be|land|ship|keep|hold|protect|focus|deliver|look)|needs? to (?:come|go|ship|land|hit|focus|protect|be)|must (?:come|be|hold|ship|land)|immediate needs|commitments?|roadmap|matters most|can't (?:slip|move|wait|drop)|
    deadlines?|where the focus|on your plate|constraints?|under pressure)
    (?:support|back|serve|advance|further|help with|contribute to|in service of|line up with|in line with|align(?:ed|s)? with|fits? (?:in )?(?:with|around|inside|under|within)|feeds? (?:into )?|work(?:s|ing)? (?:around|within)) (?:your|the|our|existing|current|those|these|this) <2>
    (?:priorit\w+|goals?|roadmap|targets?|objectives?|okrs?|plans?|agenda|commitments?|deadlines?|needs|launch|focus|work|decision|constraints?)
    (?:help|helps|helping|support|supporting) (?:you|your team) <1>(?:hit|reach|meet|deliver|land|make|get|with|achieve|keep|protect|ship|stay|look after)
    (?:without|rather than|instead of|not) <1>(?:touching|hurting|slowing|disturbing|dropping|taking|pulling|neglecting|risking|putting|affecting|disrupting|derailing|distracting|letting|moving|compromising|stealing|jeopardi[sz]ing|delaying|leaving|costing|adding|losing) <4>
    (?:current|existing|sprint|commitments?|priorit\w+|roadmap|deadlines?|team|work|launch|migration|anyone|plate|queue|on-?call|release|plan|ball|delivery|deliverables?|you|from|tickets?|date|slip|people|rota|head ?count|seat|core)
    (?:not|never|isn't|wouldn't be) (?:at the expense|at the cost|in place) of|(?:on top of|alongside|around|after|next to) my (?:current|existing|regular|own|day|normal|main) <1>(?:work|job|commitments?|duties|tickets|tasks|load|role|deliverables|queue)?
    (?:don't|do not|wouldn't|would not|won't|will not|never) (?:want|mean|wish|like|let|ask|intend)(?: you)?(?: to)? <1>(?:take|pull|slow|distract|disrupt|derail|undermine|drop|jeopardi[sz]e|compete|get in the way|add|leave|neglect|put|disturb|crowd|cost|step on|jump|move|interfere|burden|make your|
    the <3>slip|anything slip|it slip|that slip|my <3>slip)
    (?:only )?(?:after|once|when|until|till) (?:the|your|our|this|that|we|it) <5>(?:is (?:out|done|live|over|stable|shipped|through|safe|behind us|closed)|has (?:shipped|landed|launched|gone|closed|settled|passed)|ships?|lands?|launch(?:es)?|goes live|closes?|calms? down|settles?|are done|are through|are met)
    what(?:'s| is)? (?:matters? )?most (?:important |useful |urgent |pressing )?(?:to|for) you|your (?:biggest|top|main|most urgent) (?:priority|priorities|headache|worry|problem)
    (?:first|top|main|number one) priority (?:is|stays|remains)|i(?:'ll| will) (?:keep|finish|hold|protect|deliver|stay on|cover|get) (?:my|the|our|this|what) <4>(?:first|on track|on time|covered|before|moving|steady|running|as agreed|as planned|at the same time|tickets?|commitments?)
    """,
    affirmed=False,
)

DEMANDS = Sign(
    "demands",
    r"""
    i (?:demand|insist|require|am demanding|am insisting)|i'm (?:demanding|insisting)|i expect (?:you|to be|to get|an answer|a yes|a seat|my|this|it|nothing less|that you)
    (?:^|(?<=[,;:.] )|(?<=\W - )|and |so |but |then |now |because |so just )you (?:need to|have to|must|had better|'d better|better|are going to|owe me|will) <1>(?:give|put|let|assign|move|make|take|pull|get|stop|fix|admit|understand|decide|listen|start|kick|drop|approve|sign|pick|choose|transfer|promote|step|wake|free|clear|hand|add|do|kindly|deliver|promise|commit|guarantee|explain)
    (?:^\W*|(?<=[,;:] )|and |so |now |just |then )(?:put|assign|add|move|transfer|promote) me (?:on|to|onto|in|into)|(?:^\W*|(?<=[,;:] )|so |now |just )give me (?:the|that|this|my|it|what|lead|a straight|an answer|a yes)
    (?:just )?(?:make it happen|sort it out|fix (?:it|this)\b|do your job|figure it out|get it done|deal with it)|i want (?:an answer|it in|a yes|a decision|it done|them off|her off|him off)
    not up for (?:discussion|debate|negotiation)|non-?negotiable|take it or leave it|whether you like it or not|like it or not|with or without (?:you|your)|this isn't a (?:request|question)|this is not a (?:request|question)|not a request
    i'm not asking(?= ?[.,;:!-])|i'm not asking (?:for )?permission|final (?:offer|warning|word)|last chance|(?:that's|this is) (?:my|an) ultimatum|don't make me|no is not an (?:answer|option)|not taking no|won't (?:take|accept) no|i will not (?:take|accept)
    i(?:'m| am) (?:just )?(?:going to|gonna) (?:do|start|take) it anyway|i won't be (?:doing|covering|touching|taking|working on) <5>(?:until|unless|any ?more|any longer)|until (?:i get|you give|you put|i'm on) <6>i(?:'m| am|'ll| won't| will)
    i refuse to|i'm done (?:doing|with|covering|fixing|being)|(?:stop|quit) (?:stalling|dodging|hiding|making excuses|wasting|playing|pretending|lying)|either (?:you|i) <8>or (?:i|you|we|else)
    """,
)

THREATENS = Sign(
    "threatens",
    r"""
    or else|or (?:i'm|i am|i'll|i will|i'd|i) <2>(?:gone|out|leave|leaving|walk|walking|quit|quitting|start|resign|resigning|go|take|stop|find|hand|escalate|look|done)
    i(?:'ll| will|'m going to| am going to|'m gonna|'d| would| might| may| can| could|'m)? <2>(?:quit|resign|resigning|quitting|walk out|walk away|walking|walk|hand in my|put in my|give my|handing in my|start looking|start interviewing|be looking|look elsewhere|looking elsewhere|go elsewhere|find (?:a|another|somewhere|someone|a company)
    take my (?:skills|talents?|work|models?|code|knowledge|business) <1>(?:elsewhere|to|somewhere|with)|leave (?:the company|this (?:team|company|place)|the team|for)|be gone|polish my (?:cv|resume|résumé)|update my (?:cv|resume|résumé|linkedin))
    i(?:'ll| will|'m going to| am going to|'m gonna|'d| would| might| may| can| could)? (?:just |always |simply |happily )?(?:go|take (?:this|it|that|my case)|bring (?:this|it|that)|raise (?:this|it|that)|talk|speak|complain) (?:straight |right |directly |up )?(?:to|over|with|above|past) <3>
    (?:boss|director|vp|vice president|cto|ceo|head|skip(?:-?level)?|hr|human resources|upstairs|leadership|union|exec\w*|chief|someone who|somebody who|people who|board|founders?|partner)
    (?:over|above|around|behind) your (?:head|back)|escalate|escalating|escalation|go(?:ing)? above you|(?:other|competing|outside|better|another|job|standing|written|an) offers? (?:from|elsewhere|in (?:my|hand|writing)|on the table|waiting)|(?:have|got) <2>offers?(?= |[.,;!]|$)(?! to)
    recruiters? <2>(?:call|calling|email\w*|are|have|in my|ping|keep|messag\w+|would|knock\w*)|headhunters?|my (?:resignation|two weeks|notice)|(?:competitors?|other companies|other teams?|somebody else|someone else) (?:would|will|are|is|'d) <2>(?:love|happy|glad|grab|hire|snap|take me|want me|appreciate|begging)
    (?:lose|losing) me|you'll (?:regret|be sorry|see what happens|find out)|you(?:'d| would| will|'ll) (?:regret|be sorry)|see how (?:you|far you|well you|long) <3>(?:without me|cope|manage|get|last)|good luck (?:without|running|keeping|finding)|consequences|one foot out|out the door
    """,
)

BELITTLES = Sign(
    "belittles the manager or the priorities",
    r"""
    (?:your|this|these|those|that|the|leadership's|management's|current|our|whole|such|what|how|it's|that's|this is|is|are|being|you're|you are|sounds?|looks?|seems?|frankly|honestly|plain|utterly|completely|totally|just|a|so|beyond) <1>{insult}
    (?:you|your <3>|leadership|management|the (?:bosses|execs|executives|higher-?ups|vps?|directors?|suits)) (?:is|are|was|were|'re|must be|have been|keeps? being)? ?<3>{insult}
    you (?:clearly |obviously |just |simply |really |still |honestly |evidently )*(?:don't|do not|can't|couldn't|wouldn't|didn't) (?:even |really |actually )?(?:understand|get it|get what|get how|know|see|grasp|recognise|recognize|value|lead|manage|have a clue|have the|care|stand up|belong|deserve)
    you (?:clearly |obviously )?(?:have|'ve) (?:got )?(?:no|zero) (?:idea|clue|vision|spine|backbone|guts|sense|business|respect|plan|courage|interest in)|you've never (?:built|shipped|written|understood|done|had)
    any (?:competent|decent|real|good|sane|half-?decent|proper|sensible) (?:manager|boss|leader|lead|person|company)|(?:a|if you were a|an?) (?:real|proper|competent|good|better|actual) (?:manager|boss|leader)
    you people|grow up|wake up|call yourself|get a grip|shame on you|are you (?:even|blind|deaf|serious|kidding|joking)|how did you (?:ever )?(?:get|become)|(?:some|what a) (?:manager|boss|leader)
    (?:okrs?|kpis?|targets?|goals?|metrics?|dashboards?|slides?|roadmap|strategy|priorit(?:y|ies)|plan|deadlines?|numbers|list) <2>(?:is|are|were|was) <2>(?:wrong|upside down|backwards|misguided|a mess|made[- ]up|theat(?:er|re)|fiction|meaningless|a fantasy|all wrong|dead wrong|messed up|mistaken)
    (?:your|their|leadership's|those|these) (?:little|precious|so-called|pet|beloved|silly|stupid|dumb|pointless|boring|bean-?count\w*|tiny|holy|sacred|dreary|made-?up) <2>(?:okrs?|kpis?|targets?|goals?|priorit\w+|roadmap|numbers|deadlines?|projects?|dashboards?|metrics?|spreadsheets?|planning|slides?|decks?|meetings?|process|quarter\w*)
    you(?:'ve| have) (?:got |gotten )?(?:the|your|this|our) <2>(?:priorit\w+|roadmap|order|strategy) <2>(?:wrong|backwards|upside down)|wrong (?:priorities|priority|horse|hands)|makes? (?:no|zero|absolutely no) sense|bean-?counters?|pencil pushers?|who (?:came up with|thought of|dreamt up|signed off on) (?:this|that)
    (?:bad|terrible|poor|awful|lousy|weak) (?:manager|boss|leader|leadership|management|judgm?ent|decision|call)|(?:micro-?manag\w+|power trip|dinosaur|puppet|yes-?man|yes-?men|politics over|too (?:scared|timid|weak|slow|dense|thick|blind|afraid) to)
    """,
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
    return ABSENT
