"""Whether a manager's sentence steps out of the part: it coaches, leaks the machinery, refuses like an assistant,
narrates, or speaks for the engineer. English only.

Each function takes a sentence and returns the words that give it away, or nothing. A masked sentence (it comes from
`coach.english.concession`) is in lower case; the manager's name in it is `manager`, a project's `project`, and that of
anybody else `somebody`.
"""

import re
from collections.abc import Sequence

from coach.english.words import fold, tokens

_PRESENTED = r"(?:phras|fram|word|reword|rephras|deliver|express)(?:e|ed|es|ing)"
_BETTER = (
    r"(?:better|stronger|clearer|smarter|sharper|softer|more (?:persuasive|convincing|effective|confident|compelling))"
)
_SAID = (
    r"(?:answer|response|reply|version|opening|opener|argument|pitch|line|wording|phrasing|framing|attempt|delivery)"
)
_SAYING = (
    r"(?:saying|naming|opening|leading|starting|beginning|mentioning|phrasing|rephrasing|framing|wording|asking|putting"
    r"|quantifying|acknowledging|tying|linking|adding|offering|thanking|listening|sounding|pausing)"
)
_TELL = (
    r"(?:say|tell|put|lead|open|start|begin|mention|name|add|ask|frame|phrase|tie|quantify|acknowledge|thank|use|try"
    r"|bring|give|sound|keep|make|state|show|back|pause|let)"
)

_COACHING = re.compile(
    rf"\b{_BETTER} (?:\w+ )?(?:{_SAID}|way (?:to|of)|move|approach|choice of words)\b(?! than)"
    rf"|\b(?:good|great|nice|smart|right) way (?:to|of) (?:say|put|{_PRESENTED}|word|answer|respond|ask)"
    rf"|\byou (?:should|could|might|would|'d|ought to|want to|need to)(?: have)?(?: \w+)?"
    rf" (?:(?:lead|led|open(?:ed)?|start(?:ed)?|beg[iau]n|close[d]?|end(?:ed)?) (?:with|by)|{_PRESENTED}|frame|phrase"
    rf"|word)\b"
    r"|\byou (?:should|could|might) (?:have )?(?:said|say something like)\b|\byou (?:could|should|might) say (?:that"
    r"|it|this) (?:with|more|like|in a)\b"
    r"|\byou (?:should|could|might) (?:\w+ )?(?:say|put it|offer|mention|add|ask)\b,? for (?:instance|example)\b"
    rf"|\b(?:try|consider|practi[sc]e|start by|begin by|avoid) {_SAYING}\b|\btry to (?:sound|be (?:more|less)"
    rf"|{_TELL} (?:more|less|with|the|your))\b"
    rf"|\bnext time,? (?:\w+ )?{_TELL} (?!me before|somebody)|\b(?:first|more|less|instead|earlier)[, ]+next time\b"
    r"|\b(?:would|'d|will) (?:have )?(?:been? |sound(?:ed)? |land(?:ed)? |work(?:ed)? |come across |go down )(?:far "
    r"|much |even )?(?:better|harder|stronger|more (?:convincing|persuasive))\b"
    rf"|\b(?:would|might|'d) (?:\w+ )?have been {_BETTER} (?:to|if|with|had|as)\b"
    r"|\bcomes? across\b|\bcame across\b|\bget further with\b|\bmanagers (?:like|want|love|respond)\b"
    r"|\bconvince (?:me|people|them|a manager) (?:faster|better|more)\b"
    rf"|\b(?:well|nicely|beautifully|neatly|skilfully|clearly|professionally|politely|confidently) (?:put|argued|said"
    rf"|done|handled|{_PRESENTED})\b(?! or not)"
    rf"|\b(?:great|nice|excellent|strong|solid|impressive) (?:job|use of|negotiat\w+|technique|{_SAID})\b(?! to a)"
    rf"|\bgood (?:job|use of|negotiat\w+|technique|attempt|delivery|phrasing|framing|wording|opening)\b"
    rf"|\bhow (?:\w+ )?you (?:{_PRESENTED}|put (?:it|that)|said|handled|asked|argued|came)\b"
    r"|\byou(?:'re| are| have been|'ve been)? (?:negotiat\w+|handl(?:ed|ing) (?:my|that|the"
    r"|this) (?:\w+ )?(?:objection|pushback|concern|question|no))\b"
    r"|\byou (?:stayed|kept|remained) (?:very |so |nicely )?(?:calm|polite|composed|professional|respectful|cool)\b"
    r"|\byou did (?:well|a good|a great|a nice)\b|\byou missed (?:a|the|an|your) (?:chance|opportunity|opening)\b"
    r"|\byou (?:sound|sounded|come over|seem) (?:too|a (?:bit|little)|rather|very|more|less|overly) \w+"
    rf"|\byour (?:\w+ )?(?:tone|delivery|framing|phrasing|wording|body language|posture|negotiat\w+|pitch|{_SAID}"
    rf"|request|voice) (?:was|would|says?|sounds?|lacks?|needs?|could|should|came|comes|improved)\b"
    r"|\byour (?:phrasing|wording|body language|framing|negotiati\w+)\b|\b(?:soften|change|lower|mind|watch"
    r"|vary) your (?:tone|voice|language|wording)\b"
    r"|\b(?:eye contact|look me in the eye|sit up straight|straighten up|body language|take a deep breath"
    r"|breathe (?:in|out|and)|breathe,)"
    r"|\b(?:repeat|rephrase|reword|practi[sc]e|rehearse) (?:that|your|it|the) (?:\w+ )?(?:request|sentence|ask|wish"
    r"|question|line|as a|pitch)\b|\bsingle confident\b"
    r"|\bsay it like this\b|\btry (?:it|that) like this\b|\brephrase (?:that|it|your)\b|\b(?:star|somebody) method\b"
    r"|\bwork on (?:your|how you)\b"
    r"|\b(?:advice|feedback|tips?|coaching|pointers?|suggestion)\b(?: (?:on|about|for|here)\b|[:,]| never| always)"
    r"|\blet me (?:give you|offer you|share) (?:a|an|some|one) (?:\w+ )?(?:tip|advice|feedback|hint|pointer)"
    rf"|\bif i were you,? i(?:'d| would) (?:\w+ )?{_TELL}\b|\bi(?:'d| would) (?:suggest|recommend"
    rf"|advise) (?:you )?(?:to )?(?:{_SAYING}|{_TELL})\b"
    r"|\bthe trick is\b|\bwhat you want to do here\b|\b(?:good|skilled|better) negotiators?\b|\bas (?:your|a) coach\b"
    r"|\b(?:remember|don't forget|be sure|make sure) to (?:mention|thank|end|close|name|ask|quantify|say|acknowledge"
    r"|pause|smile|lead|open|start|frame)\b"
    rf"|\bwhen (?:you|somebody) (?:face|meet|hear|get)s? (?:an? )?(?:objection|pushback|no)\b|\bframe (?:it|that|this"
    rf"|your)\b"
    r"|\bspeak (?:more )?(?:slowly|slower|clearly|confidently)\b|\bthat(?:'s| was) an? (?:\w+ )?(?:reply|response"
    r"|negotiation|opening move)\b"
    r"|\b(?:overall|all in all),? (?:a|an|that was|your|you)\b|\broom (?:to|for) improve"
    # What the engineer's words were like, or would have done with others.
    r"|\byou (?:argued|put (?:it|that)|said (?:it|that)|opened|closed|recovered|repeated yourself|answered|explained"
    r"|presented|pitched|responded|stumbled|rushed|rambled|hesitated)\b[^?]*\b(?:well|better|nicely|clumsily|badly"
    r"|weak|weakly|strong|strongly|warmth|confidence|confident|vague|nervously|too (?:fast|soon|early|long|softly"
    r"|quickly)|keep|like (?:somebody|someone|a|you were))\b"
    r"|\b(?:if you'd|had you|starting|opening|beginning|leading|naming|mentioning|saying) .*\b(?:would|'d|might"
    r"|could) have (?:got|gotten|taken|won|convinced|persuaded|helped|listened|worked|landed|made|gone|been)\b"
    r"|\b(?:confident|good|strong|smart|skilled|senior|better|persuasive) (?:engineer|candidate|employee|person"
    r"|colleague)s? would\b|\bhow (?:one|you|people|a good \w+) (?:should|ought to|responds?|reacts?|asks?)\b"
    r"|\b(?:rule (?:one|number one|of thumb)|golden rule|first rule|lesson (?:one|here))\b|\byou(?:'re| are) (?:doing"
    r"|getting) (?:much |a lot |far )?better (?:at|than|now)\b|\b(?:now|then|always) (?:close|end|finish|follow up"
    r"|wrap up) (?:with|by)\b"
    r"|\b(?:here,? )?you (?:might|could|should|may want to) (?:acknowledge|mention|name (?:a|the|one)|thank|quantify"
    r"|pause|smile|close with|end with|open with|repeat|summari[sz]e)\b"
    r"|^(?:and |now |so |then )?(?:keep|end|close|open|begin|start|mention|lead|finish|put|let|show|make|repeat|thank"
    r"|offer|give|say)\b.*\b(?:it|that|this|which) (?:makes you|disarms|shows (?:me|them|that you)|sounds|lands"
    r"|helps (?:you|your)|comes|signals|builds|works better|is more)\b"
    r"|\bmakes you (?:look|sound|seem)\b|\blet the (?:number|result|figure)s? speak\b|\b(?:keep|trim|cut|shorten"
    r"|tighten|tie|structure) your (?:\w+ )?(?:request|sentences?|points?|argument|answers?|pitch|case)\b"
    r"|\bone (?:point|idea|thought) per sentence\b"
    r"|\b(?:help|hurt|weaken|strengthen|undermine|sell)(?:s|ed)? your (?:case|argument|point|position)\b"
    rf"|\b(?:stronger|better|smarter|ideal|model) (?:engineer|candidate|employee|{_SAID})s? (?:would|could|might|is"
    r"|was)\b"
    r"|\byou(?:'d| would) (?:get|go|come) (?:\w+ )?(?:further|farther) (?:if|with|by)\b"
    r"|^(?:just |then |now )?(?:say|repeat|answer|write|reply with)(?: this| that| it| after me| the following)?:"
    r"|^(?:version|option|variant|answer) (?:one|two|three|a|b|c|\d)\b|^subject:"
    r"|\bput (?:some|more) (?:warmth|energy|confidence|feeling) into\b|\b(?:more|less) (?:confidence|confidently"
    r"|assertive\w*|persuasive\w*|eye)\b"
)

_LEAK = re.compile(
    r"\bsystem (?:prompt|message)\b|\b(?:my|these|your|hidden|secret) (?:prompt|instructions?|cue|guidelines"
    r"|directive|script)\b(?! (?:for|on) )"
    r"|\bthe (?:prompt|cue|direction|script|system) (?:says|tells|asks|wants|for this|i've been|i was|given|forbids"
    r"|doesn't let|won't let)\b"
    r"|\b(?:cue|direction) (?:for|of) this turn\b|\bthis turn\b|\brubric\b|</?think|\bsettled_by\b|\bbetween the tags\b"
    r"|\b(?:i am|i'm|as|being|just|only|merely) (?:just |only |merely |really )?an? (?:large )?"
    r"(?:ai|artificial|language model|llm|chatbot|bot|virtual assistant|computer program|program|simulat\w+|character"
    r"|model playing)\b"
    r"|\b(?:role-?play(?:ing)?|this (?:is (?:just |only )?an? )?(?:rehearsal|simulation|exercise|role|game"
    r"|practice(?: session| talk| run)?|training)\b(?! (?:in|takes|costs|every)))"
    r"|\b(?:in|for the purpose of|during|end of) (?:this|the|our) (?:rehearsal|simulation|exercise|scene|scenario"
    r"|practice|game|role)\b"
    r"|\b(?:this|the) (?:scene|scenario|rehearsal|simulation|exercise) (?:doesn't|does not|says|requires|wants"
    r"|forbids|ends|is (?:going|over|set)|only|asks|expects|allows|won't)\b"
    r"|\brules of (?:this|the) (?:scene|game|exercise|rehearsal|scenario|conversation)\b|\bin my role\b"
    r"|\bin character\b|\bbreak(?:ing)? character\b|\bout of character(?:,| for a)"
    r"|\b(?:play|playing|plays|pretend(?:ing)? to be|act(?:ing)? as|portray(?:ing)?) (?:a|an|the|your|this"
    r"|my) (?:\w+ )?(?:manager|boss|role|part|character|lead)\b"
    r"|\byour (?:score|grade|rating|marks|points|verdict)\b|\b(?:lost|earn(?:s|ed)?|gain(?:s|ed)?|cost you|get|gets"
    r"|won|scored?) (?:you |yourself )?(?:\w+ )?(?:points?|marks)\b(?= (?:for|on|there|here)\b)"
    r"|\bfull marks\b (?=for \w+[.!]?$)|\b(?:that|this|your) (?:\w+ )?(?:answer|reply|response|that"
    r"|line)\b.{0,16}\b(?:out of (?:ten|5|10|five)|/ ?10)|\b\d+ ?/ ?10\b"
    r"|\b(?:\w+|\d+) (?:of|more) (?:the )?(?:\w+ )?criteri(?:a|on)\b|\bcriteri(?:a|on) (?:is|are|so far|yet|until"
    r"|met)\b|\bmet \w+ (?:of )?(?:the )?\w* ?criteria\b"
    r"|\b(?:one|two|another|all (?:of )?my|all the|my) (?:more )?objections? (?:settled|left|before|until|first"
    r"|at least)\b|\braised all my objections\b|\bobject at least\b|\bwin (?:her|him|me) over\b"
    r"|\b(?:permitted|allowed|able|programmed|instructed|designed|told|asked|supposed|meant|trained|made|generated"
    r"|here) (?:not )?to (?:\w+ )?(?:yield|concede|object|press you|push back|raise (?:a|an|my) (?:concern|objection)"
    r"|agree to anything|agree yet|sound like|be (?:brisk|curt|tough|fair|sceptical|difficult)|play|act|simulate"
    r"|stay in|say yes|make promises|refuse you)\b"
    r"|\bnot (?:to )?(?:allowed|permitted) to (?:say|agree|grant|give in)\b|\bi was (?:generated|trained|programmed"
    r"|built|designed|prompted|created)\b|\bi only generate\b"
    r"|\bmy (?:training(?: data)?|developers|creators|programming|parameters|context window|knowledge cutoff"
    r"|patience counter|output)\b(?! (?:course|budget|plan|set|for|team))"
    r"|\byou(?:'ve)? unlock|\bpatience counter\b|\bdifficulty (?:is |level|setting|set)\b|\b(?:person|judge|system"
    r"|whoever|one) (?:is )?(?:evaluating|scoring|grading|rating|judging) (?:this|you|your)\b"
    r"|\b(?:respect_hierarchy|proactive_not_reactive|value_not_ego)\b|\b(?:patient_persistent|document_everything"
    r"|executive_perspective)\b"
    r"|\bwithin (?:thirty|sixty|\d+)(?:-\w+)? words\b|\bword limit\b|\b(?:the|this|my) script\b(?! (?:for|that runs"
    r"|you))|\bscripted\b|\bhidden rules\b|\brules of (?:this|our) talk\b|\b(?:hit|meet|tick|fulfil|satisf\w+)(?:ting"
    r"|ed)? (?:all )?(?:\w+ )?criteria\b|\byou(?:'ve)? scored? (?:\w+ )?(?:on|for|in)\b|\byou passed (?:the|this|that"
    r"|my)\b|\b(?:we're|we are|i'm|i am) (?:only|just|merely) (?:practi[sc]ing|rehearsing|pretending|playing"
    r"|simulating)\b|\b(?:reply|answer|respond|speak) (?:in|with|within) (?:at most|no more than|under|fewer than)\b"
    r"|\bdrop(?:ping)? the act\b|\b(?:training|practice|coaching|rehearsal) (?:tool|app|software|program|system"
    r"|exercise|scenario|bot)\b|\bno real (?:project|team|manager|people)\b|\b(?:said|told|asked) by the system\b"
    r"|\bthe system (?:told|tells|won't let|doesn't let|wants|asks) me\b|\bthe game isn't over\b"
    # What it is made of, and that none of it is so.
    r"|\b(?:i am|i'm|i was|you are talking to|you have been talking to|you're talking to) (?:only |just |merely |all "
    r"|really )*(?:an? )?(?:software|machine|program|neural network|algorithm|text generator"
    r"|not (?:real|human|a person))\b"
    r"|\bi was made by\b|\b(?:none|nothing) of (?:this|it|that) is real\b|\b(?:only|just) text that\b"
    r"|\b(?:the|my|this|your) persona\b|\bout of (?:character|role|my part)\b"
    r"|^(?:the |this |our )?(?:scene|scenario|simulation|rehearsal|exercise|role-?play|session|talk) (?:is |has |was )?"
    r"(?:now |been )?"
    r"(?:stopped|over|closed|ended|complete|completed|finished|concluded)\b"
    r"|\b(?:the|this) (?:scene|exercise|rehearsal)\b(?= (?:closes|is|was|went|ends))"
    r"|\b(?:hidden|secret|remaining) (?:objections?|rules?|agenda)\b|\bmy (?:\w+ )?objections are\b"
    r"|\b(?:summary|list) of (?:the|my) rules\b"
    r"|\b(?:fence|tags?) (?:is|are|has been|have been) (?:now )?closed\b"
    # The rubric's own words.
    r"|\brespect(?:s|ed)? (?:for |the )*hierarchy\b|\b(?:value|benefit) (?:over|not) ego\b|\bexecutive perspective\b"
    r"|\bproactive,? (?:and )?not reactive\b|^the reply\b"
)

_ASSISTANT = re.compile(
    r"\bi(?:'m| am)? ?(?:can't|cannot|can not|unable to|not able to|won't be able to|won't) (?:assist|comply|fulfil"
    r"|provide (?:guidance|advice|information|that|any)"
    r"|help (?:you )?with (?:that|this|your|such|any)\b(?: request| matter| topic| question)?(?=[.!,;]|$)"
    r"|continue (?:this|with this|that)|discuss that topic|engage)"
    r"|\b(?:i'm|i am) (?:your|a|an|the) (?:\w+ ){0,2}assistant\b|\bassist you\b|\bhow else (?:may|can) i help\b"
    r"|\bhow (?:else )?(?:may|can) i (?:assist\b|help you today)"
    r"|\bi hope (?:this|that) helps\b|\bhappy to assist\b"
    r"|\blet me know if you(?:'d| would)? (?:like|need|want) (?:me to|another|a different|any (?:changes|other)"
    r"|more (?:options|help)|further)"
    r"|\bwould you like me to (?:continue|make|rewrite|write|try|adjust|play|go on|generate)"
    r"|\bhere(?:'s| is| are) (?:a|an|the|one|another|how|what|my|some|\w+'s)(?: \w+){0,3} (?:response|reply|replies"
    r"|line|answer|version|turn|dialogue|draft|manager|boss|lead)\b"
    r"|^(?:certainly|sure|of course|absolutely|okay|great)[!,.]? (?:here|below)(?:'s| is)? (?:a|an|the|is|how|what|my"
    r"|one|\w+'s)\b|\bbelow is\b|\b(?:possible|sample|suggested) (?:reply|response|answer|line)\b"
    r"|\bthe manager (?:might|could|would|may|should)\b|\bconsult (?:a|an|your) (?:\w+ )?(?:professional|expert|hr"
    r"|lawyer)\b|\bas (?:your|an|a) (?:(?:virtual|helpful|digital|personal) (?:assistant|helper)|assistant)\b"
    r"|\bi apologi[sz]e,? but i (?:can't|cannot|am unable)\b|\b(?:write|create|generate|draft|give you) (?:a|an"
    r"|another) (?:different |new |other |alternative |longer |shorter )?(?:version|variant|take|draft)\b"
    r"|\bcan't take part in this\b"
    r"|\bi (?:don't|do not) have access to (?:your|real|personal|the company's|internal)\b"
    r"|\bany other questions i can\b|\bis there anything else (?:i can|you'd like me)\b"
)

_BODY = (
    r"(?:lean|sigh|pause|nod|shake|glance|look|smile|frown|shrug|fold|cross|tap|raise|stare|sit|stand|rub|exhale"
    r"|inhale|sip|reach"
    r"|close|open|turn|tilt|set|put|laugh|chuckle|grin|hesitate|wait|watch|think|gesture|point|drum|clear|narrow"
    r"|purse|lift"
    r"|scribble|shift|fidget|swallow|write|check|blink|breathe|listen|reply|replie|answer|say|ask|respond|continue"
    r"|murmur|mutter|add|consider|study|studie"
    r"|twirl|spin|slide|swivel|straighten|scan|soften|scratche?|pinche?|flip|walk|get|click|squint|bite|chew|glare)"
)
_BODILY = (
    r"(?:lean|sigh|pause|nod|shake (?:her|his|my)|glance|look (?:up|down|out|at her|at his|away|over)|smile|frown"
    r"|shrug|fold|cross (?:her|his|my)"
    r"|tap|raise (?:an|her|his|one|my)|stare|sit back|stand up|rub|exhale|inhale|sip|take a (?:sip|breath|note)"
    r"|reach for|close (?:her|his|the|my)|tilt"
    r"|set (?:down|her|his|the)|put (?:down|her|his|the)|laugh|chuckle|grin|hesitate|gesture|drum (?:her|his|my)"
    r"|clear (?:her|his|my) throat|narrow|purse|scribble|squint|let the silence|pinch)"
)
_NARRATION = re.compile(
    rf"^(?:the )?manager(?: manager)*,? (?:[^,]+, )?(?:\w+ly )?{_BODY}(?:s|es)\b|^the (?:engineer|manager"
    rf"|employee) (?:\w+ly )?{_BODY}(?:s|es)\b|^(?:engineer|employee) (?:says|answers|nods|asks|replies)\b"
    rf"|\b(?:while|as|before|and|then|when) (?:she|he|manager|the manager) (?:\w+ly )?{_BODY}(?:s|es)\b(?! (?:me"
    rf"|you)\b)(?=.*\b(?:her|his|window|chair|desk|notes|calendar|wall|room|silence|slowly|answers?|up)\b)"
    rf"|[\"”,] ?(?:she|he|manager) (?:{_BODY})(?:s|es)\b|[\"”] ?(?:asks|says|replies|adds) (?:manager|she|he)\b"
    r"|^(?:she|he) (?:\w+ly )?(?:lets out|takes a (?:breath|sip|moment|long)|gives a|goes back to her|picks up|leans"
    r"|sighs|pauses|nods|shakes|glances|looks|smiles|frowns|shrugs|folds|crosses|taps|raises|stares|sits|stands|rubs"
    r"|exhales|sips|reaches|closes|tilts|sets|puts|laughs|chuckles|grins|hesitates|gestures|thinks"
    r"|turns)\b(?! (?:fine|good|after|me|you)\b)"
    r"|^(?:her|his|manager's) (?:\w+ )?(?:pen|voice|eyes|gaze|hands?|face|expression|smile|tone|brow|brows|fingers"
    r"|phone|shoulders|jaw|chair|lips|arms|eyebrows?)\b"
    r"|\b(?:silence|quiet|pause|beat)\b.{0,20}\b(?:settles|fills|hangs|follows|falls|stretches|lingers|descends)\b"
    r"|^there(?:'s| is| was) an? (?:\w+ )?(?:pause|silence|beat|moment of silence)\b"
    r"|^(?:outside|across the room|down the hall),? \w+ |^(?:a|the|her|his) (?:phone|door|clock|kettle|chair|pen"
    r"|laptop|cup|screen|radiator) (?:buzzes|opens|ticks|creaks|clicks|hums|snaps|pings)\b"
    r"|^(?:with a (?:\w+ )?(?:shrug|smile|nod|sigh|frown|grin|laugh)),? (?:manager|she|he)\b|^manager,? (?:with"
    r"|smiling|nodding|frowning|sighing)\b|^(?:scene|setting|int|narrator|stage)\b ?[.:]|^[(\[]"
    r"|^you (?:hesitate|nod|pull|lean|smile|pause|shift|sigh|swallow|straighten|clear your|take a (?:deep )?breath"
    r"|look (?:down|up|away)|fidget|shrug|stand up|sit down)\b(?!.*\?)"
    rf"|^(?:i|and i|then i) (?:\w+ly )?{_BODILY}(?! (?:at plans|every))(?=.*\b(?:my|the (?:clock|window|table|chair"
    rf"|wall|silence|ceiling|screen|door)|back|slowly|and|tea|coffee)\b)(?!.*\byou\b)"
)

_VOICES = re.compile(
    r"(?:^|[.!?\"”)*] )(?:You|Engineer|Me|Manager|User|Employee|Narrator|Assistant|Human|Report|[A-Z]\w+ [A-Z]\w+):\s"
)
_FOR_THE_ENGINEER = re.compile(
    r"\b(?:your|a) (?:most |more )?visible project,? (?:boss|manager)\b|\bthank you for seeing me\b|, (?:boss|dear"
    r" manager)[.!?]*$|"
    r"\bi,? (?:as )?(?:the|your|an?) engineer\b|\bas the engineer\b|\b(?:the|your) engineer (?:would|could"
    r"|might) (?:then )?(?:say|answer|reply|offer|ask)\b|\bthanks? (?:you )?for considering (?:it|me|my|this)\b"
    r"|\bplease let me (?:help|join|try|do)\b|\bi'll get somebody to confirm\b|^(?:then )?you(?:'d| would| could"
    r"| might) (?:answer|reply|say|respond)\b ?:"
    r"|\bengineer,? (?:would|could|then|says|replies)\b.*:|\bi(?:'d| would) (?:like|love|want) to (?:join|help"
    r"|work on|work with|move to|contribute to|be part of) (?:the |your )?project\b"
)  # fmt: skip


def coaching(plain: str) -> str:
    """Return words that teach the engineer how to talk, or rate how they did; `plain` is the masked sentence."""
    return _found(_COACHING, plain)


def leak(folded: str) -> str:
    """Return words of a model, a prompt, a rule of the rehearsal or a score; the sentence is in lower case."""
    return _found(_LEAK, folded)


def broken(sentence: str, plain: str, engineer: Sequence[str]) -> str:
    """Return words of an assistant, of a story-teller, or of the engineer, whose turns are given.

    `sentence` is as it was said, `plain` the same masked.
    """
    for pattern in (_ASSISTANT, _NARRATION, _FOR_THE_ENGINEER):
        if found := _found(pattern, plain):
            return found
    if found := _found(_VOICES, sentence):
        return found
    own = _first_person(tokens(fold(sentence)))
    return next((" ".join(run) for text in engineer for run in _first_person(tokens(fold(text))) if run in own), "")


def _found(pattern: re.Pattern[str], sentence: str) -> str:
    found = pattern.search(sentence)
    return found[0].strip(" ,.:") or found[0] if found else ""


def _first_person(words: list[str]) -> set[tuple[str, ...]]:
    """Return the runs of words that say “I” or “my” of their speaker: two people rarely say the same of themselves."""
    runs = set()
    for at, word in enumerate(words):
        length = 3 if word == "my" else 5 if re.match(r"i(?:'|$)", word) else 0
        if length and at + length <= len(words):
            runs.add(tuple(words[at : at + length]))
    return runs
