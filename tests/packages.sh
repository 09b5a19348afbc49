# Sourced by build.sh: the Debian packages that a suite needs beside the JDK and Maven.

# packages_of SUITE: pairs of a command, or a file, to look for and the package that brings it.
packages_of() {
  case $1 in
    broker) echo /usr/lib/rabbitmq/bin/rabbitmq-server:rabbitmq-server ;;
    system)
      echo gcc:gcc promtool:prometheus strace:strace amqp-publish:amqp-tools node:nodejs npm:npm python3:python3 \
        /usr/lib/python3/dist-packages/pika:python3-pika /usr/lib/rabbitmq/bin/rabbitmq-server:rabbitmq-server
      ;;
    examples) echo node:nodejs python3:python3 go:golang-go curl:curl cc:gcc gzip:gzip ;;
    operate)
      echo systemd-nspawn:systemd-container curl:curl promtool:prometheus python3:python3 \
        nginx:nginx haproxy:haproxy caddy:caddy openssl:openssl
      ;;
    process) echo python3:python3 setpriv:util-linux ;;
    lint) echo shellcheck:shellcheck ;;
    dist) echo dpkg-deb:dpkg lintian:lintian ;;
    queue | crash) echo strace:strace ;;
    mutants) packages_of process && packages_of queue && packages_of broker ;;
    web) echo chromium:chromium node:nodejs npm:npm ;;
    rabbitmq-root) echo mmdebstrap:mmdebstrap ;;
    bench) echo wrk:wrk /usr/lib/rabbitmq/bin/rabbitmq-server:rabbitmq-server ;;
  esac
}

install_packages() {
  local suite pair missing=()
  for suite in "$@"; do
    for pair in $(packages_of "$suite"); do
      command -v "${pair%%:*}" >/dev/null || [[ -e ${pair%%:*} ]] || missing+=("${pair##*:}")
    done
  done
  ((${#missing[@]})) || return 0
  readarray -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
  if ! command -v apt-get >/dev/null || ((EUID != 0)); then
    fail "install these first (named as Debian does): ${missing[*]}"
  fi
  say "installing ${missing[*]}"
  update_package_lists
  DEBIAN_FRONTEND=noninteractive without_services \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Once a day.
update_package_lists() {
  local stamp=build/stamps/package-lists
  [[ -z $(find "$stamp" -mtime -1 2>/dev/null) ]] || return 0
  without_services apt-get update -qq
  mkdir -p build/stamps && touch "$stamp"
}

install_bench_packages() { install_packages bench; }

# A package's own service must not start: RabbitMQ's default node listens on all interfaces.
without_services() {
  local policy=/usr/sbin/policy-rc.d status=0
  if [[ -e $policy ]]; then
    "$@"
    return
  fi
  printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
  "$@" || status=$?
  rm -f "$policy"
  return "$status"
}

# rabbitmq_root RELEASE: the folder in which that release of RabbitMQ is installed, with the Debian
# that has it; made when it is asked for first (about 240 MB). The broker suite enters it as root.
rabbitmq_root() {
  local root=$PWD/build/rabbitmq-$1 debian
  case $1 in
    4) debian=trixie ;;
    *) fail "no Debian is known to have RabbitMQ $1; allowed is --rabbitmq 4" ;;
  esac
  if [[ ! -e $root.ready ]]; then
    install_packages rabbitmq-root >&2
    ((EUID == 0)) || fail "only root can make and enter the folder of RabbitMQ $1"
    say "installing RabbitMQ $1 of Debian $debian into build/rabbitmq-$1"
    rm -rf "$root"
    # It keeps the package's own service from starting.
    mmdebstrap --quiet --variant=apt --include=rabbitmq-server "$debian" "$root" >&2
    touch "$root.ready"
  fi
  echo "$root"
}
