"""What does an idle portal cost? CPU of all its processes over a minute, and memory (shared pages counted once)."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
SECONDS = float(os.environ.get("BENCH_IDLE_SECONDS", "60"))
# Sample loading and the first minute's caches are not idleness.
SETTLE = float(os.environ.get("BENCH_SETTLE_SECONDS", "20"))


def processes_of(pid: int) -> list[psutil.Process]:
    """Return a process and all below it."""
    top = psutil.Process(pid)
    return [top, *top.children(recursive=True)]


def cpu_of(processes: list[psutil.Process]) -> float:
    """Return the CPU seconds they have used."""
    return sum(one.cpu_times().user + one.cpu_times().system for one in processes if one.is_running())


def main() -> None:
    """Start a portal in a temporary home, let it settle, and watch it do nothing."""
    home = Path(tempfile.mkdtemp(prefix="portal-idle-"))
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    environment = {**os.environ, "PORTAL_HOME": str(home), "PORTAL_PORT": str(port)}
    begun = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "manage.py", "up"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            for line in running.stdout or ():
                if "Ready:" in line:
                    break
            print(f"first start    {time.monotonic() - begun:5.1f} s")
            time.sleep(SETTLE)
            processes = processes_of(running.pid)
            before = cpu_of(processes)
            time.sleep(SECONDS)
            used = cpu_of(processes) - before
            memory = sum(one.memory_full_info().pss for one in processes_of(running.pid)) / 1024**2
            print(f"idle CPU       {100 * used / SECONDS:5.2f} % of one core over {SECONDS:.0f} s")
            print(f"memory         {memory:5.0f} MB in {len(processes)} processes")
        finally:
            begun = time.monotonic()
            running.terminate()
            running.wait(20)
            print(f"stop           {time.monotonic() - begun:5.1f} s")
            shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
