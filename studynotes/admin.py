"""What of study notes is in the admin; each part registers its own."""

from .enquiries import admin as enquiries  # noqa: F401
from .exchange import admin as exchange  # noqa: F401
