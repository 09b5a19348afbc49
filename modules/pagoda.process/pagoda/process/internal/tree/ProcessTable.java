package pagoda.process.internal.tree;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who belongs to which attempt, out of {@code /proc}: whoever is in the session of its keeper or
 * carries its mark in the environment, which a child inherits even when it leaves the session.
 *
 * <p>A process that has no mark never gets one, except by being started as a keeper; so it is
 * remembered for {@link #MEMORY}, and a look costs only what is new. Safe for use by several
 * threads.
 */
public final class ProcessTable {
  /** Far less than the kernel needs to give out all ids and one of them again. */
  static final Duration MEMORY = Duration.ofSeconds(2);

  private final Map<Long, Long> strangers = new HashMap<>(); // process to when it was looked at

  /** The living processes of the attempt with this mark, whose keeper leads {@code session}. */
  List<ProcessInfo> members(String run, long session) {
    return living(info -> info.session() == session, Set.of(run));
  }

  /** The living processes that carry one of the marks. */
  List<ProcessInfo> marked(Set<String> runs) {
    return living(info -> false, runs);
  }

  private synchronized List<ProcessInfo> living(Predicate<ProcessInfo> ours, Set<String> runs) {
    long now = System.nanoTime();
    strangers.values().removeIf(seen -> now - seen > MEMORY.toNanos());
    List<ProcessInfo> members = new ArrayList<>();
    String[] names = new File("/proc").list();
    for (String name : names == null ? new String[0] : names) {
      if (!Character.isDigit(name.charAt(0))) {
        continue;
      }
      long pid = Long.parseLong(name);
      if (!strangers.containsKey(pid)) {
        look(pid, now, ours, runs, members);
      }
    }
    return members;
  }

  private void look(
      long pid,
      long now,
      Predicate<ProcessInfo> ours,
      Set<String> runs,
      List<ProcessInfo> members) {
    ProcessInfo info = ProcessInfo.of(pid).filter(ProcessInfo::isAlive).orElse(null);
    if (info == null) {
      return;
    }
    String mark = info.mark();
    if (ours.test(info) || runs.contains(mark)) {
      members.add(info);
    } else if (mark.isEmpty()) {
      strangers.put(pid, now);
    }
  }
}
