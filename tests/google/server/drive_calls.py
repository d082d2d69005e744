"""The calls of the Drive API that the stand-in answers: files, and who may open them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.google.server.answers import Answer, done, drive_refusal
from tests.google.server.asking import Asking
from tests.google.server.auth import Caller
from tests.google.server.holdings import Holdings, permission, permission_id_of

Call = Callable[[Holdings, Caller, Asking], Answer]

NO_ROOM = "The user's Drive storage quota has been exceeded."


def no_room() -> Answer:
    return drive_refusal(403, NO_ROOM, "storageQuotaExceeded", domain="usageLimits")


def _files_create(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    if not google.has_room(caller.email):
        return no_room()
    made = google.sheets.files_create(asking.body)
    google.own(made["id"], caller.email)
    return done(made)


def _files_copy(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    if not google.has_room(caller.email):
        return no_room()
    made = google.sheets.files_copy(asking.file_id, asking.body)
    google.own(made["id"], caller.email)
    return done(made)


def _files_get(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    return done(google.sheets.files_get(asking.file_id))


def _files_list(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    listed = google.sheets.files_list(asking.given.get("q", ""))
    files = [one for one in listed["files"] if google.role_of(one["id"], caller.email)]
    return done({**listed, "files": files})


def _files_delete(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    google.sheets.files_delete(asking.file_id)
    return Answer(204, None)


def _files_export(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    kind = asking.given["mimeType"]
    return Answer(200, google.sheets.files_export(asking.file_id, kind), kind)


def _about(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    if asking.mask is None:
        said = "The 'fields' parameter is required for this method."
        return drive_refusal(400, said, "required", "fields")
    me = {
        "kind": "drive#user",
        "emailAddress": caller.email,
        "permissionId": permission_id_of(caller.email),
        "me": True,
    }
    return done({"kind": "drive#about", "user": {**me, "displayName": caller.email.partition("@")[0]}})


def _permissions_create(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    email, role = asking.body.get("emailAddress"), asking.body.get("role", "reader")
    if asking.body.get("type") != "user" or not email or role == "owner":
        return drive_refusal(501, "The stand-in shares with a person or a service account alone.", "notImplemented")
    google.share(asking.file_id, email, role)
    return done(permission(email, role))


def _permissions_list(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    return done({"kind": "drive#permissionList", "permissions": google.permissions(asking.file_id)})


def _permissions_delete(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    permission_id = asking.of["permissionId"]
    email = google.email_of(asking.file_id, permission_id)
    if email is None:
        return drive_refusal(404, f"Permission not found: {permission_id}.", "notFound", "permissionId")
    google.unshare(asking.file_id, email)
    return Answer(204, None)


DRIVE_CALLS: Mapping[str, Call] = {
    "drive.about.get": _about,
    "drive.files.create": _files_create,
    "drive.files.copy": _files_copy,
    "drive.files.get": _files_get,
    "drive.files.list": _files_list,
    "drive.files.delete": _files_delete,
    "drive.files.export": _files_export,
    "drive.permissions.create": _permissions_create,
    "drive.permissions.list": _permissions_list,
    "drive.permissions.delete": _permissions_delete,
}
