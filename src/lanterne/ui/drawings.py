"""The drawings of the house: icons, the wordmark's lantern, and the lanterns of the profiles."""

from __future__ import annotations

from zlib import crc32

ICONS = {
    "play": '<path d="M7 4.6v14.800c0 .8.9 1.3 1.6.9l11.8-7.400c.6-.4.6-1.4 0-1.800L8.6 3.700C7.9 3.3 7 3.8 7 4.600z" fill="currentColor"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "check": '<path d="m5 12.5 4.5 4.500L19 7.5"/>',
    "search": '<circle cx="10.8" cy="10.8" r="6.3"/><path d="m15.6 15.6 5 5"/>',
    "chevron": '<path d="m9 5 7 7-7 7"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3v4M15.5 3v4"/>',
    "captions": '<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="M7 14.500h5M15 14.500h2M7 11h2M12 11h5"/>',
    "card": '<rect x="3" y="5.5" width="18" height="13" rx="2"/><path d="M3 10h18M7 15h3"/>',
    "pencil": '<path d="m4 20 .9-4L16 4.900a1.9 1.9 0 0 1 2.7 0l.4.4a1.9 1.9 0 0 1 0 2.700L8 19.1 4 20z"/>',
}

# A lamp of glass and tin: ring, cap, glass, flame, foot. The glass takes the profile's colour.
LANTERN = (
    '<path d="M42 27a18 18 0 0 1 36 0" fill="none" stroke="currentColor" stroke-width="4" opacity=".7"/>'
    '<path d="M45 27h30l9 15H36z" fill="currentColor" opacity=".5"/>'
    '<path d="M34 46h52c9 22 9 44 0 66H34c-9-22-9-44 0-66z" fill="currentColor" opacity=".26"/>'
    '<path d="M34 46h52c9 22 9 44 0 66H34c-9-22-9-44 0-66z" fill="none" stroke="currentColor"'
    ' stroke-width="3"/>'
    '<path d="M60 47v64M46 47c-5 21-5 43 0 64M74 47c5 21 5 43 0 64" fill="none"'
    ' stroke="currentColor" stroke-width="1.5" opacity=".45"/>'
    '<path d="M60 62c11 12 14 19 14 25a14 14 0 0 1-28 0c0-6 3-13 14-25z" fill="currentColor"/>'
    '<path d="M60 78c5 6 6 9 6 12a6 6 0 0 1-12 0c0-3 1-6 6-12z" fill="#fff8ea"/>'
    '<path d="M32 115h56v9H32z" fill="currentColor" opacity=".6"/>'
)
WORDMARK = (
    '<path d="M11.6 8.600a4.4 4.4 0 0 1 8.8 0" fill="none" stroke="currentColor"'
    ' stroke-width="1.7"/>'
    '<path d="M10.5 10h11l2 3.200h-15z" fill="currentColor"/>'
    '<path d="M9 14.800h14c1.6 4 1.6 7.6 0 11.200H9c-1.6-3.6-1.6-7.2 0-11.200z"'
    ' fill="currentColor" opacity=".34"/>'
    '<path d="M16 16.200c2.6 2.7 3.1 4.4 3.1 5.600a3.1 3.1 0 0 1-6.2 0c0-1.2.5-2.9'
    ' 3.1-5.600z" fill="currentColor"/>'
    '<path d="M8.4 27.200h15.200v2H8.400z" fill="currentColor"/>'
)


def icon(name: str) -> str:
    """A line drawing that takes the colour of the words beside it, and is silent to readers."""
    return (
        '<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"'
        ' stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        f"{ICONS[name]}</svg>"
    )


def lantern() -> str:
    return f'<svg viewBox="0 0 120 132" width="120" height="132" aria-hidden="true">{LANTERN}</svg>'


def wordmark() -> str:
    return f'<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">{WORDMARK}</svg>'


# Ground, light and shadow of the glasses that a magic lantern could be given, one for each of the house's lanterns.
GLASSES = (
    ("#1c130c", "#f2a33a", "#7a3b12"),
    ("#1d0e15", "#f0809a", "#6b2140"),
    ("#0b1914", "#5fc79a", "#1c5b43"),
    ("#0b1420", "#6db3f2", "#1f4a7a"),
    ("#140f1f", "#b193f5", "#47317f"),
    ("#18150f", "#f3e7cf", "#6b5c3f"),
)


def sheet(seed: str) -> str:
    """What hangs where a title has no picture: a light thrown on a dark ground, the same for a seed at any time.

    It carries no lettering: the page sets the name over it, in fonts that shape every script.
    """
    drawn = crc32(seed.encode())
    ground, light, shadow = GLASSES[drawn % len(GLASSES)]
    across, down = 50 + drawn // 6 % 101, 60 + drawn // 606 % 61
    radius, lean = 34 + drawn // 36966 % 25, drawn // 924150 % 81 - 40
    foot = across + lean
    return (
        '<svg aria-hidden="true" preserveAspectRatio="xMidYMid slice" viewBox="0 0 200 300">'
        f'<path d="M0 0h200v300H0z" fill="{ground}"/>'
        f'<path d="M{across - radius} {down}L{foot - 120} 300h240L{across + radius} {down}z" fill="{shadow}" opacity=".55"/>'
        f'<circle cx="{across}" cy="{down}" r="{radius * 2}" fill="{shadow}" opacity=".5"/>'
        f'<circle cx="{across}" cy="{down}" r="{radius}" fill="{light}"/>'
        f'<path d="M0 {250 + lean // 4}q{100 + lean} -46 200 0v90H0z" fill="{ground}" opacity=".85"/></svg>'
    )
