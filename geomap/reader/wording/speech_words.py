"""The words by which somebody says or denies something, as alternatives for regular expressions."""

from __future__ import annotations

from geomap.reader.wording.actor_words import word_set

# After these a full stop ends no sentence and no name, nor after a capital alone ('U.S.').
_SHORT = word_set(
    "Mr Ms Dr Lt St Gov Gen Col Sgt Rep Sen Mrs Maj Adm Cpl Hon Rev Pvt Brig Capt Prof Cmdr Supt"
)
_AFTER_SHORT = [rf"\b{short}" for short in ("[A-Z]", *sorted(_SHORT))]
FULL_STOP = "".join(f"(?<!{short})" for short in _AFTER_SHORT) + r"\."
_OTHER_STOP = "(?:" + "|".join(f"(?<={short})" for short in _AFTER_SHORT) + r")\."
# A letter of a name: what marks the end of a clause is none.
NAME = rf"(?:[^,;.:\"“”()—]|{_OTHER_STOP})"

ON_DAY = (
    r"\s{1,4}(?:(?:on|late|early|in|at|this|last|earlier|yesterday|today|overnight)\s{1,4})*"
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday"
    r"|(?:\d{1,2}\s{1,4})?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s{1,4}\d{1,2}\b)?(?:,?\s{1,4}\d{4}\b)?)"
    r"(?:\s{1,4}(?:morning|afternoon|evening|night))?"
)
WHEN = rf"(?:{ON_DAY})?"

# Alternatives for a regular expression, without groups; case matters ("the United States").
SAYS = (
    r"said|says|say|told|tells|announced|announces|reported|reports|report|claimed|claims|claim"
    r"|stated|states|declared|declares|confirmed|confirms|confirm|added|adds|noted|notes|warned|warns"
    r"|warn|insisted|insists|insist|alleged|alleges|allege|asserted|asserts|wrote|writes|tweeted|posted"
    r"|acknowledged|acknowledges|admitted|admits|admit|conceded|concedes|explained"
    r"|argued|argues|recalled|recalls|testified|estimated|estimates|estimate|maintained|maintains"
    r"|revealed|disclosed|vowed|pledged|promised|suggested|suggests|suggest|believes|believe|thinks|think"
    r"|stressed|emphasised|emphasized|reiterated|indicated|informed|boasted|predicted|cautioned"
    r"|complained|complains|reminds|quipped|contended|contends|charged|accused|accuses|accuse|hinted"
    r"|documented|documents|recorded|counted|verified|assessed|assesses|assess"
    r"|acknowledge|concede|contend|maintain|argue|affirmed|affirms|affirm|confessed|confesses|confess|assured"
    r"|assures|announce|declare|testify|recall(?=\s{1,4}(?:that|how)\b)|explain|reveal|disclose|assert|boasts"
    r"|(?:described|describes|describe)(?![^,;.]{0,120}\sas\s)|(?:speaks?|spoke|tells?|told)\s{1,4}of"
    rf"|(?:repeated|repeats|clarified|clarifies|answered|answers|replied|replies)(?={WHEN}\s{{1,4}}that\b)"
    r"|(?:found|finds|find|concluded|concludes|swears|swore)(?=\s{1,4}that\b)|found(?=\.?$)"
    r"|puts?(?=\s{1,4}(?:the|its|their)\s{1,4}(?:\w{2,12}\s{1,4})?(?:toll|number|figure|dead|losses)\b)"
)
SAYING = (
    r"saying|telling|announcing|reporting|claiming|stating|declaring|confirming|adding|noting|warning"
    r"|insisting|alleging|asserting|acknowledging|admitting"
)
THEIR_WORD = (
    r"(?:claims?|reports?|allegations?|accusations?|charges?|statements?|accounts?|assertions?|figures?"
    r"|version|rumou?rs?|suggestions?|announcements?)"
)
DEED = r"(?:attack|strike|raid|shelling|incident|killing|massacre|bombing|role|involvement|offer|proposal|idea|invitation|venue)"
FALSE = (
    r"(?:(?:a\s{1,4})?lies?|(?:a\s{1,4})?fabrications?|fabricated|false|untrue|fake|baseless|groundless|unfounded"
    r"|propaganda|disinformation|nonsense)"
)
DENIES = (
    rf"call(?:ed|s)?\s{{1,4}}(?:(?:it|this|that|them|(?:the|this|that|these|those)\s{{1,4}}{THEIR_WORD})\s{{1,4}})?{FALSE}"
    rf"|describ(?:ed|es)\s{{1,4}}(?:it|this|that|them|(?:the|this|that|these|those)\s{{1,4}}{THEIR_WORD})\s{{1,4}}as\s{{1,4}}{FALSE}"
    # 'called reports of a strike on X "fake"'
    rf"|call(?:ed|s)?\s{{1,4}}(?:the\s{{1,4}})?{THEIR_WORD}(?=\s(?:of|that)\s[^.;,]{{1,160}}?\s[\"“‘']?{FALSE}\b)"
    r"|denied|denies|deny|rejected|rejects|reject|dismissed|dismisses|dismiss|refuted|refutes|disputed"
    r"|disputes|dispute|disavowed|rebutted|contradicted|contests|contested"
)
SPEAKING = (
    rf"{SAYS}|{SAYING}|{DENIES}|denying|rejecting|dismissing|released|published|spoke|speaking"
)

AUX = (
    r"(?:\s{1,4}(?:has|have|had|would|should|can|is|was|were|are|also|later|again|then|earlier|now|repeatedly|previously"
    r"|initially|immediately|separately|subsequently|promptly|still|flatly|meanwhile|[a-z]\w{1,20}ly|did|does|do"
    r"|not|never|since|no\s{1,4}longer|(?:has|have|had|is|was|were|are|did|does|do|would|could|ca|should)n['’]t|quoted\s{1,4}as|being|been|quickly)){0,8}"
)
