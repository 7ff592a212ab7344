"""Builds a zip that installs gouji on a machine without network: its wheel, the wheels of all it needs, and how to install them.

python tools/wheelhouse.py                          every platform, into dist/
python tools/wheelhouse.py linux-x86-64             one of them
python tools/wheelhouse.py --python 3.12 --out DIR  for one Python only, elsewhere

It runs `pip download`, so it needs the network (or whatever index pip is set up with); what it builds needs none and names none. The zip has fixed
dates and an order of its own: the same wheels give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path

from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
NOT_FOR_USERS = {"dev"}  # extras
DATE = (1980, 1, 1, 0, 0, 0)
# What glibc 2.28 runs, the oldest that the wheels of today are made for: Kylin V10, UOS 20, Debian 10, RHEL 8.
_GLIBC = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_26", "manylinux_2_24", "manylinux_2_17", "manylinux2014", "manylinux_2_12", "manylinux2010",
          "manylinux_2_5", "manylinux1")  # fmt: skip

README = """\
gouji {version} · {target} · Python {pythons}

不用联网，在这个文件夹里执行两行（需要先装好上面任一版本的 Python）：
Two lines in this folder, without network (one of these versions of Python must be there):

    {venv}
    {install}

之后这样用 · Then:

    {program} check 报告.docx

SHA256SUMS 里是每个文件的校验值 · SHA256SUMS has the checksum of every file.
"""


@dataclass(frozen=True, slots=True)
class Target:
    """A platform: the tags of wheels that it runs, the best first, how its Python describes it, how its programs are called."""

    tags: tuple[str, ...]
    markers: Mapping[str, str]
    python: str
    scripts: str


def _linux(machine: str) -> Target:
    markers = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine}
    return Target(tuple(f"{tag}_{machine}" for tag in _GLIBC), markers, "python3", "gouji-env/bin/")


TARGETS = {
    "windows-x86-64": Target(
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
        "py",
        "gouji-env\\Scripts\\",
    ),
    "linux-x86-64": _linux("x86_64"),
    "linux-aarch64": _linux("aarch64"),
}


class NoWheelError(Exception):
    """A package has no wheel for a platform."""


def build(name: str, wheel: Path, pythons: Sequence[str], out: Path) -> Path:
    """The zip of one platform. Raises NoWheelError where a wheel is not to be had."""
    target = TARGETS[name]
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder)
        (wheels / wheel.name).write_bytes(wheel.read_bytes())
        for python in pythons:
            _download([f"{wheel}{_extras(wheel)}"], target, python, wheels)
            # pip asks the markers of the machine it runs on; what only the target needs (colorama on Windows) is asked for here
            while lacking := list(unmet(wheels, wheel, target, python)):
                _download(lacking, target, python, wheels)
        return _packed(name, target, wheel, pythons, sorted(wheels.glob("*.whl")), out)


def unmet(wheels: Path, wheel: Path, target: Target, python: str) -> Iterator[str]:
    """What the wheels in a folder require on the target and no wheel there gives."""
    held: dict[str, list[Path]] = {}
    for path in sorted(wheels.glob("*.whl")):
        held.setdefault(parse_wheel_filename(path.name)[0], []).append(path)
    seen: set[str] = set()
    waiting = [Requirement(f"gouji{_extras(wheel)}")]
    while waiting:
        asked = waiting.pop()
        key = f"{canonicalize_name(asked.name)}{sorted(asked.extras)}"
        if key in seen:
            continue
        seen.add(key)
        fitting = [path for path in held.get(canonicalize_name(asked.name), ()) if parse_wheel_filename(path.name)[1] in asked.specifier]
        if not fitting:
            yield f"{asked.name}{asked.specifier}"
        for path in fitting:
            waiting += _required(path, asked.extras, target, python)


def _required(path: Path, extras: set[str], target: Target, python: str) -> Iterator[Requirement]:
    """What a wheel requires on the target, by its metadata."""
    environment = {
        **target.markers,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    for text in _metadata(path).get_all("Requires-Dist") or ():
        requirement = Requirement(text)
        if requirement.marker is None or any(requirement.marker.evaluate({**environment, "extra": extra}) for extra in ("", *sorted(extras))):
            yield requirement


def _metadata(path: Path) -> Message:
    with zipfile.ZipFile(path) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return Parser().parsestr(archive.read(name).decode("utf-8"))


def _extras(wheel: Path) -> str:
    """`[cluster,desk]`: every extra that is for users."""
    extras = sorted(set(_metadata(wheel).get_all("Provides-Extra") or ()) - NOT_FOR_USERS)
    return f"[{','.join(extras)}]" if extras else ""


def _download(requirements: Sequence[str], target: Target, python: str, wheels: Path) -> None:
    tags = [word for tag in target.tags for word in ("--platform", tag)]
    options = ["--only-binary", ":all:", "--implementation", "cp", "--python-version", python, *tags]
    done = _pip("download", "--quiet", "--dest", str(wheels), "--find-links", str(wheels), *options, *requirements)
    if done.returncode:
        raise NoWheelError(f"Python {python}: {' '.join(requirements)}\n{done.stderr.strip()}")


def _pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], capture_output=True, text=True, check=False)


def _packed(name: str, target: Target, wheel: Path, pythons: Sequence[str], wheels: Sequence[Path], out: Path) -> Path:
    version = str(parse_wheel_filename(wheel.name)[1])
    top = f"gouji-{version}-{name}"
    readme = README.format(
        version=version,
        target=name,
        pythons=" / ".join(pythons),
        venv=f"{target.python} -m venv gouji-env",
        install=f'{target.scripts}python -m pip install --no-index --find-links wheels "gouji{_extras(wheel)}"',
        program=f"{target.scripts}gouji",
    )
    newline, encoding = ("\r\n", "utf-8-sig") if target.markers["os_name"] == "nt" else ("\n", "utf-8")
    files = {f"wheels/{path.name}": path.read_bytes() for path in wheels} | {"README.txt": readme.replace("\n", newline).encode(encoding)}
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {file}\n" for file, content in sorted(files.items()))
    files["SHA256SUMS"] = sums.encode()
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{top}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:  # wheels are deflated already
        for file, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{top}/{file}", DATE)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return path


def own_wheel(folder: Path) -> Path:
    """The wheel of this checkout, built anew."""
    done = _pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    if done.returncode:
        raise SystemExit(done.stderr)
    (wheel,) = folder.glob("gouji-*.whl")
    return wheel


def main(arguments: Sequence[str] | None = None) -> int:
    """Builds the zips asked for, names each, and gives the exit code."""
    parser = argparse.ArgumentParser(description="Builds zips that install gouji without network.")
    parser.add_argument("targets", nargs="*", metavar="PLATFORM", help=f"{', '.join(TARGETS)}; by default all")
    parser.add_argument("--python", action="append", metavar="3.12", help=f"a version of Python, may be repeated; by default {', '.join(PYTHONS)}")
    parser.add_argument("--wheel", type=Path, help="the wheel of gouji; by default built from this checkout")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="the folder to write to")
    asked = parser.parse_args(arguments)
    unknown = set(asked.targets) - set(TARGETS)
    if unknown:
        parser.error(f"no such platform: {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    with tempfile.TemporaryDirectory() as folder:
        wheel = asked.wheel or own_wheel(Path(folder))
        for name in asked.targets or TARGETS:
            try:
                path = build(name, wheel, asked.python or PYTHONS, asked.out)
            except NoWheelError as missing:
                print(f"{name}: no wheel: {missing}", file=sys.stderr)
                return 1
            print(f"{path.name}  {path.stat().st_size / 1_000_000:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
