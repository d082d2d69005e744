"""What goes over the wire, and what the stand-in answers when it cannot do what was asked."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""An object as Google sends it. Its fields are Google's: the server holds each reply against Google's own schema."""


class ApiError(Exception):
    """Google would refuse this request, in these words."""

    def __init__(self, code: int, status: str, message: str, details: list[Json] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.message = message
        self.details = details

    @property
    def body(self) -> Json:
        error: Json = {"code": self.code, "message": self.message, "status": self.status}
        if self.details is not None:
            error["details"] = self.details
        return {"error": error}


class NotKnown(Exception):
    """Google may well know this; the stand-in does not, and says so instead of guessing."""


class Refused(Exception):
    """One request of a batch cannot be done; the batch puts the number and the kind in front of these words."""


def refuse(message: str) -> ApiError:
    return ApiError(400, "INVALID_ARGUMENT", message)
