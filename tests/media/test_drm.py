"""Content keys: what is taken, what is refused, and the documents they end up in."""

import base64

import pytest
from defusedxml import ElementTree

from lanterne_media import drm
from lanterne_media.model import ContentKey, Keys, MediaRefused

PICTURE = ContentKey("00112233445566778899aabbccddeeff", "0123456789abcdef0123456789abcdef")
SOUND = ContentKey("10112233445566778899aabbccddeeff", "1123456789abcdef0123456789abcdef")
KEYS = Keys(video=PICTURE, sound=SOUND)
CPIX = {"cpix": "urn:dashif:org:cpix", "pskc": "urn:ietf:params:xml:ns:keyprov:pskc"}


def test_one_key_serves_picture_and_sound():
    assert drm.keys_from([f"{PICTURE.kid}:{PICTURE.key}"]) == Keys(video=PICTURE, sound=PICTURE)


def test_of_two_keys_the_first_is_the_pictures():
    assert drm.keys_from([f"{PICTURE.kid}:{PICTURE.key}", f"{SOUND.kid}:{SOUND.key}"]) == KEYS


def test_a_key_id_may_be_written_as_a_uuid_in_capitals():
    written = f" 00112233-4455-6677-8899-AABBCCDDEEFF:{PICTURE.key.upper()}\n"
    assert drm.keys_from([written]).video == PICTURE


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (
            [],
            "Give one KID:KEY for picture and sound together, or two: the picture's, then the sound's.",
        ),
        (
            ["a:b"] * 3,
            "Give one KID:KEY for picture and sound together, or two: the picture's, then the sound's.",
        ),
        ([PICTURE.key], "A content key is written KID:KEY, each of 32 hexadecimal digits."),
        (
            [f"{PICTURE.kid}:{PICTURE.key[:-1]}"],
            "A key is 32 hexadecimal digits, for instance 00112233445566778899aabbccddeeff.",
        ),
        (
            [f"{PICTURE.kid[:-1]}g:{PICTURE.key}"],
            "A key id is 32 hexadecimal digits, for instance 00112233445566778899aabbccddeeff.",
        ),
        (
            [f"{PICTURE.kid}:{PICTURE.key}", f"{PICTURE.kid}:{SOUND.key}"],
            "One key id was given two different keys.",
        ),
    ],
)
def test_what_is_not_a_key_is_refused_with_a_sentence(texts, sentence):
    with pytest.raises(MediaRefused) as refusal:
        drm.keys_from(texts)
    assert str(refusal.value) == sentence


def test_fresh_keys_are_four_different_secrets_each_time():
    first, second = drm.fresh_keys(), drm.fresh_keys()
    told = [
        digits
        for keys in (first, second)
        for key in (keys.video, keys.sound)
        for digits in (key.kid, key.key)
    ]
    assert len(set(told)) == 8


def test_the_packager_gets_one_key_per_track_type_and_no_clear_lead():
    assert drm.packager_words(KEYS) == [
        "--enable_raw_key_encryption",
        (
            "--keys="
            "label=VIDEO:key_id=00112233445566778899aabbccddeeff:key=0123456789abcdef0123456789abcdef,"
            "label=AUDIO:key_id=10112233445566778899aabbccddeeff:key=1123456789abcdef0123456789abcdef"
        ),
        "--protection_scheme=cbcs",
        "--protection_systems=CommonSystem",
        "--clear_lead=0",
    ]


def test_a_common_pssh_lists_each_key_id_once():
    assert drm.common_pssh([PICTURE.kid, SOUND.kid, PICTURE.kid]).hex() == (
        "00000044" "70737368" "01000000" "1077efecc0b24d02ace33c1e52e2fb4b" "00000002"
        "00112233445566778899aabbccddeeff" "10112233445566778899aabbccddeeff" "00000000"
    )  # fmt: skip


def test_a_cpix_document_carries_both_keys_and_what_they_are_for():
    root = ElementTree.fromstring(drm.cpix(KEYS))
    assert root.tag == "{urn:dashif:org:cpix}CPIX"
    assert root.get("version") == "2.3"
    carried = [
        (
            key.get("kid"),
            key.get("commonEncryptionScheme"),
            key.find("cpix:Data/pskc:Secret/pskc:PlainValue", CPIX).text,
        )
        for key in root.iterfind("cpix:ContentKeyList/cpix:ContentKey", CPIX)
    ]
    assert carried == [
        (
            "00112233-4455-6677-8899-aabbccddeeff",
            "cbcs",
            base64.b64encode(bytes.fromhex(PICTURE.key)).decode(),
        ),
        (
            "10112233-4455-6677-8899-aabbccddeeff",
            "cbcs",
            base64.b64encode(bytes.fromhex(SOUND.key)).decode(),
        ),
    ]
    rules = [
        (
            rule.get("kid"),
            rule.get("intendedTrackType"),
            [child.tag.rpartition("}")[2] for child in rule],
        )
        for rule in root.iterfind("cpix:ContentKeyUsageRuleList/cpix:ContentKeyUsageRule", CPIX)
    ]
    assert rules == [
        ("00112233-4455-6677-8899-aabbccddeeff", "VIDEO", ["VideoFilter"]),
        ("10112233-4455-6677-8899-aabbccddeeff", "AUDIO", ["AudioFilter"]),
    ]


def test_a_cpix_document_says_a_shared_key_once_with_both_uses():
    root = ElementTree.fromstring(drm.cpix(Keys(video=PICTURE, sound=PICTURE)))
    assert len(root.findall("cpix:ContentKeyList/cpix:ContentKey", CPIX)) == 1
    assert len(root.findall("cpix:ContentKeyUsageRuleList/cpix:ContentKeyUsageRule", CPIX)) == 2


def test_a_cpix_system_carries_the_pssh_of_its_key():
    root = ElementTree.fromstring(drm.cpix(KEYS))
    system = root.find("cpix:DRMSystemList/cpix:DRMSystem", CPIX)
    assert system.get("systemId") == "1077efec-c0b2-4d02-ace3-3c1e52e2fb4b"
    assert base64.b64decode(system.find("cpix:PSSH", CPIX).text) == drm.common_pssh([PICTURE.kid])
