"""The sheets there are, and who may open each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from tests.google.server import keys
from tests.google.spreadsheets import Spreadsheets
from tests.google.spreadsheets.json_shapes import Json


@dataclass
class Holdings:
    """The model's spreadsheets, with the people who own and share them."""

    sheets: Spreadsheets
    roles: dict[str, dict[str, str]] = field(default_factory=dict)
    service_has_room: bool = False  # service accounts own no Drive space, so Google lets them create nothing

    def has(self, file_id: str) -> bool:
        return file_id in self.sheets.books

    def role_of(self, file_id: str, email: str) -> str | None:
        """What somebody may do with a sheet; a sheet that a test made without saying whose is the office's."""
        return self.roles.get(file_id, {keys.PERSON_EMAIL: "owner"}).get(email)

    def has_room(self, email: str) -> bool:
        return self.service_has_room or not email.endswith(".iam.gserviceaccount.com")

    def own(self, file_id: str, email: str) -> None:
        self.roles[file_id] = {email: "owner"}

    def share(self, file_id: str, email: str, role: str = "writer") -> None:
        self.roles.setdefault(file_id, {keys.PERSON_EMAIL: "owner"})[email] = role

    def unshare(self, file_id: str, email: str) -> None:
        self.roles.get(file_id, {}).pop(email, None)

    def shared_with(self, file_id: str) -> list[str]:
        return sorted(self.roles.get(file_id, {keys.PERSON_EMAIL: "owner"}))

    def permissions(self, file_id: str) -> list[Json]:
        """Who may open a sheet, as Drive lists them."""
        return [permission(email, str(self.role_of(file_id, email))) for email in self.shared_with(file_id)]

    def email_of(self, file_id: str, permission_id: str) -> str | None:
        """Whose permission this is."""
        return next((email for email in self.shared_with(file_id) if permission_id_of(email) == permission_id), None)


def permission(email: str, role: str) -> Json:
    return {
        "kind": "drive#permission",
        "id": permission_id_of(email),
        "type": "user",
        "emailAddress": email,
        "role": role,
        "displayName": email.partition("@")[0],
        "deleted": False,
    }


def permission_id_of(email: str) -> str:
    """The same person has the same number on every file."""
    return str(int.from_bytes(hashlib.sha256(email.encode()).digest()[:8], "big"))
