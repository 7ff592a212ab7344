"""The keys of a settings file, one line each: the flags of `gouji check`, the JSON Schema and the answers to wrong keys all come from here."""

from __future__ import annotations

from typing import Literal

from gouji.frozen import frozen
from gouji.renderers.formats import FORMATS
from gouji.settings import FAIL_ON, LANGS, SEVERITIES

Kind = Literal["word", "flag", "codes", "path", "paths", "severities", "path-rules"]


@frozen
class Key:
    """A key: `fail-on` in a file, `--fail-on` on a call, `fail_on` in Settings. Only what `has_flag` can be said on a call."""

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()
    has_flag: bool = True

    @property
    def field(self) -> str:
        return self.name.replace("-", "_")


KEYS = (
    Key("select", "codes"),
    Key("extend-select", "codes"),
    Key("ignore", "codes"),
    Key("fail-on", "word", FAIL_ON),
    Key("profile", "word"),
    Key("together", "flag"),
    Key("template", "flag"),
    Key("concise", "flag"),
    Key("lang", "word", LANGS),
    Key("format", "word", FORMATS),
    Key("output", "path"),
    Key("packs", "paths"),
    Key("severity", "severities", SEVERITIES, has_flag=False),
    Key("per-path", "path-rules", has_flag=False),
)
PER_PATH_KEYS = (Key("select", "codes"), Key("ignore", "codes"))
BY_NAME = {key.name: key for key in KEYS}
