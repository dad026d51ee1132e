#!/usr/bin/env bash
# reference.sh DOXYGEN FOLDER: makes the reference of the library in FOLDER. A warning is an error.
set -euo pipefail
doxygen=$1 folder=$2
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p "$folder"
version=$(sed -n 's/^  VERSION \([0-9.]*\)$/\1/p' CMakeLists.txt)
{
  cat docs/Doxyfile
  echo "OUTPUT_DIRECTORY = \"$folder\""
  echo "PROJECT_NUMBER = $version"
} | "$doxygen" -
[[ -s $folder/html/index.html ]]
