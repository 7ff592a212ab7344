"""Years and dates as printed; no figures, but the periods of figures."""

from __future__ import annotations

import re

_YEAR = r"(?:19|20)\d\d"
YEAR = re.compile(rf"({_YEAR})\s*年")  # 2023年
UNTIL_MONTH = re.compile(r"(\d{1,2})月(?:底|末|份?执行|\d{1,2}日)")  # 截至11月底 · 9月末
DATED_END = re.compile(rf"(?:{_YEAR}年(?:度|底|末|初)?)?(?:\d{{1,2}}月(?:份|底|末)?)?的?$")  # 由2020年的
# 2021年底 · 2023年1-12月 · 截至12月31日
DATE = re.compile(rf"(?:截至|截止|自|从)?(?:{_YEAR}(?:[-~至]{_YEAR})?年(?:度|底|末|初)?)?(?:\d{{1,2}}(?:[-~至]\d{{1,2}})?月(?:份|底|末)?)?(?:\d{{1,2}}日)?")
