// Makes the npm packages of a release:
//   node pack.mjs DIST OUT
// DIST has the binaries as ./dev release names them; OUT gets the tarballs of @avmdoc/<system> for
// each of them and of avmdoc, which chooses among them.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const [dist, out] = process.argv.slice(2).map((path) => resolve(path));
if (!out) {
  console.error("usage: node pack.mjs DIST OUT");
  process.exit(2);
}

// What Node.js calls the systems.
const systems = {
  "linux-x64": { os: "linux", cpu: "x64", file: "avmdoc-linux-x64" },
  "linux-arm64": { os: "linux", cpu: "arm64", file: "avmdoc-linux-arm64" },
  "win32-x64": { os: "win32", cpu: "x64", file: "avmdoc-windows-x64.exe" },
  "darwin-arm64": { os: "darwin", cpu: "arm64", file: "avmdoc-macos-arm64" },
};

const project = readFileSync(join(root, "CMakeLists.txt"), "utf8");
const version = /^ {2}VERSION (\S+)$/m.exec(project)[1];
const description = /^ {2}DESCRIPTION "(.*)"$/m.exec(project)[1];
const common = { version, description, license: "MIT" };

const work = mkdtempSync(join(tmpdir(), "avmdoc-npm-"));

function pack(name, fields, files) {
  const folder = join(work, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, source] of Object.entries(files)) {
    copyFileSync(source, join(folder, file));
    if (!file.endsWith(".md") && file !== "LICENSE") chmodSync(join(folder, file), 0o755);
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, ...common, ...fields }, null, 2) + "\n");
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", out], { cwd: folder, shell: process.platform === "win32" });
}

mkdirSync(out, { recursive: true });
const packages = {};
for (const [system, { os, cpu, file }] of Object.entries(systems)) {
  const binary = join(dist, file);
  if (!existsSync(binary)) continue;
  const name = `@avmdoc/${system}`;
  const command = os === "win32" ? "avmdoc.exe" : "avmdoc";
  pack(name, { os: [os], cpu: [cpu], files: [command] }, { [command]: binary, LICENSE: join(root, "LICENSE") });
  packages[name] = version;
}
if (Object.keys(packages).length === 0) {
  console.error(`pack.mjs: error: there is no binary in ${dist}; make them with ./dev release`);
  process.exit(1);
}
pack(
  "avmdoc",
  {
    keywords: ["azure", "bicep", "avm", "readme", "documentation"],
    bin: { avmdoc: "avmdoc.js" },
    engines: { node: ">=18" },
    files: ["avmdoc.js"],
    optionalDependencies: packages,
  },
  { "avmdoc.js": join(here, "avmdoc.js"), "README.md": join(here, "README.md"), LICENSE: join(root, "LICENSE") },
);
rmSync(work, { recursive: true });
