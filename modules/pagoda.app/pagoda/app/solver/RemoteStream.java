package pagoda.app.solver;

import java.nio.ByteBuffer;
import java.util.Optional;
import pagoda.breaker.Permit;
import pagoda.broker.RangeReader;
import pagoda.broker.RpcReply;
import pagoda.hanoi.AnswerStream;

/** The ranges that a reader pulls from engines, as one stream. */
final class RemoteStream implements AnswerStream {
  private final RangeReader reader;
  private final long length;
  private final Permit place;
  private Optional<RpcReply> first = Optional.empty();

  RemoteStream(RangeReader reader, long length, Permit place) {
    this.reader = reader;
    this.length = length;
    this.place = place;
  }

  void fetchFirst() throws InterruptedException {
    first = reader.next();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public ByteBuffer next() throws InterruptedException {
    Optional<RpcReply> reply = first.isPresent() ? first : reader.next();
    first = Optional.empty();
    return reply.map(r -> ByteBuffer.wrap(r.body())).orElse(null);
  }

  @Override
  public void close() {
    reader.close();
    place.close();
  }
}
