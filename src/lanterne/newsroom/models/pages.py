"""Newsrooms and their articles, as the pages that Wagtail's editor, its history and its workflows work on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from lanterne.core import clock, plugins
from lanterne.facts import queries as facts
from lanterne.newsroom import blocks, events
from lanterne.newsroom.addresses import path_of
from lanterne.newsroom.rules import Standing, claims_in, place_of, read
from lanterne.newsroom.zones import WrongInstant, instant, is_zone

KINDS = [
    ("article", gettext_lazy("Article")),
    ("release", gettext_lazy("Press release")),
]


class Newsroom(Page):
    """The front page of one market in one language; its languages are one another's translations."""

    territory = models.CharField(
        gettext_lazy("market"),
        max_length=2,
        blank=True,
        help_text=gettext_lazy("The code of a country such as FR; empty for the whole world."),
    )
    intro = models.CharField(gettext_lazy("introduction"), max_length=300, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        InlinePanel("contacts", label=gettext_lazy("Contact for the press")),
    ]
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["newsroom.Article"]
    # Opened by a service, which also says who may write there.
    is_creatable = False

    class Meta:
        verbose_name = gettext_lazy("newsroom")

    def get_url_parts(self, request: Any = None) -> tuple[None, str, str]:
        place = place_of(self.territory)
        path = reverse("press:home", args=[place, self.locale.language_code])
        return None, settings.WAGTAILADMIN_BASE_URL, path


INSTANTS = ("embargo_at", "take_down_at")


class ArticleForm(WagtailAdminPageForm):
    """Takes the embargo, and when it is taken down, as it is agreed on with the press: the time that the clocks of a place show."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = ZoneInfo(self.instance.embargo_zone or "UTC")
        for name in INSTANTS:
            held = getattr(self.instance, name)
            if held and name in self.fields:
                self.initial[name] = timezone.make_naive(held, timezone=zone)

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = super().clean()
        if self.instance.saved_meanwhile:
            self.add_error(None, self.instance.saved_meanwhile)
        zone = kept.get("embargo_zone") or "UTC"
        if not is_zone(zone):
            self.add_error(
                "embargo_zone",
                _("“%(zone)s” is no time zone such as Europe/Paris.") % {"zone": zone},
            )
        else:
            self._clean_instant(kept, "embargo_at", zone, self.instance.check_embargo)
            since = kept.get("embargo_at")
            self._clean_instant(kept, "take_down_at", zone, lambda end: self._check_end(end, since))
        return kept

    def _check_end(self, end: datetime, since: datetime | None) -> None:
        """What is over may be worked on, and stays over until another end is said."""
        if end != self.instance.take_down_at:
            self.instance.check_end(end, since)

    def _clean_instant(
        self, kept: dict[str, Any], name: str, zone: str, check: Callable[[datetime], None]
    ) -> None:
        if not kept.get(name):
            return
        try:
            kept[name] = instant(timezone.make_naive(kept[name]), zone)
            check(kept[name])
        except (WrongInstant, ValidationError) as error:
            self.add_error(name, str(getattr(error, "message", error)))


class Article(Page):
    """An article or a press release, in the language and the market of its newsroom."""

    kind = models.CharField(gettext_lazy("kind"), max_length=8, choices=KINDS, default="article")
    lead = models.TextField(gettext_lazy("lead"), max_length=600)
    body = StreamField(
        blocks.every(), verbose_name=gettext_lazy("body"), max_num=blocks.MOST_BLOCKS, blank=True
    )
    author = models.ForeignKey(
        "newsroom.Author",
        verbose_name=gettext_lazy("author"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
    )
    picture = models.ForeignKey(
        "newsroom.Picture",
        verbose_name=gettext_lazy("picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    caption = models.CharField(gettext_lazy("caption"), max_length=400, blank=True)
    embargo_at = models.DateTimeField(
        gettext_lazy("embargo until"),
        null=True,
        blank=True,
        help_text=gettext_lazy(
            "The time in the zone below. Published before, it goes out at this second by itself."
        ),
    )
    embargo_zone = models.CharField(
        gettext_lazy("time zone"),
        max_length=40,
        blank=True,
        default="UTC",
        help_text=gettext_lazy("Such as Europe/Paris."),
    )
    take_down_at = models.DateTimeField(
        gettext_lazy("taken down at"),
        null=True,
        blank=True,
        help_text=gettext_lazy("From this time on, in the same zone, nobody reads it any more."),
    )
    is_for_press = models.BooleanField(
        gettext_lazy("accredited press may read it before"), default=False
    )
    takes_comments = models.BooleanField(gettext_lazy("readers may comment"), default=True)

    # What an editor is told who saves after somebody else; kept by no table.
    saved_meanwhile = ""

    base_form_class = ArticleForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("caption")], heading=gettext_lazy("Picture")
        ),
        FieldPanel("body"),
        FieldPanel("author"),
        MultiFieldPanel(
            [
                FieldPanel("embargo_at"),
                FieldPanel("take_down_at"),
                FieldPanel("embargo_zone"),
                FieldPanel("is_for_press"),
            ],
            heading=gettext_lazy("Embargo"),
        ),
        FieldPanel("takes_comments"),
        InlinePanel("pins", label=gettext_lazy("Read also"), max_num=6),
    ]
    promote_panels = [FieldPanel("slug")]
    # When it goes out is the embargo's matter, which needs no clockwork to be kept to the second.
    settings_panels: list[Any] = []
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    parent_page_types = ["newsroom.Newsroom"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = gettext_lazy("article")

    @property
    def blocks(self) -> Any:
        return read(self.body.raw_data)

    @property
    def home(self) -> Newsroom:
        found: Newsroom = self.get_parent().specific
        return found

    def standing(self, at: datetime) -> Standing:
        release = getattr(self, "release", None)
        if release is None or not self.live:
            return Standing.DRAFT
        held: Standing = release.standing(at)
        return held

    def is_public(self, at: datetime) -> bool:
        return self.standing(at) is Standing.PUBLIC

    def get_url_parts(self, request: Any = None) -> tuple[None, str, str]:
        path = path_of(
            territory=self.home.territory, language=self.locale.language_code, slug=self.slug
        )
        return None, settings.WAGTAILADMIN_BASE_URL, path

    def can_move_to(self, parent: Page) -> bool:
        """Within its language, and not while readers have its address, or will."""
        may: bool = super().can_move_to(parent)
        release = getattr(self, "release", None)
        is_free = release is None or release.standing(clock.now()) is Standing.OVER
        return may and parent.locale_id == self.locale_id and is_free

    def check_embargo(self, until: datetime) -> None:
        """Refuses an instant that nothing is reckoned for, one that is over, and one for what was read already."""
        now = clock.now()
        _check_year(until)
        if self.pk and self.is_public(now):
            if until > now:
                raise ValidationError(
                    _("This has been read by the public already. Unpublish it first.")
                )
        elif until <= now:
            raise ValidationError(
                _("This time is over. Leave it empty to let the article go out at once.")
            )

    def check_end(self, end: datetime, since: datetime | None) -> None:
        """Refuses an instant that nothing is reckoned for, one that is over, and one from which on it never was read."""
        _check_year(end)
        if end <= clock.now():
            raise ValidationError(_("This time is over. Leave it empty to keep the article."))
        if since is not None and end <= since:
            raise ValidationError(_("It would be taken down before anybody could read it."))

    def clean(self) -> None:
        super().clean()
        keys = claims_in(self.blocks)
        known = facts.by_key(keys)
        unknown = [key for key in keys if key not in known]
        if unknown:
            raise ValidationError(
                {"body": _("There is no figure “%(key)s” on record.") % {"key": unknown[0][:80]}}
            )

    def publish(self, revision: Any, user: Any = None, **more: Any) -> Any:
        """Whichever button it was: what follows from it is told in the same transaction."""
        with transaction.atomic():
            done = super().publish(revision, user=user, **more)
            events.went_out.tell(self.pk, _actor(user))
        return done

    def unpublish(self, *args: Any, user: Any = None, **more: Any) -> Any:
        with transaction.atomic():
            events.taken_down.tell(self.pk, _actor(user))
            return super().unpublish(*args, user=user, **more)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            events.taken_down.tell(self.pk, _actor(kwargs.get("user")))
            return super().delete(*args, **kwargs)

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "press/preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return {"request": request, **plugins.load(settings.ARTICLE_PREVIEW)(self)}


def _check_year(told: datetime) -> None:
    if not clock.FIRST_DAY <= told.date() < clock.LAST_DAY:
        raise ValidationError(_("No article is held back until such a year."))


def _actor(user: Any) -> str:
    return f"user:{user.pk}" if user is not None else "system:newsroom"
