"""Whether two records may be the same person or organisation: evidence, points and words.

One truth for the warning while somebody types, for imports, for the scan of the whole base and for the queue of review.
The figures are worked in docs/algorithms/identity.md.
"""

from vinculo.engines.identity.evidence import POINTS, WORDS, Evidence
from vinculo.engines.identity.names import NameLikeness, compare_names, sound
from vinculo.engines.identity.resemblance import (
    POSSIBLE_FROM,
    PROBABLE_FROM,
    Certainty,
    Finding,
    Place,
    Profile,
    Resemblance,
    Sharing,
    telephone_line,
    weigh,
)

__all__ = [
    "POINTS",
    "POSSIBLE_FROM",
    "PROBABLE_FROM",
    "WORDS",
    "Certainty",
    "Evidence",
    "Finding",
    "NameLikeness",
    "Place",
    "Profile",
    "Resemblance",
    "Sharing",
    "compare_names",
    "sound",
    "telephone_line",
    "weigh",
]
