"""What surrounds the program: the container files, the lock files, the direction of imports, the documents."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
COMPOSE = ROOT / "docker-compose.yml"


def test_compose_has_what_it_promises() -> None:
    services = yaml.safe_load(COMPOSE.read_text())["services"]
    assert services.keys() == {"neo4j", "app"}
    assert services["neo4j"]["image"].startswith("neo4j:5.26")
    for service in services.values():
        assert service["healthcheck"]["test"] and service["volumes"]
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    for text in (
        services["neo4j"]["environment"]["NEO4J_AUTH"],
        services["app"]["environment"]["TREATYGRAPH_PASSWORD"],
    ):
        assert "${NEO4J_PASSWORD:?" in text, "no default password"


def test_compose_is_accepted_by_the_client_and_wants_a_password() -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("no docker client with compose here")
    command = [docker, "compose", "-f", str(COMPOSE), "config", "--quiet"]
    without = subprocess.run(command, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"}, check=False)
    assert without.returncode != 0 and "NEO4J_PASSWORD" in without.stderr
    given = {"PATH": "/usr/bin:/bin", "NEO4J_PASSWORD": "correct horse"}
    assert subprocess.run(command, capture_output=True, text=True, env=given, check=False).returncode == 0


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_is_pinned_with_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"https?://", text)
    entries = re.findall(r"^[a-z0-9][^\n]*(?:\n {4}[^\n]*)*", text, re.MULTILINE)
    assert len(entries) > 40
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)


def test_everything_that_is_declared_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    run, dev = ((ROOT / name).read_text() for name in ("requirements.txt", "requirements-dev.txt"))
    assert all(re.search(rf"^{name}==", run, re.MULTILINE) for name in project["dependencies"])
    assert all(re.search(rf"^{name}==", dev, re.MULTILINE) for name in project["optional-dependencies"]["dev"])


def test_imports_go_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_reference_page_is_the_one_the_ontology_gives() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ontology.reference"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (ROOT / "docs/schema.md").read_text(encoding="utf-8") == done.stdout, "run `make docs`"


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []
