#!/usr/bin/env bash
# Runs Fabric clusters on this machine: a PostgreSQL of their own each, and any number of silos on loopback ports.
set -euo pipefail
repo=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
home=${FABRIC_HOME:-$HOME/.fabric}/clusters

usage() {
  cat <<'USAGE'
Usage:
  cluster.sh up NAME [--silos N] [-- SILO-FLAGS]   start a cluster (3 silos) and print its addresses
  cluster.sh add NAME [-- SILO-FLAGS]              start one more silo
  cluster.sh stop NAME SILO                        stop a silo in order (SIGTERM): it hands its grains over
  cluster.sh kill NAME SILO                        kill a silo (SIGKILL), as a power cut would
  cluster.sh status [NAME]                         what runs, and where
  cluster.sh psql NAME [ARGS]                      a PostgreSQL prompt
  cluster.sh restart-postgres NAME                 restart the cluster's database
  cluster.sh down NAME [--keep]                    stop everything and remove its data (--keep: leave the data)

Example:
  deploy/local/cluster.sh up demo --silos 3
USAGE
}

fail() { echo "cluster.sh: $*" >&2; exit 1; }

# PostgreSQL refuses to run as root, so root runs it as another user, in a folder which that user can reach.
as_postgres=()
pg_home() { if [ "$(id -u)" -eq 0 ]; then echo "/var/tmp/fabric-clusters/$name"; else echo "$dir/postgres"; fi; }

find_postgres() {
  pg_bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -V | tail -1)")
  [ -x "$pg_bin/initdb" ] || pg_bin=$(dirname "$(command -v initdb || true)")
  [ -x "$pg_bin/initdb" ] || fail "there is no PostgreSQL here; on Debian: apt-get install postgresql"
  if [ "$(id -u)" -eq 0 ]; then
    id postgres >/dev/null 2>&1 || fail "run this as another user than root, or create the user postgres"
    as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups --)
  fi
}

start_postgres() {
  find_postgres
  pg=$(pg_home)
  mkdir -p "$pg"
  [ "$(id -u)" -ne 0 ] || chown postgres "$pg"
  [ ${#pg} -lt 90 ] || fail "the folder $pg has too long a name for a socket; set FABRIC_HOME to a shorter one"
  [ -f "$pg/data/PG_VERSION" ] || (cd / && "${as_postgres[@]}" "$pg_bin/initdb" -D "$pg/data" -U fabric -A trust -E UTF8 --no-locale >"$dir/initdb.log" 2>&1) ||
    fail "initdb failed; see $dir/initdb.log"
  (cd / && "${as_postgres[@]}" "$pg_bin/pg_ctl" -D "$pg/data" -w -t 60 -l "$pg/postgres.log" \
    -o "-c listen_addresses='' -c unix_socket_directories='$pg' -c max_connections=300" start >/dev/null) ||
    fail "PostgreSQL did not start; see $pg/postgres.log"
  "$pg_bin/psql" -h "$pg" -U fabric -d postgres -qtAc "select 1 from pg_database where datname = 'fabric'" | grep -q 1 ||
    "$pg_bin/createdb" -h "$pg" -U fabric fabric
}

stop_postgres() {
  find_postgres
  pg=$(pg_home)
  [ ! -f "$pg/data/postmaster.pid" ] || (cd / && "${as_postgres[@]}" "$pg_bin/pg_ctl" -D "$pg/data" -w -t 60 -m fast stop >/dev/null)
}

build_silo() {
  local out=$repo/artifacts/silo
  mkdir -p "$out"
  if [ -f "$out/.built" ] && [ -z "$(find "$repo/src" "$repo"/Directory.*.props \( -name bin -o -name obj \) -prune -o -type f -newer "$out/.built" -print -quit)" ]; then
    return
  fi
  echo "building the silo ..." >&2
  touch "$out/.started"
  dotnet build "$repo/src/Silo/Silo.csproj" -c Release -o "$out" -nodeReuse:false -v quiet --nologo >"$out/build.log" 2>&1 || {
    grep -E 'error' "$out/build.log" | sort -u >&2
    fail "the build failed; the whole log is in $out/build.log"
  }
  mv "$out/.started" "$out/.built"
}

is_running() { # a silo's folder
  local pid
  pid=$(cat "$1/pid" 2>/dev/null) || return 1
  [ -r "/proc/$pid/cmdline" ] && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q -- "--silo-name $(basename "$1") "
}

start_silo() { # extra flags; prints nothing, sets $silo
  local number=1
  while [ -d "$dir/silos/silo-$number" ]; do number=$((number + 1)); done
  silo=$dir/silos/silo-$number
  mkdir -p "$silo"
  # Its own session: Ctrl-C here must not stop it.
  FABRIC_POSTGRES="Host=$(pg_home);Username=fabric;Database=fabric" setsid "$repo/artifacts/silo/fabric-silo" \
    --clustering postgres --cluster-id "$name" --silo-name "silo-$number" --silo-port 0 --gateway-port 0 --port 0 "$@" \
    >"$silo/out" 2>"$silo/log" </dev/null &
  echo $! >"$silo/pid"
}

await_ready() { # a silo's folder
  local waited=0
  until grep -q '^ready ' "$1/out" 2>/dev/null; do
    # Not is_running: for a moment the process is still this script's.
    kill -0 "$(cat "$1/pid")" 2>/dev/null || { tail -5 "$1/log" >&2; fail "$(basename "$1") ended before it was ready; see $1/log"; }
    [ $waited -lt 600 ] || fail "$(basename "$1") was not ready within 60 s; see $1/log"
    sleep 0.1
    waited=$((waited + 1))
  done
}

address() { sed -n 's/^ready //p' "$1/out" | tail -1; }

show() {
  local silo pg pid
  pg=$(pg_home)
  pid=$(head -1 "$pg/data/postmaster.pid" 2>/dev/null || true)
  if [ -n "$pid" ] && [ -d "/proc/$pid" ]; then
    printf '%-10s %-28s pid %-8s %s\n' postgres "$pg" "$pid" "log $pg/postgres.log"
  else
    printf '%-10s %-28s\n' postgres stopped
  fi
  for silo in $(ls -d "$dir"/silos/silo-* 2>/dev/null | sort -V); do
    if is_running "$silo"; then
      printf '%-10s %-28s pid %-8s %s\n' "$(basename "$silo")" "$(address "$silo")" "$(cat "$silo/pid")" "log $silo/log"
    else
      printf '%-10s %-28s\n' "$(basename "$silo")" "stopped"
    fi
  done
}

end_silo() { # folder signal
  is_running "$1" || return 0
  local pid
  pid=$(cat "$1/pid")
  kill "-$2" "$pid"
  for _ in $(seq 900); do
    is_running "$1" || return 0
    sleep 0.1
  done
  fail "$(basename "$1") (pid $pid) did not end within 90 s; see $1/log"
}

command=${1:-help}
case $command in help | -h | --help) usage; exit 0 ;; esac
name=${2:-}
dir=$home/$name
case $command in
  status) [ -n "$name" ] || { ls "$home" 2>/dev/null || true; exit 0; } ;;
  up | add | stop | kill | psql | restart-postgres | down) ;;
  *) usage >&2; fail "there is no command $command" ;;
esac
[[ $name =~ ^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$ ]] || fail "give the cluster a name of lower-case letters, digits and '-': cluster.sh $command NAME"
[ "$command" = up ] || [ -d "$dir" ] || fail "there is no cluster $name; there are: $(ls "$home" 2>/dev/null | xargs echo)"
shift 2

case $command in
  up)
    silos=3
    while [ $# -gt 0 ]; do
      case $1 in
        --silos) silos=${2:-}; shift 2 || fail "--silos needs a number" ;;
        --) shift; break ;;
        *) fail "unknown option $1; flags for the silos follow after --" ;;
      esac
    done
    [[ $silos =~ ^[1-9][0-9]?$ ]] || fail "--silos $silos: give a number from 1 to 99"
    mkdir -p "$dir/silos"
    for silo in "$dir"/silos/silo-*; do
      ! is_running "$silo" || fail "the cluster $name runs already; see: cluster.sh status $name"
      rm -rf "$silo"
    done
    build_silo
    start_postgres
    for _ in $(seq "$silos"); do start_silo "$@"; done
    for silo in "$dir"/silos/silo-*; do await_ready "$silo"; done
    show
    ;;
  add)
    [ "${1:-}" != -- ] || shift
    build_silo
    start_silo "$@"
    await_ready "$silo"
    show
    ;;
  stop | kill)
    silo=$dir/silos/${1:-}
    [ -n "${1:-}" ] && [ -d "$silo" ] || fail "which silo? give one of: $(ls "$dir/silos" | xargs echo)"
    is_running "$silo" || fail "$1 does not run"
    [ "$command" = kill ] && end_silo "$silo" KILL || end_silo "$silo" TERM
    show
    ;;
  status) show ;;
  psql) find_postgres; exec "$pg_bin/psql" -h "$(pg_home)" -U fabric fabric "$@" ;;
  restart-postgres)
    stop_postgres
    start_postgres
    ;;
  down)
    for silo in "$dir"/silos/silo-*; do [ ! -d "$silo" ] || ! is_running "$silo" || kill -TERM "$(cat "$silo/pid")"; done
    for silo in "$dir"/silos/silo-*; do [ ! -d "$silo" ] || end_silo "$silo" TERM; done
    stop_postgres
    [ "${1:-}" = --keep ] || rm -rf "$dir" "$(pg_home)"
    ;;
esac
