package pagoda.http.internal.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.testing.Seed;

class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 10, 0, 1",
    "bytes=0-9, 10, 0, 10",
    "bytes=3-, 10, 3, 7",
    "bytes=-4, 10, 6, 4",
    "bytes=-40, 10, 0, 10",
    "bytes=9-40, 10, 9, 1",
    "Bytes = 2-3, 10, 2, 2",
    "bytes=0-99999999999999999999999, 10, 0, 10",
    "bytes=-99999999999999999999999, 10, 0, 10",
    "bytes=1-, 9223372036854775807, 1, 9223372036854775806",
    "'bytes=, 2-3 ,', 10, 2, 2",
  })
  void onePart(String header, long length, long from, long count) {
    assertEquals(new ByteRange.Part(from, count), ByteRange.parse(header, length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999999-"})
  void nothingOfTheBody(String header) {
    assertInstanceOf(ByteRange.Unsatisfiable.class, ByteRange.parse(header, 10));
  }

  @Test
  void nothingOfAnEmptyBodyIsEverSatisfiable() {
    assertInstanceOf(ByteRange.Unsatisfiable.class, ByteRange.parse("bytes=0-", 0));
    assertInstanceOf(ByteRange.Unsatisfiable.class, ByteRange.parse("bytes=-5", 0));
  }

  /** RFC 9110 section 14.2: what is not understood, or is several ranges, may be ignored. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-3",
        "bytes=a-b",
        "bytes=1-2-3",
        "lines=1-2",
        "bytes=0-1,3-4",
        "bytes=0-1,",
        "bytes 0-1",
        "bytes=+1-2",
        "bytes=1 - 2",
        "bytes=-+5"
      })
  void everythingElseIsTheWhole(String header) {
    ByteRange parsed = ByteRange.parse(header, 10);
    if (header.equals("bytes=0-1,")) {
      assertEquals(new ByteRange.Part(0, 2), parsed, "an empty member of a list is nothing");
    } else {
      assertEquals(ByteRange.WHOLE, parsed);
    }
  }

  @Test
  void agreesWithCountingByteByByte() {
    Random random = Seed.random("ByteRangeTest");
    for (int i = 0; i < 20_000; i++) {
      int length = random.nextInt(6);
      String first = random.nextBoolean() ? "" : Integer.toString(random.nextInt(8));
      String last = random.nextBoolean() ? "" : Integer.toString(random.nextInt(8));
      String header = "bytes=" + first + "-" + last;
      assertEquals(
          model(first, last, length), ByteRange.parse(header, length), header + "/" + length);
    }
  }

  private static ByteRange model(String first, String last, int length) {
    if ((first.isEmpty() && last.isEmpty())
        || (!first.isEmpty()
            && !last.isEmpty()
            && Integer.parseInt(last) < Integer.parseInt(first))) {
      return ByteRange.WHOLE;
    }
    int from = -1;
    int count = 0;
    for (int i = 0; i < length; i++) {
      boolean inside =
          first.isEmpty()
              ? i >= length - Integer.parseInt(last)
              : i >= Integer.parseInt(first) && (last.isEmpty() || i <= Integer.parseInt(last));
      if (inside) {
        from = from < 0 ? i : from;
        count++;
      }
    }
    return count == 0 ? new ByteRange.Unsatisfiable() : new ByteRange.Part(from, count);
  }
}
