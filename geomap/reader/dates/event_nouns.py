"""The nouns that name an event, as alternatives of a regular expression."""

from __future__ import annotations

EVENT_NOUN = (
    r"(?:attacks?|strikes?|airstrikes?|raids?|blasts?|bombings?|explosions?|assaults?|shelling|ambush(?:es)?"
    r"|massacres?|incidents?|talks|meetings?|summits?|visits?|ceremony|clashes|battles?|offensives?|killings?"
    r"|shootings?|conference|sieges?|invasion|incursion|capture|fall|ceasefire|truce|negotiations|rounds?"
    r"|ouster|coup|takeover|fighting|barrages?|hostilities|uprising|crackdown|operations?|beheadings?"
    r"|kidnappings?|abductions?|hijackings?|landings?|bombardments?|evacuation|withdrawal|war|accord|session)"
)
