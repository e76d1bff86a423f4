"""Log lines as production writes them: one JSON object each, with the id of the request they belong to."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory
from pytest_django import Settings

from access.models import Person
from common import requests
from common.logs import RefusalFilter
from common.requests import current_request_id
from tests.factories.clients import client_of


class Log:
    """What a logger with the production formatter wrote."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]


@pytest.fixture
def log() -> Iterator[Log]:
    """Listen at the root with the handler of the production settings, writing into memory."""
    written = Log()
    config = logging.config.DictConfigurator(settings.LOGGING)
    handler = logging.StreamHandler(written.stream)
    handler.setFormatter(config.configure_formatter(config.config["formatters"]["json"]))
    handler.addFilter(config.configure_filter(config.config["filters"]["request_id"]))
    loggers = [logging.getLogger(name) for name in ("", "django.request")]
    for logger in loggers:
        logger.addHandler(handler)
    yield written
    for logger in loggers:
        logger.removeHandler(handler)


def test_a_line_names_time_level_logger_request_and_message(log: Log) -> None:
    token = current_request_id.set("6f1c2e9a7b3d4f58")
    try:
        logging.getLogger("keys.rotation").error("Key %s\nis \u201clate\u201d", 7)
    finally:
        current_request_id.reset(token)
    (line,) = log.lines
    assert line.pop("time")
    assert line == {
        "level": "ERROR",
        "logger": "keys.rotation",
        "request_id": "6f1c2e9a7b3d4f58",
        "message": "Key 7\nis \u201clate\u201d",
    }


def test_outside_of_requests_stands_a_dash(log: Log) -> None:
    logging.getLogger("keys.rotation").error("Late")
    assert log.lines[0]["request_id"] == "-"


def test_a_fault_is_one_line_with_its_trace(log: Log) -> None:
    try:
        _ = 1 / 0
    except ZeroDivisionError:
        logging.getLogger("keys.rotation").exception("Failed")
    (line,) = log.lines
    assert "ZeroDivisionError" in line["exc_info"]


def test_what_a_caller_writes_cannot_start_a_line(log: Log) -> None:
    logging.getLogger("access").error('x"}\n{"level": "INFO", "message": "%s"', "forged\r\n\u2028")
    assert [line["level"] for line in log.lines] == ["ERROR"]


@pytest.mark.parametrize("path", ["/no/such/page/", "/api/v1/no/such/"])
def test_an_answer_that_refuses_is_logged_with_its_id_and_without_its_query(
    log: Log, administrator: Person, path: str, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    headers = {"X-Request-Id": "of-the-caller-4"}
    client_of(administrator).get(f"{path}?code=one-time-secret", headers=headers)
    assert {line["request_id"] for line in log.lines if line["logger"] == "django.request"} == {"of-the-caller-4"}
    assert "one-time-secret" not in log.stream.getvalue()


def test_a_fault_of_ours_is_logged_with_its_id(
    log: Log, administrator: Person, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("detail for us")

    monkeypatch.setattr("access.pages.ListPage.get", fail)
    client = client_of(administrator)
    client.raise_request_exception = False
    client.get("/access/people/", headers={"X-Request-Id": "of-the-caller-5"})
    line = next(line for line in log.lines if "detail for us" in line.get("exc_info", ""))
    assert line["request_id"] == "of-the-caller-5"


@pytest.mark.parametrize(("status", "kept"), [(403, False), (404, False), (422, False), (500, True)])
def test_only_faults_keep_their_traceback(status: int, kept: bool) -> None:
    fault = PermissionError()
    told = (PermissionError, fault, None)
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "no", (), told)
    record.status_code = status
    assert RefusalFilter().filter(record)
    assert (record.exc_info is not None) is kept


def test_a_proxy_that_nobody_named_is_told_once(log: Log, settings: Settings) -> None:
    requests._tell_of_proxy.cache_clear()
    settings.TRUSTED_PROXIES = []
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.7"})
    for _ in range(3):
        assert requests.address_of(request) == "127.0.0.1"
    told = [line for line in log.lines if "TRUSTED_PROXIES" in line["message"]]
    assert [line["level"] for line in told] == ["WARNING"]


def test_no_proxy_or_a_named_one_is_not_told(log: Log, settings: Settings) -> None:
    requests._tell_of_proxy.cache_clear()
    requests.address_of(RequestFactory().get("/"))
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    assert requests.address_of(RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.7"})) == "203.0.113.7"
    assert log.lines == []
