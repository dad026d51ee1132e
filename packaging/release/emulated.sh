#!/usr/bin/env bash
# Runs AVMDOC_BINARY under AVMDOC_EMULATOR, as tests call it:
#   emulated.sh ARGUMENT…
# With --test COMMAND… it runs a test in which that works, or says that it is skipped.
set -euo pipefail

if [[ ${AVMDOC_EMULATOR:-} == wine64 ]]; then
  # What wine prints of itself is not avmdoc's.
  export WINEDEBUG=-all WINEPREFIX="${AVMDOC_BINARY%/*}/wine"
  # Debian has it beside the libraries.
  [[ -x /usr/lib/wine/wine64 ]] && PATH=$PATH:/usr/lib/wine
fi

if [[ ${1:-} != --test ]]; then
  exec "$AVMDOC_EMULATOR" "$AVMDOC_BINARY" "$@"
fi
shift
if [[ -n ${AVMDOC_EMULATOR:-} ]]; then
  if ! command -v "$AVMDOC_EMULATOR" >/dev/null; then
    echo "SKIPPED: there is no $AVMDOC_EMULATOR to run $AVMDOC_BINARY with"
    exit 77
  fi
  # The first run makes the drives; a server that stays serves all runs of the test.
  if [[ $AVMDOC_EMULATOR == wine64 ]]; then
    wine64 "$AVMDOC_BINARY" --version >/dev/null
    /usr/lib/wine/wineserver64 -p30 2>/dev/null || wineserver -p30 2>/dev/null || true
  fi
fi
exec "$@"
