"""Everyday news in the words of war or diplomacy: a boiler explodes, a party storms a town hall, tanks are delivered.

Each kind has words that say plainly what it was, and words beside which it may be war after all.
"""

from __future__ import annotations

import re

Range = tuple[int, int]

_ARMED = (
    r"rebels?|militants?|insurgents?|insurgency|jihad\w*|terroris\w*|guerrillas?|militia\w*|paramilitar\w*|gunm[ae]n|bombers?|separatists?|extremists?"
    r"|fighters|commandos?|snipers?|(?:air\s?)?strikes?|shell(?:s|ed|ing)|rockets?|(?<!petrol\s)(?<!fire\s)(?<!petrol-)bomb(?:s|ed|ing|ings)?"
    r"|landmines?|ambush\w*|massacre\w*|artillery|mortars?|grenades?|war|front\sline|Taliban|Hamas|Hezbollah|Islamic\sState|cartels?"
)
_FIGHTERS = rf"missiles?|drones?|{_ARMED}"
_AT_WAR = re.compile(
    rf"\b(?:{_FIGHTERS}|sabot\w+|plant(?:ed|ing)\s(?:an?|the)|(?:laden|loaded|packed|rigged|stuffed)\swith|suicide|car\sbomb|detonat\w+|attack\w*|troops|army|soldiers|forces|jets?|aircraft|UAVs?|bombard\w*|munitions|fought|ramm\w+|kamikaze|RSF|Houthis?)\b",
    re.I,
)
_BURST = r"(?:explo(?:ded|des|sions?|ding)|blasts?|blew\sup(?!\s(?:an?|the|its|two|three)\b)|burst)"
_FUEL = (
    r"(?:(?<!tear\s)(?<!poison\s)(?<!nerve\s)(?<!natural\s)gas(?!\s(?:pipeline|field|terminal|plant))|boilers?|methane|firedamp|fireworks?|firecrackers?|propane|butane|ammonia"
    r"|pressure\scookers?|coal\s(?:mine|pit|dust)|coalmine|colliery|grain\s(?:silo|dust)|engine\sroom|steam\spipe|chemical\s(?:plant|factory|works))"
)
_ACCIDENT = re.compile(
    rf"\b{_FUEL}\b[^.;!?]{{0,60}}?\b{_BURST}\b|\b{_BURST}\b[^,.;!?]{{0,80}}?\b{_FUEL}\b"
    rf"|\bcaught\sfire\sand\s(?:then\s)?{_BURST}\b|\baccidental\s{_BURST}\b",
    re.I,
)
_ABROAD = r"(?:tourists|foreigners|travell?ers|visitors|holidaymakers|westerners|crowded\splaces|public\splaces|hotels\sand)"
_WARNING = re.compile(
    r"\b(?:terrorists|extremists)\s(?:are\s(?:very\s|highly\s)?likely\sto|could|may|might)\b(?!\shave\b)"
    rf"|\battacks?\s(?:on|against|aimed\sat)\s(?:\w+\s)?{_ABROAD}[^.;!?]{{0,20}}?\b(?:could|may|might|can|are\s(?:\w+\s)?(?:likely|possible)|cannot\sbe\s(?:ruled\sout|excluded))\b"
    r"|\b(?:threat|risk|danger)\s(?:of|from)\s(?:an?\s)?(?:terror(?:ist|ism)?|kidnap(?:ping)?)\b(?:\sattacks?)?",
    re.I,
)
_ALREADY = re.compile(
    r"\b(?:killed|wounded|struck|hit|attacked|bombed|after|since|following|claimed|carried\sout)\b",
    re.I,
)
_ARMS = r"(?:tanks?|howitzers?|launchers?|(?:fighter\s)?jets?|helicopters?|warships?|frigates?|submarines?|armou?red\svehicles?|missiles?|rifles?|batter(?:y|ies)|drones?|guns?)"
_DELIVERY = re.compile(
    rf"\b(?:took|takes?|taking|taken)\sdelivery\sof\b|\breceiv(?:ed?|es|ing)\s(?:[\w-]+\s){{0,5}}?{_ARMS}\b",
    re.I,
)
_FIRM = r"(?:shipyards?|factory|factories|plants?|mills?|refinery|brewery|company|firm|bank|airline|hotel|club|newspaper|supermarket|chain|business|stake)"
_TAKEOVER = re.compile(
    rf"\b(?:group|company|firm|investors?|consortium|billionaire|fund|giant|maker|conglomerate)\b[^.;!?]{{0,20}}?\b(?:took|takes?|taken|taking)\sover\s(?:[\w-]+\s){{0,3}}?{_FIRM}\b",
    re.I,
)
_IN_ACTION = re.compile(
    rf"\b(?:{_ARMED}|attack\w*|clash\w*|fighting|fired|hit|struck|killed|captur\w+|invad\w+|invasion|pound\w*|push\w*|siege|advanc\w+|used)\b",
    re.I,
)
_ARMY = r"soldiers?|troops|army|killed|dead|deaths|died|shot|shoot\w*|gunfire|opened\sfire|armed|executed"
_OFFICE = r"(?:town\shall|city\shall|council|mayoralty|seat|constituency|governorship)"
_VOTE = r"(?:run-?off|by-?elections?|elections?|polls|votes?|voters|ballots?|candidates?|majority)"
_PARTIES = (
    r"(?:Conservatives|Labour|Tories|Liberal\sDemocrats|Democrats|Greens|Socialists|Social\sDemocrats|Christian\sDemocrats"
    r"|ruling\sparty|governing\sparty)"
)
_TAKE = r"(?:captur|seiz|storm|tak|took|wrest|conquer|won|lost|gain)\w*"
_WINGS = (
    r"(?:factions?|wings?)\sof\s(?:the|his|her|its)\s(?:\w+\s){0,2}party\b"
    r"|\bparty['’]s\s(?:\w+\s){0,2}?(?:factions?|wings?)\b"
)
_CAMPAIGN = re.compile(
    rf"\b{_TAKE}\s(?:the\s)?{_OFFICE}\b[^;!?]{{0,120}}\b{_VOTE}\b|\b{_VOTE}\b[^;!?]{{0,120}}\b{_TAKE}\s(?:the\s)?{_OFFICE}\b"
    rf"|\b{_TAKE}\s(?:[\w'’-]+\s){{1,4}}?from\s(?:the\s)?{_PARTIES}\b"
    rf"|\b(?:ruling|governing|opposition)\sparty['’]s\s(?:\w+\s)?(?:bastion|stronghold|fortress|heartland|citadel)\b"
)
_NO_CAMPAIGN = re.compile(rf"\b(?:{_FIGHTERS}|{_ARMY})\b", re.I)
_CROWD = (
    r"(?:mobs?|crowds?|protest[eo]rs?|demonstrators?|rioters?|youths|students|looters|fans|hooligans|strikers|graduates"
    r"|inmates|villagers)"
)
_RIOT = re.compile(
    rf"\b{_CROWD}\b(?:\s(?!(?:in|at|as|was|were|been|being|are|is|by|of)\b)[\w'’-]+){{0,3}}?\s(?:storm|attack|burn|torch|ransack|loot|set\s(?:fire|\w+\s\w+\sablaze)|overran|besieg|pelt|hurl|threw|blockad)\w*(?!\s(?:in|by|alive|at)\b)"
    rf"|\bclash\w*\b[^.;!?]{{0,40}}?\bbetween\s(?:riot\s)?police\sand\b(?:\s[\w'’-]+){{0,3}}?\s{_CROWD}"
    rf"|\bpolice\s(?:\w+\s)?clash\w*\swith\s(?:[\w'’-]+\s){{0,3}}?{_CROWD}|\b{_CROWD}\s(?:\w+\s)?clash\w*\swith\s(?:riot\s)?police\b",
    re.I,
)
_NO_RIOT = re.compile(
    rf"\b(?:{_FIGHTERS}|{_ARMY}|settlers?|live\s(?:rounds|ammunition|fire)|security\sforces|murder\w*|villages|gangs?|tribes?\w*|ethnic|sectarian)\b",
    re.I,
)
_SPOUSE = r"(?:wife|husband|girlfriend|boyfriend|partner|lover|fianc[eé]e?)"
_LONE = re.compile(
    r"\blone\sgunm[ae]n\b|\b(?:shot|killed|gunned\sdown|murdered)\b[^.;!?]{0,20}?\bby\s(?:an?|his|their|one\sof\stheir)\s(?:own\s)?"
    r"(?:disgruntled|drunk(?:en)?|(?:fellow|former)\s(?:students?|pupils?|employees?|colleagues?|workers?|classmates?|boyfriend|husband|tenant|soldier(?=\sat\s(?:an?|the|their|his)\s(?:barracks|base|depot))))\b",
    re.I,
)
_AT_HOME = re.compile(
    rf"\b(?:m[ae]n|wom[ae]n|he|she|who|pensioner|farmer|policeman|driver)\s(?:had\s|has\s|then\s)?(?:shot|killed|stabbed|murdered|strangled)\s(?:his|her)\s(?:\w+\s)?{_SPOUSE}\b|\b(?:jilted|jealous|spurned|estranged)\s(?:\w+\s)?{_SPOUSE}\b",
    re.I,
)
_NO_CRIME = re.compile(
    r"\b(?:rebels?|militants?|insurgents?|jihad\w*|terroris\w*|extremis\w*|guerrillas?|militia\w*|Islamic\sState|ISIS|IS\b|Qaeda|Taliban|Hamas|separatists?|commanders?|insider\sattack|ambush\w*|settlers?|checkpoint|reservists?|crossing"
    r"|infiltrat\w+|war|(?:air\s?)?strikes?|shelling|rockets?|missiles?|drones?|massacre\w*)\b",
    re.I,
)
_NO_HOME = re.compile(rf"\b(?:soldiers?|troops|army|gunm[ae]n|raid\w*)\b|{_NO_CRIME.pattern}", re.I)
_MISSILE = r"(?:ballistic|cruise|hypersonic|intercontinental|short-range|medium-range|long-range)[\s-](?:[\w-]+\s){0,2}?(?:missiles?|projectiles?)"
_SEA = r"(?:into|in|towards?)\sthe\s(?:sea|ocean|East\sSea|Yellow\sSea|Sea\sof\s[A-Z]\w+|Pacific|waters)\b"
_TEST = re.compile(
    rf"\b(?:fir|launch)(?:ed|es|ing)?\s(?:[\w-]+\s){{0,4}}?{_MISSILE}\b(?:(?!\b(?:at|kill\w*|hit|struck|debris|towards?\s[A-Z]\w+)\b)[^.!?]){{0,80}}?\b{_SEA}",
    re.I,
)
_NO_TEST = re.compile(
    r"\b(?:ships?|tankers?|vessels?|destroyers?|carriers?|freighters?|warships?|killed|killing|wound\w+|hit|struck|intercept\w*|shot\sdown|attack\w*|war"
    r"|Houthis?|Red\sSea|Black\sSea|at\s(?:a|the|two|three)\s\w+)\b",
    re.I,
)
_THERE = r"(?:in|near|at|outside|off|over|on)\s(?:the\s)?(?:[a-z]+\sof\s)?$"
_FLIES = r"(?:helicopters?|(?:air)?planes?|aircraft|jets?|airliners?|gunships?)"
_FIGHT = re.compile(
    rf"\b(?:{_FIGHTERS}|soldiers?|troops|army|shot|downed|brought\sdown|hit|struck|fire[ds]?|gunfire|fighting|battles?|clash\w*|attack(?:s|ed|ing)?|assault\w*|raids?|offensive|enemy|forces"
    r"|intercept\w*|sabotage\w*|hijack\w*|storm\w*|seiz\w+|captur\w+|pound\w*|straf\w+|kidnap\w*|ambush\w*|mines?|explo\w+|blew|burst|landed|slammed|destroyed"
    r"|ammunition|arms|weapons?|guns?|bod(?:y|ies)|corpses?|laden|packed|rigged|fitted)\b",
    re.I,
)
# What ends at a place: how an aircraft came down, a car was found, a test began or ended there; fighters in it are none of a fight.
_PEACEFUL_THERE = tuple(
    re.compile(pattern + _THERE, re.I)
    for pattern in (
        rf"\b{_FLIES}\b[^.;!?,]{{0,60}}?\bcrash(?:ed|es|ing)?\s",
        r"\b(?:car|van|vehicle|truck|lorry|motorcycle|pick-?up)\b[^.;!?]{0,60}?\b(?:was|were|had\sbeen)\s(?:later\s)?(?:found|discovered|recovered)\s"
        r"(?:[a-z-]+\s){0,3}?",
    )
)
_FLEW = re.compile(
    r"\b(?:flew|travell?ed)\s(?:[a-z]+\s){0,3}?[\d,]+\s?(?:km|kilomet(?:re|er)s?|miles?)\b", re.I
)
_SHOT = r"\b(?:missiles?|projectiles?|rockets?)\b"
_TESTED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_SHOT}[^.;!?]{{0,60}}?\b(?:launched|fired)\sfrom\s(?:the\s)?$",
        rf"{_SHOT}[^.;!?]{{0,120}}?\b(?:came\sdown|fell|splashed\sdown)\s(?:in(?:to)?\sthe\ssea\s)?off\s(?:the\s)?(?:[a-z]+\sof\s)?$",
    )
)
_AFTER_A_TEST = re.compile(
    r"\bnuclear\stests?\b[^.;!?]{0,80}?\blaunch(?:es)?\sof\san?\s(?:\w+\s)?(?:missile|rocket|satellite)s?\sfrom\s(?:the\s)?$",
    re.I,
)
_HARM = re.compile(
    r"\b(?:hit|struck|kill\w*|wound\w*|slammed|explo\w+|destroy\w*|ablaze|sirens?|shell\w*|target\w*|war|strikes?|attack\w*|intercept\w*|shot\sdown|Houthis?"
    r"|Hamas|Hezbollah|militants?|rebels?)\b",
    re.I,
)
_GOODS = r"(?:aid|relief|food|flour|medicines?|medical|humanitarian|fuel|supplies|water)"
_AID = re.compile(
    rf"\b(?:{_GOODS}\s(?:\w+\s)?(?:trucks?|lorr(?:y|ies)|convoys?|shipments?|supplies|vehicles)|(?:trucks?|lorr(?:y|ies)|convoys?)\s(?:of|with|carrying|loaded\swith)\s(?:\w+\s)?{_GOODS})"
    r"\s(?:(?:have|has|had|\w+ly)\s)?(?:enter(?:ed|s|ing)?|cross(?:ed|es|ing)\sinto|reach(?:ed|es|ing)|roll(?:ed|s|ing)\sinto|drove\sinto)\s(?:the\s)?(?:[\w-]+\s){0,2}$",
    re.I,
)
_NO_AID = re.compile(
    rf"\b(?:{_FIGHTERS}|soldiers?|troops|tanks|attack\w*|fire[ds]?|killed|hit|struck|shot|loot\w*|raid\w*)\b",
    re.I,
)
_PARTY_MEETS = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|own|ruling|governing|opposition|(?:Labour|Conservative|Communist|Socialist|Democratic|Republican|Liberal|Green))\s[Pp]arty\s"
    r"(?:will\s|is\sto\s|was\sto\s)?(?:meets?|met|gathers?|gathered|convenes?|convened)\b(?!\s(?:with|its\s\w+\scounterpart))"
    rf"|\b(?:coalition|governing)\sparties\b[^.;!?]{{0,30}}?\b(?:met|meets?|negotiat\w+|signed|talks|agreed)\b|\b{_WINGS}"
)
_OF_PEACE = re.compile(
    r"\b(?:peace|cease-?fire|truce|armistice|swap\w*|exchang\w+|mediat\w+|talks|summit|ministers\smet|rebels?|envoys?|delegat\w+|diplomats?)\b",
    re.I,
)
_MADE_KNOWN = re.compile(
    r"\b(?:order|decision|decree|measures?|plans?|ruling|budget|bill|verdict|charges|sanctions|package|figures|results?|strategy|move|law)\b,?"
    r"\s(?:(?:which|that)\s(?:was|were)\s)?(?:announced|issued|unveiled|published|released|made\spublic|handed\sdown|outlined|disclosed)\s(?:on\s\w+\s)?in\s(?:the\s)?$"
)

_PEACEFUL = (
    (_ACCIDENT, _AT_WAR),
    (_WARNING, _ALREADY),
    (_DELIVERY, _IN_ACTION),
    (_TAKEOVER, _NO_CAMPAIGN),
    (_CAMPAIGN, _NO_CAMPAIGN),
    (_RIOT, _NO_RIOT),
    (_LONE, _NO_CRIME),
    (_AT_HOME, _NO_HOME),
    (_TEST, _NO_TEST),
)
_APART = re.compile(r"[;:]\s|[.!?]\s+[A-Z“\"]")


def no_war(sentence: str, mention: Range) -> str | None:
    """Return the words by which what looks like fighting at `mention` was everyday news."""
    for words, unless in _PEACEFUL:
        found = words.search(sentence)
        if found is None or _apart(sentence, found.span(), mention):
            continue
        if not _has_beside(unless, sentence, found.span()):
            return found.group()
    aid = _AID.search(sentence, max(0, mention[0] - 120), mention[0])
    if aid and not _has_beside(_NO_AID, sentence, aid.span()):
        return aid.group().strip()
    return _none_there(sentence, mention)


def _none_there(sentence: str, mention: Range) -> str | None:
    """Return the words, up to `mention`, by which an aircraft only crashed or a missile was tested there."""
    low = max(0, mention[0] - 200)
    patterns = [] if _FIGHT.search(sentence) else list(_PEACEFUL_THERE)
    if not _HARM.search(sentence):
        patterns += [*(_TESTED if _FLEW.search(sentence) else ()), _AFTER_A_TEST]
    found = next(filter(None, (one.search(sentence, low, mention[0]) for one in patterns)), None)
    return found.group().strip() if found else None


def no_diplomacy(sentence: str, mention: Range) -> str | None:
    """Return the words by which what looks like diplomacy at `mention` was a party's or a government's own business."""
    if _OF_PEACE.search(sentence):
        return None
    known = _MADE_KNOWN.search(sentence, max(0, mention[0] - 120), mention[0])
    if known:
        return known.group().strip()
    found = _PARTY_MEETS.search(sentence)
    return found.group() if found and not _apart(sentence, found.span(), mention) else None


def _has_beside(pattern: re.Pattern[str], sentence: str, span: Range) -> bool:
    """Return whether `pattern` is found in the sentence, the words that tell of everyday news left out."""
    return any(
        not (span[0] <= m.start() and m.end() <= span[1]) for m in pattern.finditer(sentence)
    )


def _apart(sentence: str, span: Range, mention: Range) -> bool:
    low, high = min(span[1], mention[1]), max(span[0], mention[0])
    return _APART.search(sentence, low, high) is not None
