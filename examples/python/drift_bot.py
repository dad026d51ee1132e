"""drift_bot.py FOLDER URL: posts one comment with all READMEs that are not what they should be.

URL takes {"body": "…"}, as GitHub's /repos/OWNER/REPO/issues/NUMBER/comments does; TOKEN in the
environment is sent along."""
import difflib
import json
import os
import pathlib
import sys
import urllib.request

import avmdoc

folder, url = sys.argv[1:]
registry = avmdoc.Registry()
report = []
for found in registry.find(folder):
    name = found["identity"] or found["path"]
    file = pathlib.Path(found["path"], "README.md")
    try:
        want = registry.module(found["path"]).readme().splitlines()
    except avmdoc.Error as error:
        report.append(f"- `{name}` cannot be documented: {error}")
        continue
    have = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    diff = list(difflib.unified_diff(have, want, "committed", "generated", lineterm=""))
    if diff:
        lines = "\n".join("    " + line for line in diff[:200])
        report.append(f"- `{name}`: run `avmdoc generate {found['path']}`\n\n{lines}\n")

if report:
    body = json.dumps({"body": "\n".join(["These READMEs have drifted:", "", *report])}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {os.environ.get('TOKEN', '')}"}
    urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=60).close()
print(f"{len(report)} modules with drift")
sys.exit(1 if report else 0)
