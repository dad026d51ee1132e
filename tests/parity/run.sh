#!/usr/bin/env bash
# Compares avmdoc with the reference generator, byte for byte:
#   run.sh AVMDOC SHARED cases|valgrind|registry|checkout
# `valgrind` are the cases once more, where an error or a leak that valgrind finds is a failure.
# SHARED, or AVMDOC_SHARED when it is set, holds the reference's inputs and outputs and the script
# that compares. Exit code 77 when they are not on this machine.
set -euo pipefail

avmdoc=$1 shared=${AVMDOC_SHARED:-$2} what=$3

skip() {
  echo "SKIPPED: $1"
  exit 77
}

under=""
case $what in
  cases | valgrind) registry=$shared/cases/input expected=$shared/cases/expected ;;
  registry) registry=$shared/registry expected=$shared/registry-expected ;;
  checkout) registry=${AVMDOC_REGISTRY:-} expected=$shared/registry-expected ;;
  *)
    echo "unknown comparison '$what'" >&2
    exit 2
    ;;
esac
if [[ $what == valgrind ]]; then
  command -v valgrind >/dev/null || skip "there is no valgrind"
  under="valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite "
fi
[[ -n $registry ]] || skip "AVMDOC_REGISTRY names no checkout of the registry"
[[ -f $shared/tools/parity.py ]] || skip "there is no $shared/tools/parity.py"
[[ $what == checkout || -d $registry ]] || skip "there is no folder $registry"

exec python3 "$shared/tools/parity.py" --registry "$registry" --expected "$expected" \
  --run "$under$(printf %q "$avmdoc") generate --stale write -r {root}/avm"
