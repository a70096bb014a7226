"""The end of an upload that is larger than any form of ours needs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# More than pictures.MAX_BYTES: a picture somewhat too large gets the form back, with its text kept.
MAX_BYTES = 24 * 1024 * 1024


class BoundedUploadHandler(FileUploadHandler):
    """Stands before Django's own handlers; a request over the limit is answered with status 413."""

    received = 0

    def handle_raw_input(
        self, input_data: Any, meta: dict, content_length: int, boundary: bytes, encoding: Any = None
    ) -> None:
        if content_length > MAX_BYTES:
            raise RequestDataTooBig("The request is too large.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > MAX_BYTES:
            raise RequestDataTooBig("The request is too large.")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
