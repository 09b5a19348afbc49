package pagoda.http.internal.syntax;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSyntaxTest {
  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "a\u007fb", "\u0100", "€"})
  void aValueCannotLeaveItsHeader(String value) {
    assertThrows(IllegalArgumentException.class, () -> FieldSyntax.value("X", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "ä", "Content-Length", "transfer-encoding", "Date"})
  void aNameIsATokenThatTheServerDoesNotOwn(String name) {
    assertThrows(IllegalArgumentException.class, () -> FieldSyntax.name(name));
  }
}
