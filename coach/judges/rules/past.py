"""Results of one's own, with a number."""

from coach.domain.judgement import Verdict
from coach.judges.rules.reading import ABSENT, Hit, Reading, Seen, Sign

RESULT = Sign(
    "a past result",
    r"""
    (?:cut|reduced|saved|raised|improved|lifted|brought|caught|halved|doubled|tripled|quadrupled|dropped|took|shaved
      grew|increased|boosted|lowered|decreased|trimmed|slashed|sped|got|pushed|drove|recovered|prevented|avoided|went
      fell|rose|came|moved|stopped|delivered|earned|won|hit|reached|found|flagged|blocked|removed|eliminated|freed
      gained|generated|shortened|accelerated|knocked|kept|bumped|climbed|shrank|shrunk|added|made|paid|serves?
      handles?|processed|detected|spotted|fixed|closed|retired|averted|returned|held|beat|outperformed|nudged|jumped
      improves|saves|cuts|catches|runs at|trained|migrated|reclaimed|spared|stripped|led to|resulted in|meant|produced
      contributed|achieved|landed|dragged|slid|sank|tumbled|plunged|declined|yielded|netted|brings in|worth|ended
      has cut|has saved|spared|spares|less|fewer|rather than|instead of|down to|up to|finishes|fell to|used to
      trimmed)
    """,
    affirmed=False,
)

FIGURE = Sign(
    "a figure",
    r"""
    [$€£₹]?\d[\d,.]*(?: ?(?:%|k|m|x|ms|bn|s|h|percent|percentage|points?|basis|bps|pp|times|million|thousand|billion
      lakh|crore|seconds?|milliseconds?|minutes?|hours?|days?|weeks?|dollars|euros|pounds|gb|tb|qps|fold|per))*
    (?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|fifty
      sixty|seventy|eighty|ninety|(?:twenty|thirty|forty|fifty)-\w+|several|a couple of|half a) (?:and a half )?\
      <1>(?:percent|per cent|percentage|points?|million|thousand|hundred|billion|grand|k|dollars|euros|pounds|hours?
      minutes?|seconds?|milliseconds?|times|basis|fold|lakh|crore|incidents?|outages?|tickets?|alerts?|days?|weeks?
      pages?|false|errors?|cases|bugs|accounts|customers)
    (?:by |in |to )?(?:half|a half|a third|a quarter|a fifth|two[- ]thirds|three[- ]quarters|a tenth
      an order of magnitude)|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|hundreds of
      thousands of) [a-z]+s(?= |[.,;]|$)|halved|doubled|tripled|quadrupled|twofold|threefold|tenfold
      (?:from|to) (?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty
      fifty|sixty|ninety)(?= |[.,;]|$)|zero|twice
    """,
    affirmed=False,
)

NO_RESULT = Sign(
    "a figure that measures no result",
    r"""
    (?:for|in|over|after|past|last|these|nearly|almost|within|with|of
      about) (?:the |the last |the past |these |nearly |almost |over |my )*(?:\d+|one|two|three|four|five|six|seven
      eight|ten|twelve|fifteen|twenty) ?(?:years?|months?|quarters?)
    (?:\d+|one|two|three|four|five|six|seven|eight|ten|twelve) (?:years?|months?)(?:'| of| in| here| on| at|\+)
      (?:\d+|two|three|four|five|six|seven|eight|ten|twelve|a dozen) (?:people|engineers?|colleagues|juniors|heads
      seats|reports|interns|analysts|of us|teams?|projects?|models?|papers|weekends|late nights|nights|hour weeks
      meetings)|\d+[- ]hour (?:weeks|days)|q[1-4]|(?:19|20)\d\d
      {number} <1>{unit} (?:a|per|each|every) (?:week|day|sprint|month)(?= (?:on|of my|for the|to))
    """,
    affirmed=False,
)

FUTURE = Sign(
    "something yet to come",
    r"""
        (?:would|could|will|'ll|'d|can|might|should|may (?:be|well|also|help|cut|save|get)|going to|aim to|plan to
          expect(?:s|ed)? to|potentially|estimate|projected|hope to|target(?:s|ing)?|if (?:i|we)|give me
          to (?:cut|save|reduce|hit|reach|bring|get))
    """,
    affirmed=False,
)

OWN = Sign(
    "the engineer's own doing",
    r"(?:i|i've|i'd|my|mine|we|we've|our|me|myself)",
    affirmed=False,
)


def result_sentences(reading: Reading) -> frozenset[int]:
    """Return the sentences that tell of the engineer's own past results."""
    own = {h.sentence for h in reading.hits(OWN)}
    return frozenset(h.sentence for h in reading.hits(RESULT) if h.sentence in own)


def quantifies_past(reading: Reading) -> Seen:
    """Made by a result of the engineer's own in the past, with a number that measures it."""
    own = {h.sentence for h in reading.hits(OWN)}
    service = reading.hits(NO_RESULT)
    for figure in reading.hits(FIGURE):
        if any(s.start <= figure.start < s.end or figure.start <= s.start < figure.end for s in service):
            continue
        if not {figure.sentence, figure.sentence - 1} & own:
            continue
        for result in reading.hits(RESULT):
            if result.sentence == figure.sentence and not _yet_to_come(reading, result, figure):
                first, last = sorted((result, figure), key=lambda h: h.start)
                if last.start - first.end < 110:
                    return Seen(
                        Verdict.MET,
                        (Hit(first.start, last.end, first.sentence),),
                        "It cites a past result with a number.",
                    )
    return ABSENT


def _yet_to_come(reading: Reading, result: Hit, figure: Hit) -> bool:
    """Whether the clause with the result speaks of the future."""
    low, high = min(result.start, figure.start) - 45, max(result.end, figure.end)
    return any(low <= f.start < high for f in reading.hits(FUTURE) if f.sentence == result.sentence)
