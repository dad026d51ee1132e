#!/usr/bin/env bash
# run.sh TEST SOURCE: the test over the largest registry at hand: a checkout, the shared modules, or
# else the goldens.
set -euo pipefail

test=$1 source=$2
for registry in "${AVMDOC_REGISTRY:-}" "${AVMDOC_SHARED:-$source/../shared}/registry" "$source/golden"; do
  if [[ -n $registry && -d $registry ]]; then
    echo "modules of $registry"
    exec "$test" "$registry"
  fi
done
echo "there is no registry" >&2
exit 1
