"""``python -m tuphap_cli``."""

from .main import run

run()
