"""What the film is, what the work cost, and how to do it again by hand."""

from __future__ import annotations

from lanterne_media.model import Report
from lanterne_media.report.figures import bandwidth, clock, size
from lanterne_media.report.inks import side, version
from lanterne_media.report.markup import Markup, table, tag


def head(report: Report, named: str, saved: str) -> Markup:
    """The film, and the few figures that one looks for first."""
    film = report.mezzanine
    video = film.video
    facts = (
        f"{video.codec} {video.width}×{video.height}, {video.rate.value:.5g} frames/s, {clock(film.duration)},"
        f" {size(film.size_bytes)} · policy {report.policy.name}"
    )
    tiles = [tag("div", tag("dt", name), tag("dd", said)) for name, said in _first(report)]
    return tag(
        "header",
        tag("p", "Lanterne · encoding report", class_="kicker"),
        tag("h1", named),
        tag("p", facts, class_="quiet"),
        tag("dl", *tiles),
        tag("p", saved, class_="said"),
    )


def _first(report: Report) -> list[tuple[str, str]]:
    best = max(report.renditions, key=lambda made: made.average_bandwidth)
    found = [
        ("Shots", f"{len(report.shots)}"),
        ("Rungs", f"{len(report.renditions)}"),
        ("Best rung", f"{side(best.rung)}, {bandwidth(best.average_bandwidth)}"),
        ("Package", size(report.package.size_bytes)),
    ]
    if best.quality:
        found.insert(
            3,
            ("Its VMAF", f"{best.quality.mean:.1f}, 1 % below {best.quality.first_percentile:.1f}"),
        )
    return found


def cost(report: Report) -> Markup:
    minutes = report.mezzanine.video.duration / 60
    costs = {stage: spent for stage, spent in report.costs.items() if spent}
    rows = [_cost_row(stage.replace("_", " "), spent, minutes) for stage, spent in costs.items()]
    if rows:
        rows.append(_cost_row("together", sum(costs.values()), minutes))
    of_rungs = [
        _cost_row(f"{version(made.rung)} {side(made.rung)}, {bandwidth(made.average_bandwidth)}", made.cpu_seconds, minutes)
        for made in report.renditions
    ]  # fmt: skip
    heads = ("Processor time", "Seconds", "Seconds a minute of film")
    return tag(
        "section",
        tag("h2", "Cost"),
        tag("p", "Processor time of the tools that tell it; kept pieces count with what they cost when they were made."
            " Quality control, shots, stills and packaging do not tell theirs.", class_="said"),
        *([table("By stage", heads, rows)] if rows else []),
        table("By rung, encoding and measuring", heads, of_rungs),
    )  # fmt: skip


def _cost_row(name: str, seconds: float, minutes: float) -> tuple[str, str, str]:
    return name, f"{seconds:,.1f} s", f"{seconds / minutes:,.1f} s" if minutes else "–"


def making(report: Report) -> Markup:
    """Encoders, versions, and one command a rung to paste."""
    tools = [
        *report.tools.items(),
        ("encoders", ", ".join(dict.fromkeys(made.encoder for made in report.renditions))),
    ]
    commands = [
        tag(
            "details",
            tag(
                "summary",
                f"{version(made.rung)} {side(made.rung)}: {len(made.commands)} shots",
            ),
            tag("pre", "\n\n".join(made.commands[:3]), tabindex=0),
        )
        for made in report.renditions
        if made.commands
    ]
    return tag(
        "section",
        tag("h2", "How it was made"),
        table("Tools", ("Tool", "Version"), tools, texts=2),
        tag("p", "The first three commands of each rung, as they ran.", class_="said"),
        *commands,
    )
