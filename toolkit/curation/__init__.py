"""What people corrected, kept beside the package and applied at every build."""

from toolkit.curation.apply_curation import Curated, NotApplied, apply_curation
from toolkit.curation.curation import Curation
from toolkit.curation.entry_files import CURATION_FOLDER
from toolkit.curation.errors import CurationError
from toolkit.curation.read_curation import read_curation

__all__ = [
    "CURATION_FOLDER",
    "Curated",
    "Curation",
    "CurationError",
    "NotApplied",
    "apply_curation",
    "read_curation",
]
