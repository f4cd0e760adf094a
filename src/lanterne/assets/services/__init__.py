"""Taking films in, and recording what becomes of them."""

from lanterne.assets.services.clearing import sweep
from lanterne.assets.services.jobs import (
    JobBusy,
    NoSuchJob,
    NothingPublished,
    accept_mezzanine,
    cancel,
    claim,
    fail,
    finish,
    keep_lease,
    publish_again,
    retry,
)
from lanterne.assets.services.recording import LeaseLost, record
from lanterne.assets.services.subtitles import (
    NoSuchSubtitle,
    SubtitleRefused,
    add_subtitle,
    remove_subtitle,
)
from lanterne.assets.services.uploads import (
    NoSuchUpload,
    UploadIncomplete,
    UploadTooLarge,
    WrongOffset,
    abandon_upload,
    append,
    begin_upload,
    upload_offset,
)

__all__ = [
    "JobBusy",
    "LeaseLost",
    "NoSuchJob",
    "NoSuchSubtitle",
    "NoSuchUpload",
    "NothingPublished",
    "SubtitleRefused",
    "UploadIncomplete",
    "UploadTooLarge",
    "WrongOffset",
    "abandon_upload",
    "accept_mezzanine",
    "add_subtitle",
    "append",
    "begin_upload",
    "cancel",
    "claim",
    "fail",
    "finish",
    "keep_lease",
    "publish_again",
    "record",
    "remove_subtitle",
    "retry",
    "sweep",
    "upload_offset",
]
