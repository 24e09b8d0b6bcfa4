"""Steps that the engineer takes on."""

from coach.domain.judgement import Verdict
from coach.judges.rules.grievance import ACCUSES, COMPLAINS
from coach.judges.rules.reading import ABSENT, Hit, Reading, Seen, Sign
from coach.judges.rules.sheet import content

OFFER = Sign(
    "offers work",
    r"""
    {i_do} (?!(?:{idle})(?!\w))[a-z]{2,}
    {offer} <1>{work}
    i (?:start|begin|take|work|run|build|do|handle|cover|write|fix|clean|test|look|port|move) (?:with|from|on|at|the|a
      it|that|them|what|{number}|{day}s?)
    (?:rota|on-?call|cover(?:age)?|shift|handover)(?:'s| is) (?:already )?(?:covered|sorted|taken care of|arranged)
      {i_would} have (?:it|the|a|that|them|figures|something|results|numbers) <5>(?:ready|running|by|before|done
      working|on the)
    i(?:'ve| have)(?: already| also| just| even)? (?:sketched|drafted|prepared|put together|outlined|written up
      mapped out|prototyped|scoped|costed|mocked up|lined up|worked out|roughed out|blocked)
    i(?:'ve| have)(?: already| also| just| even)? (?:built|got|set up|run|tested|written|made|started) (?:a|an|the
      some|two|three|my)(?: \w+)? (?:plan|outline|proposal|draft|prototype|sketch|one-?pager|notebook|scope|demo
      baseline|mock-?up|proof of concept|monitor|version|filter|experiment|pilot)
    (?:here's|here is|this is|attached is) (?:what i|my|the|a|how i)(?:'d)? <2>(?:propose|plan|proposal|idea|offer
      suggestion|outline|suggest|do|would do|draft|pitch|one-?pager|could do|can do)
    my (?:plan|proposal|idea|offer|suggestion|pitch)(?: is| would be)?:? i|(?:would it|does it|might it) help <2>if i
    (?:give|lend|loan|leave|spare) me <1>(?:{number}|the|that|your|whatever|any|only) <7>(?:and|,|;|only) (?:i'll
      i will|i'd|i can|you'll have|i could|four|two|three|{number})
      (?:put|count|pencil|sign) me (?:down|in|up) (?:for|as)
    me (?:taking|doing|running|building|covering|owning|writing|helping|testing|handling|reviewing|carrying|fixing
      looking|pairing|spending|sitting|shadowing|picking)
    by (?:taking|running|building|covering|owning|writing|testing|handling|reviewing|carrying|fixing|pairing|spending
      shadowing|picking|cleaning|automating|adding|moving|porting|applying|setting|bringing|tuning|designing|labelling
      labeling|replacing|training|introducing|using|refactoring|mentoring|freeing|cutting|\w+ing) <9>(?:i|we|it) (?:'d
      could|can|would|believe|will|think)
    (?:if|suppose|say|imagine|what if|how about if) i(?:'m| am
      'd)? (?:permitted to |allowed to |could |can |were to |did |just |only |offered |joined )*(?:take|took|run|ran
      build|built|cover|covered|own|owned|write|wrote|test|tested|handle|handled|review|reviewed|fix|fixed|pair|paired
      spend|spent|shadow|shadowed|pick|picked|add|added|start|started|automate|automated|move|moved|helped|help
      swapped|trained|clear|cleared|freed|drafted|draft|looked|prepared|join|clean|cleaned|offered)
    (?:we|you and i) (?:could|can|might|'d) (?:{adverb} )?(?:run|try|test|start|pilot|build|split|measure|compare
      prototype|automate)
    leave (?:the|that|it|those) <3>to me|count on me (?:for|to)|i(?:'m| am) (?:offering|volunteering|proposing)
      i volunteer|taking <4>off (?:them|you|their|your|her|his|[a-z]+'s)
    (?:what|how) about (?:me )?[a-z]+ing|first (?:week|step|day)[,:]? (?:i|would be)
      (?:then|and) i (?:run|build|write|test|hand|show|check|fix|measure|compare|clean|cover|train)
    """,
)

WISHED_WORK = Sign(
    "wishes to do a concrete piece of work",
    r"""
    (?:{wish}|i should like to) <1>(?:build|prototype|pilot|measure|instrument|clean|label|automate|monitor|profile
      debug|audit|design|implement
    evaluate|benchmark|validate|calibrate|test|draft|prepare|write(?! to| (?:it|this|that) down)|run|fix|port|migrate
      tune|cover|mentor|train
    pair|shadow|own the|take (?:on|over|the|some|that (?!up)|a (?:piece|slice|small))|set up|apply|review|rebuild
      rewrite|offer|put together
    help (?:with|the|fix|build|get|make|cut|reduce|ship|clean|test)|bring (?:my|the|that))
    """,
)

ELSEWHERE = Sign(
    "no step of work: a record, a talk, a threat",
    r"""
    <5>(?:summary|recap|minutes|notes?(?: of| from| on what| to confirm)|e-?mail|meeting|chat|coffee|calendar|invite
      follow-?up|conversation|catch-?up|in writing|one-?on-?one|1:1|check-?in|minister|your boss|hr|director|everybody
      everyone at|the team (?:that )?i'm)
    """,
)


def offers(reading: Reading) -> tuple[Hit, ...]:
    """Return where the reply offers a step of work: no record, no talk, not just what the manager asked for."""
    return reading.once("offers", _offers)


def proactive_not_reactive(reading: Reading) -> Seen:
    """Met by a step of work; violated by complaint, blame, resentment, or a plea with nothing in it."""
    if hits := reading.hits(COMPLAINS):
        return Seen(
            Verdict.VIOLATED, hits, "A grievance asks the manager to defend the past instead of to back a plan."
        )
    if (hits := reading.hits(ACCUSES)) and not offers(reading):
        return Seen(Verdict.VIOLATED, hits, "It blames the manager and brings nothing.")
    if hits := offers(reading):
        return Seen(Verdict.MET, hits, "It brings a step that the engineer takes on.")
    return ABSENT


def _offers(reading: Reading) -> tuple[Hit, ...]:
    places = reading.hits(OFFER, WISHED_WORK)
    idle = {h.start for h in reading.starting(ELSEWHERE, places)}
    assigned = content(reading.sheet.answered)
    return tuple(h for h in places if h.start not in idle and not _assigned(reading, h, assigned))


def _assigned(reading: Reading, hit: Hit, assigned: frozenset[str]) -> bool:
    """Whether the clause from `hit` on only says back what the manager's line has."""
    sentence = reading.sheet.sentences[hit.sentence]
    rest = sentence.text[hit.start - sentence.start :].split(",")[0]
    said = content(rest)
    return len(said) >= 2 and len(said & assigned) >= 0.75 * len(said)
