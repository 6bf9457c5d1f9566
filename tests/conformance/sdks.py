"""Sets up the AWS SDKs and builds the programs of examples/ with them, in build/conformance.

usage: sdks.py LANGUAGE

Each function returns the command that runs a program, without its arguments. What was set up before
from the same sources and lock files is used again, and then nothing needs the network. Toolchains of
this machine are used where they are new enough; Node.js and Go come from the Python registry
otherwise, and `deps/fetch --test` installs Java, Maven and Cargo.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
BUILD = ROOT / "build" / "conformance"


def run(command, name, **options):
    """Runs a command with its output in a log file; on failure shows the end of it and stops."""
    log = BUILD / "logs" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        code = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                              **options).returncode
    if code != 0:
        sys.stderr.write("".join(log.read_text(errors="replace").splitlines(True)[-30:]))
        raise RuntimeError(f"{name} exited with {code}: {' '.join(map(str, command[:4]))}")


def venv(folder):
    """The Python of a folder's own virtual environment: see tools/with-venv."""
    show = subprocess.run([ROOT / "tools" / "with-venv", folder, "-c", "import sys; print(sys.executable)"],
                          stdout=subprocess.PIPE, text=True, check=True)
    return Path(show.stdout.strip())


def sources(folder):
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", f"examples/{folder}"],
                            capture_output=True, text=True, check=True).stdout.split()
    return [ROOT / name for name in sorted(listed)]


def step(folder, action):
    """Copies examples/FOLDER to build/conformance/FOLDER/work and runs `action` there, unless that was
    done with the same files."""
    key = hashlib.sha256()
    for file in sources(folder):
        key.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes() + b"\0")
    work, stamp = BUILD / folder / "work", BUILD / folder / "work.key"
    if stamp.is_file() and stamp.read_text() == key.hexdigest():
        return work
    started = time.monotonic()
    print(f"[conformance] setting up {folder}", file=sys.stderr, flush=True)
    stamp.unlink(missing_ok=True)
    shutil.rmtree(work, ignore_errors=True)
    for file in sources(folder):
        target = work / file.relative_to(EXAMPLES / folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    action(work)
    stamp.write_text(key.hexdigest())
    print(f"[conformance]   {folder} ready after {time.monotonic() - started:.0f} s", file=sys.stderr,
          flush=True)
    return work


def version(command):
    """The first dotted number that a program says; () where there is no such program."""
    if not shutil.which(command[0]):
        return ()
    said = subprocess.run(command, capture_output=True, text=True).stdout
    number = re.search(r"(\d+)\.(\d+)", said)
    return tuple(map(int, number.groups())) if number else ()


def command_line():
    """The folder with the program `aws`, for the PATH of a shell script."""
    return venv("awscli").parent


def python(program):
    return [venv("examples/python"), EXAMPLES / "python" / program]


def javascript(program):
    environment = {**os.environ, "npm_config_cache": str(BUILD / "javascript" / "cache"),
                   "npm_config_update_notifier": "false"}
    node = shutil.which("node")
    if version(["node", "--version"]) < (20, 0) or not shutil.which("npm"):
        folder = venv("tests/conformance/node").parent
        environment["PATH"] = f"{folder}:{environment['PATH']}"
        node = folder / "node"
    work = step("javascript", lambda work: run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
                                               "npm", cwd=work, env=environment))
    return [node, work / program]


def java(program):
    def build(work):
        run(["mvn", "--batch-mode", "--quiet", f"-Dmaven.repo.local={BUILD / 'java' / 'repository'}",
             "compile"], "maven", cwd=work)
        check_java_artifacts(work)

    work = step("java", build)
    return ["java", "-cp", f"{work}/target/classes:{work}/target/libraries/*", f"examples.{program}"]


def java_artifacts(work):
    """SHA-256 and name of each library that the Java programs run with, as `sha256sum` prints them."""
    return "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
                   for file in sorted((work / "target" / "libraries").glob("*.jar")))


def check_java_artifacts(work):
    """Maven has no lock file of its own, so the libraries are compared with the committed list."""
    if java_artifacts(work) != (work / "libraries.sha256").read_text():
        raise RuntimeError("the Java libraries are not those of examples/java/libraries.sha256")


def go(program):
    settings = {**os.environ, "GOMODCACHE": str(BUILD / "go" / "modules"),
                "GOCACHE": str(BUILD / "go" / "cache"), "GOTOOLCHAIN": "local",
                "GOFLAGS": "-modcacherw -mod=readonly"}
    compiler = "go"
    if version(["go", "version"]) < (1, 24):
        compiler = venv("tests/conformance/go").parent / "go"
    work = step("go", lambda work: run([compiler, "build", "-o", f"{work}/bin/", "./..."], "go", cwd=work,
                                       env=settings))
    return [work / "bin" / program]


def rust(program):
    target = BUILD / "rust" / "target"
    settings = {**os.environ, "CARGO_HOME": str(BUILD / "rust" / "cargo"), "CARGO_TARGET_DIR": str(target)}
    step("rust", lambda work: run(["cargo", "build", "--locked"], "cargo", cwd=work, env=settings))
    return [target / "debug" / program]


LANGUAGES = {"python": python, "javascript": javascript, "java": java, "go": go, "rust": rust}

if __name__ == "__main__":
    LANGUAGES[sys.argv[1]]("")
