"""Writes the files of every case into a folder of its name: python3 write.py FOLDER."""
import os
import sys

import archives  # noqa: F401
import keras1  # noqa: F401
import keras2  # noqa: F401
import oddities  # noqa: F401
import rarities  # noqa: F401
import tfkeras  # noqa: F401
from files import CASES

for make in CASES:
    folder = os.path.join(sys.argv[1], make.__name__)
    os.makedirs(folder)
    os.chdir(folder)
    make()
