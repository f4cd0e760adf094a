"""Content keys and the words that carry them: raw-key packaging, PSSH, CPIX.

Clear Key is encryption in transit, not DRM: the key reaches the viewer's machine in the open. The same files and
the same CPIX document serve a real licence server.
"""

from __future__ import annotations

import base64
import secrets
import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from uuid import UUID

from lanterne_media.model import ContentKey, Keys, MediaRefused

# The "common" system of the W3C's Clear Key initialisation data, and the system that DASH-IF gave Clear Key itself.
COMMON_SYSTEM = UUID("1077efec-c0b2-4d02-ace3-3c1e52e2fb4b")
CLEAR_KEY_SYSTEM = UUID("e2719d58-a985-b3c9-781a-b030af78d30e")

SCHEME = "cbcs"
VIDEO_LABEL, SOUND_LABEL = "VIDEO", "AUDIO"

_CPIX = "urn:dashif:org:cpix"
_PSKC = "urn:ietf:params:xml:ns:keyprov:pskc"


def keys_from(texts: Sequence[str]) -> Keys:
    """Read ``KID:KEY`` once (picture and sound share it) or twice (picture, then sound)."""
    if len(texts) not in {1, 2}:
        raise MediaRefused(
            "Give one KID:KEY for picture and sound together, or two: the picture's, then the sound's."
        )
    video, sound = _key(texts[0]), _key(texts[-1])
    if video.kid == sound.kid and video.key != sound.key:
        raise MediaRefused("One key id was given two different keys.")
    return Keys(video=video, sound=sound)


def _key(text: str) -> ContentKey:
    kid, colon, key = text.strip().lower().partition(":")
    if not colon:
        # What was typed may be the key alone, so it is not repeated.
        raise MediaRefused("A content key is written KID:KEY, each of 32 hexadecimal digits.")
    return ContentKey(kid=kid.replace("-", ""), key=key)


def fresh_keys() -> Keys:
    """Two keys that nobody has seen."""
    return Keys(video=_fresh_key(), sound=_fresh_key())


def _fresh_key() -> ContentKey:
    return ContentKey(kid=secrets.token_hex(16), key=secrets.token_hex(16))


def packager_words(keys: Keys) -> list[str]:
    """What makes the packager encrypt everything from the first sample, one key per track type."""
    labelled = (
        f"label={label}:key_id={key.kid}:key={key.key}"
        for label, key in ((VIDEO_LABEL, keys.video), (SOUND_LABEL, keys.sound))
    )
    return [
        "--enable_raw_key_encryption",
        f"--keys={','.join(labelled)}",
        f"--protection_scheme={SCHEME}",
        "--protection_systems=CommonSystem",
        "--clear_lead=0",
    ]


def common_pssh(kids: Iterable[str]) -> bytes:
    """A version 1 ``pssh`` box that lists the key ids and says no more."""
    listed = [bytes.fromhex(kid) for kid in dict.fromkeys(kids)]
    body = COMMON_SYSTEM.bytes + struct.pack(">I", len(listed)) + b"".join(listed) + bytes(4)
    return struct.pack(">I4sI", 12 + len(body), b"pssh", 1 << 24) + body


def cpix(keys: Keys) -> bytes:
    """A DASH-IF CPIX 2.3 document: the content keys in the open, and which tracks each one is for."""
    root = ET.Element(f"{{{_CPIX}}}CPIX", version="2.3")
    key_list = ET.SubElement(root, f"{{{_CPIX}}}ContentKeyList")
    systems = ET.SubElement(root, f"{{{_CPIX}}}DRMSystemList")
    rules = ET.SubElement(root, f"{{{_CPIX}}}ContentKeyUsageRuleList")
    for key in dict.fromkeys((keys.video, keys.sound)):
        _add_content_key(key_list, key)
        _add_system(systems, key)
    _add_rule(rules, keys.video, VIDEO_LABEL, "VideoFilter")
    _add_rule(rules, keys.sound, SOUND_LABEL, "AudioFilter")
    ET.register_namespace("cpix", _CPIX)
    ET.register_namespace("pskc", _PSKC)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _add_content_key(parent: ET.Element, key: ContentKey) -> None:
    names = {"kid": str(UUID(key.kid)), "commonEncryptionScheme": SCHEME}
    data = ET.SubElement(ET.SubElement(parent, f"{{{_CPIX}}}ContentKey", names), f"{{{_CPIX}}}Data")
    secret = ET.SubElement(data, f"{{{_PSKC}}}Secret")
    plain = ET.SubElement(secret, f"{{{_PSKC}}}PlainValue")
    plain.text = base64.b64encode(bytes.fromhex(key.key)).decode()


def _add_system(parent: ET.Element, key: ContentKey) -> None:
    names = {"kid": str(UUID(key.kid)), "systemId": str(COMMON_SYSTEM)}
    system = ET.SubElement(parent, f"{{{_CPIX}}}DRMSystem", names)
    ET.SubElement(system, f"{{{_CPIX}}}PSSH").text = base64.b64encode(
        common_pssh([key.kid])
    ).decode()


def _add_rule(parent: ET.Element, key: ContentKey, label: str, filtered: str) -> None:
    names = {"kid": str(UUID(key.kid)), "intendedTrackType": label}
    rule = ET.SubElement(parent, f"{{{_CPIX}}}ContentKeyUsageRule", names)
    ET.SubElement(rule, f"{{{_CPIX}}}{filtered}")
