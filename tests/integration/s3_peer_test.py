#!/usr/bin/env python3
"""Runs the contract suite of object stores on the S3 client against a real S3 server, SeaweedFS.

usage: tests/integration/s3_peer_test.py OBJECTSTORE_TEST

Starts `weed` of tools/seaweedfs (77, skipped, when that cannot be installed) on ports of its own and in
a folder of its own, and then OBJECTSTORE_TEST, which learns the endpoint and a key from its
environment. A second round signs with a wrong secret and must be refused.
"""

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

START_SECONDS = 60
WITH_VENV = Path(__file__).parents[2] / "tools" / "with-venv"


def weed_program():
    found = subprocess.run([sys.executable, WITH_VENV, "seaweedfs", "-c",
                            "import sys; print(sys.executable)"], stdout=subprocess.PIPE, text=True)
    if found.returncode != 0:
        print("skipped: SeaweedFS cannot be installed here")
        sys.exit(77)
    return Path(found.stdout.strip()).parent / "weed"


def free_ports(count):
    """Ports that nobody listens on; weed wants to be told numbers."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def answers(port):
    try:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
            f"http://127.0.0.1:{port}/", timeout=2)
    except urllib.error.HTTPError:
        return True  # it refuses who does not sign
    except OSError:
        return False
    return True


def start(weed, folder, key_id, secret):
    """Returns the process and its S3 port, when it answers."""
    config = folder / "s3.json"
    config.write_text(json.dumps({"identities": [{
        "name": "test", "credentials": [{"accessKey": key_id, "secretKey": secret}],
        "actions": ["Read", "Write", "List", "Tagging"]}]}))
    names = ["s3", "master", "filer", "volume", "admin"]
    ports = dict(zip(names + [name + ".grpc" for name in names], free_ports(2 * len(names))))
    options = [f"-{name.replace('.grpc', '')}.port{'.grpc' if '.grpc' in name else ''}={port}"
               for name, port in ports.items()]
    data = folder / "data"
    data.mkdir()
    log = open(folder / "weed.log", "wb")
    process = subprocess.Popen(
        [weed, "mini", f"-dir={data}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", *options,
         f"-s3.config={config}", "-bucket=media", "-webdav=false", "-admin.ui=false",
         "-s3.port.iceberg=0", "-s3.port.lance=0"],
        stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder)
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        if answers(ports["s3"]):
            return process, ports["s3"]
        time.sleep(0.2)
    process.kill()
    sys.exit("weed did not start:\n" + (folder / "weed.log").read_text()[-3000:])


def run_suite(program, port, key_id, secret, tests):
    environment = dict(os.environ, TACET_TEST_S3_ENDPOINT=f"http://127.0.0.1:{port}",
                       TACET_TEST_S3_KEY_ID=key_id, TACET_TEST_S3_SECRET=secret)
    return subprocess.run([program, f"--gtest_filter={tests}"], env=environment, text=True,
                          capture_output=True, timeout=600)


def main():
    program = sys.argv[1]
    weed = weed_program()
    key_id, secret = "TESTKEY" + secrets.token_hex(4), secrets.token_hex(20)
    with tempfile.TemporaryDirectory(prefix="tacet-s3-") as name:
        process, port = start(weed, Path(name), key_id, secret)
        try:
            # The bucket comes a moment after the server.
            end = time.monotonic() + START_SECONDS
            while run_suite(program, port, key_id, secret, "Peer/*KeepsAnEmptyObject*").returncode:
                if time.monotonic() > end:
                    sys.exit("the bucket did not come")
                time.sleep(0.2)
            right = run_suite(program, port, key_id, secret, "Peer/*:S3PeerTest.*")
            print(right.stdout, right.stderr)
            passed = re.search(r"\[  PASSED  \] (\d+) test", right.stdout)
            if right.returncode != 0 or not passed or int(passed.group(1)) < 14:
                sys.exit("the suite failed or did not run")
            if secret in right.stdout + right.stderr:
                sys.exit("the secret was printed")
            wrong = run_suite(program, port, key_id, "wrong" + secret, "Peer/*GivesBackWhatWasPut*")
            if wrong.returncode == 0 or "check the key" not in wrong.stdout:
                sys.exit("a wrong secret was not refused:\n" + wrong.stdout)
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


if __name__ == "__main__":
    main()
