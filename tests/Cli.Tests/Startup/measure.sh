#!/usr/bin/env bash
# Publishes the CLI, asks it for --help, brokers and describe, and prints the median times beside those of `dotnet --version`.
# Usage: measure.sh [RUNS]     fails where a median is over 150 ms and over three times that of `dotnet --version`.
set -euo pipefail
runs=${1:-21}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
work=$(mktemp -d)
export FABRIC_HOME="$work/home"
fabric="$work/publish/fabric"
trap '"$fabric" stop >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

dotnet publish "$root/src/Cli" -c Release -r linux-x64 --self-contained false -o "$work/publish" -nodeReuse:false -v quiet --nologo
"$fabric" create broker startup --port 0 >/dev/null 2>&1
"$fabric" create target display --name console --eventTypes a >/dev/null 2>&1

one() { local from=$EPOCHREALTIME; "$@" >/dev/null 2>&1; local to=$EPOCHREALTIME; echo $(((${to/[.,]/} - ${from/[.,]/}) / 1000)); }
median() { for ((i = 0; i < runs; i++)); do one "$@"; done | sort -n | sed -n "$((runs / 2 + 1))p"; }

reference=$(median dotnet --version)
printf '%-18s %4s ms\n' 'dotnet --version' "$reference"
failed=0
for command in --help brokers describe; do
  took=$(median "$fabric" "$command")
  printf '%-18s %4s ms   %s times dotnet --version\n' "fabric $command" "$took" "$(awk "BEGIN { printf \"%.2f\", $took / $reference }")"
  if ((took > 150 && took > 3 * reference)); then failed=1; fi
done
exit $failed
