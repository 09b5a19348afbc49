package pagoda.broker.internal.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** What a queue and its servers are, said as plainly as possible: two lists and a number. */
final class QueueModel {
  private static final Comparator<Entry> ORDER =
      Comparator.comparingInt(Entry::priority).reversed().thenComparingInt(Entry::arrival);

  private final List<Entry> waiting = new ArrayList<>();
  private final List<Entry> running = new ArrayList<>();
  private int capacity;
  private int arrivals;

  /** One delivery of a request to a server. */
  record Run(String key, int attempt) {}

  private record Entry(String key, int priority, int arrival, int attempt) {
    private Run run() {
      return new Run(key, attempt);
    }
  }

  void offer(String key, int priority) {
    waiting.add(new Entry(key, priority, arrivals++, 0));
    deliver();
  }

  /** A request was answered, or its caller has gone. */
  void end(String key) {
    waiting.removeIf(entry -> entry.key().equals(key));
    running.removeIf(entry -> entry.key().equals(key));
    deliver();
  }

  void open(int prefetch) {
    capacity += prefetch;
    deliver();
  }

  void close(int prefetch, Collection<Run> givenBack) {
    capacity -= prefetch;
    for (Entry entry : List.copyOf(running)) {
      if (givenBack.contains(entry.run())) {
        running.remove(entry);
        waiting.add(entry);
      }
    }
    deliver();
  }

  private void deliver() {
    waiting.sort(ORDER);
    while (room() > 0 && !waiting.isEmpty()) {
      Entry next = waiting.removeFirst();
      running.add(new Entry(next.key(), next.priority(), next.arrival(), next.attempt() + 1));
    }
  }

  int room() {
    return capacity - running.size();
  }

  Set<Run> running() {
    return running.stream().map(Entry::run).collect(Collectors.toSet());
  }

  Optional<Run> anyRunning(Random random) {
    return any(running, random).map(Entry::run);
  }

  Optional<String> anyWaiting(Random random) {
    return any(waiting, random).map(Entry::key);
  }

  private static Optional<Entry> any(List<Entry> entries, Random random) {
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(entries.get(random.nextInt(entries.size())));
  }

  @Override
  public String toString() {
    return "room for %d, running %s, waiting %s".formatted(capacity, running, waiting);
  }
}
