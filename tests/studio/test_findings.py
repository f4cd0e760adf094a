"""Whatever quality control finds is said in the language of the page, with the same figures."""

from __future__ import annotations

import json
import re

import pytest
from django.utils import translation

from lanterne.assets.models import PublishJob
from lanterne.studio.findings import SENTENCES, sentence
from lanterne_media.model import Finding, Severity, to_json
from lanterne_media.qc import CODES
from tests.studio.conftest import a_job

FIRST_OF_TWO = {"track": 1, "tracks": 2, "language": "fr"}
ONLY = {"track": 1, "tracks": 1, "language": "fr"}
TEXT = {"subtitle": 1, "subtitles": 1, "language": "fr"}
SECOND_TEXT = {"subtitle": 2, "subtitles": 2, "language": "fr"}
# Each code with values as the engine gives them, and what a French reader is told.
TOLD = [
    ("bars_cut", {"top": 138, "bottom": 138, "left": 0, "right": 0, "width": 1920, "height": 804},
     ("Les bandes noires sont retirées (haut 138, bas 138, gauche 0, droite 0)\u202f: l’image fait "
     "1920 sur 804.")),
    ("black", {"seconds": 2.04}, "L’image est noire pendant 2,0 secondes."),
    ("channel_missing", {**ONLY, "channel": "C"},
     "Le son\u202f: le canal centre est muet d’un bout à l’autre."),
    ("clipping", {**ONLY, "peak": 0.26},
     "Le son atteint +0,3 dBFS\u202f: ses moments les plus forts sont écrêtés."),
    ("clipping", {**FIRST_OF_TWO, "peak": -0.04},
     "Le son de la piste 1 atteint -0,0 dBFS\u202f: ses moments les plus forts sont écrêtés."),
    ("combs", {"share": 25},
     "Le film est déclaré progressif, mais 25\u202f% de ses images montrent des peignes."),
    ("decode_errors", {"times": 1}, "Le décodeur s’est plaint une fois\u202f: le fichier est abîmé."),
    ("decode_errors", {"times": 12}, "Le décodeur s’est plaint 12 fois\u202f: le fichier est abîmé."),
    ("field_order", {"flag": "progressive", "seen": "top_first"},
     ("Le fichier est déclaré «\u202fprogressif\u202f», mais lu comme «\u202ftrame supérieure "
     "d’abord\u202f», ce que montrent ses lignes.")),
    ("flashing", {"kind": "red", "flashes": 5.0, "area": 80},
     ("L’image clignote en rouge 5,0 fois par seconde sur 80\u202f% de l’écran\u202f: elle peut "
     "provoquer des crises.")),
    ("flashing", {"kind": "luminance", "flashes": 3.5, "area": 100},
     ("L’image clignote 3,5 fois par seconde sur 100\u202f% de l’écran\u202f: elle peut provoquer "
     "des crises.")),
    ("frames_lost", {"frames": 3, "seconds": 0.125},
     ("L’image ne peut être décodée pendant 0,12 secondes\u202f: l’image précédente est montrée à sa "
     "place.")),
    ("frames_lost", {"frames": 1, "seconds": 0.04, "edge": "head"},
     ("L’image ne peut être décodée pendant 0,04 secondes\u202f: l’image suivante est montrée à sa "
     "place.")),
    ("frames_lost", {"frames": 1, "seconds": 0.04, "edge": "tail"},
     "L’image ne peut être décodée pendant 0,04 secondes\u202f: le film s’arrête avant."),
    ("frames_repeated", {"repeats": 29, "every": 25},
     ("Une image sur 25 est montrée deux fois\u202f: le film a été porté à une autre cadence par "
     "répétition.")),
    ("frames_repeated", {"repeats": 2}, "Images montrées deux fois en plein mouvement\u202f: 2."),
    ("freeze", {"seconds": 4.5}, "L’image reste figée pendant 4,5 secondes."),
    ("grain", {"deviation": 3.2}, "L’image a du grain ou du bruit : dans les plages calmes, elle s’écarte de 3,2 sur 255."),
    ("hdr", {"dynamics": "pq"}, "L’image a une plage dynamique étendue (PQ)."),
    ("hdr_not_kept", {},
     ("Les indications de couleur se contredisent\u202f: le film n’est publié que dans la plage "
     "standard.")),
    ("illegal_levels", {"seconds": 2.5, "area": 40},
     ("Pendant 2,5 secondes, les niveaux sortent de la plage légale, sur jusqu’à 40\u202f% de "
     "l’image.")),
    ("interlaced_flag_wrong", {"flag": "progressive", "seen": "top_first", "share": 96},
     ("Le fichier est déclaré «\u202fprogressif\u202f», mais 96\u202f% de ses images semblent "
     "«\u202ftrame supérieure d’abord\u202f».")),
    ("language_contradicted", {**FIRST_OF_TWO, "title": "English commentary"},
     ("Le son de la piste 1\u202f: langue déclarée «\u202fFrançais\u202f», mais le titre est «\u202fEnglish "
     "commentary\u202f».")),
    ("language_contradicted", {**SECOND_TEXT, "title": "Deutsch"},
     ("La piste de sous-titres 2\u202f: langue déclarée «\u202fFrançais\u202f», mais le titre est "
     "«\u202fDeutsch\u202f».")),
    ("left_out", {**FIRST_OF_TWO, "codec": "dts", "reason": "codec"},
     ("Le son de la piste 1 est codé en dts, que nous ne décodons pas\u202f: le film est publié sans "
     "lui.")),
    ("left_out", {**FIRST_OF_TWO, "codec": "aac", "reason": "damage"},
     ("Le son de la piste 1 (aac) est abîmé et ne peut être décodé\u202f: le film est publié sans "
     "lui.")),
    ("letterbox", {"width": 1920, "height": 804},
     "Des bandes noires entourent une image de 1920 sur 804 pixels."),
    ("missing_colour_tags", {"tags": "primaries matrix", "assumed": "bt2020"},
     ("Rien n’indique les primaires et la matrice des couleurs\u202f; celles de BT.2020 sont "
     "supposées.")),
    ("missing_colour_tags", {"tags": "primaries transfer matrix", "assumed": "size"},
     ("Rien n’indique les primaires, la fonction de transfert et la matrice des couleurs\u202f; "
     "les valeurs usuelles pour cette taille sont supposées.")),
    ("missing_hdr_metadata", {},
     ("Rien n’indique sur quel écran le film a été étalonné ni quelle luminosité il atteint\u202f: "
     "les écrans devineront.")),
    ("loudness_missed", {**ONLY, "wanted": -23.0, "reached": -29.5, "peak": -1.0},
     "Le son est publié à -29,5 LUFS au lieu de -23,0\u202f: ses crêtes atteignent -1,0 dBTP."),
    ("mono_together", {"track": 1, "tracks": 8, "last": 6, "layout": "5.1", "language": "fr"},
     "Les pistes sonores 1 à 6, d’un canal chacune, sont réunies en 5.1."),
    ("mono", FIRST_OF_TWO, "Le son de la piste 1 n’a qu’un canal."),
    ("no_sound", {}, "Le film n’a pas de piste sonore."),
    ("odd_size", {"width": 719, "height": 405},
     "La taille, 719 sur 405, est impaire\u202f: une ligne ou une colonne sera perdue."),
    ("phase", {**ONLY, "seconds": 6.0},
     ("Le son\u202f: la gauche et la droite sont en opposition de phase pendant 6,0 "
     "secondes\u202f; en mono, elles s’annulent.")),
    ("pull_down", {"share": 40},
     ("40\u202f% des images répètent une trame\u202f: c’est un film réparti sur des trames "
     "(télécinéma).")),
    ("rotation", {"degrees": 90},
     "L’image sera tournée de 90 degrés dans le sens horaire, comme le fichier le demande."),
    ("silence", {**ONLY, "seconds": 7.25}, "Le son est muet pendant 7,2 secondes."),
    ("silence", ONLY, "Le son est muet d’un bout à l’autre."),
    ("size_changes",
     {"width": 1440, "height": 1080, "before_width": 1920, "before_height": 1080, "into_width": 1920,
      "into_height": 1080},
     ("À partir d’ici, l’image fait 1440 sur 1080 pixels, et non 1920 sur 1080\u202f: elle est inscrite sans "
      "déformation dans 1920 sur 1080.")),
    ("sound_longer", {**ONLY, "seconds": 1.5}, "Le son se termine 1,5 secondes après l’image."),
    ("sound_shorter", {**ONLY, "seconds": 1.5}, "Le son se termine 1,5 secondes avant l’image."),
    ("subtitle_brief", {**TEXT, "seconds": 0.4, "times": 1},
     "Les sous-titres\u202f: seulement 0,4 secondes à l’écran."),
    ("subtitle_brief", {**SECOND_TEXT, "seconds": 0.4, "times": 3},
     ("La piste de sous-titres 2\u202f: seulement 0,4 secondes à l’écran (3 passages de ce genre).")),
    ("subtitle_fast", {**TEXT, "speed": 27.3, "times": 1},
     "Les sous-titres\u202f: 27,3 caractères à lire par seconde."),
    ("subtitle_fast", {**TEXT, "speed": 27.3, "times": 4},
     "Les sous-titres\u202f: 27,3 caractères à lire par seconde (4 passages de ce genre)."),
    ("subtitle_language", {**TEXT, "seen": "sv", "sure": 99},
     ("Les sous-titres\u202f: langue déclarée «\u202fFrançais\u202f», mais les mots semblent être en "
     "«\u202fSuédois\u202f» (sûr à 99\u202f%).")),
    ("subtitle_lasting", {**TEXT, "seconds": 9.0, "times": 1},
     "Les sous-titres\u202f: 9,0 secondes à l’écran."),
    ("subtitle_lasting", {**TEXT, "seconds": 9.0, "times": 2},
     "Les sous-titres\u202f: 9,0 secondes à l’écran (2 passages de ce genre)."),
    ("subtitle_left_out", {**SECOND_TEXT, "codec": "dvd_subtitle"},
     ("La piste de sous-titres 2\u202f: codage en dvd_subtitle, d’où aucun mot ne peut être lu\u202f; le film est "
     "publié sans.")),
    ("subtitle_outside", {**TEXT, "seconds": 12.0, "times": 9, "foreign": 40},
     ("Les sous-titres\u202f: 40\u202f% se trouvent après la fin du film\u202f; ce sont ceux d’un "
     "autre film.")),
    ("subtitle_outside", {**TEXT, "seconds": 2.0, "times": 1},
     "Les sous-titres\u202f: le dernier finit 2,0 secondes après le film."),
    ("subtitle_outside", {**TEXT, "seconds": 2.0, "times": 2},
     "Les sous-titres\u202f: le dernier finit 2,0 secondes après le film (2 passages de ce genre)."),
    ("subtitle_outside", {"language": "fr", "seconds": 12.0, "times": 2},
     ("Des sous-titres (Français) sont laissés de côté\u202f: tous se trouvent après la fin du "
      "film\u202f; ce sont ceux d’un autre film.")),
    ("subtitle_overlap", {**TEXT, "seconds": 1.5, "times": 1},
     "Les sous-titres\u202f: deux à la fois au même endroit pendant 1,5 secondes."),
    ("subtitle_overlap", {**TEXT, "seconds": 1.5, "times": 2},
     ("Les sous-titres\u202f: deux à la fois au même endroit pendant 1,5 secondes (2 passages de ce "
     "genre).")),
    ("subtitle_tall", {**TEXT, "lines": 3, "times": 1}, "Les sous-titres\u202f: 3 lignes à la fois."),
    ("subtitle_tall", {**TEXT, "lines": 3, "times": 2},
     "Les sous-titres\u202f: 3 lignes à la fois (2 passages de ce genre)."),
    ("subtitle_wide", {**TEXT, "characters": 50, "times": 1},
     "Les sous-titres\u202f: une ligne de 50 caractères."),
    ("subtitle_wide", {**TEXT, "characters": 50, "times": 2},
     "Les sous-titres\u202f: une ligne de 50 caractères (2 passages de ce genre)."),
    ("telecine", {"rate": 23.976},
     ("Un film avait été étalé sur des trames (télécinéma)\u202f: ses 23,976 images par seconde sont "
     "reconstituées.")),
    ("truncated", {"decoded": 40.5, "declared": 90.0},
     "Seules 40,5 secondes d’image sur 90,0 peuvent être décodées."),
    ("truncated", {**ONLY, "decoded": 40.5, "declared": 90.0},
     "Le son\u202f: seules 40,5 secondes sur 90,0 peuvent être décodées."),
    ("variable_rate", {"rate": 23.976},
     ("Les images n’arrivent pas à une cadence constante\u202f; elles seront montrées à 23,976 par "
     "seconde.")),
    ("wrong_colour_tags", {"transfer": "smpte2084", "bits": 8},
     "La fonction de transfert est smpte2084, mais 8 bits n’y suffisent pas."),
    ("wrong_colour_tags", {"transfer": "smpte2084", "primaries": "bt709"},
     "La fonction de transfert est smpte2084, mais les primaires sont bt709."),
    ("wrong_colour_tags", {"matrix": "gbr", "pixels": "yuv420p"},
     "La matrice est gbr, mais les pixels sont yuv420p."),
    ("wrong_colour_tags", {"matrix": "smpte170m", "lines": 1080, "usual": "BT.709"},
     ("La matrice est smpte170m, mais les images de 1080 lignes se font avec celle de "
     "BT.709.")),
    ("wrong_colour_tags", {"matrix": "bt2020nc", "primaries": "bt709"},
     "La matrice est bt2020nc, mais les primaires sont bt709."),
    ("wrong_hdr_metadata", {"darkest": 0.005, "brightest": 40000.0},
     ("Un écran de 0,0050 à 40000\u202fcd/m² avec ces primaires n’est pas vraisemblable\u202f; il n’est "
     "pas repris.")),
    ("wrong_hdr_metadata", {"pixel": 65535, "frame": 400},
     ("Un pixel le plus clair à 65535\u202fcd/m² et une image la plus claire à 400 ne sont pas "
     "vraisemblables\u202f; ils ne sont pas repris.")),
    ("wrong_hdr_metadata", {"screen": "half"},
     ("L’écran sur lequel le film a été étalonné est indiqué sans sa luminosité\u202f; il n’est pas "
     "repris.")),
]  # fmt: skip


SAID_WITHOUT_VALUES = {"no_sound", "hdr_not_kept", "missing_hdr_metadata", "wrong_hdr_metadata"}


def found(code: str, **values: str | float) -> Finding:
    return Finding(code, Severity.NOTE, "The engine's own words.", values=values)


@pytest.mark.parametrize(("code", "values", "told"), TOLD)
def test_a_french_reader_is_told_in_french(code, values, told):
    with translation.override("fr"):
        assert sentence(found(code, **values)) == told


def test_every_code_of_the_engine_has_its_sentence_and_each_is_tried_here():
    assert set(SENTENCES) == set(CODES)
    assert {code for code, _values, _told in TOLD} == set(CODES)
    assert len(TOLD) >= sum(map(len, SENTENCES.values()))


def test_every_sentence_differs_from_the_english_in_french():
    for sentences in SENTENCES.values():
        for words in sentences:
            with translation.override("fr"):
                assert re.findall("[a-zA-Z]+", str(words)) != re.findall(
                    "[a-zA-Z]+", words._args[0]
                )


@pytest.mark.parametrize(
    ("finding", "told"),
    [
        (
            found("clipping", **FIRST_OF_TWO, peak=0.26),
            "Sound track 1 peaks at +0.3 dBFS: its loudest moments are clipped.",
        ),
        (
            found("missing_colour_tags", tags="primaries transfer", assumed="size"),
            (
                "Nothing says which primaries and transfer the colours have; those usual for the size "
                "are assumed."
            ),
        ),
    ],
)
def test_an_english_reader_is_told_what_the_engine_says(finding, told):
    with translation.override("en"):
        assert sentence(finding) == told


@pytest.mark.parametrize("code", ["lens_flare", *sorted(set(CODES) - SAID_WITHOUT_VALUES)])
def test_what_cannot_be_told_in_full_is_left_to_the_engine(code):
    assert sentence(found(code)) is None


def report(console, moon, *findings: Finding, language: str) -> str:
    job_id = a_job(moon, "running")
    PublishJob.objects.filter(pk=job_id).update(findings=json.loads(to_json(findings)))
    answer = console.get(f"/studio/titles/{moon}/report/", HTTP_ACCEPT_LANGUAGE=language)
    return answer.content.decode()


def test_the_report_says_it_in_the_readers_language(console, moon):
    page = report(console, moon, found("decode_errors", times=3), language="fr")
    assert "<p>Le décodeur s’est plaint 3 fois" in page
    assert "The engine's own words." not in page


def test_a_finding_that_the_page_does_not_know_stands_in_english_and_is_marked_so(console, moon):
    page = report(console, moon, found("lens_flare", seconds=3), language="fr")
    assert '<p lang="en">The engine&#x27;s own words.</p>' in page
