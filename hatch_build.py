"""Build hook: keeps the values of the YAML rules in `rules/built.json`, for wheels and for editable installs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuiltRules(BuildHookInterface):  # type: ignore[type-arg]
    """Writes `rules/built.json`; without PyYAML there is none, and the program reads the YAML itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the files of a wheel are gathered; `version` is `editable` for an editable install."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from gouji.rulebook.build import write

            write(root / "rules")
        except ImportError as error:
            self.app.display_warning(f"the rules are not built: {error}")
        finally:
            sys.path.remove(str(root / "src"))
