package pagoda.process.internal.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeeperStatusTest {
  @Test
  void statusAndTimesOfDashAndBash() {
    assertEquals(
        Optional.of(new KeeperStatus(143, 61_500_000_000L)),
        KeeperStatus.parse("143\n0m9.000000s 0m9.000000s\n1m0.500000s 0m1.000000s\n"));
    assertEquals(
        Optional.of(new KeeperStatus(0, 30_000_000)),
        KeeperStatus.parse("0\n0m0.001s 0m0.001s\n0m0.010s 0m0.020s\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "14", "0\n", "0\n0m0.0s 0m0.0s\n0m0.0", "x\na\nb\n"})
  void halfAStatusIsNone(String text) {
    assertEquals(Optional.empty(), KeeperStatus.parse(text));
  }
}
