"""What people paste as the address of a Google Sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.gateways.google_sheet.addresses import spreadsheet_id
from pepsheets.sheets import AddressNotUnderstood

ID = "1qpyC0XzvTcKT6EISywvqESX3A0MwQoFDE8p-Bll4hps"

UNDERSTOOD = (
    f"google:{ID}",
    ID,
    f"Google: {ID} ",
    f"google:https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0",
    f"google:https://docs.google.com/spreadsheets/d/{ID}/edit?gid=1180&usp=sharing#gid=1180",
    f"google:https://docs.google.com/spreadsheets/u/0/d/{ID}/edit",
    f"google:https://docs.google.com/a/ashfield.sch.uk/spreadsheets/d/{ID}/edit",
    f"google:https://docs.google.com/spreadsheets/d/{ID}",
    f"google:docs.google.com/spreadsheets/d/{ID}/htmlview",
    f"HTTPS://DOCS.GOOGLE.COM/spreadsheets/d/{ID}/edit",
    f"google:<https://docs.google.com/spreadsheets/d/{ID}/edit>",
    f"google:https://drive.google.com/open?id={ID}&usp=drive_fs",
    f"google:https://drive.google.com/file/d/{ID}/view?usp=sharing",
)

NOT_UNDERSTOOD = {
    "google:": "stands there without a sheet",
    "google:https://drive.google.com/drive/folders/1FqHzv5D0dQXo4eb3tXz5b4vYkW1fS7aa": "leads to a folder",
    "google:https://drive.google.com/drive/u/0/folders/1FqHzv5D0dQXo4eb3tXz5b4vYkW1fS7aa?hl=en": "leads to a folder",
    f"google:https://docs.google.com/document/d/{ID}/edit": "leads to a Google Doc",
    f"google:https://docs.google.com/document/u/1/d/{ID}/edit": "leads to a Google Doc",
    f"google:https://docs.google.com/presentation/d/{ID}/edit": "leads to Google Slides",
    f"google:https://docs.google.com/forms/d/e/{ID}/viewform": "leads to a form",
    "google:https://forms.gle/abc123": "leads to a form",
    f"google:https://docs.google.com/spreadsheets/d/e/2PACX-{ID}/pubhtml": "leads to a published copy",
    "google:https://docs.google.com/spreadsheets/u/0/": "leads to the list of your sheets",
    "google:https://drive.google.com/drive/my-drive": "leads to Google Drive",
    f"google:https://docs.google.com.example.org/spreadsheets/d/{ID}/edit": "is not the link of a Google Sheet",
    f"google:https://example.org/spreadsheets/d/{ID}/edit": "is not the link of a Google Sheet",
    "google:https://[half/spreadsheets": "is not the link of a Google Sheet",
    "google:our steering group": "is neither the link of a Google Sheet nor its ID",
    "google:https://docs.google.com/spreadsheets/d/1qpyC0/edit": "is too short",
    "google:1qpyC0": "is too short",
}


@pytest.mark.parametrize("address", UNDERSTOOD)
def test_a_link_and_an_id_both_lead_to_the_sheet(address: str) -> None:
    assert spreadsheet_id(address) == ID


@pytest.mark.parametrize(("address", "why"), NOT_UNDERSTOOD.items(), ids=list(NOT_UNDERSTOOD))
def test_a_link_to_something_else_is_told_and_what_to_do(address: str, why: str) -> None:
    with pytest.raises(AddressNotUnderstood) as refused:
        spreadsheet_id(address)
    assert why in refused.value.message and refused.value.message.endswith(".")
    assert "copy the whole address" in refused.value.remedy


@given(st.text())
def test_whatever_is_typed_is_an_id_or_a_plain_refusal(typed: str) -> None:
    try:
        found = spreadsheet_id(typed)
    except AddressNotUnderstood:
        return
    assert found.isascii() and len(found) >= 20 and "/" not in found
