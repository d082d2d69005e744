"""Who may open which sheet: its owner, and those it is shared with.

Google, "Roles and permissions" of the Drive API: an owner and a writer may change a file, a commenter and a reader only
read it. "Choose Sheets API scopes": what a token was issued for limits it besides.
"""

from __future__ import annotations

from tests.google.server.answers import Answer, drive_refusal, refusal
from tests.google.server.asking import Asking
from tests.google.server.auth import DRIVE_FILE_SCOPE, DRIVE_READ_SCOPES, DRIVE_SCOPE, READ_SCOPE, SHEETS_SCOPE, Caller
from tests.google.server.holdings import Holdings

WRITERS = {"owner", "organizer", "fileOrganizer", "writer"}
ONLY_OWNERS = {"drive.files.delete"}

MAY_WRITE_SHEETS = {SHEETS_SCOPE, DRIVE_SCOPE, DRIVE_FILE_SCOPE}
MAY_READ_SHEETS = {*MAY_WRITE_SHEETS, READ_SCOPE, "https://www.googleapis.com/auth/drive.readonly"}
MAY_WRITE_DRIVE = {DRIVE_SCOPE, DRIVE_FILE_SCOPE}
MAY_READ_DRIVE = {*MAY_WRITE_DRIVE, *DRIVE_READ_SCOPES}


def permission_refusal(google: Holdings, caller: Caller, asking: Asking) -> Answer | None:
    """The refusal that a caller without permission meets."""
    if not caller.scopes & _scopes_for(asking):
        return _scope_refusal(asking)
    if not asking.file_id:
        return None
    if not google.has(asking.file_id):
        return _not_found(asking)
    role = google.role_of(asking.file_id, caller.email)
    if role is None:
        return _not_found(asking) if asking.method.is_of_drive else _forbidden(asking)
    if not _is_read(asking) and role not in WRITERS:
        return _forbidden(asking)
    return _forbidden(asking) if asking.method.id in ONLY_OWNERS and role != "owner" else None


def _is_read(asking: Asking) -> bool:
    copies = asking.method.id == "drive.files.copy"  # reading the one that is copied
    return asking.method.kind == "read" or asking.method.verb == "GET" or copies


def _scopes_for(asking: Asking) -> set[str]:
    if asking.method.is_of_drive:
        return MAY_READ_DRIVE if asking.method.verb == "GET" else MAY_WRITE_DRIVE
    return MAY_READ_SHEETS if asking.method.kind == "read" else MAY_WRITE_SHEETS


def _not_found(asking: Asking) -> Answer:
    if asking.method.is_of_drive:
        return drive_refusal(404, f"File not found: {asking.file_id}.", "notFound", "fileId")
    return refusal(404, "NOT_FOUND", "Requested entity was not found.")


def _forbidden(asking: Asking) -> Answer:
    if asking.method.is_of_drive:
        return drive_refusal(403, "The user does not have sufficient permissions for this file.")
    return refusal(403, "PERMISSION_DENIED", "The caller does not have permission")


def _scope_refusal(asking: Asking) -> Answer:
    if asking.method.is_of_drive:
        said = "Insufficient Permission: Request had insufficient authentication scopes."
        return drive_refusal(403, said, "insufficientPermissions")
    reason = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "domain": "googleapis.com",
        "metadata": {"service": "sheets.googleapis.com", "method": asking.method.id},
    }
    return refusal(403, "PERMISSION_DENIED", "Request had insufficient authentication scopes.", [reason])
