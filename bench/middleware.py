"""What each middleware costs a request: `python -m bench.middleware`.

An empty view behind all of them, then behind all but one, in turns; CPU per request, without a server. What
is saved without one is what it costs. Those that others need (sessions, sign-in) go together with these.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time

import django

REQUESTS, ROUNDS = 2_000, 9


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="colloquy-bench-") as folder:
        os.environ |= {"COLLOQUY_VAR": folder, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        django.setup()
        _measure()


def _measure() -> None:
    from django.conf import settings

    every = list(settings.MIDDLEWARE)
    stacks = {"all": every, "none": []} | {name: _without(every, name) for name in every}
    spent: dict[str, list[float]] = {name: [] for name in stacks}
    for _ in range(ROUNDS):
        for name, stack in stacks.items():
            spent[name].append(_microseconds(stack))
    whole = statistics.median(spent["all"])
    print(f"{whole:7.1f} µs  a request to an empty view behind all of them")
    print(f"{statistics.median(spent['none']):7.1f} µs  behind none")
    for name in every:
        also = [one.rpartition(".")[2] for one in every if one not in stacks[name] and one != name]
        with_it = f", with {', '.join(also)}" if also else ""
        print(f"{whole - statistics.median(spent[name]):7.1f} µs  {name.rpartition('.')[2]}{with_it}")


NEEDED_BY = {"SessionMiddleware": ("AuthenticationMiddleware", "MessageMiddleware", "AccountMiddleware")}
NEEDED_BY["AuthenticationMiddleware"] = ("AccountMiddleware",)


def _without(every: list[str], name: str) -> list[str]:
    gone = {name.rpartition(".")[2], *NEEDED_BY.get(name.rpartition(".")[2], ())}
    return [one for one in every if one.rpartition(".")[2] not in gone]


def _microseconds(stack: list[str]) -> float:
    """CPU per request behind these."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory, override_settings

    with override_settings(MIDDLEWARE=stack):
        handler = WSGIHandler()
    environ = RequestFactory().get("/bench/empty/", headers={"host": "localhost"}).environ

    def ask() -> None:
        handler(environ.copy(), lambda status, headers: None).close()

    for _ in range(50):
        ask()
    begin = time.process_time()
    for _ in range(REQUESTS):
        ask()
    return (time.process_time() - begin) / REQUESTS * 1e6


if __name__ == "__main__":
    main()
