package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code pagoda solve} shows on a real terminal. */
class ProgressBarTest {
  private static final String SOLVE = Image.PAGODA + " solve ";

  @ParameterizedTest
  @ValueSource(ints = {100, 50})
  void l01_movesOnATerminalAreNotErasedByABar(int columns) throws Exception {
    Terminal terminal = Terminal.run(columns, SOLVE + "3");
    assertEquals(
        "[[0,2],[0,1],[2,1],[0,2],[1,0],[1,2],[0,2]]\r\n", terminal.shown(), "and a line's end");
    assertEquals(0, terminal.status());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 100, 50, 30, 10})
  void l01_theBarFitsTheTerminalAndEndsItsLine(int columns) throws Exception {
    String shown = Terminal.run(columns, SOLVE + "22 --format binary >/dev/null").shown();
    assertTrue(shown.contains("100 %"), shown);
    assertTrue(shown.endsWith("\r\n"), shown);
    for (String line : shown.split("[\\r\\n]+", -1)) {
      String visible = line.replace("\u001b[K", "");
      assertTrue(visible.length() < columns, visible.length() + " columns: " + visible);
    }
  }

  @Test
  void l01_anInterruptEndsTheBarsLine() throws Exception {
    Terminal terminal = Terminal.interrupted(80, " MB/s", "exec " + SOLVE + "50 >/dev/null");
    assertTrue(terminal.shown().endsWith("\r\n"), terminal.shown());
    assertFalse(terminal.shown().contains("Exception"), terminal.shown());
    assertEquals(130, terminal.status());
  }

  @Test
  void l01_noBarWithoutATerminal() throws Exception {
    assertEquals("", Program.run("solve", "5").err());
  }
}
