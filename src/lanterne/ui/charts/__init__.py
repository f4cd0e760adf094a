"""Charts that stand alone, as SVG with their own words and colours, or as PNG."""

from lanterne.ui.charts.drawing import svg
from lanterne.ui.charts.raster import png
from lanterne.ui.charts.values import Bars, Course, Part, Point, Row, Tick, Tone

__all__ = ["Bars", "Course", "Part", "Point", "Row", "Tick", "Tone", "png", "svg"]
