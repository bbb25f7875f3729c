"""The verbs with which somebody is made to answer for what a sentence says."""

from __future__ import annotations

# Alternatives for a regular expression, without groups; "told" and "spoke" need their object.
SPEECH_VERB = (
    r"said|says|say|saying|told|tells|telling|announced|announces|announcing|reported|reports"
    r"|reporting|claimed|claims|claiming|stated|states|declared|declares|confirmed|confirms"
    r"|confirming|added|adds|noted|warned|warns|warning|insisted|insists|alleged|alleges|asserted"
    r"|wrote|writes|tweeted|posted|acknowledged|admitted|conceded|denied|denies|denying|rejected"
    r"|dismissed|accused|accuses|described|explained|argued|recalled|testified|estimated"
    r"|maintained|revealed|disclosed|vowed|pledged|promised|urged|cited|spoke|speaking"
)
