"""Where the store is and how to reach it, from the command line, the environment or the defaults."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path

STORE_VARIABLE = "TREATYGRAPH_STORE"
USER_VARIABLE = "TREATYGRAPH_USER"
PASSWORD_VARIABLE = "TREATYGRAPH_PASSWORD"
DATABASE_VARIABLE = "TREATYGRAPH_DATABASE"
_SCHEMES = ("bolt://", "neo4j://", "bolt+s://", "neo4j+s://", "bolt+ssc://", "neo4j+ssc://")


@dataclass(frozen=True)
class ServerAddress:
    """A Neo4j server: its address, the user and the database (None: the server's default)."""

    uri: str
    user: str = ""
    password: str = field(default="", repr=False)
    database: str | None = None


def store_target(given: str | None = None) -> Path | ServerAddress:
    """The store that is meant: `given`, else TREATYGRAPH_STORE, else a folder in the user's data directory."""
    target = given or os.environ.get(STORE_VARIABLE) or str(user_data_path("treatygraph") / "store")
    if target.startswith(_SCHEMES):
        return ServerAddress(
            target,
            os.environ.get(USER_VARIABLE, ""),
            os.environ.get(PASSWORD_VARIABLE, ""),
            os.environ.get(DATABASE_VARIABLE),
        )
    return Path(target).expanduser()
