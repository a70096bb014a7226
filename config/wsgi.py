"""The WSGI entry point that granian (or any other WSGI server) loads."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# What is loaded here stays. Looking through it for cycles made the start longer by a sixth, and from time to
# time a request by a tenth of a second.
gc.disable()
application = get_wsgi_application()
# All views, for which the first reader would wait.
import_module(settings.ROOT_URLCONF)
gc.freeze()
gc.enable()
