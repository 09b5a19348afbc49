package pagoda.app.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What an attempt says is bounded, in order, and not lost when it does not arrive. */
class NewsTest {
  @Test
  void linesAndTheLatestProgressAreTakenOnce() {
    News news = new News();
    news.log("one");
    news.progress(0.1);
    news.log("two\n");
    news.progress(0.2);
    assertEquals(new Report(OptionalDouble.of(0.2), "one\ntwo\n"), news.take());
    assertFalse(news.any());
    assertTrue(news.take().isEmpty());
  }

  @Test
  void whatDidNotArriveComesFirstAgain() {
    News news = new News();
    news.log("one");
    news.progress(0.1);
    Report lost = news.take();
    news.log("two");
    news.giveBack(lost);
    assertEquals(new Report(OptionalDouble.of(0.1), "one\ntwo\n"), news.take());
    news.progress(0.5);
    news.giveBack(lost);
    assertEquals(OptionalDouble.of(0.5), news.take().progress());
  }

  @Test
  void aFloodKeepsItsEndAndSaysWhatIsMissing() {
    News news = new News();
    for (int i = 0; i < 100_000; i++) {
      news.log("line " + i);
    }
    String log = news.take().log();
    assertTrue(log.length() <= News.MOST + 100, () -> "length " + log.length());
    assertTrue(log.endsWith("line 99999\n"), "its end");
    assertTrue(log.matches("(?s)… \\d+ bytes left out …\n.*"), log.substring(0, 80));
    news.log("ä".repeat(2 * News.MOST));
    String single = news.take().log();
    assertTrue(single.startsWith("… " + (2 * News.MOST + 2) + " bytes"), single.substring(0, 40));
  }

  @Test
  void aWholeReportThatComesBackIsKept() {
    News news = new News();
    news.log("x".repeat(News.MOST));
    Report whole = news.take();
    news.giveBack(whole);
    assertTrue(news.take().log().length() > News.MOST / 2);
  }
}
