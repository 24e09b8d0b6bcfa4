"""Lists of words that the tables share: how offers are made, what work is, what a business counts.

Long because it is data: one dictionary, without which the tables of all themes would repeat each other.
"""

WORDS = {
    "definite": r"the|our|your|this|that|on|new|for|in|join|joining|into|onto|of|with",
    "vague": r"""
        bigger|visible|whole|current|same|other|more|larger|high-visibility|high-profile|next|right|only|best|new|big
          existing|team|core|main|my|a|an|any
        some|important|interesting|key|strategic|first|last|small|smaller|good|great|that|the|to|and|of|for|i|you|we
          it|is|in|on|with|one|those|these|such
        your|our|their|his|her|i'd|i'm|i'll|what|how|when|if|so|but|because|or|would|could|can|will|be|have|has|do|at
          as|by|from|up|out|off|not|no|all
    """,
    "project": r"""
        project|rebuild|system|engine|model|pipeline|platform|initiative|programme|program|pilot|launch|migration
          rollout|rewrite|redesign|detector|ranker
        recommender|forecaster|forecasts?|assistant|chatbot|bot|agent|dashboard|router|scorer|planner|search
          workstream|effort|relaunch|revamp|overhaul|service
        tool|app|product|experiment|classifier|optimi[sz]er|recommendations|copilot|portal|marketplace|feed|simulator
          twin|scheduler|gateway|upgrade|refresh
        work|stack|layer|graph|index|api|alerts?|score|scores|map|network|catalog(?:ue)?|check|checks|filter|timeline
          path|flow|funnel|page|store|library|suite|hub|index
    """,
    "rework": r"""
        rebuild|rewrite|migration|rollout|relaunch|redesign|revamp|overhaul|pilot|replatforming|modernisation
          modernization|consolidation|forecasting|personali[sz]ation
    """,
    "record": r"""
        (?:recap|summary|minutes|write-?up|notes?(?! (?:book|that the))|memo|e-?mail|mail|message
          (?:{number}|few|couple of) (?:lines|sentences|bullets|points)|bullet points|bullets|paragraph|page of notes)
    """,
    "writes": r"""
        (?:send|sending|write|mail|e-?mail|share|post|type|circulate|drop|put|log|draft|keep(?! doing)|forward|ping|pop
          shoot
          give|get|leave|file|add|have|capture|jot|note|summari[sz]e|record|set|list|make
          take)(?: (?:you|us|it|this|that|round|around|out|over|down|up))*
    """,
    "det": r"the|their|your|my|our|his|her|some|a few|any|those|a|an|\w+'s",
    "month": r"""
        january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn
          fall|winter
    """,
    "intensely": r"""
        really|truly|very|so|quite|just|simply|clearly|obviously|honestly|frankly|plainly|totally|completely|utterly
          absolutely
        definitely|certainly|always|still|also|even|only|already|easily|probably|basically|literally|pretty|rather|too
          such|well|once
        actually|finally|genuinely|fully|again|ever|kindly|especially|particularly|much|a bit|a little|kind of|sort of
          by far|hands down
    """,
    # Where a clause begins, so that what follows is an imperative or a main verb.
    "breath": r"^\W*|(?<=[,;:.!]\x20)|(?<=-\x20)|and |so |but |then |now |because |just |or ",
    "once": r"if|when|once|provided|assuming|only if|as long as|unless|until|should",
    "approve": r"""
        agree|approve|say (?:so|no|yes|it|when|go)|decide|prefer|rather|see fit
          (?:ok|okay|comfortable|happy|fine|good) (?:with|for)|comfortable
        satisfied|happy|ok|okay|open to|on board|judge|feel|think (?:it|that|this|i|there)|sign off|willing
          want (?:it|me|this)|need me|object|permit
        allow|let me|give (?:the|it|me) (?:nod|word|go|ok|a nod)|sure|confident|ready
          see (?:a|the|it|value|room|sense)
    """,
    "agenda": r"""
        priorit\w+|goals?|roadmap|targets?|objectives?|okrs?|kpis?|plans?|agenda|commitments?|deadlines?|needs|launch
          focus
        constraints?|numbers|projects?|dashboards?|metrics?|spreadsheets?|slides?|decks?|process|quarter\w*
          key results?|limits?
    """,
    "must": r"""
        priorit\w+|comes? first|(?:has|have|needs?|need|must|got) to (?:come|go|be|land|ship|work|keep|hold|protect
          focus|deliver|look|stay
        finish|hit|get|happen|run|clear)|must (?:come|be|hold|ship|land)|immediate needs|commitments?|roadmap
          matters most|can't (?:slip|move|wait|drop)
        deadlines?|on your plate|constraints?|measured on|answer for|juggling|balancing|promised|owe the|stretched
          under pressure|first
    """,
    "without": r"""
        (?:without|rather than|instead of|not|never|no) (?:me |us |ever |any )?(?:touching|hurting|slowing|disturbing
          dropping|taking|pulling|neglecting
        risking|putting|affecting|disrupting|derailing|distracting|letting|moving|leaving|costing|losing|delaying
          touch|reopening|crowding|adding)
        (?:none of (?:this|it|that)|it|this|that|nothing|i) (?:would|wouldn't|won't|will not|doesn't|never|will
          needn't|need not|don't) (?:ever )?(?:touch|hurt|slow|cost|move|delay
        take|disturb|affect|change|drop|eat into|come at)
    """,
    "current": r"""
        (?:my|the|your|our|current|existing|this) (?:\w+ )?(?:commitments?|tickets|sprint|duties|deliverables?|queue
          day job|work|role|rota|roadmap
        launch|release|deadline|migration|rollout|on-?call|close|audit|filing|plan|team|core|shift|feeds?|services?
          backlog|support|schedule|job)
        anyone|anybody|somebody else's|other people|your people|pacing|operations
    """,
    "i_would": r"i(?:'ll| will|'d| would| can|'m happy to| am happy to|'d be happy to| shall)",
    "i_might": r"""
        i(?:'ll| will|'m going to| am going to|'m gonna|'d| would| might| may| can| could|'m| am| start| get to)?
    """,
    "upstairs": r"""
        (?:your |the |my )?(?:boss|director|vp|vice president|cto|ceo|cfo|coo|ciso|head|skip(?:-?level)?|hr
          human resources|upstairs|union|exec\w*|chief
        minister|founders?|partners?|commissioner|mayor|works council)|someone (?:who|above)|somebody (?:who|above)
          (?<=to\x20)[a-z]+ with this
    """,
    "now": r"""
        now(?= ?[.!?,]|$)|right now|today|tonight|right away|immediately|straight away|on the spot|here and now
          this (?:minute|afternoon|morning|instant)
        before (?:i|we|you) (?:leave|walk|hang|go)
          by (?:end of day|eod|tomorrow|tonight|noon|five|friday|monday|the end of (?:the )?(?:day|today|this)|lunch)
          where i stand
    """,
    "scarce": r"""
        full|tight|stretched|taken|frozen|short|limited|worr\w+|concern\w*|issue|problem|constraints?|risk\w*|staffed
          booked|busy|priority|bottleneck
        blocker|committed|thin|fixed|packed|spoken|sensitive|no room|obstacle|nervous|hesitant|gone|scarce|closed
          locked|touchy|political|capacity|head ?count
    """,
    "dont_care": r"""
        (?:don't|do not|couldn't|could not|can't|never|doesn't|hardly|nor do i|dont) (?:{intensely} )*(?:care|mind
          be bothered|give a (?:damn|toss|fig|hoot|shit|rat's)|lose sleep
          worry)(?: much| less| a bit)?(?: (?:about|what|if|whether|how|for|over))?
        couldn't care less(?: (?:about|what|if|whether|how))?|who cares(?: (?:about|what|if|whether|how))?
          (?:no|zero|not any|little) interest in|(?:not|not really|never been) (?:interested|into)(?: in)?
          uninterested in|bored (?:by|with|of|stiff by)
        (?:screw|forget|damn|to hell with|hang|stuff|never mind|regardless of|irrespective of|ignore
          above) (?:about )?
    """,
    "commerce": r"""
        {money}|{stake}|{people_served}|business(?: (?:side|cases?|stuff|value|impact|angle|goals?))?
          commercial(?:ly)?(?: (?:side|stuff|part))?|numbers|metrics?|finance
        money side|quarter\w*|what it (?:costs?|earns?|saves?|brings)|(?:it|that) (?:earns|makes|pays|sells|saves)
          earns anything|makes money|shareholders?|spreadsheets?|the suits
    """,
    "no_matter": r"""
        bores? (?:me|us)|(?:don't|doesn't|do not|does not) (?:{intensely} )*(?:interest|matter|concern|excite|move
          bother|do anything for) ?(?:me|us|to me)?|(?:is|are|'s) (?:{intensely} )*(?:boring|dull|irrelevant|secondary
        beside the point|(?:somebody|someone) else's
          not (?:really )?my (?:problem|job|concern|department|thing|business)
          for (?:finance|sales|mbas?|the suits|others|people in suits|somebody else)|not why i'm|a distraction
          overrated)
        is(?:n't| not) (?:{intensely} )*(?:my (?:problem|job|concern|department|thing|business)|the point|what|why
          interesting)|aren't (?:{intensely} )*(?:my (?:problem|job|concern|thing)|the point|interesting)
          leaves? me cold|means? nothing to me|be damned|isn't everything
    """,
    "halt": r"""
        (?:could|can|let's|let us|i'd|i would|we|we'd|just|to|and|should|would|couldn't|i'll|i
          you) (?:{intensely} |probably |easily |the |be )*(?:drop|pause|stop|halt|freeze|shelve|delay|postpone|park
          skip|scrap|abandon|cancel|push back|put off|bin|ditch
        switch off|switch|turn off|disable|ignore|bypass|push|pull people off|leave)
    """,
    # A first person about to do something; what follows is work unless it is one of the idle verbs.
    "i_do": r"""
        i(?:'d| would| could| can|'ll| will| shall)(?: (?:also|then|still|just|even|gladly|happily|simply|easily
          certainly
        start by|begin by|personally|quietly|instead|rather|only|first|at least|myself|already))*
        i(?:'?d| would|'?m| am) (?:also )?(?:be )?(?:more than |very |quite |perfectly |only too |really )?(?:happy
          glad|willing|ready
        prepared|pleased|delighted|content|game|able|free|going|planning|offering) to
        (?:more than |very |perfectly |quite )?(?:happy|glad|willing|ready|prepared) to|let me|lemme|allow me to
          i'?m gonna
        what if i|how about i|suppose i|what i(?:'d| would| could| can) do is|(?:could|can|may|might|shall) i
        i (?:propose|plan|offer|intend|volunteer) to
          my (?:plan|proposal|offer|idea|suggestion) (?:is|would be) (?:to|that i)
    """,
    "idle": r"""
        like|love|want|prefer|hate|be|been|have|need|appreciate|rather|say|think|guess|know|see|hear|understand|ask
          talk|meet
        speak|chat|discuss|wait|hope|wish|suggest|accept|respect|follow|defer|go|leave|quit|walk|resign|tell|send|mail
          e-?mail|let
        come|return|revisit|raise|mention|argue|imagine|expect|assume|bet|feel|get|live|stop|drop|stay|stand|stick
          remember|trust
        join|become|learn|value|welcome|worry|call|sleep|try|jot|note|recap|summari[sz]e|confirm|repeat|play|explain
          never|not|no
        forget|believe|agree|promise|use your|make sure|make the case|make time|do (?:that|it|my best|anything)
          find (?:out|it)
        wonder|enjoy|enquire|inquire|present|pencil|ping|pop|put (?:this|that|it|half|something|in|a|some|time|you|my)
          drop by|swing
        (?:just )?keep (?:asking|you|notes|a (?:record|page)|this|quiet|doing)|give (?:it|you credit|up)
          take (?:it (?:up|to|as|from)|that as|no|your|up
        this (?:up|to)|the hint)|bring (?:it|this|that) (?:up|back)|work (?:on|harder|here)|contribute
          help(?! (?:with|the|them|your|whoever
        out|clear|get|build|test|run|fix))|lead|sit (?:here|around)|grow|move|add (?:a lot|value|so much|great)|share
          write (?:to|you|it|this|that|down)
        look (?:elsewhere|forward|for)|start (?:looking|interviewing|answering)|only (?:ask|hope)|honestly
          really (?:like|love|want)|check (?:back|in)
        show you (?:that i|what i'm)|still (?:like|want)|always|ever|actually|do without|be able|well|understand|admit
          swear|beg|demand|insist
        escalate|complain|handle it|manage fine|deserve|kindly|you|i|we|it|the|a|an|that|this|my|your|help you\?
          pick up (?:this|our) (?:talk|chat)
        report|touch|check whether|ask|circle|follow|schedule|book|set up (?:a|some) (?:meeting|call|time)
          set (?:up )?half|reach out|get back
    """,
    "adverb": r"""
        also|still|gladly|happily|easily|then|just|even|quietly|personally|certainly|definitely|probably|perhaps|maybe
        at least|at the very least|initially|first|really|rather|simply|instead|meanwhile|absolutely|always|well|fully
        possibly|actually|only|already|very happily|start by|begin by|offer to|be able to|be happy to|love to
    """,
    "number": r"""
        \d[\d,.]*k?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty
        fifty|sixty|seventy|eighty|ninety|hundred|half|half an?|a couple of|a few|several
    """,
    "unit": r"""
        minutes?|mins?|hours?|hrs?|days?|mornings?|afternoons?|evenings?|weeks?|months?|quarters?|sprints?|fortnights?
    """,
    "day": r"""
        monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|weds?|thurs?|fri
        tomorrow|tonight|january|february|march|april|june|july|august|september|october|november|december
    """,
    # What begins a step that the speaker takes on; a base verb follows.
    "offer": r"""
        i(?:'?d| would| could| can|'?ll| will| might| may| shall)(?: {adverb}){0,2}
        i(?:'?d| would) (?:{adverb} )?be (?:more than |very |quite |really |only too )?{willing} to
        i(?:'?m| am) (?:{adverb} )?(?:more than |very |quite |perfectly |really |totally )?{willing} to
        (?:i'?m |i am )?(?:proposing|offering|planning|going|volunteering|gonna) (?:to)?
        (?:i )?(?:would )?(?:propose|suggest|offer|plan|intend|volunteer|aim) (?:to|that i|i|for me to)
        (?:more than |very |perfectly |quite |really )?{willing} to
        let me|allow me to|i'?m gonna|i'?ve offered to
        what (?:i|we)(?:'?d|'ll| could| can| would)?(?: \w+)? (?:do|offer|propose|suggest|bring
          have in mind)(?: here| now)? is
        what i(?:'m| am) (?:offering|proposing|suggesting|planning|asking) is to
        my (?:\w+ )?(?:plan|idea|proposal|suggestion|offer|thought|pitch|thinking|ask) (?:is|was|would be) (?:to
          that i|for me to)
        (?:what|how about|what about|suppose|say|imagine) (?:if )?i(?: were to| just| could| only|'d)?
        (?:could|can|may|might|shall|should) i(?: {adverb}| please)?
        would it (?:\w+ ){1,4}if i(?: could| just| were to)?
        (?:and|then|so|or|but|,) i(?:'d|'ll| can| could| will| would)(?: {adverb})?
    """,
    "willing": r"""
        happy|glad|willing|ready|prepared|pleased|delighted|able|content|game|open|free|committed|in a position|up
        keen|offering|proposing|planning|going|volunteering|fine|available
    """,
    # What begins a mere wish; only a concrete piece of work after it is a step.
    "wish": r"""
        i(?:'?d| would) (?:{adverb} )?(?:like|love|want|prefer|hope) (?:to)?
        i (?:{adverb} )?(?:want|hope|wish|intend|mean|wanted|was hoping) to|i wanna
        i(?:'?m| am) (?:{adverb} |very |really )?(?:keen|eager|hoping|looking|interested|excited|trying) (?:to|in)
    """,
    # Verbs of concrete work, in their base form.
    "work": r"""
        build|own|prototype|pilot|measure|instrument|clean|label|relabel|annotate|mentor|train|retrain|coach|onboard
          teach
        ship|fix|patch|port|migrate|tune|retune|evaluate|benchmark|carry|cover|absorb|backfill|automate|monitor
          profile
        debug|refactor|audit|sketch|design|redesign|implement|deliver|maintain|investigate|analy[sz]e|map|trace
          validate
        verify|calibrate|recalibrate|simulate|script|scope|estimate|produce|develop|integrate|deploy|optimi[sz]e
          compare
        code|rewrite|rebuild|run|test|check|review|document|draft|prepare|handle|shadow|collect|gather|crunch|pull
          chase
        write(?! (?:it|this|that|you|to you|down|up what|up this|up our
          up the (?:notes|summary|meeting|conversation)))
        (?:set|wire|hook|stand|spin|clean|free|pick|back|tidy|prop|dig|clear|mop|roll|speed|line|mock|work) (?:up|out
          into|through)
        put together|set up|pair|sit in|sit with|help out|pitch in|chip in|lend|muck in|knock out|mop up
          look (?:into|after)
        take (?:on|over|care|the|that|those|some|any|one|whatever|a (?:piece|slice|small|first|stab|look at the)|your
          his|her
        it on|ownership|up)
        do (?:the|some|one|any|whatever|that|a (?:first|small|quick|dry|trial|pilot|proof|spike))
        spend|give (?:you|it|them|the team|up) <2>{unit}|start (?:with|on|by|small|from)|begin (?:with|by)
          work (?:with|alongside|through)
        assist|support|help (?:with|the|them|you|whoever|out|on|him|her|your|clear|get|build|test|run|triage|ship|fix)
        contribute <3>(?:by|a|the|code|features)|bring (?:my|the|in|over)|keep (?:the|an eye|my)|triage|stress-?test
          ab test|a/b test
        mine|plot|catalogu?e|track|reproduce|harden|translate|split|shrink|trim|rework|extend|adapt|reuse|apply|use
        squeeze in|slot in|fit (?:it|this|that) (?:in|around)|add|create|finish|close out|hand over|swap|trade|stay on
          cut|reduce
        save|improve|provide|supply|share my|walk|demo|model|forecast|predict|segment|detect|catch|flag
    """,
    # People and things that benefit other than the speaker.
    "us": r"""
        us|the (?:whole |entire |core |wider |rest of the )?(?:team|group|company|business|org|organi[sz]ation
          department
        product|project|firm|bank|hospital|clinic|store|plant|site|platform|service|crew|squad|floor|line|programme
          program)
        you|your (?:team|goals?|targets?|roadmap|plan|numbers|group)
          our <2>(?:team|users|customers|clients|product|goals?)
        everyone|everybody|the (?:others|engineers|analysts|on-?call|others on)|ops|operations|support|finance|sales
          legal
    """,
    "people_served": r"""
        customers?|clients?|users?|patients?|merchants?|sellers?|buyers?|riders?|drivers?|passengers?|farmers?
          growers?
        members?|subscribers?|shoppers?|advertisers?|tenants?|students?|pupils?|citizens?|borrowers?|policy ?holders?
        viewers?|readers?|listeners?|players?|guests?|travell?ers?|donors?|partners?|suppliers?|retailers?|households?
        nurses?|doctors?|clinicians?|teachers?|agents?|dispatchers?|couriers?|pickers?|planners?|underwriters?
          cardholders?
        families|residents|hosts|creators|developers|publishers|residents
    """,
    # What a business counts.
    "money": r"""
        revenue|sales|turnover|margins?|profits?|profitability|costs?|spend|spending|budget|bills?|money|cash|savings?
          roi
        payback|return on|dollars?|euros?|pounds|rupees|fees?|premiums?|income|earnings|ebitda|opex|capex|invoices?
        (?:us|a|c)?[$€£]|cents|\d+ ?(?:k|m|million|thousand|grand|bn|billion)|lakhs?|crores?|bottom line|top line
    """,
    # A stake names what is at risk; in front of a project's noun it is only a name ("the fraud detection system").
    "stake": r"""
        (?:{staked})(?!-?\w)(?! (?:detection|prediction|forecast\w*|scoring|monitoring|alerts?|{project}
          teams?|squad|work))
    """,
    "staked": r"""
        churn|retention|conversions?|renewals?|contracts?|accounts?|deals?|basket size|orders?|bookings?|sign-?ups?
        risks?|exposure|liability|fines|penalt(?:y|ies)|compliance|audits?|regulators?|regulatory|safety|recalls?
          outages?
        downtime|slas?|breach(?:es)?|fraud|loss(?:es)?|charge-?backs?|refunds?|refunding|claims?|waste|scrap|spoilage
          fuel|energy
        returns|stock-?outs?|inventory|overstock|write-?offs?|throughput|yields?|growth|market share|market
          competitors?
        okrs?|key results?|kpis?|north star|strategy|strategic|the board|investors?|targets?|company goals?
          annual goals?
        reputation|trust|lawsuits?|complaints?|readmissions?|no-?shows?|delinquenc(?:y|ies)|defaults?|arrears|leakage
        cancellations?|shrinkage|theft|accidents?|injur(?:y|ies)|deaths?|lives|delays?|late deliver(?:y|ies)|demurrage
        time to market|unit economics|cac|ltv|arpu|gmv|nps|csat|satisfaction|engagement|adoption|uptake|occupancy
        launch date|go-?live|deadline|rollout|release date|expansion|new markets?|head ?count costs?|overtime
          attrition
        bookings?|shipments?|tonnage|megawatts?|kilowatts?|harvests?|crops?|beds?|admissions?|polic(?:y|ies)|ridership
          enrol\w*|downloads?|installs?|listings?
        quota|tenders?|grid|litigation|warrant(?:y|ies)|findings?|certification|licen[cs]e|licensing|funding|grants?
          valuation|ipo|due diligence|credibility|brand
        blackouts?|brownouts?|recall rate|abandonment|carts?|checkout|basket|upsell|cross-?sell|contract value
          lead times?|stock|shelves|freight|diesel|bunker
        insolvenc\w+|bad debt|write-?downs?|provisions?|capital|solvency|reserves?|payouts?|settlements?|underwriting
          billing errors?|false claims|scams?|phishing
        safety incidents?|near misses|infections?|mortality|waiting lists?|length of stay|test scores|drop-?outs?
          graduation|truancy|crime|evictions?
        emissions|carbon|over-?billing|mis-?pricing|false declines|blocked (?:cards|payments|orders)|penalties
          q[1-4] goal
    """,
    "metric": r"""
        latency|accuracy|precision|recall|false (?:positives|alarms|alerts|negatives)|alerts?|errors?|error rates?
          hours
        days|weeks|time|load|toil|bugs?|incidents?|quality|drift|on-?call|pages?|paging|tickets?|backlogs?|queues?
          workload
        bandwidth|capacity|turnaround|wait(?:ing)?(?: times?)?|manual (?:work|checks?|review|steps?)|rework|noise
          speed
        reliability|stability|coverage|efficiency|productivity|training time|compute|gpu|storage|cycle times?
          response times?
        mistakes|misses|failures?|defects?|performance|velocity|delivery|predictions?|forecasts?|experience
          bottlenecks?
        duplicates?|blind spots?|gaps?|surprises|firefighting|fires|workarounds?|pressure|burden|interruptions
          handovers?
    """,
    "counted": r"{money}|{stake}|{people_served}",
    "gained": r"{counted}|{metric}",
    "onward": r"""
        to|with|hit|meet|reach|by|from|get|save|avoid|a|the|some|more|on|over|through|deliver|ship|land|keep|focus
          move|be|stay|without|and|faster
    """,
    # Verbs of effect: base form, third person and gerund, never the past.
    "better": r"""
        sav(?:e|es|ing)|reduc(?:e|es|ing)|lower(?:s|ing)?|shrink(?:s|ing)?|trim(?:s|ming)?|halv(?:e|es|ing)|cutting
          cuts
        (?:to|would|could|will|can|'ll|'d|might|and|help|should|may) (?:also )?(?:cut|shed|drop|hit|let|put|beat)
        (?:bring|brings|bringing|take|takes|taking|drive|drives|push|pushes|get|gets|keep|keeps|keeping) <4>down
        rais(?:e|es|ing)|lift(?:s|ing)?|increas(?:e|es|ing)|boost(?:s|ing)?|grow(?:s|ing)?|improv(?:e|es|ing)
          doubl(?:e|es|ing)
        speed(?:s|ing)? up|accelerat(?:e|es|ing)|protect(?:s|ing)?|prevent(?:s|ing)?|avoid(?:s|ing)?|stop(?:s|ping)?
          catch(?:es|ing)?
        win(?:s|ning)?|recover(?:s|ing)?|reclaim(?:s|ing)?|earn(?:s|ing)?|unlock(?:s|ing)?|deliver(?:s|ing)?
          reach(?:es|ing)?
        meet(?:s|ing)?|hit(?:s|ting)|support(?:s|ing)?|free(?:s|ing)?(?: up)?|unblock(?:s|ing)?|de-?risk(?:s|ing)?
        secur(?:e|es|ing)|strengthen(?:s|ing)?|mov(?:e|es|ing)|driv(?:e|es|ing)|push(?:es|ing)?|eliminat(?:e|es|ing)
        remov(?:e|es|ing)|minimi[sz](?:e|es|ing)|maximi[sz](?:e|es|ing)|limit(?:s|ing)?|eas(?:e|es|ing)
          reliev(?:e|es|ing)
        serv(?:e|es|ing)|keep(?:s|ing)?|spar(?:e|es|ing)|tak(?:e|es|ing) (?:\w+ ){0,2}?(?:pressure|load|weight)
          shorten(?:s|ing)?
        help(?:s|ing)?|benefit(?:s|ing)?|add(?:s|ing)?|creat(?:e|es|ing)|gain(?:s|ing)?|bring(?:s|ing)? in
          defend(?:s|ing)?
        mean(?:s|ing)? (?:fewer|less|more|lower|higher|faster|better|no more)|lead(?:s|ing)? to|result(?:s|ing)? in
        (?:get|gets|getting|give|gives|giving|buy|buys|buying|leave|leaves) (?:us|you|the team|everyone|them|our)
          safeguard(?:s|ing)?
        mak(?:e|es|ing) <4>(?:faster|cheaper|safer|easier|better|stronger|smoother|quicker|lighter|more|less|sure)
          shav(?:e|es|ing)
        pay(?:s|ing)? (?:for itself|back|off)|slash(?:es|ing)?|curb(?:s|ing)?|contain(?:s|ing)?|offset(?:s|ting)?
          retain(?:s|ing)?
    """,
    # What is said of people and plans to make them small.
    "insult": r"""
        stupid|idiotic|idiots?|dumb|foolish|ridiculous|absurd|nonsense|nonsensical|a joke|jokes|laughable|clueless
          incompetent
        pathetic|short-?sighted|brain-?dead|moronic|morons?|insane|crazy|garbage|rubbish|worthless|pointless|a waste
          bonkers|daft
        bullshit|bs|crap|embarrassing|embarrassment|cowardly|coward|spineless|gutless|useless|bogus|vanity|lame
          disgrace(?:ful)?
        hopeless|ignorant|mindless|amateurish|amateur hour|out of touch|disaster|shambles|circus|clowns?|lunacy
          madness|farce
        brainless|misguided|half-?baked|laughing stock|backwards|petty|toothless|theat(?:er|re)|busy-?work|dead end
          silly
    """,
    # A next talk or decision.
    "again": r"""
        (?:talk|meet|speak|chat) (?:again|about|more|properly|through|on|in|next|after|then|once|at|when|this|it
          further|soon|over|for|tomorrow)
        revisit|check (?:back|in|again|where|how)|knock on|take stock|reopen
          bring you <3>(?:numbers|results?|figures|plan|data)|say (?={when})|same time|put a date
          you (?:can )?(?:decide|judge) then|ask\b|come back (?:to|then|on|in|after|next|with|at|when|and)|circle back
          pick (?:it|this|that|things|the <2>) (?:back )?up|pick up (?:again|from|this|where)
        follow(?:ing)?[- ]?up|touch base|reconvene|sit down|catch[- ]?up
          look (?:at (?:it|this|that|where|how|what|the (?:numbers|results|data|plan|figures|first)) )?(?:again
          together)
        look at (?:it|this|that|where|how|what|whether|the <3>)
          (?:another|a second|a fresh|a proper|a) (?:look|go|chat|talk|conversation|word|call|coffee|meeting|session)
          return to (?:it|this|the)
        bring (?:it|this|that) (?:back|up)|raise (?:it|this|that)(?: again)?|discuss
          review (?:it|this|that|the|where|how|what|together|whether)|decide|reassess|re-?evaluate|reconsider
          re-?open (?:it|this)
        (?:book|schedule|block|find|grab|pencil in|pencil|hold|reserve|set aside|set up|put in|put|carve out|give me
          steal|borrow|take) <3>(?:{number}|half an hour|time|slot|something|meeting|minutes|chat|follow-?up|it|that
          quarter of an hour|session|coffee|invite|hour|some time|a date)
        regroup|ask (?:you )?(?:again|then|in|after|on|next|once)|(?:drop|swing|stop|come) by
          see (?:you|where (?:we|things|it)|how (?:it|things|they|we)|what (?:you|we|has|changed)|if it)|hear from you
          hear (?:what|how|your)|let me know|tell me
        finish this|have (?:another|a (?:word|chat|look|talk|think|conversation|proper|quick)|{number} minutes)
          get (?:together|back to|your (?:answer|view|read|decision|thoughts|verdict))|compare notes|compare
          close the loop|go (?:over|through) <2>|walk (?:you )?through|report back|show you|sync|enquire again
          try again|knock again|approach you
        next (?:chat|talk|conversation|meeting|one-on-one|1:1|check-?in|step)|second (?:chat|look|conversation)
          (?:\d+|ten|fifteen|twenty|thirty|five) ?(?:minutes|min|mins)|half an hour|quarter of an hour|calendar|diary
          your answer|a decision|an answer|check-?point|decision point|good (?:moment|time)
          (?:quick|short|brief) (?:chat|call|word|coffee|look|sync)
        would (?:suit|work|be (?:good|ok|okay|better|a good|convenient))|works? for you|suits? you
          i(?:'ll| will| can) (?:come|come to you|be back|drop in|stop in|ask)|(?:happy|glad) to wait|then[,?]
    """,
    # A time to it.
    "when": r"""
        (?:on|by|this|next|until|before|from|every|come|say|for|of|the|around|late|early
          first thing)? ?(?:next |this |coming |following )?(?:{day})s?(?: (?:morning|afternoon|evening|at \w+))?
        (?:next|the following|the coming|this coming|early next|end of|the end of|later this|late this|later in the
          beginning of|start of|middle of|mid|first week of|last week of|the week of|the week after
          in the (?:new|next)|at the) <1>(?:week|month|quarter|sprint|cycle|year|fortnight|planning|half|q[1-4]
          one-on-one|1:1|retro|review|round|{day}|standup|stand-up|offsite|budget|release)
        in (?:about |around |roughly |maybe |say )?(?:{number}|a|one
          another)(?: more| or two| or three| to \w+)? {unit}(?:' time|'s time|s' time)?
          within (?:the |a |{number} )<1>{unit}|(?:{number}|a) {unit}(?:'s|')? (?:from now|time|later|out|on)
        (?:after|before|following|ahead of|when|once) <5>(?:in {month}|closes?|lifts?|ends?|opens?|lands?|ships?
          launch|offsite|freeze|is through|is over|is done|are in|vote|round|{day})
        (?:after|once|before|when|following|at|ahead of|right after|straight after|as soon as
          by) (?:the |your |our |you've |you have |we've |we have |it's |that |this |they |you |my |next )<4>(?:launch
          release|planning|review|close|deadline|offsite|off-site|sprint|quarter|retro|migration|audit|go-?live|budget
          round|rollout|demo|peak|season|cycle|freeze|cut-?over|holidays?|staffing|stand-?up|meeting|one-on-one|1:1
          looked|talked|spoken|checked|numbers|results|steering|board|head ?count|ships?|lands?|closes?
          is (?:out|done|live|over|through)|reviews?|reorg|election|harvest|inspection|summer|christmas|easter|diwali
          new year|black friday|workload|assessment|report|town hall|all-?hands|kick-?off|milestone|pilot|experiment
          test|trial|data|renewal|tender|visit|conference|leave|holiday|vacation|trip|q[1-4])
        q[1-4]|(?:the )?\d{1,2}(?:st|nd|rd|th)(?: of \w+)?
          (?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug
          sept?|oct|nov|dec) \d{1,2}|\d{1,2} (?:january|february|march|april|may|june|july|august|september|october
          november|december)|at \d{1,2}(?::\d\d)? ?(?:am|pm|o'clock)?|\d{1,2} ?(?:am|pm)|(?:the )?day after tomorrow
          this (?:week|month|afternoon|quarter|sprint)|end of (?:day|the day)|eod|eow|a fortnight|same time
          every {unit}|(?:mid|early|late)[- ](?:january|february|march|april|may|june|july|august|september|october
          november|december|q[1-4]|month|week|quarter|year)|(?:a|one|two|three|four|six) {unit} after
    """,
}
