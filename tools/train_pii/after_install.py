"""Lets the pinned PyTorch wheel run on its own: without 2.5 GB of GPU libraries that a CPU never calls.

Run by tools/with-venv after a first installation, with the environment's Python. The registry has only the
CUDA build of PyTorch, whose libraries name NVIDIA's (cuBLAS, cuDNN, NCCL ...), so that it cannot even be
imported without them. Each gets a stand-in beside PyTorch's own libraries: a shared library of the same
name that has the functions asked of it, each of which answers "error" as does a machine without such a
card. The CUDA runtime itself (1 MB) is the real one: it runs when PyTorch is loaded, and finds no card.
"""

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

LIBRARIES = Path(sysconfig.get_paths()["platlib"]) / "torch" / "lib"
REAL = "libcudart.so"
PREFIXES = {"libcurand": "curand", "libnccl": "nccl", "libcusparseLt": "cusparseLt"}  # no symbol versions
UNUSED = ["libtorch_cuda_linalg.so"]  # loaded only when a GPU is used


def read(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def wanted():
    """What PyTorch asks of NVIDIA's libraries: {library: {function: symbol version or None}}."""
    result = {}
    for file in sorted(LIBRARIES.glob("lib*.so")):
        needed = [name for name in re.findall(r"NEEDED.*\[(lib[^\]]+)\]", read("readelf", "-d", str(file)))
                  if re.match(r"lib(cu|nccl|nv)", name) and not name.startswith(REAL)
                  and name != "libcuda.so.1"]
        for name in needed:
            result.setdefault(name, {})
        if not needed:
            continue
        for symbol in re.findall(r" UND (\S+)", read("readelf", "--dyn-syms", "-W", str(file))):
            name, _, version = symbol.partition("@")
            for library in needed:
                prefix = next((value for key, value in PREFIXES.items() if library.startswith(key)), None)
                if version == library or prefix and not version and name.startswith(prefix):
                    result[library][name] = version or None
    return result


def build(library, functions):
    """Compiles the stand-in for one library."""
    code = "".join(f"int {name}(void) {{ return 1; }}\n" for name in sorted(functions))
    options = [f"-Wl,-soname,{library}"]
    if any(functions.values()):
        script = LIBRARIES / f"{library}.map"
        script.write_text(f"{library} {{ global: *; }};\n")
        options.append(f"-Wl,--version-script={script}")
    target = LIBRARIES / library
    target.unlink(missing_ok=True)
    subprocess.run(["gcc", "-w", "-shared", "-fPIC", "-x", "c", "-", "-o", str(target), *options],
                   input=code, text=True, check=True)


def main():
    if not LIBRARIES.is_dir():
        sys.exit(f"after_install: no PyTorch in {LIBRARIES}")
    for name in UNUSED:
        (LIBRARIES / name).unlink(missing_ok=True)
    for library, functions in wanted().items():
        build(library, functions)
    subprocess.run([sys.executable, "-c", "import torch; torch.zeros(2) @ torch.zeros(2)"], check=True)


if __name__ == "__main__":
    main()
