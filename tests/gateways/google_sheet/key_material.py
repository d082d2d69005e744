"""Files by which one signs in, made for tests, with a key that is drawn once."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

TOKEN_URI = "https://oauth2.googleapis.com/token"
ROBOT = "pepsheets@ashfield.iam.gserviceaccount.com"


@lru_cache(maxsize=1)
def private_key() -> str:
    drawn = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return drawn.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode("ascii")


def service_account(**changed: object) -> dict[str, object]:
    return {
        "type": "service_account",
        "project_id": "ashfield-sheets",
        "private_key_id": "1a2b3c",
        "private_key": private_key(),
        "client_email": ROBOT,
        "token_uri": TOKEN_URI,
    } | changed


def client(kind: str = "installed", **changed: object) -> dict[str, object]:
    inner = {
        "client_id": "123-abc.apps.googleusercontent.com",
        "client_secret": "GOCSPX-very-secret",
        "project_id": "ashfield-sheets",
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": TOKEN_URI,
        "redirect_uris": ["http://localhost"],
    }
    return {kind: inner | changed}


def own_account(**changed: object) -> dict[str, object]:
    return {
        "type": "authorized_user",
        "client_id": "123-abc.apps.googleusercontent.com",
        "client_secret": "GOCSPX-very-secret",
        "refresh_token": "1//very-secret",
        "project_id": "ashfield-sheets",
    } | changed


def written(file: Path, content: object) -> Path:
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file
