package pagoda.http.internal.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeaderListTest {
  @Test
  void listsAreSplitOutsideOfQuotes() {
    assertEquals(
        List.of("a", "b;x=\"c,d\"", "\"e\\\",f\""),
        HeaderList.members(List.of("a, b;x=\"c,d\" ,,", "\"e\\\",f\"")));
    assertEquals(List.of("a", "q=0.5"), HeaderList.parts("a ; q=0.5 ;"));
    assertEquals(List.of("\"open, to the end"), HeaderList.members(List.of("\"open, to the end")));
    assertTrue(HeaderList.contains(List.of("keep-alive, Close"), "close"));
    assertFalse(HeaderList.contains(List.of("closed"), "close"));
  }

  @Test
  void parametersOfAPreference() {
    List<String> prefer = List.of("respond-async, wait=10", "foo=\"a\\\"b\"");
    assertEquals(Optional.of("10"), HeaderList.parameter(prefer, "Wait"));
    assertEquals(Optional.of(""), HeaderList.parameter(prefer, "respond-async"));
    assertEquals(Optional.of("a\"b"), HeaderList.parameter(prefer, "foo"));
    assertEquals(Optional.empty(), HeaderList.parameter(prefer, "bar"));
  }
}
