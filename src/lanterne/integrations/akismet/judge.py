"""Akismet, asked through its own client. What is said to it leaves the house: it is off until an operator gives a key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address

import akismet
import httpx
from django.conf import settings

from lanterne.comments.ports import Opinion, Specimen, Unreachable, Verdict
from lanterne.integrations.akismet.wire import client

# The client wants an address with every word; of what is told later we do not know it any more.
NOWHERE = str(IPv4Address(0))
VERDICTS = {
    akismet.CheckResponse.HAM: Verdict.HAM,
    akismet.CheckResponse.SPAM: Verdict.SPAM,
    akismet.CheckResponse.DISCARD: Verdict.SPAM,
}


class AkismetJudge:
    """A ``SpamJudge``."""

    name = "akismet"

    def judge(self, specimen: Specimen) -> Opinion:
        with _asking() as held:
            told = held.comment_check(specimen.address or NOWHERE, **_told(specimen))
        return Opinion(VERDICTS[told], is_blatant=told is akismet.CheckResponse.DISCARD)

    def learn(self, specimen: Specimen, *, is_spam: bool) -> None:
        with _asking() as held:
            submit = held.submit_spam if is_spam else held.submit_ham
            submit(specimen.address or NOWHERE, **_told(specimen))


def is_key_good() -> bool:
    """What Akismet says of the key; raises Unreachable."""
    with _asking() as held:
        return held.verify_key()


@contextmanager
def _asking() -> Iterator[akismet.SyncClient]:
    with client() as http:
        config = akismet.Config(settings.AKISMET_KEY, settings.WAGTAILADMIN_BASE_URL)
        try:
            yield akismet.SyncClient(config=config, http_client=http)
        except akismet.ProtocolError as failure:
            raise Unreachable("Akismet answered in words that are not agreed upon.") from failure
        except akismet.ConfigurationError:
            # Its own words hold the key.
            raise Unreachable("Akismet does not know the key, or not for this address.") from None
        except (akismet.AkismetError, httpx.HTTPError) as failure:
            raise Unreachable(str(failure)) from failure


def _told(specimen: Specimen) -> akismet.AkismetArguments:
    told: akismet.AkismetArguments = {
        "comment_type": "reply" if specimen.is_answer else "comment",
        "comment_author": specimen.name,
        "comment_author_email": specimen.email,
        "comment_content": specimen.text,
        "comment_date_gmt": specimen.said_at.isoformat(),
        "permalink": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + specimen.page,
        "blog_lang": specimen.language.replace("-", "_").lower(),
        "blog_charset": "UTF-8",
    }
    if specimen.agent:
        told["user_agent"] = specimen.agent
    if settings.AKISMET_IS_TEST:
        told["is_test"] = True
    return told
