package pagoda.queue.internal.round;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import pagoda.queue.Enqueued;
import pagoda.queue.ItemOutcome;

/** Adds several jobs in one transaction, each alone; some may have been refused before. */
public final class EnqueueAll extends Call<List<ItemOutcome<Enqueued>>> {
  private final List<ItemOutcome<PreparedRequest>> requests;
  private final long bytes;

  public EnqueueAll(List<ItemOutcome<PreparedRequest>> requests) {
    this.requests = requests;
    this.bytes = requests.stream().mapToLong(EnqueueAll::size).sum();
  }

  private static long size(ItemOutcome<PreparedRequest> item) {
    return item instanceof ItemOutcome.Accepted<PreparedRequest>(PreparedRequest request)
        ? request.payload().length
        : 0;
  }

  @Override
  int weight() {
    return requests.size();
  }

  @Override
  long bytes() {
    return bytes;
  }

  @Override
  ItemOutcome<List<ItemOutcome<Enqueued>>> call(Batch batch) throws SQLException {
    List<ItemOutcome<Enqueued>> outcomes = new ArrayList<>(requests.size());
    for (ItemOutcome<PreparedRequest> item : requests) {
      outcomes.add(
          switch (item) {
            case ItemOutcome.Accepted<PreparedRequest>(PreparedRequest request) ->
                Enqueue.add(batch, request);
            case ItemOutcome.Refused<PreparedRequest>(var reason) ->
                new ItemOutcome.Refused<>(reason);
          });
    }
    return new ItemOutcome.Accepted<>(outcomes);
  }
}
