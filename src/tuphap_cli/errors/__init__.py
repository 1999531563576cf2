"""The family of errors, a module an exit code: each has a stable dotted code, a sentence and a remedy."""

from __future__ import annotations

from .conflicts import *  # noqa: F403
from .error_family import *  # noqa: F403
from .output_errors import *  # noqa: F403
from .refusals import *  # noqa: F403
from .register_errors import *  # noqa: F403
from .server_errors import *  # noqa: F403
from .usage_errors import *  # noqa: F403
