"""What the stand-in's HTTP and signing in rest on; the spreadsheets themselves have their own register."""

from __future__ import annotations

from tests.google.spreadsheets.behaviours import assumed, documented, recorded

GOOGLE_AUTH = "google-auth 2.62, which is written against it"
SERVER_TO_SERVER = "Google, Using OAuth 2.0 for server to server applications; RFC 7523"
INSTALLED = "Google, OAuth 2.0 for mobile and desktop apps; RFC 6749 and 7636"
LIMITS = "Google, Usage limits of the Sheets API, read in November 2026"
ROLES = "Google, Drive API guides, Roles and permissions"
SEEN = "Google's words as users reported them"


def reported(issue: str) -> str:
    return f"{SEEN}: github.com/{issue}"


SIGNING_IN = (
    documented("a service account's signed assertion is worth a token for an hour", SERVER_TO_SERVER),
    documented("its signature, issuer, audience, times and scopes are checked", SERVER_TO_SERVER),
    assumed("a key that was deleted: Invalid JWT Signature.", reported("googleapis/google-cloud-python/issues/10004")),
    assumed("an account that is gone: account not found", reported("googleapis/google-cloud-php/issues/3622")),
    assumed("a clock that is wrong: … a short-lived token (60 minutes) and in a reasonable timeframe …", SEEN),
    documented("a refresh token is worth a token until consent is taken back", INSTALLED),
    assumed("Token has been expired or revoked.", reported("googleworkspace/python-samples/issues/1644")),
    documented("consent at accounts.google.com ends in a code, or in access_denied; PKCE is checked", INSTALLED),
    documented("a token can be revoked", INSTALLED),
    documented("iamcredentials answers allowedLocations with no limits", GOOGLE_AUTH),
)

PERMISSION = (
    documented("owners and writers change, commenters and readers read, only owners delete", ROLES),
    assumed(
        "a service account has no room of its own: files.create is refused, storageQuotaExceeded",
        reported("burnash/gspread/issues/1592"),
    ),
    assumed("and spreadsheets.create: 403 PERMISSION_DENIED", reported("xing5/mcp-google-sheets/issues/22")),
    assumed(
        "a token of too narrow a scope: 403, Request had insufficient authentication scopes.",
        reported("googleapis/google-api-python-client/issues/915"),
    ),
    assumed(
        "a sheet that is not shared: 403, The caller does not have permission",
        reported("gglukmann/use-google-sheets/issues/37"),
    ),
    assumed("the Drive API does not find what the caller may not see: 404", "Drive API guides, Resolve errors"),
    assumed("drive.file opens every file here; at Google only those that the program made or was given", "simplified"),
    assumed("a token that is not good: 401 UNAUTHENTICATED, whose words name the OAuth 2 access token", SEEN),
)

OVER_THE_WIRE = (
    recorded("a refusal of the Sheets API: error with code, message, status, and details where there are any"),
    documented("a refusal of the Drive API: error with errors, code and message", "Drive API guides, Resolve errors"),
    recorded("values that are no list of lists: Invalid value at 'data.values' (…ListValue), …"),
    assumed(
        "Unknown name \"…\" at 'requests[0]': Cannot find field.",
        reported("googleapis/google-api-python-client/issues/930"),
    ),
    assumed(
        'Unknown name "…": Cannot bind query parameter', reported("googleapis/google-api-nodejs-client/issues/588")
    ),
    assumed("a value of another type is refused, also a number written as text, which Google may accept", "stricter"),
    recorded("Drive passes over includeItemsFromAllDrives where files.get does not have it"),
    assumed("Drive passes over withLink, which gspread sends when it shares", "gspread works with Google"),
    recorded("without a mask Drive tells of a file its kind, id, name and mimeType", "files.create in the cassettes"),
    recorded("masks in both manners of writing, and items of which nothing is kept", "notes in the cassettes"),
    documented("a mask decides whether cells come, whatever includeGridData says", "spreadsheets.get"),
    assumed(
        "a field that a mask names and the reply does not have: Error expanding 'fields' parameter …",
        f"{SEEN} in July 2026",
    ),
    assumed(
        "the Sheets API takes no spaces in a mask; the Drive API does",
        f"{SEEN} in July 2026",
    ),
    documented("replies travel packed where the client can unpack them", "Sheets API guides, Performance tips"),
    recorded("true and True are both true in an address"),
)

WHEN_BUSY = (
    documented("60 reads and 60 writes a minute for each user, refilled every minute: 429", LIMITS),
    assumed("a minute of the quota begins with the first call after the one before it ended", "the limits say no more"),
    assumed("a call that is refused for the quota counts too", "nothing"),
    assumed(
        "Quota exceeded for quota metric '… requests' and limit '… requests per minute per user' …",
        reported("AutomaApp/automa/issues/1844"),
    ),
)
