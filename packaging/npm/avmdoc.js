#!/usr/bin/env node
// Runs the binary of this system, which is in an optional package of its own.
"use strict";

const { spawnSync } = require("node:child_process");

const system = `${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "avmdoc.exe" : "avmdoc";

let binary;
try {
  binary = require.resolve(`@avmdoc/${system}/${file}`);
} catch {
  console.error(
    `avmdoc: error: the package @avmdoc/${system} is not installed\n` +
      "There are binaries for " +
      Object.keys(require("./package.json").optionalDependencies).join(", ") +
      ". If yours is among them, install without --omit=optional; otherwise build avmdoc from source.",
  );
  process.exit(2);
}

const done = spawnSync(binary, process.argv.slice(2), { stdio: "inherit" });
if (done.error) {
  console.error(`avmdoc: error: cannot run ${binary}: ${done.error.message}`);
  process.exit(2);
}
if (done.signal) process.kill(process.pid, done.signal);
process.exit(done.status);
