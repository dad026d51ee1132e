"""READMEs made from the sources compared with those made from the compiled templates.

    from_source.py AVMDOC

AVMDOC_REGISTRY is a checkout of the registry; it is only read. AVMDOC_MODULE_CACHE is a folder with
the modules that its sources refer to, as `bicep restore` fills it (default: ~/.bicep). In a copy of
the registry all main.json are removed, `generate --from source` writes each README, and each must be
the one that `generate --from template` writes in another copy with them. Modules whose main.json is
known to be out of date with its source must differ.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
STALE = {
    "avm/res/azure-stack-hci/network-interface",
    "avm/res/azure-stack-hci/virtual-hard-disk",
}
LEAST = 560  # READMEs that must be equal


def ignored(folder, names):
    return {name for name in names if name in (".git", "node_modules")}


def generated(avmdoc, registry, root, source):
    shutil.copytree(registry / "avm", root / "avm", ignore=ignored)
    config = registry / "bicepconfig.json"
    if config.exists():
        shutil.copy(config, root)
    modules = [path.parent for path in root.rglob("main.json") if "tests" not in path.parts]
    command = [avmdoc, "generate", "-q", "--from", source, "--stale", "write", *map(str, modules)]
    if "AVMDOC_MODULE_CACHE" in os.environ:
        command += ["--module-cache", os.environ["AVMDOC_MODULE_CACHE"]]
    if source == "source":
        for module in modules:
            (module / "main.json").unlink()
        for readme in root.rglob("README.md"):  # one that is not written must not look right
            readme.write_bytes(b"Not written.\n" + readme.read_bytes())
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    return done.stderr


def main():
    if "AVMDOC_REGISTRY" not in os.environ:
        print("AVMDOC_REGISTRY is not set: skipped")
        return SKIPPED
    registry = pathlib.Path(os.environ["AVMDOC_REGISTRY"]).resolve()
    avmdoc = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        left, right = pathlib.Path(folder, "source"), pathlib.Path(folder, "template")
        left.mkdir()
        right.mkdir()
        messages = generated(avmdoc, registry, left, "source")
        generated(avmdoc, registry, right, "template")
        modules = sorted(path.parent.relative_to(right) for path in right.rglob("main.json"))
        modules = [one for one in modules if "tests" not in one.parts]
        different = [
            one.as_posix()
            for one in modules
            if (left / one / "README.md").read_bytes() != (right / one / "README.md").read_bytes()
        ]
    print(messages, end="")
    print(f"{len(modules)} modules, {len(modules) - len(different)} READMEs equal")
    for one in different:
        print(f"  differs: {one}{' (main.json is out of date)' if one in STALE else ''}")
    silent = [one for one in different if one not in STALE and f"{one}/main.bicep:" not in messages]
    for one in silent:
        print(f"  differs without a message: {one}")
    return 1 if silent or len(modules) - len(different) < min(LEAST, len(modules)) else 0


if __name__ == "__main__":
    sys.exit(main())
