package pagoda.queue.blackbox;

import pagoda.queue.ItemOutcome;
import pagoda.queue.QueueException;

/** Takes outcomes of batches apart. */
final class Items {
  private Items() {}

  static <T> T accepted(ItemOutcome<T> outcome) {
    return switch (outcome) {
      case ItemOutcome.Accepted<T>(T value) -> value;
      case ItemOutcome.Refused<T>(QueueException reason) ->
          throw new AssertionError("refused", reason);
    };
  }

  static <T> QueueException refused(ItemOutcome<T> outcome) {
    return switch (outcome) {
      case ItemOutcome.Accepted<T>(T value) -> throw new AssertionError("accepted: " + value);
      case ItemOutcome.Refused<T>(QueueException reason) -> reason;
    };
  }
}
