package pagoda.app.work;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import pagoda.http.BadRequestException;
import pagoda.http.Problem;
import pagoda.http.Request;
import pagoda.queue.Attempt;

/** What an attempt used, as its worker tells in headers; each may be left out. */
final class UsageHeaders {
  private UsageHeaders() {}

  static Attempt.Usage read(Request request) {
    Optional<Long> status = number(request, "Pagoda-Exit-Status", Integer.MAX_VALUE);
    Optional<Long> memory = number(request, "Pagoda-Peak-Memory", Long.MAX_VALUE);
    Optional<Long> cpu = number(request, "Pagoda-Cpu-Ms", Long.MAX_VALUE / 1_000_000);
    return new Attempt.Usage(
        status.map(n -> OptionalInt.of(Math.toIntExact(n))).orElseGet(OptionalInt::empty),
        memory.map(OptionalLong::of).orElseGet(OptionalLong::empty),
        cpu.map(Duration::ofMillis));
  }

  private static Optional<Long> number(Request request, String name, long most) {
    return request
        .header(name)
        .map(text -> {
          try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= most) {
              return value;
            }
          } catch (NumberFormatException e) {
            throw malformed(name, most, text);
          }
          throw malformed(name, most, text);
        });
  }

  private static BadRequestException malformed(String name, long most, String seen) {
    return new BadRequestException(
        name + " must be a whole number from 0 to " + most + ": " + Problem.shown(seen));
  }
}
