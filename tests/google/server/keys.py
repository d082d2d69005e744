"""Who signs in: a service account with its key, and a person with an account of their own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

TOKEN_ADDRESS = "https://oauth2.googleapis.com/token"
SERVICE_EMAIL = "pepsheets@stand-in.iam.gserviceaccount.com"
PERSON_EMAIL = "office@ashfield.sch.uk"
CLIENT_ID = "1234567890-standin.apps.googleusercontent.com"
CLIENT_SECRET = "not-a-secret"
REFRESH_TOKEN = "1//refresh-of-the-office"


@dataclass(frozen=True, slots=True)
class ServiceKey:
    """The key of a service account, as Google hands it out."""

    email: str
    key_id: str
    private_pem: str
    public_pem: bytes

    def info(self) -> dict[str, str]:
        """What stands in the key file."""
        return {
            "type": "service_account",
            "project_id": "stand-in",
            "private_key_id": self.key_id,
            "private_key": self.private_pem,
            "client_email": self.email,
            "client_id": "109876543210987654321",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": TOKEN_ADDRESS,
            "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
            "universe_domain": "googleapis.com",
        }

    def write(self, path: Path) -> Path:
        """The key file, readable by its owner alone."""
        return write_private(path, self.info())


@lru_cache(maxsize=4)
def service_key(email: str = SERVICE_EMAIL, key_id: str = "key-one") -> ServiceKey:
    """A key of a service account; drawn once for each name in one run, because drawing takes a tenth of a second."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return ServiceKey(email, key_id, pem.decode("ascii"), public)


def authorized_user() -> dict[str, str]:
    """What is kept of a person who has consented, in the form that google-auth reads and writes."""
    return {
        "type": "authorized_user",
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "refresh_token": REFRESH_TOKEN,
        "token_uri": TOKEN_ADDRESS,
    }


def client_of_a_program() -> dict[str, dict[str, object]]:
    """The file by which an installed program introduces itself when it asks a person for consent."""
    return {
        "installed": {
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "project_id": "stand-in",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": TOKEN_ADDRESS,
            "redirect_uris": ["http://localhost"],
        }
    }


def write_private(path: Path, content: object) -> Path:
    """Writes JSON that only its owner can read."""
    path.touch(mode=0o600)
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")
    return path
