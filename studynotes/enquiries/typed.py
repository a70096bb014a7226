"""What has been typed into an enquiry and not been sent, in the session."""

from __future__ import annotations

import copy
from typing import Any

from formtools.wizard.storage.session import SessionStorage


class TypedStorage(SessionStorage):
    """The wizard's own storage, written only when there is something to keep.

    The stock one marks the session as changed whenever it is looked at: each look at the first page, by a
    person or a program, would make a row and set a cookie.
    """

    def __init__(self, prefix: str, request: Any = None, file_storage: Any = None) -> None:
        self._typed: dict[str, Any] = {}
        super().__init__(prefix, request, file_storage)
        if self.prefix in request.session:
            self._typed = copy.deepcopy(request.session[self.prefix])

    def _get_data(self) -> dict[str, Any]:
        return self._typed

    def _set_data(self, value: dict[str, Any]) -> None:
        self._typed = value

    data = property(_get_data, _set_data)

    def keep(self) -> None:
        self.request.session[self.prefix] = self._typed

    def reset(self) -> None:
        super().reset()
        self.request.session.pop(self.prefix, None)

    def text_of(self, step: str) -> dict[str, str]:
        """What was typed in a step, by field."""
        values = self.get_step_data(step)
        return {name: values[name] for name in values} if values else {}
