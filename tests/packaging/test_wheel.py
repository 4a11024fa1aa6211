"""The wheel carries everything: built, installed in an empty environment outside the checkout, and used."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command without the checkout on its path; its output."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "ASSESS", "COV"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean | {"ASSESS_STATE": str(cwd / "state")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_runs_the_demo_outside_the_checkout(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "dist", ROOT, cwd=ROOT)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith("assess.mo") for name in names)
    assert "assess/rubrics/roles/community-manager.yaml" in names
    assert any(name.startswith("assess/store/migrations/versions/0001") for name in names)
    assert any(name.startswith("assess/report/templates/") for name in names)
    assert not any(name.startswith(("tests/", "docs/")) for name in names)

    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", wheel, cwd=tmp_path)
    told = run(python, "-m", "assess", "--lang", "de", "demo", "--no-open", "--dir", tmp_path / "demo", cwd=tmp_path)
    assert "K2" in told
    assert len(list((tmp_path / "demo" / "scorecards").glob("*.pdf"))) == 6
    where = run(python, "-c", "import assess; print(assess.__file__)", cwd=tmp_path)
    assert str(tmp_path) in where
