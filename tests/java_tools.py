"""Tools of others that run on Java, fetched by Maven once for each state of their pom: Jena, ROBOT, Neo4j's importer.

Where they are not to be had a test is skipped with the reason; under CI=true it fails instead.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "java"
CACHE = Path(__file__).parent.parent / ".cache"
RESOLVE_SECONDS = 600.0
RUN_SECONDS = 120.0  # on a busy machine; some ten on a free one
OPTIONS = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


class JavaUnavailable(Exception):  # noqa: N818 - it is a state of this machine, not a mistake
    """The tool is not to be had on this machine; the message says why."""


def java(
    tool: str, *arguments: str | Path, folder: Path | None = None, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the main class `arguments[0]` of a tool (the name of its pom) in a folder to its end; what it prints is in the result."""
    try:
        jars = classpath(tool, FOLDER / f"{tool}.xml")
    except JavaUnavailable as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(f"no {tool} under CI: {reason}")
        pytest.skip(f"no {tool} here: {reason}")
    command = ["java", *OPTIONS, "-cp", jars, *map(str, arguments)]
    variables = {**os.environ, **(environment or {})}
    return subprocess.run(
        command, capture_output=True, text=True, timeout=RUN_SECONDS, check=False, cwd=folder, env=variables
    )


def classpath(tool: str, pom: Path) -> str:
    """The jars of a tool, resolved by Maven once for each state of its pom and kept in `.cache`. JavaUnavailable says why there are none."""
    cached = CACHE / f"{tool}-{hashlib.sha256(pom.read_bytes()).hexdigest()[:16]}.classpath"
    if not (cached.exists() and all(map(os.path.exists, cached.read_text().split(os.pathsep)))):
        for program in ("java", "mvn"):
            if not shutil.which(program):
                raise JavaUnavailable(f"{program} is not installed")
        _resolve(pom, cached)
    return cached.read_text()


def _resolve(pom: Path, cached: Path) -> None:
    CACHE.mkdir(exist_ok=True)
    draft = cached.with_suffix(f".{os.getpid()}")
    command = [
        "mvn",
        "--batch-mode",
        "--quiet",
        "--file",
        str(pom),
        "dependency:build-classpath",
        f"-Dmdep.outputFile={draft}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=RESOLVE_SECONDS, check=False)
    if done.returncode:
        raise JavaUnavailable(f"Maven cannot fetch it: {done.stdout.strip()[-500:]}")
    draft.replace(cached)
