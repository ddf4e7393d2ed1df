"""The English parser; see `parser` for the way of an article through it."""

import os

# The heads multiply small matrices, where threads cost a hundred times what they bring. numpy's
# library reads this when it is loaded, so it stands before the first module that needs numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
