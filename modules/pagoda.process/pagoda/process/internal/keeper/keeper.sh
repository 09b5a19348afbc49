# pagoda-keeper GROUP BLOCKS SCORE READY COMMAND...: runs COMMAND as one attempt, in the attempt's
# folder, as the leader of a session, and kills all of the session when COMMAND has ended or whoever
# holds the other end of standard input is gone. Lines there are orders: TERM asks the session to
# stop, KILL ends it. To standard output goes READY once COMMAND has its files, if READY is not
# empty, and when it has ended its status and times.
group=$1 blocks=$2 score=$3 ready=$4
shift 4
unset PWD OLDPWD
umask 077
ulimit -c 0
ulimit -f "$blocks"
[ "$group" = - ] || echo 0 >"$group/cgroup.procs" || exit 1
echo "$score" 2>/dev/null >/proc/self/oom_score_adj

# The reader ignores what it sends to the whole group. The program must not inherit that, so the
# keeper, once the reader is there, catches the signals instead.
trap '' HUP INT QUIT ALRM TERM USR1 USR2
exec 3<&0 4>&1 5>&2 </dev/null >/dev/null 2>&1 # where shells say "Terminated"
{
  while read -r order; do
    [ "$order" = KILL ] && kill -KILL 0
    kill -TERM 0
    kill -CONT 0 # a stopped process would never see the other
  done
  # The other end is gone, and with it whoever looks for processes that left the group. A sweeper in
  # a session of its own looks; the substitution ends once it is out of this group's reach. It takes
  # the value as an argument, and has the variable empty so as not to find itself.
  # shellcheck disable=SC2016,SC2097,SC2098
  : "$(PAGODA_RUN='' setsid sh -c '
    exec >/dev/null 2>&1
    for pass in 1 2 3 4 5 6 7 8 9; do
      found=
      for entry in $(grep -lsF "PAGODA_RUN=$1" /proc/[0-9]*/environ); do
        entry=${entry#/proc/}
        kill -KILL "${entry%/environ}" && found=yes
      done
      [ "$found" ] || exit
    done' pagoda-sweeper "$PAGODA_RUN" &)"
  [ "$group" = - ] || echo 1 >"$group/cgroup.kill"
  kill -KILL 0
} <&3 3<&- 4>&- 5>&- &
trap : HUP INT QUIT ALRM TERM USR1 USR2

(
  # An order that came before this process was forked did not reach it, but its file is there.
  [ ! -e pagoda.order ] || exit 143
  exec 2>&5 5>&- <pagoda.payload >pagoda.stdout
  [ -z "$ready" ] || echo "$ready" >&4
  exec "$@" 3<&- 4>&-
)
{
  echo $?
  times
} >&4
kill -KILL 0
