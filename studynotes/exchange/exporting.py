"""The tree of topics as a file that `import_tree` reads: YAML or JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import yaml

from ..models import Specification, SpecificationQuerySet, Topic
from .checking import FORMAT

HEAD = "# Subjects, specifications and topics of Colloquy, in reading order.\n"


def exported(specifications: SpecificationQuerySet, *, as_json: bool = False) -> str:
    """`specifications` with their subjects and topics. The same rows give the same text."""
    subjects: dict[int, dict[str, Any]] = {}
    rows = specifications.select_related("subject", "course").order_by("subject__slug", "slug")
    topics = _topics_of(rows)
    for row in rows:
        subject = row.subject
        empty = {"name": subject.name, "slug": subject.slug, "specifications": []}
        subjects.setdefault(subject.pk, empty)["specifications"].append(_specification(row, topics[row.pk]))
    tree = {"format": FORMAT, "subjects": list(subjects.values())}
    if as_json:
        return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"
    text: str = yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return HEAD + text


def _topics_of(specifications: SpecificationQuerySet) -> dict[int, list[Topic]]:
    topics: dict[int, list[Topic]] = defaultdict(list)
    for topic in Topic.objects.filter(specification__in=specifications.order_by()).order_by("position", "pk"):
        topics[topic.specification_id].append(topic)
    return topics


def _specification(row: Specification, topics: list[Topic]) -> dict[str, Any]:
    below: dict[int | None, list[Topic]] = defaultdict(list)
    for topic in topics:
        below[topic.parent_id].append(topic)
    told = {"board": row.board, "level": row.level, "slug": row.slug, "course": row.course.slug}
    return told | ({"topics": _nested(below, None)} if topics else {})


def _nested(below: dict[int | None, list[Topic]], parent: int | None) -> list[dict[str, Any]]:
    told = []
    for topic in below[parent]:
        entry: dict[str, Any] = {"number": topic.number, "title": topic.title, "slug": topic.slug}
        if topic.focus:
            entry["focus"] = topic.focus
        if below[topic.pk]:
            entry["topics"] = _nested(below, topic.pk)
        told.append(entry)
    return told


class _Dumper(yaml.SafeDumper):
    """As people write it: lists indented below their names, texts of several lines as such."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)
