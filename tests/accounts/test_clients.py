import pytest
from django.test import RequestFactory

from accounts.clients import client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "10.0.0.9"),
        (0, "1.1.1.1", "10.0.0.9"),
        (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (2, "0.0.0.1, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (1, "", "10.0.0.9"),
        (1, "nonsense", "10.0.0.9"),
        (3, "1.1.1.1", "1.1.1.1"),
        (1, " ::1 ", "::1"),
    ],
)
def test_address_is_what_our_own_proxies_saw(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


def test_request_without_an_address_has_one(settings):
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == "0.0.0.0"
