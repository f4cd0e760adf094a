"""Two hundred ways to run a script, in every field that an editor, a bundle or a source fills."""

from __future__ import annotations

from itertools import product

HIT = "window.hit=1"
_WAYS = (
    f"<script>{HIT}</script>",
    f"<ScRiPt src=data:text/javascript,{HIT}></sCrIpT>",
    f"<img src=x onerror={HIT}>",
    f"<svg onload={HIT}>",
    f"<svg><script>{HIT}</script></svg>",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>",
    f"<a href=javascript:{HIT} autofocus onfocus={HIT}>a</a>",
    f"<body onpageshow={HIT}>",
    f"<details open ontoggle={HIT}>",
    f"<input autofocus onfocus={HIT}>",
    f"<video><source onerror={HIT}></video>",
    f"<style>@import 'data:text/css,*{{}}';</style><link rel=stylesheet href=x onerror={HIT}>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={HIT}>",
    f"<object data='data:text/html,<script>parent.{HIT}</script>'></object>",
    f"<meta http-equiv=refresh content='0;url=javascript:{HIT}'>",
    f"<form action=javascript:{HIT}><button autofocus>a</button></form>",
    f"<template><img src=x onerror={HIT}></template>",
    f"<base href=javascript:{HIT}//>",
    f"<marquee onstart={HIT}>a</marquee>",
    f"<noscript><p title='</noscript><img src=x onerror={HIT}>'></noscript>",
)
_AROUND = (
    "{}",
    '">{}',
    "'>{}",
    "</title>{}",
    "</script>{}",
    "-->{}",
    "</textarea></style>{}",
    "{{{{ '{}'|safe }}}}",
    "&lt;/p&gt;{}",
    "\u2028{}",
)
PAYLOADS = tuple(around.format(way) for way, around in product(_WAYS, _AROUND))
