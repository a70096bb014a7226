"""What of study notes is in the admin; each part registers its own."""

from .enquiries import admin as enquiries  # noqa: F401
from .exchange import admin as exchange  # noqa: F401
from .writing import admin as writing  # noqa: F401
from .writing import unit_admin as units  # noqa: F401
