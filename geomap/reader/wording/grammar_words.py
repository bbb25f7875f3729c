"""The small words by which a sentence is taken apart: auxiliaries, prepositions, pronouns."""

from __future__ import annotations

from geomap.reader.wording.actor_words import word_set

BE = word_set("was were is are be been being get got gets")
AUX = BE | word_set(
    """has have had will would shall should can could may might must to also later then again not
    never reportedly allegedly still already now did does do"""
)
BORDERS = word_set(
    """while whereas although though but after before when because since until unless despite
    amid following where if once"""
)
RELATIVES = frozenset(["which", "who", "whom", "that"])
ASIDES = word_set("whose where")  # they open an aside as relatives do
SAYS = word_set(
    """said says say claimed claims claim reported reports announced announces confirmed confirms
    told stated states added adds insisted insists warned warns alleged alleges denied denies
    believe believes acknowledged admitted"""
)
BLAMES = word_set("blamed blames blame blaming accused accuses accuse accusing")
PREPOSITIONS = word_set(
    """in on at of from by with near against into over to toward towards for through between
    among outside inside around across under behind along off during via about like without
    within beside alongside onto upon amid amidst despite including besides than as beyond
    beneath above below"""
)
BESIDE_TOO = word_set("over around about")  # prepositions that may also tell how many
PARTITIVES = frozenset(["of", "from", "representing"])
TIES = word_set("loyal belonging")  # to whom those are that act
PRONOUNS = frozenset(["it", "they", "he", "she"])
DETERMINERS = word_set("the a an his its their her this these those our")
AMOUNTS = frozenset(
    (("at", "least"), ("at", "most"), ("up", "to"), ("more", "than"), ("fewer", "than"))
) | {("less", "than"), ("as", "many"), ("many", "as")}
AMOUNT_WORDS = frozenset(word for pair in AMOUNTS for word in pair)
MEANWHILE = word_set("overnight again late early today yesterday earlier briefly")
# Words before a verb that are no noun.
NO_NOUNS = word_set(
    """and or but it they he she who we i you this that also then now soon yesterday today
    overnight again twice once both each all later first"""
)
QUOTES = frozenset("\"“”‘’'")
# 'dressed as police': no clause begins there
LIKE = word_set(
    "dressed disguised posing masquerading clad known described seen regarded identified"
)
# 'agreed to pull out': who agreed does it
CONTROL = word_set(
    """agreed agree agrees vowed pledged promised began begun started continued tried attempted planned decided
    managed threatened wanted wants plans intends claimed claims claim"""
)
# What somebody does on hearing of another's deed.
REACTS = word_set(
    "responded responds replied vowed countered offered proposed suggested rejected refused declined accepted"
)
OPENERS = BORDERS | RELATIVES
FINITE = BE | {"had", "has"}
PLURALS = word_set("are were have")
SAME_FORMS = word_set("hit cut set put shed spread")  # told of one as of many
JOINING = (["and"], [",", "and"], ["or"], ["as", "well", "as"])
# They tell what was done to others where nothing but 'out of' or 'from' follows: 'forces driven out of X'.
OUSTED = word_set("driven forced expelled ousted evicted dislodged chased thrown routed")
# Whose object is always named: without one they are participles ("three killed in a clash").
SUFFERED = word_set(
    """killed wounded injured shot captured kidnapped abducted massacred slaughtered murdered executed
    beheaded assassinated detained arrested ambushed gunned"""
)
WITHOUT_OBJECT = word_set(
    ". , ; : ) ] — – in near at on during when after as since from while last this early late yesterday today"
)
# "in retaliation for": what follows is another event, and somebody else's.
ANSWERS = frozenset(
    (noun, link)
    for noun in ("retaliation", "response", "revenge", "reprisal", "retribution", "answer", "reply")
    for link in ("for", "to")
)
# 'condemned by X': who stands there does nothing of what is told before, unless it was theirs to do
OWN_DEEDS = word_set(
    """claimed perpetrated committed orchestrated organised organized directed commanded led planned ordered
    spearheaded masterminded attempted"""
)
LAUNCHED = word_set("launched fired sent flown flying")  # of drones and missiles
# What may stand right before 'down' when somebody is shot.
FELLED = word_set("gunned gunning gun guns shot mowed mown cut hunted")
NOT_DOWNED = word_set(
    "further way miles km came come went gone go going up pinned broke broken put"
)
OWN = word_set("its his her their")
# What is held is no ground.
HOLDS = word_set("hold holds held holding")
HELD = word_set(
    """breath talks election elections vote votes referendum rally rallies protest protests parade funeral funerals
    ceremony meeting meetings exercise exercises drill drills conference services service vigil vigils"""
)
# What may stand between 'and' and the subject of the next clause: 'and hours later rebels ...'
TELLS_WHEN = word_set(
    """then later on in within the a an one two three four five six next same following this that few some several
    after earlier before day days night nights hour hours minutes morning evening afternoon week weeks month
    months year years overnight meanwhile separately response retaliation turn return monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september october
    november december yesterday today early late shortly soon afterwards elsewhere"""
)
# One of these must be among them.
OPENS_TIME = word_set(
    """later then day days night nights hour hours morning evening afternoon week weeks month months year years
    overnight meanwhile separately response retaliation turn return monday tuesday wednesday thursday friday saturday
    sunday january february march april june july august september october november december yesterday today
    soon afterwards elsewhere"""
)
