#!/usr/bin/env bash
# Runs every test that this machine can run; says what it left out and why. Last line: N passed, N failed, N skipped.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
left_out=()

# The cluster needs Microsoft.Orleans packages, which not every package registry holds.
solution=Fabric.sln
echo "== restoring $solution"
if ! dotnet restore "$solution" -nodeReuse:false -v quiet >"$results/restore.txt" 2>&1; then
  solution=Fabric.Embedded.slnf
  if missing=$(grep -oE 'NU110[0-9].*Microsoft\.Orleans\.[A-Za-z.]*[A-Za-z]' "$results/restore.txt" | head -1 | grep -oE 'Microsoft\.Orleans.*'); then
    left_out+=("the cluster suites (Grains.Tests, Silo.Tests): the package $missing does not restore here")
  else
    cat "$results/restore.txt"
    left_out+=("the cluster suites (Grains.Tests, Silo.Tests): Fabric.sln does not restore here, see above")
  fi
fi
command -v kubectl >/dev/null || left_out+=("the tests that run kubectl: there is no kubectl on this machine")

has_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
if ! has_postgres && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "== installing PostgreSQL"
  apt-get install -y --no-install-recommends postgresql >/dev/null ||
    { apt-get update >/dev/null && apt-get install -y --no-install-recommends postgresql >/dev/null; }
fi
has_postgres || left_out+=("the tests that need PostgreSQL: there is no server on this machine and it could not be installed")

echo "== building $solution"
if ! dotnet build "$solution" -c Release -nodeReuse:false -v quiet; then
  echo "the build failed"
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

status=0
for name in $(grep -oE 'tests[\\/]+[A-Za-z]+\.Tests[\\/]' "$solution" | sed -E 's|tests[\\/]+||; s|[\\/]||' | sort -u); do
  project=tests/$name
  echo "== $name"
  timeout --kill-after=30 1200 dotnet test "$project" -c Release --no-build -nodeReuse:false \
    --blame-hang-timeout 5m --blame-hang-dump-type none \
    --logger "console;verbosity=minimal" "$@" 2>&1 | tee "$results/$name.log"
  [ "${PIPESTATUS[0]}" -eq 0 ] || status=1
done

# Speed is looked at, not tested: what else the machine does would decide.
echo "== how fast the CLI answers, published"
tests/Cli.Tests/Startup/measure.sh || left_out+=("how fast the CLI answers: it cannot be published here, see above")

sum() { cat "$results"/*.log | sed -nE "s/.*(Passed|Failed|Skipped)! .* $1: *([0-9]+).*/\2/p" | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum Passed) failed=$(sum Failed) skipped=$(sum Skipped)
# A test host that died counts as a failure even where no test did.
[ "$status" -ne 0 ] && [ "$failed" -eq 0 ] && failed=1

echo "== left out"
[ ${#left_out[@]} -eq 0 ] && echo "nothing"
printf '%s\n' "${left_out[@]}"
[ "$passed" -gt 0 ] || status=1
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
