#!/usr/bin/env python3
"""Loads the real service with many jobs and says how fast it takes, shows and does them.

usage: tools/bench/load.py [--jobs 10000] [--connections 8] [--workers 1] [--check] [--output FILE]

Recognition is scripted, so that what is measured is the service: transport, signatures, validation,
job store, object store, workers. The client runs on the same cores. --check exits with 1 below the
promised figures: 500 submits a second, Get and List under 20 ms at the 99th percentile, and no more
memory at the end than at the tenth part of the jobs plus 64 MiB.
"""

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "conformance"))
from aws_connection import AwsConnection  # noqa: E402
from service import Service, clip  # noqa: E402

ROLE = "arn:aws:iam::000000000000:role/queue"


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def memory_mib(process):
    """Resident memory without file pages that the kernel may take back."""
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return 0.0


def in_parallel(service, connections, work):
    """Runs work(connection, index) in threads of their own and returns what they returned."""
    results, failures = [None] * connections, []

    def run(index):
        connection = AwsConnection(service.port, *service.key())
        try:
            results[index] = work(connection, index)
        except Exception as error:  # noqa: BLE001: reported by the main thread
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return results


def submit(service, jobs, connections, sizes):
    """Starts the jobs; milliseconds of each call."""
    def work(connection, index):
        times = []
        for number in range(index, jobs, connections):
            began = time.perf_counter()
            connection.transcribe("StartTranscriptionJob", TranscriptionJobName=f"load-{number:06}",
                                  Media={"MediaFileUri": "s3://media/clip.wav"}, LanguageCode="en-US",
                                  JobExecutionSettings={"AllowDeferredExecution": True,
                                                        "DataAccessRoleArn": ROLE},
                                  ContentRedaction={"RedactionType": "PII", "RedactionOutput": "redacted"})
            times.append((time.perf_counter() - began) * 1000)
            if number % (jobs // 10) == 0:
                sizes[number] = memory_mib(service.process)
        return times
    return sum(in_parallel(service, connections, work), [])


def look(service, jobs, connections, calls):
    """Get and List while the workers are busy; milliseconds of each call, by operation."""
    def work(connection, index):
        times = {"GetTranscriptionJob": [], "ListTranscriptionJobs": []}
        for number in range(calls // connections):
            if number % 2:
                operation = "ListTranscriptionJobs"
                members = ({"MaxResults": 100}, {"Status": "QUEUED"}, {"JobNameContains": "load-0001"})[number // 2 % 3]
            else:
                operation = "GetTranscriptionJob"
                members = {"TranscriptionJobName": f"load-{(number * 7919 + index) % jobs:06}"}
            began = time.perf_counter()
            connection.transcribe(operation, **members)
            times[operation].append((time.perf_counter() - began) * 1000)
        return times
    found = in_parallel(service, connections, work)
    return {name: sum((part[name] for part in found), []) for name in found[0]}


def drain(service, jobs, limit_seconds):
    """Waits until no job is unfinished; (jobs that ended well, seconds)."""
    connection = AwsConnection(service.port, *service.key())
    began = time.perf_counter()
    while time.perf_counter() - began < limit_seconds:
        if not any(connection.transcribe("ListTranscriptionJobs", Status=status, MaxResults=1)
                   ["TranscriptionJobSummaries"] for status in ("QUEUED", "IN_PROGRESS")):
            break
        time.sleep(0.5)
    seconds = time.perf_counter() - began
    done, token = 0, {}
    while True:
        page = connection.transcribe("ListTranscriptionJobs", Status="COMPLETED", MaxResults=100, **token)
        done += len(page["TranscriptionJobSummaries"])
        if "NextToken" not in page:
            return done, seconds
        token = {"NextToken": page["NextToken"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--jobs", type=int, default=10_000)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--calls", type=int, default=4000, help="Get and List calls")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--output", type=Path, help="the figures as JSON")
    arguments = parser.parse_args()

    settings = {"workers.count": arguments.workers, "jobs.queue_length": arguments.jobs + 1,
                "log.requests": False}
    with Service(settings) as service, tempfile.TemporaryDirectory() as folder:
        first = AwsConnection(service.port, *service.key())
        first.put("/media")
        first.put("/media/clip.wav", clip(Path(folder) / "clip.wav", seconds=2).read_bytes())
        first.close()
        sizes = {}
        began = time.perf_counter()
        starts = submit(service, arguments.jobs, arguments.connections, sizes)
        submit_seconds = time.perf_counter() - began
        looks = look(service, arguments.jobs, arguments.connections, arguments.calls)
        done, drain_seconds = drain(service, arguments.jobs, limit_seconds=1800)
        whole_seconds = time.perf_counter() - began
        last = memory_mib(service.process)
        figures = {
            "jobs": arguments.jobs, "completed": done, "connections": arguments.connections,
            "workers": arguments.workers, "cores": len(os.sched_getaffinity(0)),
            "submits_per_second": arguments.jobs / submit_seconds,
            "start_ms": {"p50": percentile(starts, 0.5), "p99": percentile(starts, 0.99)},
            **{f"{'get' if name[0] == 'G' else 'list'}_ms":
               {"p50": percentile(times, 0.5), "p99": percentile(times, 0.99), "calls": len(times)}
               for name, times in looks.items()},
            "jobs_done_per_second": done / whole_seconds,
            "memory_mib": {"while_submitting": [round(sizes[at], 1) for at in sorted(sizes)],
                           "at_the_end": round(last, 1)},
        }
    rounded = json.loads(json.dumps(figures), parse_float=lambda text: round(float(text), 2))
    print(json.dumps(rounded, indent=2))
    if arguments.output:
        arguments.output.write_text(json.dumps(rounded, indent=2) + "\n")
    if arguments.check:
        early = sizes[sorted(sizes)[1]]
        broken = [text for text, holds in (
            ("every job completed", done == arguments.jobs),
            ("500 submits a second", figures["submits_per_second"] >= 500),
            ("Get under 20 ms at the 99th percentile", figures["get_ms"]["p99"] < 20),
            ("List under 20 ms at the 99th percentile", figures["list_ms"]["p99"] < 20),
            ("memory flat", last <= early + 64)) if not holds]
        if broken:
            sys.exit("not kept: " + "; ".join(broken))


if __name__ == "__main__":
    main()
