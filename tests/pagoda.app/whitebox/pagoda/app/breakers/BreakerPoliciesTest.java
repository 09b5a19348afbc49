package pagoda.app.breakers;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.app.settings.BreakerKeys;
import pagoda.app.settings.Key;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Settings;
import pagoda.app.settings.SettingsLoader;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Classifier;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.Probe;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;

/** The ranges of the settings are those of the library. */
class BreakerPoliciesTest {
  private static final BreakerKeys KEYS = Keys.BREAKER_VALIDATION;

  /** Whether the library takes both ends of a setting's range, as far as they reach. */
  static Stream<Arguments> ends() {
    return Stream.of(
            KEYS.failures,
            KEYS.failureRate,
            KEYS.slowAfter,
            KEYS.slowRate,
            KEYS.window,
            KEYS.minimumCalls,
            KEYS.reopenAfter,
            KEYS.reopenCap,
            KEYS.probes)
        .flatMap(key -> key.kind().bounds().stream().map(end -> Arguments.of(key, end)));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("ends")
  void libraryTakesWhatASettingTakes(Key<?> key, String end) {
    List<String> set = new ArrayList<>(wide());
    set.removeIf(other -> other.startsWith(key.name() + "="));
    set.add(key.name() + "=" + end);
    Settings settings = SettingsLoader.load(Optional.empty(), Map.of(), set);
    assertDoesNotThrow(() -> {
      BreakerPolicy policy = BreakerPolicies.of(settings, KEYS, Classifier.standard());
      CircuitBreaker.of("validation", policy);
    });
  }

  /** Settings beside which every end of every other range makes sense. */
  private static List<String> wide() {
    return List.of(
        KEYS.failures.name() + "=1",
        KEYS.failureRate.name() + "=0.5",
        KEYS.slowAfter.name() + "=1s",
        KEYS.window.name() + "=" + most(KEYS.window),
        KEYS.minimumCalls.name() + "=1",
        KEYS.reopenAfter.name() + "=" + KEYS.reopenAfter.kind().bounds().getFirst(),
        KEYS.reopenCap.name() + "=" + KEYS.reopenCap.kind().bounds().getLast());
  }

  static Stream<Arguments> counts() {
    return Stream.of(
        Arguments.of(KEYS.failures, made(Trip.ConsecutiveFailures::new)),
        Arguments.of(KEYS.window, made(Window::count)),
        Arguments.of(KEYS.minimumCalls, made(Window::count)),
        Arguments.of(KEYS.probes, made(Probe.defaults()::withPermits)));
  }

  private static IntFunction<?> made(IntFunction<?> made) {
    return made;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("counts")
  void settingTakesAsManyAsTheLibrary(Key<?> key, IntFunction<?> made) {
    int most = most(key);
    InvalidPolicyException beyond =
        assertThrows(InvalidPolicyException.class, () -> made.apply(most + 1));
    assertEquals("1 to " + most, beyond.allowed());
  }

  private static int most(Key<?> key) {
    return Integer.parseInt(key.kind().bounds().getLast());
  }
}
