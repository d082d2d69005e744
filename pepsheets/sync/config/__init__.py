"""``pepsheets.toml``: which workbook is kept in step with which shared sheets, and how."""

from pepsheets.sync.config.audiences import AUDIENCES, audience_of, hidden_columns, may_see, visible_columns
from pepsheets.sync.config.declared import Config, Direction, Encryption, Mail, Service, Share
from pepsheets.sync.config.durations import duration, in_words
from pepsheets.sync.config.mistakes import ConfigMistakes, ConfigNotFound, Mistake
from pepsheets.sync.config.reading import FILE_NAME, config_of, read_config, text_of

__all__ = [
    "AUDIENCES",
    "FILE_NAME",
    "Config",
    "ConfigMistakes",
    "ConfigNotFound",
    "Direction",
    "Encryption",
    "Mail",
    "Mistake",
    "Service",
    "Share",
    "audience_of",
    "config_of",
    "duration",
    "hidden_columns",
    "in_words",
    "may_see",
    "read_config",
    "text_of",
    "visible_columns",
]
