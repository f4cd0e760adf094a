"""What the body of an article is made of, as the editor offers it; ``rules.body`` reads what it keeps."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from lanterne.newsroom.choosers import ClaimBlock, PersonBlock, SubjectBlock, TitleBlock
from lanterne.newsroom.links import check_links

# What a paragraph may hold. Pictures and films are blocks of their own; nothing of a stranger's page is shown in ours.
FEATURES = ["bold", "italic", "link", "figure", "ol", "ul"]
# A body that no reader would come to the end of.
MOST_BLOCKS = 400


class ParagraphBlock(blocks.RichTextBlock):
    def clean(self, value: Any) -> Any:
        kept = super().clean(value)
        check_links(kept.source)
        return kept


class QuotationBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=gettext_lazy("Words"), max_length=2000)
    person = PersonBlock(label=gettext_lazy("Speaker on record"), required=False)
    speaker = blocks.CharBlock(
        label=gettext_lazy("Speaker"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Only where nobody of this name is on record."),
    )
    capacity = blocks.CharBlock(
        label=gettext_lazy("In which capacity"), required=False, max_length=200
    )
    source = blocks.CharBlock(
        label=gettext_lazy("Where it was said"), required=False, max_length=300
    )

    def clean(self, value: Any) -> Any:
        kept = super().clean(value)
        if not (kept["person"] or kept["speaker"]):
            raise blocks.StructBlockValidationError(
                {"person": ValidationError(_("A quotation names who said it."))}
            )
        return kept

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Quotation")


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=gettext_lazy("Picture"))
    caption = blocks.CharBlock(label=gettext_lazy("Caption"), required=False, max_length=400)

    class Meta:
        icon = "image"
        label = gettext_lazy("Picture")


class FigureBlock(blocks.StructBlock):
    claim = ClaimBlock(label=gettext_lazy("Figure"))
    label = blocks.CharBlock(
        label=gettext_lazy("What it says, in the article’s language"),
        required=False,
        max_length=200,
    )

    class Meta:
        icon = "table"
        label = gettext_lazy("Figure")


class FiguresBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=gettext_lazy("Title"), required=False, max_length=120)
    figures = blocks.ListBlock(FigureBlock(), label=gettext_lazy("Figures"), min_num=1, max_num=24)

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Figures in a list")


class ComparisonBlock(blocks.StructBlock):
    left = FigureBlock(label=gettext_lazy("One figure"))
    right = FigureBlock(label=gettext_lazy("The other"))
    note = blocks.CharBlock(label=gettext_lazy("Note"), required=False, max_length=400)

    class Meta:
        icon = "order"
        label = gettext_lazy("Two figures side by side")


class FilmBlock(blocks.StructBlock):
    title = TitleBlock(label=gettext_lazy("Film or series"))
    note = blocks.CharBlock(label=gettext_lazy("Note"), required=False, max_length=400)

    class Meta:
        icon = "media"
        label = gettext_lazy("Title box")


class BoxBlock(blocks.StructBlock):
    subject = SubjectBlock(label=gettext_lazy("About"), required=False)
    heading = blocks.CharBlock(label=gettext_lazy("Heading"), max_length=120)
    text = blocks.TextBlock(label=gettext_lazy("Text"), required=False, max_length=1500)
    figures = blocks.ListBlock(FigureBlock(), label=gettext_lazy("Figures"), default=[], max_num=24)

    class Meta:
        icon = "globe"
        label = gettext_lazy("Box about a market, an office, a project or a studio")


def every() -> list[tuple[str, blocks.Block]]:
    return [
        ("heading", blocks.CharBlock(label=gettext_lazy("Heading"), max_length=160, icon="title")),
        (
            "paragraph",
            ParagraphBlock(label=gettext_lazy("Text"), features=FEATURES, icon="pilcrow"),
        ),
        ("quotation", QuotationBlock()),
        ("picture", PictureBlock()),
        ("figure", FigureBlock()),
        ("figures", FiguresBlock()),
        ("comparison", ComparisonBlock()),
        ("film", FilmBlock()),
        ("box", BoxBlock()),
    ]
