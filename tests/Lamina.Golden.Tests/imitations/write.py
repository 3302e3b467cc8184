"""Writes all files: python3 write.py FOLDER."""
import archives  # noqa: F401
import keras1  # noqa: F401
import keras2  # noqa: F401
import oddities  # noqa: F401
import rarities  # noqa: F401
import tfkeras  # noqa: F401
from files import CASES

for make in CASES:
    make()
