#!/bin/sh
# Rebuilds the browser bundles of the components from the exact versions in package-lock.json.
#   build.sh           install what is missing and write <component>/dist
#   build.sh --check   rebuild into a scratch folder and fail where a committed byte differs
set -eu
cd "$(dirname "$0")"
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --ignore-scripts --no-audit --no-fund --silent
fi
[ "${1:-}" = "--check" ] || exec node build.mjs

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
node build.mjs "$scratch"
for built in "$scratch"/*/dist; do
    diff -r "$built" "${built#"$scratch"/}"
done
echo "the committed bundles are what the sources build"
