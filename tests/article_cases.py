"""Articles in several formats, for what reads inputs."""

from __future__ import annotations

import json
from collections.abc import Callable

from geomap.articles import Skipped
from geomap.model import Article

PORT = "Shells fell on the harbour of Port Belgard on Thursday, the governor said."
TALKS = "The envoy flew to Geneva for talks with both sides."
PAGE = f"""<!doctype html><html lang="en"><head><title>Shells fall | Tolvik Herald</title>
<meta charset="{{charset}}"><meta property="og:title" content="Shells fall">
<meta property="og:site_name" content="Tolvik Herald">
<meta property="article:published_time" content="2025-08-21T10:00:00Z">
<link rel="canonical" href="https://example.org/shells"></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Shells fall</h1>
<p>{PORT} “We ran,” said a baker of the old town, “and then the lights went out.”</p>
<p>{TALKS} A second round is planned for September, her office said in a statement.</p></article>
<footer>© 2025 Tolvik Herald</footer></body></html>"""

Read = Callable[..., tuple[list[Article], list[Skipped], list[str]]]


def rows(count: int) -> list[str]:
    return [json.dumps({"text": f"{PORT} Day {n}.", "date": "2025-08-21"}) for n in range(count)]
