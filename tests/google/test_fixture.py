"""The fixture `google`: the product, signed in, and a test that fails where Google would not have understood."""

from __future__ import annotations

import pytest

from pepsheets.gateways.google_sheet.connection import connect, share_address
from pepsheets.sheets import GatewayError
from tests.google.server import keys
from tests.google.server.stand_in import StandIn


def test_the_product_opens_a_sheet_through_it(google: StandIn) -> None:
    sheet = google.new_sheet("Costs")
    assert share_address() == keys.SERVICE_EMAIL
    assert connect(sheet).get("properties.title") == {"properties": {"title": "Costs"}}
    assert google.log[-1].call == "sheets.spreadsheets.get"


def test_what_the_test_expects_does_not_fail_it(google: StandIn) -> None:
    google.expect_breach("there is no propertys")
    sheet = google.new_sheet()
    with pytest.raises(GatewayError):
        connect(sheet).get("propertys.title")
    assert google.counts("read") == 1
