package pagoda.app.solver;

import java.nio.ByteBuffer;
import java.util.Optional;
import pagoda.breaker.Permit;
import pagoda.broker.RangeReader;
import pagoda.broker.RpcReply;
import pagoda.hanoi.AnswerStream;

/** The ranges that a reader pulls from engines, as one stream. */
final class RemoteStream implements AnswerStream {
  private final RangeReader rest;
  private final long length;
  private final Permit place;
  private Optional<RpcReply> first;

  RemoteStream(RpcReply first, RangeReader rest, long length, Permit place) {
    this.first = Optional.of(first);
    this.rest = rest;
    this.length = length;
    this.place = place;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public Optional<ByteBuffer> next() throws InterruptedException {
    Optional<RpcReply> reply = first.isPresent() ? first : rest.next();
    first = Optional.empty();
    return reply.map(r -> ByteBuffer.wrap(r.body()));
  }

  @Override
  public void close() {
    rest.close();
    place.close();
  }
}
