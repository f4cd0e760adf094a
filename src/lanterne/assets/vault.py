"""Content keys at rest: sealed under the vault key, opened only for a licence or a packager."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def _seal() -> Fernet:
    digest = hashlib.sha256(b"lanterne content keys:" + settings.VAULT_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def seal(key: str) -> bytes:
    """A content key as it may lie in the database."""
    return _seal().encrypt(key.encode())


def unseal(sealed: bytes | memoryview[int]) -> str:
    """The content key; raises ``InvalidToken`` when the vault key is not the one it was sealed with."""
    return _seal().decrypt(bytes(sealed)).decode()
