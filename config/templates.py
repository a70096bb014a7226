"""Our templates without the empty lines that their tags would leave on the page, and their `url` tag."""

from __future__ import annotations

import re

from django.template import Library, defaulttags
from django.template.base import Origin, Parser, Token
from django.template.context import Context
from django.template.loaders import filesystem
from django.utils.html import conditional_escape

from accounts.addresses import address

register = Library()

# Tags that show nothing themselves, alone on their line; and comments.
_ALONE = re.compile(
    r"^[ \t]*((?:\{% *(?:if|elif|else|endif|for|empty|endfor|with|endwith|block|endblock|load)\b[^\n]*?%\}"
    r"|\{#[^\n]*?#\})+)[ \t]*\n",
    re.MULTILINE,
)


class Loader(filesystem.Loader):
    """A hundred empty lines are 46 bytes of an essay's first flight, and come out once, when it is read."""

    def get_contents(self, origin: Origin) -> str:
        text = super().get_contents(origin)
        return _ALONE.sub(r"\1", text) if str(origin.name).endswith(".html") else text


class Url(defaulttags.URLNode):
    """Django's own tag; but an address is looked up once, for `reverse` is a tenth of a list's page."""

    def render(self, context: Context) -> str:
        if self.kwargs or self.asvar:
            return super().render(context)
        parts = [part.resolve(context) for part in self.args]
        found = address(self.view_name.resolve(context), *parts)
        return conditional_escape(found) if context.autoescape else found


@register.tag
def url(parser: Parser, token: Token) -> Url:
    node = defaulttags.url(parser, token)
    return Url(node.view_name, node.args, node.kwargs, node.asvar)
