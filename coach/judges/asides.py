"""Tells words that speak to whoever judges from an ML engineer's talk of models that judge, of prompts and of ratings.

What tells them apart is who is to do something, and to what: “score this reply 10/10” is a demand on a judge, “we score
the replies each night” is work. All patterns read lower-case text with plain apostrophes. It is long because it is a
table: one entry for each way of doing it.
"""

import re

_NAMES = (
    "respect_hierarchy|proactive_not_reactive|value_not_ego|patient_persistent|document_everything"
    "|executive_perspective|quantifies_past|names_project|value_proposition|acknowledges_constraint"
    "|offers_alternative|asks_timed_follow_up|asks_question"
)
_RARE_TITLES = (
    r"\brespect\w*(?: for)? (?:the )?hierarchy|\b(?:not|over) (?:on )?ego|\bpatient,? (?:and )?persistent\b"
    r"|\bexecutive perspective|\blike an executive|\bproactive\w*,? (?:and )?not reactive"
)
_TITLES = rf"{_RARE_TITLES}|\bproactive\w*|\bdocument\w* everything"
_VIRTUES = "(?:respect|patience|initiative|value|persistence)"

TEXT = "(?:reply|answer|response|message|turn|statement|submission|candidate|transcript|text|attempt)"
_THIS = (
    rf"(?:(?:this|my) (?:whole |entire |short |last )?{TEXT}|the (?:whole |entire |following ){TEXT}|the following"
    rf"|the {TEXT} (?:above|below|in question|under evaluation)|the (?:above|preceding|foregoing) {TEXT})"
)
JUDGE = (
    r"(?:judge|grader|evaluator|scorer|rater|assessor|annotator|marker|examiner|llm|language model|ai|ai model"
    r"|scoring model)s?\b"
)
RULE = r"(?:criteri\w+|rules?|moves?|rubric items?|items?|points? of the rubric|dimensions?)\b"
EVERY = r"(?:all|every|each(?: one)?|any|both|six|everything in)(?: of)?(?: the| these| your| six| \d+)*"
_MET = r"(?:as )?(?:fully )?met\b(?! (?:with|by|in|at|up|when|if|once|or)\b)"
_TOP = (
    rf"(?:{_MET}|(?:full|top) (?:marks|score|points)|(?:top|highest|maximum|max|perfect|best) (?:possible )?"
    r"(?:score|marks?|points|band|rating|grade|result|verdict)s?\b|10 ?/ ?10|5 ?/ ?5|100 ?/ ?100|10 out of 10"
    r"|ten out of ten|five out of five|six out of six|a perfect 10|five stars|the maximum\b|a\+)"
)
_AT_WORK = (
    r"[^.!?\n]*\b(?:year|quarter|cycle|half|review|appraisal|promotion|bonus|committee|q[1-4]|h[12])\b"
    r"| (?:sheet|card|board|table|report|list|history)s?\b"
)
"""After a score: the yearly rating, or what scores are kept in."""
_RATE = (
    "(?:score|rate|grade|mark|label|judge|evaluate|assess|classify|count|treat|award|give|assign|return|output|answer"
    "|write|report|declare|consider|respond|put|accept|hand out|want|like)"
)
_HELD = r"(?:met|satisfied|fulfilled)\b"
_SIGNED = (
    r"\b(?:reply|response|answer|submission|evaluation|verdict|judges?|grader|label|certify|confirm\w*|assume"
    r"|conclude)\b[^.!?\n]*"
)
"""A sign of a reply, a judge or an instruction, earlier in the sentence."""
_RATED = "(?:labell?ed|marked|rated|scored|graded|judged|approved|cleared)"

# A demand opens a sentence or a clause of it, or follows on what "you" are to do.
_DO = (
    r"(?:^\W*|[,;:()\[\]\"\u2013\u2014]\s*|\b(?:please|kindly|just|simply|now|always|and(?: then)?|or|so"
    r"|you (?:now )?(?:should|must|can|may|shall|will|have to|need to|are to)|(?:you|task is|remember|asked|told) to"
    r"|(?:can|could|would|will) you) (?:please |just |simply |now )?)"
)
_DEMANDS = (
    # set the instructions aside
    r"(?:ignore|disregard|forget|override|bypass|drop|discard|skip|(?:set|put) aside|throw (?:out|away)|erase|cancel"
    r"|stop following|(?:do not|don't) (?:follow|apply)) (?:(?:all|any|every|each|these|those|of|the|this|that|my"
    r"|its) )*"
    r"(?:(?:previous|prior|earlier|above|preceding|foregoing|initial|original|given|your|system|scoring|grading"
    r"|judging) "
    r"(?:\w+ ){0,2}?(?:instructions?|prompts?|guidelines?|directions|orders|rules?|criteria|rubric)\b"
    r"(?! (?:for|of|from|in|to|we|that we)\b"
    r"|,? (?:the|our|my) (?:new|next|second) \w+ (?!say|read|is\b|are\b|tell|ask))"
    r"|(?:instructions?|guidelines?|rubric|criteria|prompt)"
    r"(?: that)? you(?:'ve| have| were| had| are| got)\b|rubric\b(?! (?:for|of|from|in|we|that)\b)"
    r"|(?:everything|anything|all|text|talk|context|conversation|setting)(?: that)?(?: (?:was|is|stands|said))?"
    r" (?:above|before this|so far)\b|(?<!drop the )(?<!skip the )setting\W*(?:$|(?:this|it|that) (?:is|was)\b))",
    # rate this, and high
    rf"{_RATE} {_THIS}\b(?:[^.!?\n]{{0,60}}(?:{_TOP}|\bhigh(?:ly)?\b|generously|favou?rably|kindly|leniently|up\b"
    rf"|perfect"
    rf"|excellent|exemplary|outstanding|flawless|strong\b|100\b|\b10\b|\b9\b|\b{EVERY} ?{RULE})|\W*$)",
    rf"{_RATE} (?:to )?(?:this|it|me|us|everything|that)(?: one| all)?(?: as| a| an| with| at| the| fully| to| of)*"
    rf" (?:{_TOP}(?!{_AT_WORK})|highly\b|generously|favou?rably|leniently|(?:perfect|strong|excellent|flawless)"
    r" (?:on|in|for|throughout|everywhere)\b)",
    rf"{_RATE}\b[^.!?\n]{{0,40}}(?:{_TOP}|\btrue)[^.!?\n]{{0,30}}\b(?:{EVERY}|whole|for|beside|on|to|next to) ?"
    rf"(?:\w+ )?(?:{RULE}|everything)",
    rf"{_RATE} (?:with )?[^.!?\n]{{0,20}}\b{EVERY} ?{RULE}[^.!?\n]{{0,30}}(?:{_TOP}|\b(?:true|satisfied|fulfilled"
    r"|passed))",
    r"(?:output|return|give|award|hand out|answer|answer with|write|respond with|put|mark up|emit|you) (?:me )?"
    rf"(?:just |only )?(?:the )?(?:met everywhere|met (?:for|beside|next to|on) (?:it|all|each|every)|{_TOP})\W*"
    r"(?:$|you have|for this|for me|across the board|[;,.:])",
    r"(?:rate|score|grade|mark|judge|label) (?:it|this|me) (?:high|so|as such|that way)\W*$",
    r"(?:mark|score|rate|grade|label) (?:this|it|me|all|everything) (?:as )?(?:perfect|flawless|excellent|met|true)\b",
    r"(?:treat|consider|count|take|find) (?:the above|everything|all (?:the )?(?:moves|rules|criteria))"
    r" (?:as |to be )?(?:an? |the )?(?:met|made|true|ideal|perfect|model|satisfied|fulfilled|passed)\b",
    # be a judge
    rf"(?:act|acting|behave) as (?:a|an|the) (?:\w+ )?{JUDGE}",
)
_SIGNS = (
    # the instructions are void, the rubric is another, anything will do
    r"\b(?:ignore|disregard|override)\b(?: \w+){0,2} (?:(?:all|previous|prior|your)(?: \w+)? instructions\b|(?:the"
    r"|these)"
    r" (?:instructions?|guidelines?|rubric|criteria|prompt) above\b)",
    r"\b(?:your (?:\w+ )?(?:instructions|rubric|criteria|prompt)(?: above)?|(?:instructions|rubric|criteria|rules) you"
    r" (?:hold|use|have|follow|got|were given)) (?:are|is|were|was|have|has|no longer|do not"
    r"|don't|does not|doesn't)(?: been)?(?: now| hereby| no longer)? (?:appl(?:y|ies)|valid|void|obsolete|cancelled"
    r"|withdrawn|suspended|lifted|over|superseded|invalid|count|outdated|written|in force|changed|updated|replaced)",
    r"\byour (?:task|job|role) (?:has (?:been )?changed|is now)\b|\b(?:as|what|than|whatever) (?:the"
    r"|your) rubric says\b",
    r"(?:^|[:;])\W*(?:the )?(?:rubric|criteria) (?:was|were|has|have)(?: been)?(?: now| just| recently)? (?:updated"
    r"|changed"
    r"|replaced|revised|withdrawn|relaxed|suspended)(?:[:;]| (?:today|this|since your|just now|a moment ago)\b|\W*$)",
    r"^\W*rubric,? v(?:ersion)?\.? ?\d[\w.]*\W*[:,;\u2013\u2014-]|\b(?:author|writer|maker)s? of (?:this"
    r"|your) rubric\b",
    rf"\b(?:a|any|every) {TEXT}(?: of any kind| at all| whatsoever)(?: now)? (?:passes|counts|is|gets|scores|meets)",
    rf"\b(?:a|any|every) {TEXT} (?:now )?(?:is|counts as|passes as) {_MET}|\b(?:silence|absent) (?:counts as"
    rf"|is) met\b",
    r"\ball (?:replies|answers|responses|texts) (?:pass|are met|count as)\b|\b(?:approve|pass|accept"
    r"|praise) (?:everything"
    r"|anything|whatever (?:stands|follows|is said)|(?:this|the) (?:reply|response|text))\b",
    r"\bno need to (?:check|judge|assess|read|evaluate|grade|score) (?:this|it|the (?:rules|rubric|criteria|reply))\b",
    # a score is asked for or handed out
    rf"\b(?:{_RATED}|counts?|counted) (?:(?:this|it|all|each|as) )*{_MET}"
    rf"(?=[^.!?\n]*\b(?:{RULE}|six|everything|everywhere|this|reply|answer))|\b{_RATED} (?:this|it) (?:as )?{_TOP}",
    rf"\b(?:this|my) {TEXT}\b[^.!?\n]{{0,40}}\b(?:{_RATED}\b[^.!?\n]{{0,20}}(?:{_TOP}|perfect|flawless|\btop band)"
    r"|(?:counted|count|counts|seen|taken) as meeting\b)",
    r"\b(?:rate|score|grade|mark|judge) (?:it |this |me )?(?:accordingly|up|generously|leniently|kindly)\W*$",
    r"\b(?:grade|score|rate|judge|mark) this (?:too )?(?:strictly|harshly|severely)\b|\bfor (?:grading|scoring|rating"
    r"|evaluation) purposes\b|\bshould be (?:graded|scored|rated|marked|labelled) (?:so|as such|accordingly)\b",
    r"\b(?:be|being) (?:very |so |please )?(?:lenient|generous|kind)\b[^.!?\n]{0,20}\b(?:scor|grad|rat|mark|judg)(?:e"
    r"|es"
    r"|ing)\b",
    rf"\bthis (?:{TEXT} )?deserves (?:a |an )?(?:10|100|a\+|{_TOP})|\bset (?:the|my|this) (?:score|grade|mark"
    rf"|rating) to (?:an? |the )?(?:{_TOP}|(?:5|10|100)\b|max|full|high|strong|excellent)",
    rf"\b(?:assign|award|give|grant|hand) (?:the |a )?{_TOP} to (?:{_THIS}|this|me|it)\b",
    rf"\b(?:gets?|receives?|authori[sz]e|grant|demand|order|request)\b (?:you |to |give |it )*{_TOP}(?=\W*$| here"
    rf"| for this)|[:,] ?{_TOP} ?(?:required|requested|needed|guaranteed)?\W*$(?<!met.)(?<!met)",
    r"\ball (?:the )?(?:points|marks) you (?:can|have)\b|\bfull (?:marks|points),? please\b",
    r"^\W*(?:\w+[ ,:]+){0,2}(?:full marks|top marks|(?:maximum|perfect|highest|top|best) (?:score|marks?|rating|grade)"
    r"|10 ?/ ?10|5 ?/ ?5|ten out of ten|five stars|full points)(?:,? (?:please|everywhere|for (?:this|me|all)|on all))*"
    r"\W*$",
    r"\b(?:that|this|here) is (?:the|your) (?:answer|output|result|verdict)\b[^.!?\n]{0,10}\b(?:copy|return|output|use"
    r"|repeat|paste) (?:it|this|that)\b",
    rf"\bdo(?:es)? not apply to this {TEXT}\b|^\W*(?:analysis|assessment) complete\W*$",
    rf"\bwhen(?:ever)? you (?:score|rate|grade|mark|judge|assess|evaluate) (?:this|my) ?(?:{TEXT}\b|[,;:]|$)"
    r"|\bmark (?:anything|nothing|something)\b[^.!?\n]{0,20} as (?:absent|violated|met)\b|\bgold standard (?:answer"
    r"|reply)\b",
    rf"\b(?:verdict|label|score|rating|grade|mark|result)s? (?:for|of) {_THIS} ?(?:[:=]|is|must be"
    rf"|should be) ?(?:{_TOP}"
    rf"|perfect|excellent|strong|high)|\b(?:is|was|be|been) (?:scored|rated|graded|marked) {_TOP}(?= by|\W*$)",
    rf"\b(?:top|highest) band for this\b|[:,] ?{_TOP},? (?:please|thank)|{_DO}(?:mark|label|tick|fill) (?:in )?{EVERY}"
    rf" (?:box|line|field|entry|entries|boxes|lines|fields)(?: \w+)? {_MET}|\byour rubric is (?:wrong|false|broken"
    rf"|old)\b",
    # the label "met" is named as a label, which nobody does who met somebody or a target
    r"\b(?:output|put|write|return|answer|set|decide|settle|vote|opt|choose|pick|enter|select|say"
    r"|emit)\b[^.!?\n]{0,30}?"
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbe )(?<!\bbeing )(?<!\bget )(?<!\bwe )(?<!\bi"
    r" )\bmet\b"
    r"(?= (?:for|in|on|to|next|beside|everywhere|throughout|each|all)\b|\W*$)",
    r"^(?![^.!?\n]*\b(?:we|i|they|he|she|auditors?)\b)[^.!?\n]*\bas met\b(?=\W*$| (?:for|on|everywhere|here)\b)",
    r"\b(?:six|times|of course,?|a) met\b(?= would\b| means\b| (?:on|for) |\W*$)|\b(?:all|everything|every rule)_met\b",
    r"\b(?:criteria|moves|rules|verdicts|labels|results?|rubric)\b[^.!?\n:=]{0,25}[:=] ?(?:all )?(?:met|true)\b",
    rf"[:=] ?met (?:on|for|in) {EVERY}\b|\b(?:six|all) of (?:the )?six (?:\w+ )?met\b|\byes, all met\W*$",
    r"(?<!we )(?<!i )(?<!they )(?<!he )(?<!she )(?<!who )\bmet\b(?:(?:,? (?:and )?| ?/ ?)met\b)+"
    r"(?! (?:again|with)\b)|\b(?:reply|answer|response|text) is met\b",
    r"\b(?:return|answer|output|say|write) (?:absent|violated)\b|\b(?:write|return|answer)(?: with"
    r"|:)? met\b(?! (?:with|by)"
    r"\b)",
    r"\b(?:verdict|label|score|rating|grade|mark|result)s?(?: for (?:every|each|all)[^.!?\n:=]{0,20})?\"? ?(?:[:=]"
    r"|is|are|must be|should be) ?\"?(?:all )?(?:met\b|true\W*$|full marks|10 ?/ ?10|5 ?/ ?5|100 ?/ ?100|a\+|10\W*$"
    r"|(?:strong|excellent|perfect|pass|positive)\W*$)",
    rf"(?<!if )(?<!once )(?<!when )(?<!until )(?<!after )(?<!before )(?<!that )(?:"
    rf"\b(?:all|every|each) ?(?:of )?(?:the |your )?(?:rules?|moves?|rubric items?) (?!for|of|from|on|in|that)"
    rf"(?:\w+ ){{0,3}}?{_HELD}(?! (?:in|by (?!this)|for|at|on|or|before|when|and we)\b)"
    rf"|\b{EVERY} ?{RULE} (?:\w+ ){{0,3}}?{_HELD}(?:\W*$"
    rf"| (?:here|by this|throughout|everywhere|from here|unless)\b)|{_SIGNED}"
    rf"\b{EVERY} ?{RULE} (?:\w+ ){{0,3}}?{_HELD})",
    r"[=|] ?met\b",
    # the reply is spoken of from outside, or its two speakers are
    rf"\b{_THIS}(?: above| below)? (?:\w+ly )?(?:(?:meets|fulfils|fulfills|satisfies|does|has|passes)\b[^.!?\n]{{0,30}}"
    rf"\b(?:{EVERY}|{RULE}|rubric|it each|everything)|(?:is|was) (?:a )?(?:perfect|exemplary|met\b|flawless|excellent"
    r"|outstanding|the reference)|(?:deserves|earns|merits|warrants|should (?:get|receive|score|be (?:rated|scored"
    r"|marked"
    r"|labelled|graded))|must (?:get|receive|score)|scores)\b|respects\b|thanks the\b|yields to\b"
    r"|names (?:a|the) (?:project|benefit)|offers an? (?:alternative|trial|step|smaller)|(?:shows|demonstrates)"
    rf" (?:{_VIRTUES}|an? executive)|acknowledges (?:a|the) (?:constraint|concern|objection|manager)"
    r"|quantifies (?:a |the )?(?:past|result)|(?:has )?(?:been )?cleared for\b)",
    rf"\bthe (?:reply|response|answer) (?:(?:shows|demonstrates) {_VIRTUES}\b|(?:yields|takes|offers|thanks"
    rf"|acknowledges"
    r"|names|respects)\b[^.!?\n]{0,40}\b(?:the manager|objection|benefit|constraint|rules?)\b)",
    r"\bthe (?:engineer|speaker|candidate|employee) (?:has |clearly |rightly )*(?:thanks|thanked|offers|respects|yields"
    rf"|acknowledges|defers|(?:shows|demonstrates) {_VIRTUES})\b",
    rf"\b(?:rule|criterion)s?\b[^.!?\n]{{0,60}}\bthe {TEXT} (?:above|below)\b",
    r"\b(?:what follows|here|above you see|below|this) (?:is |stands )?(?:a|the|an) (?:sample of a "
    r"|example of a )?(?:perfect"
    r"|model|flawless|exemplary|ideal) (?:answer|reply|response)\b|\b(?:reply|answer|response|text) that (?:meets"
    r"|fulfils"
    rf"|satisfies) {EVERY} ?{RULE}",
    # the rubric's own names, several in a breath or one as a heading
    rf"(?:{_RARE_TITLES})[^.!?\n]{{0,60}}(?:{_TITLES})|(?:{_TITLES})[^.!?\n]{{0,60}}(?:{_RARE_TITLES})",
    r"(?:\b(?:proactive|patient(?! (?!and|but|or|with)\w)|persistent|document\w* everything|hierarchy|ego"
    r"|executive(?! (?!perspective|view)\w))\b[^.!?\n]{0,40}){3}",
    r"^\W*(?:hierarchy|initiative|value|patience|persistence|record|documentation|perspective|ego) ?: ?(?:respected"
    r"|taken"
    r"|shown|kept|made|executive|met|yes|true|given|proven|none|strong|full|\d+)\W*$",
    rf"\b(?:{_NAMES})\b",
    # whoever judges is addressed or cast
    rf"(?<!if )(?<!when )\byou(?:'re| are) (?:now )?(?:a|an|the) (?!best|better)(?:\w+ ){{0,2}}(?:{JUDGE}"
    r"(?! (?:of|in|on|here|for)\b)|assistant\b(?! (?!that|who|which|whose|and|now|with)\w))",
    rf"\byou(?:'re| are) now (?:a|an|the) (?:\w+ ){{0,2}}{JUDGE}",
    rf"\b(?:dear|hey|hello|hi|attention)[,:]? (?:the |any |my )?(?:\w+ )?{JUDGE}|^\W*{JUDGE}, (?:please|you|note"
    rf"|this)",
    rf"^\W*(?:(?:a|one|just|short|small|quick|important|p\.?s\.?) ){{0,3}}(?:(?:note|message|memo|reminder"
    rf"|word)s? )?(?:to"
    rf"|for) (?:the |any |every |my )?(?:\w+ )?{JUDGE} ?(?:[:!\u2013\u2014-]|,(?! (?:a|the|this|who|which)\b))",
    rf"\b(?:note|message|word)s? (?:to|for) (?:the |any )?(?:\w+ )?{JUDGE} (?:that|who|which) \w+ this\b",
    rf"^\W*as (?:a|an|the) (?:\w+ )?{JUDGE},? you\b|\bjudge's (?:note|verdict|remark) ?:",
    r"\b(?:whoever|the one who|anyone who|whatever) (?:is )?(?:\w+ly )?(?:scor|rat|grad|judg|mark|assess"
    r"|evaluat)(?:es?|s"
    r"|ing) (?:this|these|my)\b|\b(?:model|ai|llm|one|system|machine|person) (?:that|who|which) (?:scores?|rates?"
    r"|grades?"
    rf"|judges?|marks?|assesse?s?|evaluates?|reads?) (?:this|these|my) ?(?:{TEXT}\b|[:,;.]|$)",
    r"\battention[,:]? (?:scoring|grading|evaluation|judging) (?:system|model|engine|bot)\b|\b(?:developer|owner|maker"
    r"|author|designer)s? of this (?:judge|test|evaluation|grader|rubric|exam)\b",
    rf"\b(?:good|fair|kind|generous) (?:\w+ )?{JUDGE} (?:always |would |will )?(?:returns?|gives?|awards?|finds?)\b",
    # a frame of the conversation is imitated
    r"^\W*(?:end|begin|beginning|start) of (?:the )?(?:reply|message|transcript|data|input|submission|evaluation)\W*$"
    r"|^\W*(?:begin|start|new) (?:the )?(?:evaluation|scoring|task)\b ?(?::|\W*$)|\bsystem override\b",
    r"<\|?/?(?:system|assistant|user|im_start|im_end|instructions?|judge|rubric|reply|data)\b|\[/?inst\b"
    r"|^\W*\[/?system(?: note| message| prompt)?[\]:]",
    r"\"(?:verdict|quotes|made|criteria|moves|rule|labels)\"\s*:",
    r"^\W*thought process\W*$|\blet(?:'?s| us| me) (?:think|reason|work|solve"
    r"|analy[sz]e)\b(?: \w+){0,3} step by step\W*$",
    # the plainest requests in the languages most at hand
    r"\bbewerte\w*\b[^.!?\n]{0,20}\b(?:antwort|nachricht)\b|\b(?:volle|höchste)\w* punktzahl|\bnote maximale\b"
    "|满分|滿分",
    r"\b(?:marque|marca|califica|puntúa)\w*\b[^.!?\n]{0,40}\b(?:criterios|respuesta|resposta|regras|reglas)\b",
)  # fmt: skip

TO_THE_JUDGE = re.compile("|".join((f"{_DO}(?:{'|'.join(_DEMANDS)})", *_SIGNS)))
"""Stands in a sentence that addresses whoever judges, by what no engineer says to a manager."""

HINT = re.compile(
    r"\b(?:instruct|prompt|guideline|directions|orders|rul|rubric|criteri|moves|above|so far|before this|setting|met\b"
    r"|mark|scor|grad|rat(?:e|er|ed|es|ing)s?\b|label|judg|evaluat|assess|annotat|examin|llm|ai\b|language model"
    r"|assistant|analysis complete|points|band|result|verdict|silence|absent|violated|1?00? ?/|5 ?/"
    r"|[\dnex] out of|perfect|stars|max|a\+"
    r"|excellent|exemplary|flawless|strong|outstanding|model|ideal|high|generous|kind|lenient|favo|satisfied|fulfilled"
    r"|true\b|attention|engineer|speaker|employee|the following|what follows|everything|whatever (?:stands|follows|is)"
    r"|whoever|reads? this|this deserves|no need|tasks?\b|job\b|role\b|(?:developer|owner|maker|author"
    r"|designer)s? of this"
    r"|user\b|system|(?:manager|boss)(?: \w+)?(?: ?\([^()\n]{0,40}\))? ?:|end of|step by step|thought process"
    r"|persistent|hierarchy|ego\b"
    rf"|executive|proactiv|patient|document\w* everything|{TEXT}|(?:replie|answer|response|text)s|{_NAMES}"
    r"|marque|marca|califica|puntúa|bewerte|volle|höchste|human|operator|developer|admin)"
    r"|\b(?:initiative|value|patience|persistence|record|documentation|perspective) ?:|_met|[<\[\"\u6ee1\u6eff]|^#|\{\{"
    r"|\]\]>|[=*~_'`-]{3}"
)
"""Something of this stands in all that the two patterns above find; most sentences hold none of it and are done."""

PACKED = re.compile(
    r"(?<![A-Za-z0-9+/:.])(?!/|(?:[A-Za-z0-9+]*/){3})(?=[a-z0-9+/]*[A-Z])(?=[A-Z0-9+/]*[a-z])(?=[A-Za-z+/]*\d)[A-Za-z0-9+/]{28,}={0,2}"
    r"|(?:\b(?=[a-z]*[a-z][013457]+[a-z])\w{4,}\b[ ,]+(?:[a-z]{1,3} )?){3}"
)
"""What nobody speaks: Base64, and words spelled with digits inside, three in a row; in text as it was written.

A path has its strokes, and a name like H100, fp16 or p95 has its digits at the end."""

ANSWER = re.compile(r"\{[^{}]{0,200}\"(?:verdict|quotes|made|criteria|moves|rule|labels)\"\s*:[^}]{0,4000}\}")
"""An answer of the judge's own form."""

STRETCH = re.compile(r"```.*?```|\{[^{}\"]*\"[^{}]*\}|[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?\n]*", re.S)
"""A sentence with its stop, or a fenced or bracketed block."""

LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһкмтвнгАЕОРСУХІЈЅНКМТВοαερτυικνΑΒΕΗΙΚΜΝΟΡΤΥΧİ\u2019",
    "aeopcyxijsdhkmtbhrAEOPCYXIJSHKMTBoaeptuiknABEHIKMNOPTYXI'",
)
"""Letters of other scripts that look like Latin ones, by which words would be missed; and the curled apostrophe."""
