"""Steps that the engineer takes on, what they would bring, and complaints in their place."""

from coach.domain.judgement import Verdict
from coach.judges.rules.benefit import BENEFIT, STAKE
from coach.judges.rules.reading import ABSENT, Hit, Reading, Seen, Sign

OFFER = Sign(
    "offers work",
    r"""
    {offer} <1>{work}
    (?:could|can|may|might|shall) i <1>(?:have|get|take|borrow|try|own|run|do|pick up|start|help|sit|shadow|pair|cover|review|test|build|look)
    i(?:'ve| have)(?: already| also| just)? (?:sketched|drafted|prepared|put together|outlined|written up|mapped out|built|prototyped|started|scoped|costed|mocked up|lined up|worked out|set up|got|roughed out|tested|run|benchmarked|blocked) <2>
    (?:a|an|the|some|two|three|one|how|what|my) <2>(?:plan|outline|proposal|draft|prototype|sketch|one-?pager|page|notebook|design|scope|demo|list|timeline|branch|estimate|script|baseline|spec|pilot|mock-?up|handover|coverage|replacement|cover|stand-?in|proof of concept|poc|option|options|experiment|cost|version|dashboard|test|spike)
    (?:here's|here is|this is|attached is) (?:what i|my|the|a|how i)(?:'d)? <2>(?:propose|plan|proposal|idea|offer|suggestion|outline|suggest|do|would do|draft|pitch|one-?pager|could do|can do)
    (?:give|lend|loan|hand|leave|lend out|allow|spare) me <1>(?:{number}|the|that|your|whatever|any) <4>(?:and|,) (?:i'll|i will|i'd|i can|you'll have|i could)
    (?:put|count|pencil|sign|mark|book) me (?:down|in|up) (?:for|as|to|on)|me (?:taking|doing|running|building|covering|owning|writing|helping|testing|handling|reviewing|carrying|fixing|looking|pairing|spending|sitting|shadowing|picking up)
    (?:by|through|with me|with|using|if i(?:'d| could| can)?) (?:taking|running|building|covering|owning|writing|testing|handling|reviewing|carrying|fixing|pairing|spending|shadowing|picking up|cleaning|automating|adding|moving|porting|applying|setting up|bringing|tuning|designing|labelling|labeling|replacing|training|introducing|using|refactoring|mentoring|freeing|cutting) <5>(?:i'd|i could|i can|i'll|i would|we could|we'd|we can)
    if i (?:could |can |were to |did |just )?(?:take|took|run|ran|build|built|cover|covered|own|owned|write|wrote|test|tested|handle|handled|review|reviewed|fix|fixed|pair|spend|spent|shadow|shadowed|pick|picked|add|added|start|started|automate|automated|moved?|helped|swapped|put|trained|did|freed?|clear|cleared)
    (?:i(?:'d| would| could| can|'ll| will)|let me|happy to|glad to|my \w+ would be to|and) (?:{adverb} )?(?:do|keep doing|carry|handle|absorb) (?:the|that|this|it|all|both|them|whatever)
    what i(?:'d| would| could| can|'ll) (?:\w+ )?(?:do|bring|take|build|offer|contribute|run|own|fix|change|try|start)
    (?:one|two|three|half a|half|a|four|five|six|an|\d+) (?:day|days|afternoon|afternoons|hour|hours|hrs|morning|mornings|evening|evenings|weeks?|month|sprint)s? (?:a|per|each|every|of my|on my|from my|in my|out of my) (?:week|fortnight|sprint|month|own|time|day)
    """,
)

WISHED_WORK = Sign(
    "wishes to do a concrete piece of work",
    r"""
    {wish} <1>(?:build|prototype|pilot|measure|instrument|clean|label|automate|monitor|profile|debug|audit|design|implement|evaluate|benchmark|validate|calibrate|test|draft|prepare|write(?! to| (?:it|this|that) down)|run|fix|port|migrate|tune|cover|mentor|train|pair|shadow|own the|take (?:on|over|the|some|that|a (?:piece|slice|small))|set up|apply|review|rebuild|rewrite|propose|offer|suggest (?!we (?:talk|meet))|start (?:with|by|small)|put together|bring (?:my|the|that)|help (?:with|you|the|on|out|fix|build|get|make|cut|reduce|ship))
    """,
)

# Neither a record of the talk nor another talk is a step of work.
NOT_WORK = Sign(
    "only writes, talks or thinks",
    r"""
    <4>(?:summary|recap|minutes|notes?(?: of| from| on what| to confirm)|e-?mail|meeting|chat|coffee|call|calendar|invite|follow-?up|conversation|slot with|talk|catch-?up|in writing|one-?on-?one|1:1|check-?in)
    """,
)

COMPLAINS = Sign(
    "complains",
    r"""
    (?:i|we|my (?:work|name|team|models?|stuff|effort|contributions?)) (?:\w+ )?(?:never|rarely|hardly ever|seldom|always|constantly|keep|keeps|only ever) <1>(?:get|gets|got|getting|been|being|given|stuck|left|passed|overlooked|ignored|asked|picked|chosen|mentioned|noticed|invited|considered|thanked|hear|end up|have to|the one|clean|cleaning|fixing|goes|go)
    (?:over-?looked|passed over|sidelined|side-?lined|taken for granted|left out|left behind|shut out|pushed aside|pigeon-?holed|undervalued|under-?appreciated|unappreciated|unnoticed|unrecogni[sz]ed|invisible|forgotten|snubbed|cheated|exploited|short-?changed|kept (?:out|down|in the (?:dark|basement|shadows))|stuck (?:with|on|doing|in|here|at)|dumped on|walked over|fobbed off|strung along|ignored|wasted (?:on|here)|in the shadows|in the basement|behind the scenes again)
    (?:nobody|no one|no-one|none of you|not one of you|not a single person|not once) (?:\w+ )?(?:ever |even |here |has |had |in )*(?:notice[sd]?|see|sees|saw|cares?|cared|knows?|knew|thanked?|mention(?:s|ed)?|asks?|asked|said|listen(?:s|ed)?|appreciates?|bother(?:s|ed)?|recogni[sz]e[sd]?|remembers?|gives?|gave|credits?|credited|thought|say|says|did anyone|has anyone)
    (?:it's |that's |this is |is |so |just |really |isn't |not )+(?:fair|unfair|unjust|favou?ritism|insulting|humiliating|a slap in the face|rigged|discrimination|nepotism|politics)(?! (?:point|enough|to|that|question|call|concern|of|and))|(?:how is (?:that|this|it) fair)|favou?ritism|favou?rites?\b(?= get| always|\.|,| on| here)|your (?:pet|favou?rites?|golden|mates|friends|buddies|chosen)
    (?:everyone|everybody|all (?:the|of them)|the (?:others|same|usual|cool|golden|new)|other people|others|new hires|people) (?:else )?<5>(?:gets?|got|getting|always|given|handed|picks?|has had|were given|takes?) <3>(?:all the|the|a|picked|credit|to|good|chance|chances|projects?|fun|glory|shiny|best|visible|interesting|first)(?: credit| good| fun| chance| best)?
    (?:while|when|whereas|and|yet|but) (?:he|she|they|\w+|everyone|everybody|others|the others|people who <4>) (?:gets?|got|get to|is given|was given|was handed|walks?|walked|swans?|waltz\w*|takes?|took|keeps? getting|parades?) <2>(?:the|all|to|into|onto|off with|every|picked|promoted|it)
    you (?:\w+ )?(?:gave|handed|give|hand|passed|picked|chose|put|let) (?:it|that|this|the <3>|him|her|them|someone|somebody|\w+) ?(?:to|over|instead|ahead|again|project|the|in front)?(?: \w+)? (?:instead|over me|not me|ahead of me|before me|rather than me|behind my back)|instead of me|not to me|over me again|ahead of me
    you(?:'ve| have)? (?:never|always|only|keep|kept|constantly|repeatedly|again|once again|still haven't|not once) <1>(?:give|gave|given|let|ask|asked|said|say|saying|listen|listened|notice|noticed|see|saw|seen|mention|mentioned|pick|picked|picking|forget|forgot|ignore|ignored|ignoring|put|putting|do this|did|supported?|backed?|care|cared|tell|told|telling|find|have an|choose|promis\w+|dump|dumping|overlook|talk|play|pass|passing|move|moving|push|pushing|leave|leaving|hand|handing|thanked?)
    (?:i'm|i am|i've been|we're|i've|i) (?:\w+ )?(?:so )?(?:sick|tired|fed up|exhausted|frustrated|furious|angry|annoyed|disappointed|resentful|bitter|upset|done|had enough|had it|bored|sore|hurt|burnt? out|demorali[sz]ed|demotivated)(?: (?:of|with|by|that|up|to death|about|at|from|and|here|waiting|being))?
    (?:grunt|donkey|dirty|leftover|left-?over|janitor\w*|scut|thankless|crap|shit|menial|boring|dull|mind-?numbing|dead-?end|dreary|soul-?(?:crushing|destroying)|plumbing|cleaning up|clean up|mopping up|babysitting) (?:work|jobs?|tasks?|bits|projects?|tickets?|stuff|after|maintenance|other people's|everyone's|duty) <4>(?:again|all (?:year|day|the time)|for (?:{number}|years|months)|while|always|nobody|as usual|to me|on me)
    (?:for|after) (?:{number}|all these|all this) <1>(?:years?|months?|quarters?|time) <3>(?:i've|i have|i'm|and (?:nothing|not|still|no|i'm|you|what|nobody|i)|of (?:being|thankless|nothing|waiting|this|doing everyone|carrying|cleaning|fixing))(?: \w+)? (?:been|had|done|waited|asked|cleaned|kept|carried|heard|stuck|still|nothing|one|thank|a single|never|only|the same)
    (?:your fault|because of you|thanks to you|on you|you let me down|blame (?:you|the|him|her|them)|you (?:owe|blocked|block|held|hold|sabotag\w+|stole|buried|bury) <1>(?:me|it|this|us|my)|stole my|took my (?:idea|work|project)|took (?:all )?(?:the |my )?credit|takes? (?:all )?(?:the )?credit|steal(?:s|ing)? (?:my|the))
    (?:how come|why (?:is|does|do|did|was|were|am|are|can't|don't|didn't|should|has|have)(?: it)?(?: \w+)?) (?:i|he|she|they|it|always|everyone|we|\w+) (?:\w+ )?(?:always|never|get|gets|got|keep|keeps|not|me|the one|again|picked|stuck|left|passed|chosen|have to|allowed|only)
    what about me|(?:and )?what do i get|where(?:'s| is| was) (?:my|mine)|when is it my turn|same (?:old )?(?:story|excuse|answer|three|people|faces|thing) (?:every|again|as|each|always|get|who)?|every (?:single )?(?:time|quarter|year|cycle) (?:it's|i|you|the same|someone|we|they)|here we go again
    (?:he|she|they|the new (?:guy|hire|kid|person)|\w+) (?:can't|cannot|couldn't|can barely|barely|doesn't|don't|doesn't even|has no|have no|hasn't|knows nothing) <2>(?:even|tell|write|code|spell|train|read|know what|understand|clue|idea|ship|manage|find|do half|handle|explain|open|run|shipped|built) (?:a|an|the|about|what|how|his|her|their|half|anything|one|own)?
    (?:he's|she's|they're|he is|she is|they are|that (?:guy|man|woman|team|lot)|those (?:people|guys|clowns)) <3>(?:useless|lazy|clueless|incompetent|idiots?|a fraud|hopeless|slow|junior to me|overrated|sloppy|dead weight|mediocre|a joke|amateurs?|worse than|half as good)
    please,? please|i(?:'m| am) begging|i beg|begging you|pretty please|just (?:this once|once|one chance|give me)|i'll do anything|i need this|(?:please )?give me (?:a|one|just one|the) (?:chance|shot|break|try|opportunity)|have mercy|i really,? really (?:want|need)
    (?:lack|no) (?:of )?(?:visibility|recognition|exposure|appreciation|opportunit(?:y|ies)|support from you|thanks|chances?)(?! for| to the| into)|don't get (?:any|the|enough) (?:visibility|recognition|credit|exposure|chances|opportunit\w+|thanks|attention)|not (?:getting|given|been given|had) (?:any|the|enough|a) (?:visibility|recognition|credit|chance|exposure|fair)
    (?:haven't|hasn't|didn't|don't|never) (?:been |had |get |got |gotten |given |received )+(?:a |one |any |so much as )?(?:single |fair |proper |real )?(?:chance|thank|mention|credit|shot|look-?in|opportunity|recognition|word)|what(?:'s| has) it (?:ever )?got(?:ten)? me|(?:i|we) (?:do|did) all the (?:work|hard|dirty)
    """,
)


def offers(reading: Reading) -> tuple[Hit, ...]:
    """Return where the reply offers a step of work: no record, no talk, and not just what the manager told them to do."""
    text = reading.sheet.folded
    places = reading.hits(OFFER, WISHED_WORK)
    return tuple(hit for hit in places if not _idle(text, hit) and not _assigned(reading, hit))


def proactive_not_reactive(reading: Reading) -> Seen:
    """Met by a step of work; violated by complaint, blame, resentment, or a plea with nothing in it."""
    if hits := reading.hits(COMPLAINS):
        return Seen(Verdict.VIOLATED, hits, "A grievance asks the manager to defend the past instead of to back a plan.")
    if hits := offers(reading):
        return Seen(Verdict.MET, hits, "It brings a step that the engineer takes on.")
    return ABSENT


def value_proposition(reading: Reading) -> Seen:
    """Made by a step together with what would come of it, in one breath."""
    pair = reading.near(offers(reading), reading.hits(BENEFIT))
    if pair is None:
        pair = reading.near(offers(reading), reading.hits(STAKE), within=0)
    return Seen(Verdict.MET, pair, "It says what the engineer would do and what would come of it.") if pair else ABSENT


def _idle(text: str, hit: Hit) -> bool:
    from coach.judges.rules.table import compiled

    return compiled(NOT_WORK.table).match(text, hit.end) is not None


def _assigned(reading: Reading, hit: Hit) -> bool:
    return False
