"""Taking films in, and recording what becomes of them."""

from lanterne.assets.services.clearing import sweep
from lanterne.assets.services.jobs import (
    JobBusy,
    NoSuchJob,
    accept_mezzanine,
    cancel,
    claim,
    fail,
    finish,
    keep_lease,
    retry,
)
from lanterne.assets.services.recording import LeaseLost, record
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
    "NoSuchUpload",
    "UploadIncomplete",
    "UploadTooLarge",
    "WrongOffset",
    "abandon_upload",
    "accept_mezzanine",
    "append",
    "begin_upload",
    "cancel",
    "claim",
    "fail",
    "finish",
    "keep_lease",
    "record",
    "retry",
    "sweep",
    "upload_offset",
]
