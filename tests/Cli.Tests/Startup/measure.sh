#!/usr/bin/env bash
# Publishes the CLI compiled ahead of time, asks it for --help, brokers and describe, and prints the median times and how many
# times that of `dotnet --version` they are. The commands take turns, so that what else the machine does slows all of them alike.
# Usage: measure.sh [RUNS]     Ends with 2 where it does not publish.
set -euo pipefail
runs=${1:-21}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
case $(uname -sm) in
  *aarch64 | *arm64) machine=arm64 ;;
  *) machine=x64 ;;
esac
case $(uname -s) in
  Darwin) system=osx ;;
  *) system=linux ;;
esac
work=$(mktemp -d)
export FABRIC_HOME="$work/home"
fabric="$work/publish/fabric"
trap '"$fabric" stop >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

if ! dotnet publish "$root/src/Cli" -c Release -r "$system-$machine" --self-contained false \
  --artifacts-path "$work/build" -o "$work/publish" -nodeReuse:false -v quiet --nologo >"$work/publish.log" 2>&1; then
  grep -m 3 error "$work/publish.log" || tail -3 "$work/publish.log"
  exit 2
fi
"$fabric" create broker startup --port 0 >/dev/null 2>&1
"$fabric" create target display --name console --eventTypes a >/dev/null 2>&1

commands=("dotnet --version" "$fabric --help" "$fabric brokers" "$fabric describe")
for ((run = 0; run < runs; run++)); do
  for index in "${!commands[@]}"; do
    from=$EPOCHREALTIME
    ${commands[$index]} >/dev/null 2>&1
    to=$EPOCHREALTIME
    echo $(((${to/[.,]/} - ${from/[.,]/}) / 1000)) >>"$work/times.$index"
  done
done

median() { sort -n "$work/times.$1" | sed -n "$((runs / 2 + 1))p"; }
reference=$(median 0)
printf '%-18s %5s ms\n' 'dotnet --version' "$reference"
for index in 1 2 3; do
  took=$(median "$index")
  printf '%-18s %5s ms   %s times dotnet --version\n' "fabric ${commands[$index]##* }" "$took" "$(awk "BEGIN { printf \"%.2f\", $took / $reference }")"
done
