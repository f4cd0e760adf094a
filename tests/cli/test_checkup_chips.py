"""``lanterne check`` says which hardware encoders work; that there are none lacks nothing."""

import pytest

from lanterne.cli import checkup
from lanterne_media import hardware


@pytest.mark.slow
def test_a_machine_without_chips_is_told_why_and_lacks_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(hardware, "_DEV", tmp_path)
    checks = list(checkup._chips())
    assert [check.name for check in checks] == ["hardware encoders"] * 3
    assert [check.found.partition(": ")[0] for check in checks] == [
        "h264_nvenc, hevc_nvenc, av1_nvenc",
        "h264_qsv, hevc_qsv, av1_qsv",
        "h264_vaapi, hevc_vaapi, av1_vaapi",
    ]
    assert all(": There is no /dev/" in check.found for check in checks)
    assert not any(check.remedy for check in checks)
