#!/usr/bin/env bash
# A worker in bash and curl: PAGODA_TOKEN=... worker.sh http://127.0.0.1:3000 count
# It claims jobs of one type, tells how they fare, and stops when told to. Replace `work`.
set -uo pipefail
set -m # each background job is a process group, which can be ended as a whole
url=$1 type=$2 job='' leaving=''
folder=$(mktemp -d)
uuid() { cat /proc/sys/kernel/random/uuid; }
me="\"worker\":\"bash\",\"id\":\"$(uuid)\",\"host\":\"$(uname -n)\",\"types\":[\"$type\"]"
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$folder"' EXIT # a curl left behind would claim a job
trap 'leaving=yes; [[ $job ]] || exit 0' TERM

# Counts to the number on its standard input, a step each 0.1 s, on from the last checkpoint. It
# runs beside the protocol, and tells by files: log, progress, and a checkpoint, which is renamed.
work() {
  local goal done=0
  read -r goal
  [[ $goal =~ ^[0-9]+$ ]] || { echo "no number: $goal" && return 65; }
  [[ ! -s checkpoint ]] || done=$(<checkpoint)
  echo "from $done" >>log
  while ((done < goal)); do
    sleep 0.1
    echo $((++done)) >next && mv next checkpoint
    echo "$((1000000 * done / goal))e-6" >progress
  done
  printf 'counted to %s' "$goal"
}

# ask SECONDS METHOD PATH CURL-OPTION...: one request, repeated with jitter for so many seconds
# while the service is away or busy. Its answer is in files. 9: the job is not ours any more.
ask() {
  local until=$((SECONDS + $1))
  while :; do
    : >"$folder/answer"
    curl -s -m 40 -X "$2" -o "$folder/answer" -D "$folder/head" -w '%{http_code}' \
      -H "Authorization: Bearer ${PAGODA_TOKEN:-}" -H 'Content-Type: text/plain' "${@:4}" \
      "$url$3" >"$folder/status" & # in the background, so that a signal is heard at once
    while kill -0 $! 2>/dev/null; do wait $!; done
    case $(<"$folder/status") in
      2??) return 0 ;;
      404 | 409) return 9 ;;
      000 | 429 | 50[234] | 507) ((SECONDS < until)) || return 9 ;; # cut, silent or busy
      *) echo "$2 $3: $(<"$folder/answer")" >&2 && exit 1 ;;
    esac
    sleep "$((RANDOM % 2)).$((RANDOM % 10))5"
  done
}
header() { sed -n "s/^$1: *\([^\r]*\).*/\1/Ip" "$folder/head"; } # whatever its case
send() { ask "$lasts" "$1" "/work/$job/$2" -H "Pagoda-Lease: $lease" "${@:3}"; }

tell() { # what is new
  local news
  if [[ checkpoint -nt sent ]]; then
    touch -r checkpoint sent
    send PUT checkpoint --data-binary @checkpoint || return
  fi
  news="\"progress\":$(cat progress 2>/dev/null || echo 0)"
  if mv log told 2>/dev/null; then
    news+=",\"log\":\"$(sed 's/[\\"]/\\&/g; s/$/\\n/' told | tr -d '\n')\""
  fi
  send POST 'beat?wait=1' -d "{$news}" && order=$(<"$folder/answer") # hangs for an order meanwhile
}

run() {
  local pid status order=go
  rm -rf "$folder/work" && mkdir "$folder/work" && cd "$folder/work" || exit
  mv "$folder/answer" payload
  send POST beat && send GET checkpoint || return # within 10 s of the claim, or another gets it
  mv "$folder/answer" checkpoint && touch -r checkpoint sent
  work <payload >result 2>&1 &
  pid=$!
  while [[ $order == go ]] && kill -0 $pid 2>/dev/null; do
    tell || order=lost
    [[ $order != go || ! $leaving ]] || order=shutdown
  done
  [[ $order == go ]] || kill -- -$pid 2>/dev/null
  wait $pid 2>/dev/null && status=0 || status=$?
  case $order:$status in # of a lost or cancelled one nothing may be posted
    go:0) lasts=600 && send POST complete --data-binary @result ;; # late is better than never
    go:65) send POST 'fail?retry=false' --data-binary @result ;;
    go:*) send POST fail --data-binary @result ;;
    yield:* | shutdown:*) tell && send POST release ;; # back in its place
  esac
}

while [[ ! $leaving ]]; do # a claim that is repeated gets the same job
  ask 1000000000 POST '/work/claim?wait=30' -d "{$me,\"claim\":\"$(uuid)\"}"
  [[ $(header Pagoda-Order) != quiet ]] || break
  job=$(header Pagoda-Job) lease=$(header Pagoda-Lease) lasts=$(header Pagoda-Lease-Seconds)
  [[ ! $job ]] || run
  job=''
done
