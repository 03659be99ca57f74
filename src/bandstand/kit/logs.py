"""One line a record, with nothing in it that could forge another line."""

import json
import logging
import re

_LINK = re.compile(r"(?<=/)[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")
"""The part of a private link that opens it; an address that went wrong is logged without."""


class OneLine(logging.Formatter):
    """Formats a record as one JSON object on one line: control characters are escaped by JSON itself."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return _LINK.sub("***", json.dumps(line, ensure_ascii=True))
