package pagoda.queue.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import pagoda.queue.JobState;

/** What the killed processes had promised, line by line. Confined to one thread. */
final class Ledger {
  /** An acknowledged job. */
  record Acknowledged(UUID id, int producer, int priority, int hash) {}

  private final Map<UUID, Acknowledged> acknowledged = new HashMap<>();
  private final List<Acknowledged> inOrder = new ArrayList<>();
  private final Map<UUID, JobState> ended = new HashMap<>();
  private final Set<UUID> cancelled = new HashSet<>();
  private final List<String> broken = new ArrayList<>();

  /** Takes a line of a child. */
  void read(String line) {
    String[] words = line.split(" ");
    switch (words[0]) {
      case "ack" -> acknowledge(words);
      case "run" -> run(UUID.fromString(words[1]), line);
      case "end" -> end(UUID.fromString(words[1]), JobState.parse(words[2]), line);
      case "cancelled" -> cancelled.add(UUID.fromString(words[1]));
      case "broken", "refused" -> broken.add(line);
      default -> {
        // open, saved, too late, bored, and a line cut short by the kill
      }
    }
  }

  private void acknowledge(String[] words) {
    if (words.length < 5) {
      return; // cut short by the kill
    }
    Acknowledged job =
        new Acknowledged(
            UUID.fromString(words[1]),
            Integer.parseInt(words[2]),
            Integer.parseInt(words[3]),
            Integer.parseInt(words[4]));
    if (acknowledged.put(job.id(), job) == null) {
      inOrder.add(job);
    } else {
      broken.add("given out twice: " + job);
    }
  }

  private void run(UUID id, String line) {
    JobState end = ended.get(id);
    if (end == JobState.COMPLETED || end == JobState.FAILED) {
      broken.add("ran after its end (" + end + "): " + line);
    }
  }

  private void end(UUID id, JobState state, String line) {
    JobState before = ended.put(id, state);
    if (before != null) {
      broken.add("ended twice, " + before + " before: " + line);
    }
  }

  /** Notes an end that only the file had told. */
  void found(UUID id, JobState state) {
    if (state.finished()) {
      ended.put(id, state);
    }
  }

  List<Acknowledged> inOrder() {
    return inOrder;
  }

  /** The end that was told of a job; null when none was. */
  JobState ended(UUID id) {
    return cancelled.contains(id) ? JobState.CANCELLED : ended.get(id);
  }

  List<String> broken() {
    return broken;
  }
}
