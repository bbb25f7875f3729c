"""What is told in the words of war or of diplomacy and is neither: an earthquake that strikes, a drill, a way home.

The network weighs the words of a sentence; where one of these phrases says plainly what it was, and
nothing else tells of an event at the place, the phrase decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomap.reader.everyday import no_diplomacy, no_war
from geomap.reader.wording.cues import cue_spans, is_cue

Range = tuple[int, int]

_NATURE = (
    r"(?:earth)?quakes?|aftershocks?|tremors?|(?:(?:an?|the|tropical|winter|sand|dust|snow|hail|ice|thunder)\s?)storms?"
    r"|cyclones?|hurricanes?|(?-i:typhoons?|Typhoon\s(?=[A-Z]))|tsunamis?|lightning(?=\s(?:struck|killed|hit)\b)|(?<!\bAqsa\s)floods?|floodwaters"
    r"|tornado(?:e?s)?(?!\s(?:GR|jets?|aircraft|planes?|bombers?))"
    r"|landslides?|mudslides?|avalanches?|(?:wild|bush)fires?|(?:forest|brush|grass)\sfires?|flames|blizzards?|meteorites?|locusts?|cholera|ebola"
)
_ARMS = r"(?:missiles?|rockets?|shells?|mortars?|drones?|bombs?|jets?|rebels?|militants?|troops|soldiers|forces|army|air\s?strikes?)"
_STRUCK = (
    r"(?:struck|strikes?|striking|hit|hits|hitting|batter(?:ed|s|ing)|ravag(?:ed|es|ing)|devastat(?:ed|es|ing)|pound(?:ed|s|ing)"
    r"|lash(?:ed|es|ing)|swept|slammed|tore|ripped|invaded?|attack(?:ed|s)?|kill(?:ed|s|ing)|claimed|destroy(?:ed|s|ing)"
    r"|rocked|shook|jolted|overran|blew|(?:is|are|was|were|kept)\s(?:advanc|threaten)ing|threaten(?:ed|s|ing))"
)
# 'a tsunami of missiles' and 'after the storm, shells struck' are none
_DISASTER = re.compile(
    rf"(?<!sparked\s)(?<!ignited\s)(?<!set\soff\s)(?<!triggered\s)(?<!caused\s)(?<!started\s)\b(?:{_NATURE})\b(?!\sof\s(?!magnitude|\d))(?:(?!\b(?:by|they|he|she|we|who|{_ARMS})\b)[^;.!?]){{0,60}}?\b{_STRUCK}\b",
    re.I,
)
_ARMED = re.compile(
    rf"\b(?:{_ARMS}\s(?:\w+\s){{0,2}}(?:hit|struck|slammed|killed|attacked)|advanced\son|invad\w+|crossed\sinto)\b",
    re.I,
)
_SOFT = r"(?:\w+[\s-]){0,2}?"
_DRILL = re.compile(
    rf"\b(?:(?:military|naval|joint|live-fire|field|combat|air|defen[cs]e|annual|nuclear|amphibious|training|artillery|gunnery|firing|(?<!think-)(?<!think\s)tank|parachute|{_SOFT}NATO)"
    r"\s(?:exercises?|drills?|manoeuvres|maneuvers)"
    r"|(?:war\s?games?|manoeuvres)\b|training\s(?:accidents?|mishaps?|crash(?:es)?|jumps?|flights?)"
    rf"|(?:the|an?|this|its|their|another|of|in|for)\s{_SOFT}(?<!fire\s)(?<!raid\s)(?<!\bto\s)(?:exercises?|drills?)(?!\s(?:of|in)\s)"
    r"|test-(?:fir|launch)\w+|test\s(?:launch|flight|firing)\w*|in\sanother\stest\b(?!\s(?:of|for)\b)"
    r"|mock\s(?:\w+\s)?(?:attacks?|assaults?|battles?|raids?|invasions?|combat|strikes?|sieges?|landings?|evacuations?|villages?|town|enemy)"
    r"|simulat(?:ed?|es|ing)|(?:rehears(?:ed|es|ing)|practi[cs](?:ed|ing))\s(?:an?(?!\s\w+\son\s)|landing|storming)"
    r"|re-?enact(?:ed|s|ing|ments?|ors?))\b",
    re.I,
)
# Who attacks in earnest, during a drill or not.
_IN_EARNEST = re.compile(
    r"\b(?:rebels?|militants?|insurgents?|jihadis\w*|gunm[ae]n|terrorists?|suicide|guerrillas?|enemy(?!\s(?:village|town))"
    r"|massed|massing|amass\w*|buil(?:d|ds|t|ding)[\s-]?up|invaded|captured|real\s(?:attack|war|invasion))\b",
    re.I,
)
_CYBER = re.compile(
    r"\b(?:cyber[\s-]?(?:attacks?|assaults?|raids?|war\w*)|(?:ransomware|malware|phishing|ddos|hacking)\s(?:attacks?|assaults?|raids?)"
    r"|(?:hackers?|cyber[\s-]?criminals?|ransomware|malware)\b[^;.!?]{0,60}?\b(?:attack(?:ed|s)?|hit|struck|target(?:ed|s)?|invaded|raided))\b",
    re.I,
)
# 'two weeks after the exercise, they ...'
_APART = re.compile(
    r"\b(?:after|since|before|following|despite|because|when|while|as|where|who|saying|said|respon\w+|answer\w*|retaliat\w+|ahead\sof)\b",
    re.I,
)
_WORLD_WAR = r"(?:first|second)\sworld\swar|world\swar\s(?:ii|i|two|one|2|1)|ww(?:ii|2|1)"
_MUNITION = r"(?:bombs?|shells?|grenades?|mines?|munitions?|ordnance|torpedo(?:es)?)"
_TURNS_UP = (
    r"[^;.!?]{0,120}\b(?:found|discovered|unearthed|defused|blown\sup|detonat\w+|disposed|removed"
    r"|exploded)\b"
)
# A relic: 'a wartime bomb was found in a garden'
_RELIC = re.compile(
    rf"\b(?:war-?time|{_WORLD_WAR}|\d{{2,3}}-year-old)[\s-](?:\w+\s){{0,3}}?{_MUNITION}\b{_TURNS_UP}",
    re.I,
)
# 'A shell of the Second World War was defused'
_OLD_RELIC = re.compile(
    rf"(?:\b\w+\s)?\b{_MUNITION}\s(?:\w+\s){{0,2}}?(?:of|from|left\sby|dating\sfrom)"
    rf"\s(?:the\s)?(?:last\sworld\swar|{_WORLD_WAR})\b{_TURNS_UP}",
    re.I,
)
_HELPING = re.compile(
    r"\b(?:took|take|takes|taking|taken)\spart\sin\s(?:an?|the|its)\s(?:\w+\s){0,2}(?:parade|ceremony|festival|race|rescue|clean-up)\b"
    r"|\b(?:clear(?:ed|ing)?|remov(?:ed?|ing)|shovel\w*|g[ai]ve|donat\w+)\s(?:\w+\s)?(?:mud|snow|blood|floodwater)\b",
    re.I,
)
# 'A bus bound for Lviv was shelled near Kherson': where it was going
_VEHICLE = (
    r"(?:ships?|vessels?|tankers?|freighters?|ferry|ferries|boats?|trains?|bus(?:es)?|minibus(?:es)?|coach|trucks?|lorry|lorries|cars?"
    r"|convoys?|(?:air)?planes?|airliners?|jets?|aircraft|flights?|cargo|shipments?|passengers?|taxis?|ambulances?)"
)
_GOING = re.compile(
    rf"\b{_VEHICLE}\b[^;.!?]{{0,50}}?\s(?:bound\sfor|head(?:ing|ed)\s(?:for|to|towards?)|on\s(?:its|his|her|their|the)\sway\s(?:to|from)"
    r"|en\sroute\s(?:to|from|for)|(?:flying\s(?:\w+\s)?(?:to|for|between)|(?:sailing|travell?ing|driving|going|running)\s(?:\w+\s)?(?:to|for|from|between))"
    rf"|destined\sfor)\s(?:the\s)?(?:port\sof\s)?(?:[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?\s(?:to|and|for)\s(?:the\s)?)?$"
)
_ON_ROAD_TO = re.compile(
    r"\bon\sthe\s(?:(?!front\s)\w+\s)?(?:road|highway|way|route|line)\s(?:to|from|towards?)\s(?:the\s)?$"
)
# 'a convoy of tanks is heading for X'
_ADVANCES = re.compile(
    r"\b(?:tanks?|troops|soldiers|armou?r(?:ed)?|fighters|rebels|paratroopers)\b", re.I
)
# 'the highway that leads on to Makeni', 'a pipeline running from Kirkuk to Ceyhan'
_LEADS_TO = re.compile(
    r"\b(?:road|highway|motorway|track|railway|railroad|line|pipeline|route|bridge|tunnel|path)\s(?:(?:that|which)\s)?"
    r"(?:leads?|leading|led|runs?|running|ran|goes|stretch(?:es|ing))\s(?:(?:on|up|down|north|south|east|west|back|all\sthe\sway)\s)?"
    r"(?:(?:to|from|towards?|between)\s(?:the\s)?)(?:[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?\s(?:to|and|with)\s(?:the\s)?)?$"
)
_IS_PIPE = re.compile(r"(?:pipeline|railway|railroad|line)\b")
# 'the wounded were flown to Loloho'
_HURT = r"(?:wounded|injured|casualties|survivors|bodies|patients|evacuees)"
_BORNE = r"(?:lifted|fl[eo]wn?|airlifted|carried|took|taken|rushed|ferried|evacuated|brought|driven|drove|transferred|moved|shipped|transported)"
_CARRIED_TO = re.compile(
    rf"\b(?:{_BORNE}\s(?:[\w’'-]+\s){{0,4}}?{_HURT}(?:\s(?!(?:prisoners|captives|hostages|in|at|near|by|during|when|as|after|from)\s)[\w’'-]+){{0,3}}?"
    rf"|{_HURT}\s(?:[\w’'-]+\s){{0,4}}?(?:were|was|been|being)\s(?:\w+ly\s)?{_BORNE}(?:\s(?:back|out|by\s\w+|on\sto)){{0,2}})"
    r"\sto\s(?:(?:an?|the)\s(?:[\w-]+\s){0,2}?(?:hospitals?|clinics?|bases?|morgue)\s(?:in|at|near)\s)?(?:the\s)?$",
    re.I,
)
_IS_TOLD_OF = re.compile(r",\s(?:which|where|itself)\b|\sand\s[^;.!?]{0,60}\bthere\b")
# 'Adre, on the far side, took in 1,400 families'
_TOOK_IN = re.compile(
    r"(?P<aside>,[^,;.!?]{1,60},)?\s(?:(?:has|have|had)\s)?(?:already\s)?(?:taken|took|takes|taking)\sin\s"
    r"(?:(?:some|about|around|nearly|almost|over|more\sthan|at\sleast|up\sto|another|many|most|half)\s){0,2}(?:\d|hundreds|thousands|dozens|scores"
    r"|refugees|famil|people|displaced|evacuees|\w+\s(?:refugees|famil|people|displaced))"
)
# Crimes that no side of a war commits as such.
_CRIME = re.compile(
    r"\b(?:(?:robbery|burglary|carjacking|mugging|hold-?up|road[\s-]rage|pub\sbrawl|bar\s(?:fight|brawl)|school\sshootings?|drunken|jilted|jealous\w*"
    r"|love\striangle|domestic\s(?:dispute|violence|row|argument))"
    r"|(?:kill(?:ed|s|ing)|murder(?:ed|s|ing)|shot(?:\sdead)?|stabb(?:ed|ing)|strangl(?:ed|ing))\s(?:his|her)\s(?:\w+\s)?(?:ex-|estranged\s)?"
    r"(?:wife|husband|girlfriend|boyfriend|partner|lover|neighbou?rs?|boss|landlord)"
    r"|robbers|burglars|muggers)\b",
    re.I,
)
_KILLS = re.compile(
    r"\b(?:kill(?:ed|s|ing)|murder(?:ed|s|ing)|shot|shoots|stabb\w+|shooting|shoot-?out|gunfire)\b",
    re.I,
)
_SIDES = re.compile(
    r"\b(?:rebels?|militants?|insurgents?|jihad\w*|terroris\w*|guerrillas?|troops|soldiers?|army|militia\w*|gangs?|cartels?|commandos?|paramilitar\w*"
    r"|armed\s(?:group|men)|extremists?|separatists?|war|strikes?|shell\w*|bomb\w*|rockets?|missiles?|drones?|Taliban|Hamas|Hezbollah|ISIS|fighters"
    r"|forces|gunm[ae]n|bandits?|settlers?|occupiers?|snipers?|massacre\w*|the\s(?-i:[A-Z]\w+s)(?=\s(?:shot|killed|murdered)\b))\b",
    re.I,
)
# 'According to a military source in Aleppo, ...': where it sits
_SOURCE_IN = re.compile(
    r"^\W*[Aa]ccording\sto\s(?:an?|one|two|several|the)?\s?(?:[\w-]+\s){0,2}?(?:sources?|officials?|officers?|spokes\w+|correspondents?|reporters?|activists?)"
    r"\s(?:based\s)?in\s(?:the\s)?(?:(?:north|south|east|west)\w*\s)?$"
)
_COMMA = re.compile(r",\s")
_AND_AT = re.compile(r",?\sand\s(?:in|at|near|around|outside|another|others)\b")
# 'Many of the dead soldiers came from Omsk'
_PEOPLE = (
    r"(?:soldiers?|dead|wounded|injured|killed|victims?|pilots?|m[ae]n|wom[ae]n|fighters?|crews?|conscripts?|recruits?|troops|officers?"
    r"|sailors?|fallen|casualties|volunteers?|reservists?|boys?|girls?|sons?|daughters?|couple|families|family|most|all|some|many|both|one|two|three)"
)
_HOME = re.compile(
    rf"\b{_PEOPLE}\b[^;.!?]{{0,60}}?\s(?:came|comes?|hailed|hails?|was|were|is|are)\s(?:(?:all|both|mostly|also|originally|himself|herself)\s)?from\s"
    r"(?:(?:the\s|a\s)?(?:villages?|towns?|city|suburbs?|district|area|region)\s(?:around|near|in|of|outside)\s)?(?:the\s)?$",
    re.I,
)
# 'The shells that wounded two men came from Omsk'
_SHOTS = re.compile(
    r"\b(?:missiles?|rockets?|shells?|shelling|artillery|drones?|mortars?|fire|gunfire|shots?|bullets?|bombs?|salvos?|launches"
    r"|(?:air\s?)?strikes?|attacks?)\b",
    re.I,
)
# 'Clashes between the Orve and Mesk tribes': peoples, not where they live
_TRIBE = re.compile(
    r"(?:,?\s(?:and|or)\s(?:the\s)?[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?)?\s(?:sub-?)?(?:tribes?|clans?|tribes(?:men|people)|clansmen)\b"
)
# 'Goma remained calm'
_QUIET = re.compile(
    r"(?:,[^,;.!?]{0,40},)?\s(?:remain(?:s|ed)?|stay(?:s|ed)?|is|was|were|are)\s(?:\w+\s)?"
    r"(?:calm|quiet|peaceful|intact|undamaged|unscathed|unharmed|untouched)\b(?!\s(?:proof|diplomacy|acceptance|testimony))"
)
# 'In Kyiv the air force said drones had hit Odesa'
_OPENS_IN = re.compile(r"^\W*In\s$")
_NAME = r"[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?"
_SPEAKS = re.compile(
    r",?\s(?:the\s|an?\s)?(?:[\w'’-]+\s){0,2}?(?:ministry|minister|government|president|presidency|spokes\w+|air\sforce)"
    r"\s(?:said|says|announced|claimed|reported|confirmed)\s(?:that\s)?[^,;.!?]{1,60}?\b(?:had|have|has)\s"
    rf"(?:hit|struck|bombed|shelled|attacked|captured|seized|stormed)\s{_NAME}(?:\sand\s{_NAME})?(?=[,.]|$|\s(?:on|overnight)\b)"
)
# 'exchanged 300 prisoners of war near Sumy'
_CAPTIVES = r"(?:prisoners?(?:\sof\swar)?|captives?|POWs?|hostages?|bodies|remains\sof|detainees?)"
_SWAPS = (
    r"(?:(?:exchang(?:ed?|es|ing)|swapp?(?:ed|s|ing)?|traded)(?!\s(?:\w+\s)?(?:fire|gunfire|shots|shelling|blame|blows|strikes|barrages))"
    r"|hand(?:ed|s|ing)?\sover|handover|repatriat\w+)"
)
_EXCHANGE = re.compile(
    rf"\b{_SWAPS}\b[^;.!?]{{0,40}}?\b{_CAPTIVES}\b|\b{_CAPTIVES}\b[^;.!?]{{0,40}}?\b{_SWAPS}\b",
    re.I,
)
# 'returned to Berlin from a visit to Kenya', 'flew home to Addis Ababa'
_HOMEWARD = re.compile(
    r"\b(?:(?:fl[ey]w|flown|flying|flies|went|goes?|going|gone|c[ao]me|coming|sail\w+|travel\w*|head\w*|return\w*|driv\w+|drove|hurried|rushed|on\s\w+\sway)"
    r"\s(?:straight\s)?(?:back\s)?home\s(?:\w+\s){0,2}?(?:to|in|for)|(?:is|are|was|were|arrived|got)\sback\shome\sin)\s$",
    re.I,
)
_RETURNED = re.compile(
    r"\b(?:return(?:ed|s|ing)?|fl[ey]w\sback|flies\sback|went\sback|travell?ed\sback|c[ao]me\sback)\sto\s$",
    re.I,
)
_FROM = re.compile(
    r"[^,;.!?]{0,30}?\b(?:(?:from|after)\s(?:\w+[\s-]){0,4}?(?:visit|trip|tour|summit)|empty-handed)\b",
    re.I,
)
_TO_TALK = re.compile(
    r"[^;.!?]{0,100}?\b(?:(?:for|to)\s(?:\w+[\s-]){0,4}?(?:talks?|negotiat\w+|meetings?|meet|see|rounds?|summit|consultations?|sign\w*|attend"
    r"|resume|continue|brief|mediat\w+|discuss\w*|present|press|hammer|diplomacy)|as\s(?:\w+\s){0,3}?talks|where|and\s(?:met|signed|pressed|held))\b",
    re.I,
)
_PASSING = re.compile(
    r"\b(?:(?:fl[eyo]w\w*|travel\w+|went|return\w+|arriv\w+|left|home)\b[^;,.!?]{0,40}\s(?:via|by\sway\sof|through)"
    r"|changed\splanes\s(?:in|at)|stopover\s(?:in|at)|refuell?\w*\s(?:in|at))\s$",
    re.I,
)
# Who goes back to talk on.
_ENVOYS = re.compile(
    r"\b(?:negotiat\w+|mediat\w+|envoys?|secretary\sof\sstate|shuttl\w+|delegations?|(?:both|two|all)\s(?:sides|parties)|teams?)\b",
    re.I,
)
# Talks and deals of firms, workers, clubs and parties.
_PRIVATE = re.compile(
    r"\bcoalition\s(?:talks?|negotiations?|deals?|agreements?)\b"
    r"|\b(?:merger|takeover|pay|wage|salary|sponsorship|buyout|bankruptcy|divorce|twinning"
    r"|film|television|broadcasting|shirt)\s(?:talks?|negotiations?|deals?|agreements?|meetings?|dispute|contract)\b",
    re.I,
)
_CONGRESS = re.compile(
    r"\b(?:party|union|youth|(?:\w+ty-)?(?:first|second|third|\w+th)|\d+(?:st|nd|rd|th)|founding|annual|extraordinary)"
    r"\s(?:party\s)?(?:congress|convention|plenum)\b",
    re.I,
)
_WHERE = re.compile(r",\swhere\s")
_NEXT_CLAUSE = re.compile(r"\s(?:and|but|while|as|after|before|when)\s")
_BREAK = re.compile(r"[;:]|[.!?]\s|,\s(?:and|but|while|whereas|after|before|where|when)\s", re.I)


def not_fought(sentence: str, mention: Range, trigger: Range | None, *, others: bool) -> str | None:
    """Return the words that say what looks like fighting at `mention` was; None where nothing says so.

    `mention` and `trigger` are ranges of `sentence`. `others`: another place named in it is read as
    where something happened.
    """
    for pattern in (_DISASTER, _CYBER, _RELIC, _OLD_RELIC, _HELPING):
        if match := next(_deciding(pattern, sentence, mention, "battlefield", trigger), None):
            return match.group()
    if plain := _drill(sentence, mention) or no_war(sentence, mention):
        return plain
    before = sentence[max(0, mention[0] - 120) : mention[0]]
    way = _GOING.search(before) or _ON_ROAD_TO.search(before)
    if way and _ADVANCES.search(way.group()):
        way = None
    if way and others and not (_AND_AT.match(sentence, mention[1]) or _has_own(sentence, mention)):
        return way.group().strip()
    if others and (elsewhere := _only_beside(sentence, mention, before)):
        return elsewhere
    if cared := _cared_for(sentence, mention, before, others=others):
        return cared
    if crime := _crime(sentence, mention):
        return crime
    if tribe := _TRIBE.match(sentence, mention[1]):
        return sentence[mention[0] : tribe.end()]
    after = sentence[mention[1] : mention[1] + 80]
    home = _HOME.search(before)
    if home and not (_SHOTS.search(before) or is_cue(after, "battlefield")):
        return home.group().strip()
    quiet = _QUIET.match(sentence, mention[1])
    fought = quiet and is_cue(sentence[mention[1] : quiet.end() + 80], "battlefield")
    if quiet and not fought:
        return quiet.group().strip(" ,")
    speaks = _SPEAKS.match(sentence, mention[1]) if others and _OPENS_IN.match(before) else None
    return speaks.group().strip(" ,") if speaks else None


def _has_own(sentence: str, mention: Range) -> bool:
    """Return whether a clause of its own tells of fighting there: 'X, which rebels stormed'."""
    own = _IS_TOLD_OF.match(sentence, mention[1])
    return own is not None and is_cue(
        sentence[own.end() : own.end() + 80].partition(";")[0], "battlefield"
    )


def _only_beside(sentence: str, mention: Range, before: str) -> str | None:
    """Return the words by which a road leads to `mention`, or who speaks sits there."""
    road = _LEADS_TO.search(before)
    if road and not _AND_AT.match(sentence, mention[1]):
        taken = is_cue(" ".join(before[: road.start()].split()[-4:]), "battlefield")
        return None if taken and not _IS_PIPE.match(road.group()) else road.group()
    source = _SOURCE_IN.search(before) if mention[0] <= len(before) else None
    return source.group() if source and _COMMA.match(sentence, mention[1]) else None


def _cared_for(sentence: str, mention: Range, before: str, *, others: bool) -> str | None:
    """Return the words by which those hurt or fled were taken to `mention`."""
    carried = _CARRIED_TO.search(before)
    if carried and not _IS_TOLD_OF.match(sentence, mention[1]):
        return carried.group()
    took = _TOOK_IN.match(sentence, mention[1])
    if took is None or is_cue(took["aside"] or "", "battlefield"):
        return None
    if not others and is_cue(sentence[took.end() :], "battlefield"):
        return None  # 'took in 300 families, then rockets hit it'
    return took.group().strip(" ,")


def _crime(sentence: str, mention: Range) -> str | None:
    """Return the words by which a killing at `mention` was an ordinary crime."""
    match = _CRIME.search(sentence)
    if match is None or _SIDES.search(sentence) or not _KILLS.search(sentence):
        return None
    return match.group() if _near(sentence, match.span(), mention) else None


def _drill(sentence: str, mention: Range) -> str | None:
    """Return the words by which what is told of `mention` was an exercise or a test."""
    if _IN_EARNEST.search(sentence) or _ARMED.search(sentence):
        return None
    for match in _DRILL.finditer(sentence):
        low, high = min(match.start(), mention[0]), max(match.end(), mention[1])
        if match.start() < mention[0]:
            low = max(0, low - 12)  # 'weeks after '
        if _near(sentence, match.span(), mention) and not _APART.search(sentence, low, high):
            return match.group()
    return None


def is_exchange(sentence: str, mention: Range, trigger: Range | None) -> bool:
    """Return whether what looks like fighting at `mention` was a handing over of prisoners."""
    return any(
        not is_cue(sentence[match.start() : min(mention[0], match.end())], "battlefield")
        for match in _deciding(_EXCHANGE, sentence, mention, "battlefield", trigger)
    )


def not_met(sentence: str, mention: Range, trigger: Range | None) -> str | None:
    """Return the words that say that nothing was negotiated at `mention`; None where nothing says so."""
    for pattern in (_PRIVATE, _CONGRESS):
        if match := next(_deciding(pattern, sentence, mention, "diplomatic", trigger), None):
            return match.group()
    if plain := no_diplomacy(sentence, mention):
        return plain
    before = sentence[max(0, mention[0] - 80) : mention[0]]
    if _TO_TALK.match(sentence, mention[1]):
        return None
    way = _HOMEWARD.search(before) or _PASSING.search(before)
    if way is None and _FROM.match(sentence, mention[1]) and not _ENVOYS.search(before):
        way = _RETURNED.search(before)
    return way.group().strip() if way else None


def _deciding(
    pattern: re.Pattern[str], sentence: str, mention: Range, site: str, trigger: Range | None
) -> Iterator[re.Match[str]]:
    """Yield what of `pattern` stands in the clause of the mention and tells all of its event."""
    for match in pattern.finditer(sentence):
        if _near(sentence, match.span(), mention) and _is_all(
            sentence, mention, match.span(), site, trigger
        ):
            yield match


def _near(sentence: str, phrase: Range, mention: Range) -> bool:
    """Return whether no clause ends between the phrase and the mention."""
    low, high = min(phrase[1], mention[1]), max(phrase[0], mention[0])
    if _BREAK.search(sentence, low, high):
        return False
    return phrase[0] < mention[0] or _NEXT_CLAUSE.search(sentence, low, high) is None


def _is_all(sentence: str, mention: Range, phrase: Range, site: str, trigger: Range | None) -> bool:
    """Return whether the phrase holds every cue of that class in the sentence, or the event's own."""
    outside = [
        (start, end)
        for start, end in cue_spans(sentence, site)
        if not (phrase[0] <= start and end <= phrase[1])
    ]
    where = _WHERE.search(sentence, mention[1], mention[1] + 40)
    if where and any(start >= where.end() for start, _ in outside):
        return False  # 'in Yarsk, where rebels shelled a camp'
    own = trigger is not None and phrase[0] <= trigger[0] and trigger[1] <= phrase[1]
    return own or not outside
