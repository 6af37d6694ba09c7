"""Where the published lists are that come with the library of estimates."""

from pathlib import Path

import unseen

FOLDER = Path(unseen.__file__).parent / "data" / "tables"
