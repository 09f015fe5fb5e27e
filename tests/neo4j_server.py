"""A real Neo4j for the tests: the server in NEO4J_URI, else one booted from Maven artifacts, else a container."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from tests.java_tools import RESOLVE_SECONDS, JavaUnavailable, classpath

LAUNCHER = Path(__file__).parent / "launcher"
IMAGE = "neo4j:5.26-community"
START_SECONDS = 120.0


class Neo4jUnavailable(Exception):  # noqa: N818 - it is a state of this machine, not a mistake
    """There is no Neo4j to be had here; the message says why."""


@dataclass(frozen=True)
class Neo4jServer:
    """A running Neo4j: its Bolt address, who may come in, and how to end it."""

    uri: str
    user: str
    password: str = field(repr=False)
    stop: Callable[[], None] = field(repr=False, default=lambda: None)


def start_neo4j(workdir: Path) -> Neo4jServer:
    """A Neo4j that answers, with its data (where it is ours) in `workdir`. Neo4jUnavailable says why there is none."""
    if uri := os.environ.get("NEO4J_URI"):
        return Neo4jServer(uri, os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
    reasons = []
    for start in (_from_maven, _from_container):
        try:
            return start(workdir)
        except (Neo4jUnavailable, JavaUnavailable, OSError, subprocess.SubprocessError) as reason:
            reasons.append(str(reason))
    raise Neo4jUnavailable("NEO4J_URI is not set; " + "; ".join(reasons))


def _from_maven(workdir: Path) -> Neo4jServer:
    password = secrets.token_urlsafe(12)
    log = workdir / "neo4j.log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [
                "java",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classpath("neo4j", LAUNCHER / "pom.xml"),
                str(LAUNCHER / "Neo4jLauncher.java"),
                str(workdir / "data"),
            ],
            stdin=subprocess.PIPE,  # the launcher ends when this closes, even if these tests are killed
            stdout=subprocess.PIPE,
            stderr=errors,
            env=os.environ | {"LAUNCHER_PASSWORD": password},
        )
    port = _announced_port(process)
    if port is None:
        _end(process)
        raise Neo4jUnavailable(f"Neo4j did not boot: {log.read_text(errors='replace').strip()[-500:]}")
    return Neo4jServer(f"bolt://127.0.0.1:{port}", "neo4j", password, lambda: _end(process))


def _announced_port(process: subprocess.Popen[bytes]) -> str | None:
    """The port that the launcher prints; None if it ends or takes too long. Its output is read on, lest it block."""
    found: list[str] = []
    ready = threading.Event()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if match := re.match(rb"bolt port (\d+)", line):
                found.append(match[1].decode())
                ready.set()
        ready.set()

    threading.Thread(target=read, daemon=True).start()
    ready.wait(START_SECONDS)
    return found[0] if found else None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()  # an orderly end takes ten seconds, and nobody needs the data
    process.wait()


def _from_container(_workdir: Path) -> Neo4jServer:
    if not shutil.which("docker") or subprocess.run(["docker", "info"], capture_output=True, check=False).returncode:
        raise Neo4jUnavailable("Docker does not run here")
    name, password = f"treatygraph-tests-{secrets.token_hex(4)}", secrets.token_urlsafe(12)
    options = ["--detach", "--rm", "--name", name, "--publish", "127.0.0.1::7687"]
    options += ["--env", f"NEO4J_AUTH=neo4j/{password}"]
    subprocess.run(["docker", "run", *options, IMAGE], capture_output=True, check=True, timeout=RESOLVE_SECONDS)

    def stop() -> None:
        subprocess.run(["docker", "stop", name], capture_output=True, check=False)

    published = subprocess.run(["docker", "port", name, "7687/tcp"], capture_output=True, check=True, text=True).stdout
    server = Neo4jServer(f"bolt://{published.split()[0]}", "neo4j", password, stop)
    if not _answers(server):
        stop()
        raise Neo4jUnavailable(f"the container of {IMAGE} does not answer")
    return server


def _answers(server: Neo4jServer) -> bool:
    deadline = time.monotonic() + START_SECONDS
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        while time.monotonic() < deadline:
            try:
                driver.verify_connectivity()
            except (DriverError, Neo4jError):
                time.sleep(0.5)
            else:
                return True
    return False
