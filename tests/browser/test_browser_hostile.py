"""Article text is hostile: in every field, nothing runs and all is shown as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from map_cases import Cases, article, assemble, place, report

from geomap.export.page import make_map, map_html
from geomap.model import Attribution, Candidate

Open = Callable[..., Any]

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


def _hostile() -> Cases:
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


@pytest.fixture(scope="module")
def cases() -> Cases:
    return _hostile()


def test_there_are_at_least_ninety_payloads() -> None:
    assert len(set(PAYLOADS)) >= 90


# What is in the page and in every place where it could run, once all is open.
OPEN_ALL = """async () => {
  const bad = [];
  const norm = (s) => s;
  for (const place of geomap.places) {
    if (!geomap.sites.some((s) => s.place === place)) continue;
    geomap.openPlace(place);
    const card = document.querySelector(".gm-card");
    for (const d of card.querySelectorAll("details")) d.open = true;
    const payload = place.name;
    if (card.querySelector("h2").textContent !== payload) bad.push(["title", payload]);
    const text = card.textContent;
    const sentence = geomap.report(geomap.sites.find((s) => s.place === place).events[0].first).sentence;
    if (card.querySelector("blockquote").textContent !== sentence) bad.push(["sentence", payload]);
    if (text.split(payload).length < 8) bad.push(["fields", payload]);
    if (card.querySelector("script, img, svg, iframe, object, embed, math, form, style, meta, base, link")) {
      bad.push(["element", payload]);
    }
    for (const node of card.querySelectorAll("*")) {
      for (const a of node.attributes) if (a.name.startsWith("on")) bad.push(["handler", payload]);
    }
    for (const a of card.querySelectorAll("a")) if (!/^https?:/.test(a.href)) bad.push(["link", a.href]);
    for (const node of card.querySelectorAll("button, b, bdi, summary")) node.click();
  }
  geomap.closeCard();
  geomap.chooseTab("gm-tab-off");
  for (const d of document.querySelectorAll(".gm-reason")) d.open = true;
  await new Promise((done) => setTimeout(done, 300));
  for (let more; (more = document.querySelector(".gm-reason > button:not([hidden])"));) more.click();
  return bad;
}"""


def test_nothing_runs_and_everything_is_shown_as_it_was_written(
    open_map: Open, cases: Cases
) -> None:
    opened = open_map(map_html(*cases.parts))
    assert opened.js("geomap.sites.length") == len(PAYLOADS)
    names = opened.js("geomap.sites.map((s) => s.place.name)")
    assert names == PAYLOADS
    assert opened.js(OPEN_ALL) == []
    shown = opened.js(
        "[...document.querySelectorAll('#gm-off-list blockquote')].map((n) => n.textContent)"
    )
    assert shown == [s.sentence for s in cases.sightings if not s.on_map]
    opened.js("geomap.byId('gm-everywhere').checked = true; geomap.chooseTab('gm-tab-list')")
    for top in range(0, len(PAYLOADS) * 54, 500):
        opened.js("(top) => { geomap.byId('gm-list').scrollTop = top; }", top)
        opened.page.wait_for_timeout(20)
    opened.page.mouse.move(700, 400)
    opened.page.locator("#gm-search").fill(PAYLOADS[0])
    opened.page.wait_for_timeout(600)
    assert opened.js("window.__ran") is None
    assert opened.watch.quiet(), opened.watch


def test_nothing_runs_in_a_browser_without_scripts(open_map: Open, cases: Cases) -> None:
    opened = open_map(map_html(*cases.parts), state="", java_script_enabled=False)
    rows = opened.page.locator(".gm-noscript tr")
    assert rows.count() == len(PAYLOADS) + 1
    assert opened.page.locator(".gm-noscript :is(script, img, svg, iframe)").count() == 0
    assert opened.watch.requests == []


def test_nothing_runs_in_the_folium_map_of_a_notebook_which_has_no_policy(
    open_map: Open, cases: Cases
) -> None:
    opened = open_map(make_map(*cases.parts).get_root().render())
    assert opened.js(OPEN_ALL) == []
    opened.page.wait_for_timeout(300)
    assert opened.js("window.__ran") is None
    assert opened.watch.quiet(), opened.watch


def test_a_hostile_title_is_text(open_map: Open) -> None:
    title = f"</title><script>{RUN}</script>${{1}}{{{{2}}}}"
    opened = open_map(map_html([], [], [], title=title))
    assert opened.page.title() == title
    assert opened.page.locator("#gm-title").inner_text() == title
    assert opened.js("window.__ran") is None
    assert opened.watch.quiet(), opened.watch


def test_even_a_planted_script_would_not_run_under_the_pages_policy(open_map: Open) -> None:
    html = map_html([], [], []).replace("</body>", f"<script>{RUN}</script></body>")
    opened = open_map(html)
    assert opened.js("window.__ran") is None
    assert any("Content Security Policy" in line for line in opened.watch.console)
