#!/usr/bin/env python3
"""Installs the Debian package in a scratch copy of this machine, starts what its unit starts and runs a job.

usage: tests/integration/deb_test.py PACKAGE.deb RECORDING.wav

Needs root and overlay mounts; exits with 77 (skipped) where they are not to be had. Nothing of the real
system is changed: the package goes into an overlay in a mount namespace that ends with the test.
"""

import configparser
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

PORT = 19320
SCRATCH_MARK = "TACET_DEB_TEST_SCRATCH"


def enter_scratch():
    """Runs this program again inside a copy-on-write view of the machine."""
    if os.geteuid() != 0:
        print("skipped: installing a package needs root")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as base:
        probe = (f"mount -t tmpfs none {base} && mkdir {base}/upper {base}/work {base}/root && "
                 f"mount -t overlay overlay -o lowerdir=/,upperdir={base}/upper,workdir={base}/work "
                 f"{base}/root && mount -t proc proc {base}/root/proc && "
                 f"mount --rbind /dev {base}/root/dev")
        checkout = Path(__file__).resolve().parents[2]
        paths = [Path(argument).resolve() for argument in sys.argv[1:3]]
        # The checkout may be a mount of its own, which an overlay of / does not show.
        inside = (f"{probe} && mkdir -p {base}/root/run/tacet-test && "
                  f"cp {' '.join(map(str, paths))} {__file__} {base}/root/run/tacet-test/ && "
                  f"exec chroot {base}/root /usr/bin/python3 /run/tacet-test/{Path(__file__).name} "
                  f"/run/tacet-test/{paths[0].name} /run/tacet-test/{paths[1].name}")
        if subprocess.run(["unshare", "--mount", "sh", "-c", probe], capture_output=True).returncode:
            print("skipped: this machine allows no overlay mounts")
            sys.exit(77)
        result = subprocess.run(["unshare", "--mount", "sh", "-c", inside], cwd=checkout,
                                env={**os.environ, SCRATCH_MARK: "1"})
    sys.exit(result.returncode)


def unit_settings():
    unit = configparser.ConfigParser(strict=False)
    unit.optionxform = str
    unit.read("/lib/systemd/system/tacet.service")
    return unit["Service"]


def wait_until_ready(process, url):
    for _ in range(600):
        if process.poll() is not None:
            sys.exit(f"the service ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.1)
    sys.exit("the service was not ready within a minute")


def check_unit():
    if shutil.which("systemd-analyze"):
        done = subprocess.run(["systemd-analyze", "verify", "--man=no",
                               "/lib/systemd/system/tacet.service"], capture_output=True, text=True)
        assert "tacet.service" not in done.stderr, done.stderr


def main():
    if SCRATCH_MARK not in os.environ:
        enter_scratch()
    package, recording = sys.argv[1:3]
    subprocess.run(["dpkg", "--install", package], check=True, stdout=subprocess.DEVNULL)
    check_unit()
    settings = unit_settings()
    assert settings["User"] == "tacet"
    status = os.stat("/var/lib/tacet")
    assert status.st_mode & 0o777 == 0o700, oct(status.st_mode)

    # Only the port differs from what the package brings: the usual one may be in use here.
    config = Path("/etc/tacet/tacet.toml")
    text = config.read_text()
    assert '\nlisten = "127.0.0.1:9320"\n' in text
    config.write_text(text.replace("127.0.0.1:9320", f"127.0.0.1:{PORT}"))

    name, _, value = settings["Environment"].partition("=")
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/var/lib/tacet", name: value}
    as_user = ["setpriv", "--reuid=tacet", "--regid=tacet", "--clear-groups", "--"]
    process = subprocess.Popen([*as_user, *settings["ExecStart"].split()], env=environment)
    try:
        wait_until_ready(process, f"http://127.0.0.1:{PORT}/readyz")
        created = subprocess.run([*as_user, "/usr/bin/tacet", "keys", "create"], env=environment,
                                 check=True, capture_output=True, text=True)
        assert re.search(r"\b[A-Z0-9]{20}\b", created.stdout + created.stderr), "no key was made"
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/metrics", timeout=5) as metrics:
            assert b"tacet_" in metrics.read()
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/console/", timeout=5) as console:
            assert b"<script" in console.read()
        # The packaged program finds its own libraries and model.
        done = subprocess.run([*as_user, "/usr/bin/tacet", "transcribe", recording, "--redact", "pii",
                               "--output-dir", "/var/lib/tacet/try"], env=environment, check=True,
                              capture_output=True, text=True)
        assert "[PII]" in done.stdout, "nothing was redacted"
    finally:
        process.terminate()
        code = process.wait(timeout=60)
    assert code == 0, f"after SIGTERM the service ended with {code}"

    subprocess.run(["dpkg", "--purge", "tacet"], check=True, stdout=subprocess.DEVNULL)
    assert not Path("/var/lib/tacet").exists()
    assert not Path("/etc/tacet/tacet.toml").exists()
    print("installed, started, transcribed, stopped, purged: 1 passed, 0 failed")


if __name__ == "__main__":
    main()
