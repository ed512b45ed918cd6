"""`./dev images [images] [installer]`: the Dockerfile's steps without Docker, in folders of their own, and what they
make, started; the installer on a machine that has no node, with its way back.

Each stage is a layer over this machine's files (overlayfs, in a mount namespace of its own), whose folders that the
recipe fills are empty. It takes the place of the base image: that one itself is not tried. What was made is started
like compose.yaml does: read-only but for /tmp and the data, as the user of the recipe, without any capability.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RECIPE = ROOT / "deploy/Dockerfile"
_EMPTY = ("opt/lazarette", "tmp", "work", "home", "srv", "mnt")
"""What the base image has not: nothing of this checkout can be reached but what was copied."""
_ENROL = (
    "import asyncio, pathlib, edge_node.enrol as e; asyncio.run(e.become(pathlib.Path('/data'),"
    " '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000003', 'http://127.0.0.1:1',"
    " 1_800_000_000_000, bytes(32)))"
)
_VERSIONS = ("0.1.0", "0.1.1")


@dataclass
class Stage:
    """One FROM and what follows it."""

    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)


def stages(text: str) -> dict[str, Stage]:
    """The stages of a recipe, by name."""
    found: dict[str, Stage] = {}
    for line in text.replace("\\\n", " ").splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            base, _, name = rest.split()
            now = found.setdefault(name, Stage(base))
        elif word and not word.startswith("#"):
            now.steps.append((word, rest.strip()))
    return found


def _environment() -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    return given | {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/root")}


@dataclass
class Image:
    """A stage as it is made: its files below `root`, and what is set for what runs in it."""

    root: Path
    layers: list[str]
    environment: dict[str, str] = field(default_factory=_environment)
    user: str = ""
    folder: str = "/"
    entry: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)

    def step(self, word: str, rest: str, made: "dict[str, Image]") -> None:
        """Do what a line of the recipe says."""
        if word == "RUN":
            subprocess.run(self._inside(["sh", "-ec", rest]), env=self.environment, check=True)
        elif word == "COPY":
            self._copy(shlex.split(rest), made)
        elif word == "ENV":
            self.environment |= dict(pair.split("=", 1) for pair in shlex.split(rest))
        elif word in ("ENTRYPOINT", "CMD"):
            setattr(self, "entry" if word == "ENTRYPOINT" else "command", json.loads(rest))
        elif word == "HEALTHCHECK":
            self.health = json.loads(rest[rest.index("CMD ") + 4 :])
        elif word == "USER":
            self.user = rest
        elif word == "WORKDIR":
            self.folder = rest
        elif word not in ("EXPOSE", "VOLUME"):
            raise SystemExit(f"{RECIPE.name} says {word}, which is not replayed.")

    def _copy(self, words: list[str], made: "dict[str, Image]") -> None:
        source = ROOT
        if words[0].startswith("--from="):
            source = made[words.pop(0).partition("=")[2]].root
        *names, target = words
        for name in names:
            found, to = source / name.lstrip("/"), self.root / target.lstrip("/")
            if found.is_dir():
                ignored = shutil.ignore_patterns("__pycache__") if source == ROOT else None
                shutil.copytree(found, to, symlinks=True, ignore=ignored, dirs_exist_ok=True)
            else:
                to.mkdir(parents=True, exist_ok=True)
                shutil.copy2(found, to)

    def _inside(self, words: list[str], user: str = "") -> list[str]:
        changed = ["env", "-C", self.folder, *words]
        if user:
            uid, _, gid = user.partition(":")
            dropped = ["--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
            changed = ["setpriv", "--reuid", uid, "--regid", gid, *dropped, *changed]
        return [str(shutil.which("chroot")), str(self.root), *changed]

    def run(self, words: list[str], **more: str) -> "subprocess.Popen[bytes]":
        """Start something as the image's user."""
        return subprocess.Popen(self._inside(words, self.user), env={**self.environment, **more})

    def does(self, words: list[str]) -> None:
        """Do something in it as root. Raises SystemExit if it fails."""
        if subprocess.run(self._inside(words), env=self.environment, check=False).returncode != 0:
            raise SystemExit(f"This failed: {shlex.join(words)}")

    def start(self, **more: str) -> None:
        """Start it read-only, ask its health check until it is well, and stop it. Raises SystemExit."""
        data = self.root / "data"
        mounts: tuple[tuple[str | Path, ...], ...] = (
            ("--bind", data, data), ("-t", "tmpfs", "-o", "mode=1777", "none", self.root / "tmp"),
            ("-o", "remount,bind,ro", self.root),
        )  # fmt: skip
        for words in mounts:
            subprocess.run(["mount", *words], check=True)
        served = self.run([*self.entry, *self.command], **more)
        try:
            until = time.monotonic() + 60
            while self.run(self.health).wait() != 0:
                if served.poll() is not None or time.monotonic() > until:
                    raise SystemExit("What was made does not answer its health check.")
                time.sleep(0.5)
            kept = self.run(["sh", "-c", "touch /data/try && ! touch /opt/lazarette/try 2>&-"])
            if kept.wait() != 0 or str(os.stat(data / "try").st_uid) != self.user.split(":")[0]:
                raise SystemExit("Its data cannot be written, or more than that can.")
        finally:
            served.terminate()
            served.wait(30)
        if served.returncode != 0:
            raise SystemExit(f"It ended with {served.returncode}.")


def layer(folder: Path, names: Sequence[str], hidden: tuple[str, ...] = ()) -> Path:
    """A new layer, the last of those named, over the others and this machine's files; empty folders for the hidden."""
    *below, name = names
    upper, work, root = (folder / name / part for part in ("upper", "work", "root"))
    for path in (work, root, *(upper / one for one in hidden)):
        path.mkdir(parents=True)
    for one in hidden:
        os.setxattr(upper / one, "trusted.overlay.opaque", b"y")
    upper.mkdir(exist_ok=True)
    lower = ":".join([*(str(folder / one / "upper") for one in reversed(below)), "/"])
    options = f"lowerdir={lower},upperdir={upper},workdir={work}"
    subprocess.run(["mount", "-t", "overlay", "-o", options, "overlay", root], check=True)
    return root


def lay_ground(folder: Path) -> None:
    """This machine's files in the base image's place: programs and Python, and none of the recipe's folders."""
    root = layer(folder, ["ground"], _EMPTY)
    (root / "tmp").chmod(0o1777)
    for parent in Path(sys.base_prefix).parents:
        (root / parent.relative_to("/")).chmod(0o755)  # Python may lie in somebody's home


def replay(folder: Path) -> None:
    """All stages, and the two images started."""
    made: dict[str, Image] = {}
    for name, stage in stages(RECIPE.read_text("utf-8")).items():
        base = made.get(stage.base)
        below = base.layers if base else ["ground"]
        root = layer(folder, [*below, name])
        image = replace(base, environment=dict(base.environment)) if base else Image(root, [])
        image.root, image.layers = root, [*below, name]
        for special in ("proc", "dev"):
            subprocess.run(["mount", "--rbind", f"/{special}", image.root / special], check=True)
        for word, rest in stage.steps:
            print(f"{name}: {word} {rest[:100]}", flush=True)
            image.step(word, rest, made)
        made[name] = image
    enrolled = made["node"].run(["python", "-c", _ENROL])
    if enrolled.wait() != 0:
        raise SystemExit("The node could not be made.")
    made["node"].start(LAZARETTE_NODE_MANUAL_SYNC="true")
    print("node: answers, read-only, as its own user")
    from cloud_sync.embedded import EmbeddedPostgres

    with EmbeddedPostgres(folder / "postgres" / "data", durable=False) as postgres:
        made["shore"].start(LAZARETTE_SHORE_DATABASE_URL=postgres.owner_url, LAZARETTE_SHORE_BEHIND_TLS_PROXY="true")
    print("shore: answers, read-only, as its own user")
    size = sum(file.lstat().st_size for file in (made["node"].root / "opt/lazarette").rglob("*") if file.is_file())
    print(f"what is added to the base image: {size / 1e6:.0f} MB")


def install(folder: Path) -> None:
    """The installer on a machine without a node, nor systemd: a version, the next, back, forward again, and away."""
    machine = Image(layer(folder, ["ground", "machine"], ("etc/lazarette", "var/lib/lazarette")), [])
    for special in ("proc", "dev"):
        subprocess.run(["mount", "--rbind", f"/{special}", machine.root / special], check=True)
    machine.environment["PYTHON"] = f"{sys.base_prefix}/bin/python3"
    for version in _VERSIONS:
        checkout = machine.root / "srv" / version
        shutil.copytree(ROOT, checkout, ignore=shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "tests"))
        recipe = checkout / "pyproject.toml"
        recipe.write_text(re.sub('(?m)^version = ".*"$', f'version = "{version}"', recipe.read_text("utf-8")), "utf-8")
    older, newer = _VERSIONS
    steps: tuple[tuple[str, list[str]], ...] = (
        (older, []), (newer, []), (newer, []), (older, ["--rollback"]), (newer, ["--rollback"]), ("", ["--uninstall"]),
    )  # fmt: skip
    for version, words in steps:
        machine.does(["sh", f"/srv/{version or newer}/deploy/install-node.sh", *words])
        if version:
            if not (machine.root / "var/lib/lazarette/node.db").exists():
                made = _ENROL.replace("/data", "/var/lib/lazarette")
                as_it = ["setpriv", "--reuid", "lazarette", "--regid", "lazarette", "--init-groups"]
                machine.does([*as_it, "/opt/lazarette/current/bin/python", "-c", made])
            shown = f"import shared_models.host as h; assert h.VERSION == '{version}', h.VERSION"
            machine.does(["/opt/lazarette/current/bin/python", "-c", shown])
            machine.does(["/usr/local/bin/lazarette", "verify"])
        print(f"installer: {' '.join(words) or 'install'}: {version or 'nothing'} is what runs, the data is whole")
    there = [(machine.root / name).exists() for name in ("opt/lazarette", "var/lib/lazarette/node.db")]
    if there != [False, True]:
        raise SystemExit("It was not taken away, or the yacht's data was.")


def main() -> int:
    """Again in a namespace of its own, so that nothing is left mounted."""
    wanted = sys.argv[1:] or ["images", "installer"]
    if os.environ.get("LAZARETTE_REPLAYING") != "yes":
        words = ["unshare", "--mount", "--propagation", "private", sys.executable, "-m", "deploy.replay", *wanted]
        return subprocess.call(words, env={**os.environ, "LAZARETTE_REPLAYING": "yes"})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        os.chmod(name, 0o755)  # noqa: S103  what is started is another user
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "none", name], check=True)
        lay_ground(Path(name))
        for one, job in (("images", replay), ("installer", install)):
            if one in wanted:
                job(Path(name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
