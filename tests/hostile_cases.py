"""Texts that try to run in a page, and a map with each of them in every field of text."""

from __future__ import annotations

from map_cases import Cases, article, assemble, place, report

from geomap.model import Attribution, Candidate

RUN = "window.__ran=(window.__ran||0)+1"
MARKUP = [
    f"<script>{RUN}</script>", f"<SCRIPT>{RUN}</SCRIPT>", f"<script\x20type=text/javascript>{RUN}</script>",
    f"</script><script>{RUN}</script>", f"</SCRIPT ><script>{RUN}</script>", f"<!--<script>{RUN}</script>-->",
    f"--><script>{RUN}</script>", f"<![CDATA[<script>{RUN}</script>]]>", f"<img src=x onerror={RUN}>",
    f"<img src=x onerror=\"{RUN}\">", f"\"><img src=x onerror={RUN}>", f"'><img src=x onerror={RUN}>",
    f"<svg onload={RUN}>", f"<svg><script>{RUN}</script></svg>", f"<svg/onload={RUN}//",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>", f"<svg><use href=\"data:image/svg+xml,<svg id=x onload={RUN}>#x\">",
    f"<math><mtext><script>{RUN}</script></mtext></math>", f"<math href=\"javascript:{RUN}\">click</math>",
    f"<math><mi//xlink:href=\"data:x,<script>{RUN}</script>\">", f"<body onload={RUN}>",
    f"<iframe src=\"javascript:{RUN}\"></iframe>", f"<iframe srcdoc=\"<script>parent.{RUN}</script>\"></iframe>",
    "<iframe src=https://example.org></iframe>", f"<object data=\"javascript:{RUN}\"></object>",
    f"<embed src=\"javascript:{RUN}\">", f"<a href=\"javascript:{RUN}\">x</a>", f"<form action=\"javascript:{RUN}\"><button>x</button></form>",
    f"<input autofocus onfocus={RUN}>", f"<select autofocus onfocus={RUN}>", f"<details open ontoggle={RUN}>",
    f"<video><source onerror={RUN}></video>", f"<audio src=x onerror={RUN}>", f"<marquee onstart={RUN}>",
    "<style>@import 'https://example.org/x.css';</style>", "<style>*{background:url(https://example.org/x.png)}</style>",
    "<link rel=stylesheet href=https://example.org/x.css>", f"<meta http-equiv=refresh content=\"0;url=javascript:{RUN}\">",
    "<meta http-equiv=refresh content=0;url=https://example.org>", "<base href=https://example.org/>",
    f"<template><script>{RUN}</script></template>", f"<noscript><p title=\"</noscript><img src=x onerror={RUN}>\">",
    f"</noscript><img src=x onerror={RUN}>", f"</textarea><img src=x onerror={RUN}>", f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>", f"<xmp><script>{RUN}</script></xmp>", f"<plaintext><script>{RUN}</script>",
    f"<div style=\"width:expression({RUN})\">", f"<div onpointerover={RUN} style=position:fixed;inset:0>x</div>",
    f"<b onclick={RUN}>x</b>", f"<button popovertarget=x onbeforetoggle={RUN}>x</button>", "<img src=https://example.org/x.png>",
    f"<image href=x onerror={RUN}>", f"<x-foo onfocus={RUN} tabindex=1 autofocus>", f"<dialog open onclose={RUN}>x</dialog>",
    f"<link rel=import href=\"data:text/html,<script>{RUN}</script>\">", f"<frameset onload={RUN}>", f"<isindex action=javascript:{RUN}>",
]  # fmt: skip
TEMPLATES = [
    f"${{{RUN}}}", f"`+({RUN})+`", f"`;{RUN};`", "${alert(1)}", "{{7*7}}", "{{ this.__class__ }}", "{% for x in y %}{% endfor %}",
    "{# comment #}", "{{ ''.__class__.__mro__ }}", f"\\`${{{RUN}}}", f"';{RUN};'", f"\";{RUN};\"", f"\\';{RUN}//", f"\\\";{RUN}//",
    f"\n;{RUN};\n", f"\u2028{RUN}\u2028", f"\u2029{RUN}\u2029", "%3Cscript%3E", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;",
    "\\u003cscript\\u003e", "\\x3cscript\\x3e", "]]>", "-->", "<!--", "*/", "/*",
]  # fmt: skip
TEXTS = [
    "\u202etxt.exe\u202c", "\u2066ltr\u2069 \u200f", "null\x00byte", "\x00<script>", "bell\x07 esc\x1b[31m", "\ufeffbom", "a\u0301\u0323" * 30,
    "👨‍👩‍👧‍👦🏳️‍🌈", "Ω≈ç√∫˜µ", "العربية", "עברית", "ＦＵＬＬ", "\u200b\u200c\u200d", "\\", "\"", "'", "`", "$", "&amp;", "%s%n", "../../etc/passwd",
    "__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined", "NaN", "true", "0",
]  # fmt: skip
PAYLOADS = [*MARKUP, *TEMPLATES, *TEXTS]


def hostile() -> Cases:
    """Return one event for each payload, with it in every field of text."""
    groups, off = [], []
    for number, payload in enumerate(PAYLOADS):
        where = place(
            payload, "city", 20 + number % 12, 40 + number // 12, 3_000, "UA", admin1=payload,
            id=f"own:{number}:{payload}", source=payload, status_note=payload,
        )  # fmt: skip
        source = article(
            f"{number}/{payload}", url=payload, title=payload, publisher=payload, language=payload
        )
        rival = Candidate(
            id=payload, name=payload, kind="city", country="UA", admin1=payload, lon=0, lat=0,
            radius_m=1, source=payload, score=0.5, why=(payload,),
        )  # fmt: skip
        told = Attribution(
            voice="attributed", by=payload, by_role="official", denied_by=(payload, payload + "!")
        )
        sentence = f"{number}: {payload} was hit; {payload} fell"
        site = "diplomatic" if number % 2 else "battlefield"
        one = report(where, site, sentence=sentence, cue=payload, told=told, source=source,
                     date_text=payload, why=(payload,), rivals=(rival,))  # fmt: skip
        groups.append([one, one.model_copy(update={"id": one.id + payload})])
        off.append(
            report(where, "none", status=None, sentence=sentence, source=source, why=(payload,),
                   off_map_reason="metonymic", usage="metonymic")
        )  # fmt: skip
    return assemble(groups, off)
