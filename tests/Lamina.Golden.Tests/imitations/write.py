"""Writes all files: python3 write.py FOLDER."""
import keras1  # noqa: F401
import keras2  # noqa: F401
from files import CASES

for make in CASES:
    make()
