"""What a manager's line does, read from its words alone; unsure stays unsure."""

import re
from functools import cache

from coach.domain.transcript import CueKind

_REFUSES = r"""
no (?:more )?(?:room|seats?|slots?|head ?count|budget|capacity|bandwidth|space|spare|opening|appetite|chance|way|slack)\b
(?:\bfull\b|fully|over|well|already) ?-?(?:staffed|booked|subscribed|committed|allocated|crewed|stretched|loaded)
(?:is|are|is all|'s|'re|was|were|got|gets|looks|quite|pretty|already|rather|all) (?:pretty |quite |rather |completely |already )?(?:full|taken|packed|crowded|frozen|closed|locked|tight|stretched|maxed|set|assigned|spoken for|understaffed|short-?handed|slammed|swamped|under ?water|on fire|oversubscribed|risky|sensitive|political|fixed|filled|covered|decided)\b
\b(?:can ?no?'?t|cannot|couldn'?t|won'?t|wouldn'?t|don'?t|doesn'?t|didn'?t|isn'?t|aren'?t|haven'?t|hasn'?t|not) (?:\S+ ){0,3}?(?:afford|spare|lose|justify|promise|move|free|have (?:the )?(?:time|people|budget|room|capacity|seat|appetite)|see (?:it|how|why|that|where|the|a|room|you)|think (?:it|that|this|so|you|we|now)|need (?:another|more|a|any)|convinced|sure|ready|possible|an option|happening|going to (?:happen|work|fly)|the (?:right )?(?:time|moment|place)|the way|comfortable|keen|persuaded|sold|what (?:we|i) need|worth|work|fit|make sense|enough|available|add|take|put|pull|let|give|do (?:that|this|it)|touch|risk|senior|done|shown|shipped|led|owned|worked|promote|reopen|change|approve|sign|commit|on the table|my (?:call|decision)|realistic|in (?:the|this) (?:plan|roadmap|budget|scope)|now|today|this (?:quarter|month|week|year|sprint|cycle|half|time|one|season))
\b(?:i'?m|i am|we're|we are|leadership is|people are) (?:\S+ ){0,2}?(?:worried|concerned|nervous|hesitant|reluctant|wary|sceptical|skeptical|uneasy|cautious|doubtful|torn|afraid|unconvinced|sure that's wise)
\b(?:my|the|one|a|our|real|biggest|main) (?:\S+ )?(?:worry|concern|problem|trouble|issue|fear|doubt|hesitation|snag|catch|difficulty|thing|reality|truth|reservation)s? (?:is|here is|there is|would be|i have|with)
\b(?:unfortunately|i'?m afraid|i doubt|hard sell|tough sell|tall order|long shot|big ask|honestly,? no|not really|hardly|hold on|slow down|whoa|easier said|bad time|wrong time|bad moment|timing is)\b
\b(?:too (?:many|much|risky|early|late|soon|junior|big|busy|important|sensitive|green|expensive|close|deep|new|valuable|critical|far|thin|visible|costly|tight|short|stretched|dangerous|political|fragile|delicate))\b
\b(?:we|i|you|they|the team|everyone|everybody) (?:\S+ )?(?:have|has|need|needs|must|'ve got|got|had) to (?:\S+ )?(?:prioriti[sz]e|focus|keep|finish|ship|land|hold|protect|look after|deliver|clear|get (?:the|this|through)|be (?:careful|realistic|fair)|say no|stabili[sz]e|fix|close|put|think of|cover|stick)
\b(?:need|want) (?:you|everyone|people|all hands|hands|every) (?:\S+ ){0,3}?(?:on|where|here|doing|finishing|for|to (?:stay|keep|finish|hold|focus|do))
\b(?:immediate needs?|other priorities|bigger priorities|higher priorit|more urgent|first things first|top priority|my priority|the priority|priorities are|comes? first|has to come first|fires? to|firefighting|head ?count|hiring freeze|on hold|code freeze|freeze)\b
\bwho(?:'s| is|'d| would| will|'ll| else)? (?:\S+ ){0,2}?(?:cover|do|pick up|look after|run|keep|maintain|take|handle|answer|hold|own|backfill|mind)\b
\b(?:last time|we tried|tried that|been burn(?:ed|t)|went wrong|if (?:it|this|that|something|anything) (?:goes|breaks|fails|slips)|what if (?:it|this|that|you)|risk(?:s|y)?\b|can'?t go wrong|blow up|on the line|under scrutiny|scrutin)
\b(?:everyone|everybody|half the (?:team|floor)|lots of people|five (?:other )?people|others|plenty of people|the whole team) (?:\S+ )?(?:wants?|asks?|asked|is asking|has asked|would like|ahead)
\bbut (?:we|i|you|it|that|this|those|these|the|right now|there|my|our|not|every|who|honestly|at the moment|for now)\b
\b(?:already (?:has|have|picked|chosen|decided|gave|given|promised|got|assigned|full|a lot|plenty)|have (?:all )?(?:the people|enough|what they need|their people)|went to|gave (?:it|that) to|picked (?:someone|somebody)|chose\b|has (?:its|a) (?:team|lead|owner))
\b(?:plate is (?:\S+ )?full|hands are (?:\S+ )?(?:full|tied)|stretched thin|short on|behind (?:schedule|on)|slipping|deadline|overdue|backlog|can wait|where you are|needed (?:here|where)|lose you|stay (?:on|put|where)|stick (?:to|with) (?:your|the|what))
\b(?:why (?:should|would) (?:i|we) (?:move|take|risk|break|let|put|change)|prove|not how (?:it|this)|that's not|it's not|this is not|this isn't|that isn't|not the point|nobody asked|what makes you think)
^(?:no|nope|nah|not now|not yet|not today|not this|hmm?,? no|sorry|i hear you|look|honestly|frankly|listen)\b(?!.*\b(?:go ahead|come in|what's on your mind)\b)
\b(?:i'd rather|i would rather|i'd prefer|i prefer|i would prefer|rather not|i'd sooner|i'd want to see|not a fit|the answer is no|it's a no|that's a no|have to say no|turn (?:it|this|that|you) down|steep|learning curve|no track record|never (?:led|run|owned|shipped|done|worked))
\b(?:only if|as long as|on (?:one )?condition|provided|unless you|until (?:you|the|we|that|it|q\d|i)|first i need|i'd need to see|you'd (?:have|need) to|that depends|it depends|depends on)\b
"""

_DEFERS = r"""
\b(?:let me|i'?ll|i will|i'?d (?:want|need|like) to|i want to|i need to|need to|have to|i'?ll have to|give me (?:\S+ ){1,3}to|i'?m going to) (?:\S+ )?(?:think|sleep on|mull|chew on|reflect|check (?:with|the|on|where)|look at (?:the|it|where|my|our|workload)|assess|see (?:what|if|whether|where|how)|talk (?:to|with|it)|speak (?:to|with)|ask (?:around|the|my)|consider|run (?:it|this) (?:by|past)|weigh|sit (?:on|with)|consult|digest|go away|come back|get back|take (?:it|this) (?:away|up|to)|have a (?:think|look)|raise it|float|find out|let you know|sound out)
\b(?:think (?:about it|it over|on it|it through)|get back to you|come back to you|circle back|leave it with me|leave that with me|sleep on it|park (?:it|this|that)|shelve|revisit|table (?:it|this|that)|we'?ll see|we will see|remains to be seen|let'?s (?:wait|see|hold off|pick (?:it|this) up|talk (?:about (?:it|this) )?(?:later|again|next|after)|revisit|not rush|come back|take (?:it|this) (?:up|offline))|ask me (?:again|in|next|after)|come back (?:in|next|after|when|to me)|can'?t (?:decide|say|answer|commit|give you an answer) (?:\S+ )?(?:now|today|yet|right now|this week)|too (?:early|soon) to (?:say|tell|decide|promise)|not (?:today|right now|this week|yet)|another time|some other time|maybe (?:later|next|in|after)|next (?:quarter|cycle|planning|half|year) (?:maybe|perhaps|we)|down the (?:road|line)|no promises|can'?t promise|keep (?:it|you) in mind|noted)\b
"""

_GRANTS = r"""
\b(?:you'?re (?:on|in|hired)\b|you'?ve got (?:it|yourself|the (?:slot|seat|green light|go-ahead|job))|you have (?:it|my (?:blessing|ok|approval|support|backing)|the green light)|(?:i'?ll|i will|i'?m happy to|let'?s) (?:\S+ )?(?:put you (?:on|in|down)|add you|give you|get you (?:on|in|onto|into|started)|bring you (?:in|on)|make it happen|sign (?:it|this|that) off|approve|set it up|do (?:it|that|this)\b|go with|try (?:it|that|this)\b|back (?:you|this|it))|consider it done|it'?s a (?:deal|yes)|that'?s a yes|approved|deal\b|welcome (?:aboard|to the)|green ?light|go for it|start (?:on )?(?:monday|tuesday|wednesday|thursday|friday|next|tomorrow)|you can (?:start|join|have|take (?:it|the|that)|go ahead))
^(?:yes|yep|yeah|okay|ok|all right|alright|fine|agreed|sold|done)[,.!]? (?:you|let'?s|i'?ll|i'?m (?:in|sold|convinced)|that works|go|do it|join)
"""

_YIELDS = r"""
\b(?:(?:you|we|i) (?:can|could|might|may) (?:\S+ ){0,3}?(?:start with|shadow|sit in|take (?:a|one|the) (?:small|piece|part|slice|review)|help (?:out )?(?:on|with|a|for)|try (?:it|that)|do (?:a|one) (?:trial|day|small|pilot)|begin)|half[- ]a[- ]day|one day a week|a (?:trial|small piece|slice)|on a trial basis|as a (?:trial|start|first step|compromise)|meet you halfway|part of it|not the whole|small(?:er)? (?:piece|part|role|slice)|for (?:two|a few|a couple of|four) weeks|let'?s (?:start small|start with|begin with|try a))\b
"""

_ACKNOWLEDGES = r"""
\b(?:that'?s (?:a )?(?:good|fair|helpful|useful|interesting|great|solid|reasonable|impressive|sensible|better|true|right|nice)|good (?:point|work|idea|to know|thinking|question)|fair (?:point|enough)|interesting|sounds (?:good|interesting|reasonable|useful|sensible|promising|fair)|i (?:like|appreciate|hear|see|get|take) (?:that|it|what|your|the|you)|that helps|makes sense|point taken|nice work|well done|i'?m listening|thank(?:s| you)|noticed (?:it|that|your)|i didn'?t know)\b
"""

_CLOSES = r"""
\b(?:let'?s (?:leave it|stop|end|wrap|call it)|we'?re (?:out of time|done|at time)|i (?:have|'ve got|need) to (?:run|go|jump|drop|dash|leave)|(?:i'?ve got|i have) (?:another|my next|a hard stop)|time'?s up|that'?s (?:it|all) for today|talk (?:soon|later)|see you (?:next|on|then|at)|have a good|good luck|back to work|and that'?s final|final answer|end of discussion|leave it there)\b
"""

_OPENS = r"""
\b(?:come (?:on )?in|have a seat|sit down|grab a (?:chair|seat)|what'?s (?:on your mind|up|going on|this about|the matter|new)|what (?:can i do|did you want|do you want|have you got|was it you|brings you|do you need|would you like)|how (?:are|can i|have you|was|is it|can we)|go (?:ahead|on)|fire away|shoot|i'?m all ears|of course|sure|happy to|good to see|morning|hello|hi\b|hey\b|you (?:wanted|asked|said|mentioned|booked|put|had)|floor is yours|over to you|let'?s (?:hear|talk|start|chat)|tell me|take your time|i'?ve got (?:ten|five|a few|fifteen|twenty|half|thirty)|we (?:have|'ve got) (?:ten|five|a few|fifteen|twenty|half|thirty)|my door|anything (?:else|on your mind)|thanks for coming|listening)
"""

_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")


def classify(text: str) -> CueKind | None:
    """Return what a manager's line does, or `None` where its words do not show it.

    Of an objection and a deferral in one line the later one decides; a question that only asks for the case is a
    probe, and a yes with conditions yields in part. English only.
    """
    line = " ".join(text.replace("\u2019", "'").lower().split())
    if not line:
        return None
    objects, defers = _last(_REFUSES, line), _last(_DEFERS, line)
    grants, yields = _last(_GRANTS, line), _last(_YIELDS, line)
    if _last(_CLOSES, line) >= 0 and max(objects, defers) < 0:
        return CueKind.CLOSE
    if grants >= 0:
        return CueKind.GRANT if max(objects, defers, yields) < 0 else CueKind.YIELD_IN_PART
    if yields >= 0 and max(objects, defers) < 0:
        return CueKind.YIELD_IN_PART
    if max(objects, defers) >= 0 and not _only_asks(line):
        return CueKind.DEFER if defers >= objects else CueKind.OBJECT
    if line.endswith("?") or _only_asks(line):
        return CueKind.OPEN if _last(_OPENS, line) >= 0 and len(line) < 120 else CueKind.PROBE
    if _last(_ACKNOWLEDGES, line) >= 0:
        return CueKind.ACKNOWLEDGE
    return CueKind.OPEN if _last(_OPENS, line) >= 0 else None


@cache
def _pattern(table: str) -> re.Pattern[str]:
    # Compiled at the first line that is read: nobody waits for it before the first paint.
    return re.compile("|".join(f"(?:{row})" for row in table.strip().splitlines()))


def _last(table: str, line: str) -> int:
    """Return where the last match of a table begins, or -1."""
    return max((found.start() for found in _pattern(table).finditer(line)), default=-1)


def _only_asks(line: str) -> bool:
    """Whether every sentence that objects or defers is a question about the case, and no statement does."""
    statements = " ".join(s for s in _SENTENCE.findall(line) if not s.rstrip().endswith("?"))
    if max(_last(_REFUSES, statements), _last(_DEFERS, statements)) >= 0:
        return False
    return "?" in line and not re.search(
        r"\bwho(?:'s| is|'d| would| will|'ll| else)? (?:\S+ ){0,2}?(?:cover|do|pick|look|run|keep|maintain|take|handle)"
        r"|why (?:should|would) (?:i|we) (?:move|take|risk|break)|what makes you think|can'?t (?:it|this) wait",
        line,
    )
