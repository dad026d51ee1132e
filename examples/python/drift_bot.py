"""drift_bot.py FOLDER URL: posts one comment with all READMEs that are not what they should be, and why.

URL takes {"body": "…"}, as GitHub's /repos/OWNER/REPO/issues/NUMBER/comments does; TOKEN in the
environment is sent along."""
import json
import os
import sys
import urllib.request

import avmdoc

folder, url = sys.argv[1:]
registry = avmdoc.Registry()
report = []
for found in registry.find(folder):
    path, name = found["path"], found["identity"]
    if name is None:
        continue
    result = registry.check(path)
    if result["state"] == "clean":
        continue
    report.append(f"- `{name}`: {result['state']}; run `avmdoc generate {path}`")
    report += [f"  - {drift['sentence']}" for drift in result["drifts"]]
    report += [f"  - {error['message']}" for error in result["diagnostics"] if error["severity"] == "error"]
    report += ["", *("      " + line for line in result["diff"].splitlines()[:200]), ""]

if report:
    body = json.dumps({"body": "\n".join(["These READMEs have drifted:", "", *report])}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {os.environ.get('TOKEN', '')}"}
    urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=60).close()
print("READMEs have drifted" if report else "no README has drifted")
sys.exit(1 if report else 0)
