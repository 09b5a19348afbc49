package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.queue.InvalidJobException;
import pagoda.queue.JobFilter;
import pagoda.queue.JobState;
import pagoda.queue.TimeSpan;

/** Filters as people write them. */
class JobFilterTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin"); // UTC+1 on that day
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  private static JobFilter parse(String text) {
    return JobFilter.parse(text, NOW, ZONE);
  }

  @Test
  void everyPartNarrows() {
    assertEquals(JobFilter.ALL, parse(" \t "));
    JobFilter filter =
        parse(
            "invoice type:resize,thumb state:failed type:crop priority:>=10 error:\"timed out\""
                + " order=4711 customer:Ödön \"a \\\"b\\\" c:d\" id:3F2A-91c0 since:02:00");
    JobFilter expected =
        JobFilter.ALL
            .withWord("invoice")
            .withWord("a \"b\" c:d")
            .withTypes(Set.of("resize", "thumb", "crop"))
            .withStates(Set.of(JobState.FAILED))
            .withPriority(10, 100)
            .withError("timed out")
            .withLabel("order=4711")
            .withLabel("customer=Ödön")
            .withId("3f2a91c0")
            .withLatest(TimeSpan.since(Instant.parse("2026-11-26T01:00:00Z")));
    assertEquals(expected, filter);
    assertEquals(filter, parse(filter.toString()), filter.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "10:59, 2026-11-26T09:59:00Z",
    "11:00, 2026-11-26T10:00:00Z",
    "11:01, 2026-11-25T10:01:00Z",
    "02:00:30, 2026-11-26T01:00:30Z",
    "2026-11-20, 2026-11-19T23:00:00Z",
    "2026-07-20T02:00, 2026-07-20T00:00:00Z",
    "2026-11-20T02:00:00Z, 2026-11-20T02:00:00Z",
    "2026-11-20T02:00:00-05:00, 2026-11-20T07:00:00Z",
    "2026-11-20T02:00+02:00, 2026-11-20T00:00:00Z",
    "90s, 2026-11-26T09:58:30Z",
    "15m, 2026-11-26T09:45:00Z",
    "2h, 2026-11-26T08:00:00Z",
    "3d, 2026-11-23T10:00:00Z"
  })
  void timesAreMeantWhereTheReaderIs(String text, Instant time) {
    assertEquals(JobFilter.ALL.withLatest(TimeSpan.since(time)), parse("since:" + text));
    assertEquals(JobFilter.ALL.withLatest(TimeSpan.until(time)), parse("until:" + text));
    assertEquals(JobFilter.ALL.withCreated(TimeSpan.since(time)), parse("created:>=" + text));
    assertEquals(
        JobFilter.ALL.withFinished(TimeSpan.until(time.plusMillis(1))),
        parse("finished:<=" + text));
    TimeSpan second = TimeSpan.since(time).and(TimeSpan.until(NOW));
    assertEquals(JobFilter.ALL.withRunAt(second), parse("run_at:" + text + "..0s"));
    assertEquals(parse("since:" + text), parse(parse("since:" + text).toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7, 7",
    ">=7, 7, 100",
    ">7, 8, 100",
    "<=7, 0, 7",
    "<7, 0, 6",
    "5..20, 5, 20",
  })
  void priorities(String text, int lowest, int highest) {
    JobFilter filter = parse("priority:" + text);
    assertEquals(JobFilter.ALL.withPriority(lowest, highest), filter);
    assertEquals(filter, parse(filter.toString()));
  }

  @Test
  void twoTimesOrRangesMeanWhatTheyHaveInCommon() {
    assertEquals(parse("priority:5..9"), parse("priority:5..50 priority:0..9"));
    assertEquals(parse("since:2h"), parse("since:3h since:2h since:4h"));
    assertEquals(parse("until:3h"), parse("until:3h until:2h"));
  }

  @Test
  void quotesAndOtherMarksArePlain() {
    assertEquals(JobFilter.ALL.withWord("100%_*?'\\"), parse("100%_*?'\\"));
    assertEquals(JobFilter.ALL.withWord("=x"), parse("=x"));
    assertEquals(JobFilter.ALL.withWord("\"order\": 4711"), parse("\"\\\"order\\\": 4711\""));
    assertEquals(JobFilter.ALL.withLabel("a=b:c=d"), parse("a=b:c=d"));
    assertEquals(JobFilter.ALL.withLabel("type=x"), parse("label:type=x"));
    assertEquals(JobFilter.ALL.withLabel("k=two words"), parse("k=\"two words\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id:3f2a9",
        "id:xyzxyz",
        "id:3f2a91 id:000000",
        "state:done",
        "state:",
        "state:failed,",
        "priority:101",
        "priority:-1",
        "priority:9..3",
        "priority:>5..9",
        "priority:x",
        "since:25:00",
        "since:yesterday",
        "since:",
        "created:02:00",
        "created:>=x",
        "finished:a..b",
        "since:2026-13-01",
        "since:+999999999-01-01T00:00:00Z",
        "\"open",
        "error:\"open",
        "\"\"",
        "label:x",
        "type=resize",
        "State:failed",
        "sttae:failed",
        "stat:failed",
        "eror:x",
        "sinces:x",
        "1 2 3 4 5 6 7 8 9"
      })
  void whatIsNoFilterIsRefused(String text) {
    InvalidJobException e = assertThrows(InvalidJobException.class, () -> parse(text));
    assertTrue(e.getMessage().contains(" must be "), e.getMessage());
  }

  @Test
  void keysThatAreNearAFiltersAreNamed() {
    InvalidJobException e = assertThrows(InvalidJobException.class, () -> parse("sttae:failed"));
    assertEquals(
        "q must be state:, or label:sttae=failed for a label, was: sttae:", e.getMessage());
    e = assertThrows(InvalidJobException.class, () -> parse("type=resize"));
    assertEquals(
        "q must be type:resize, or label:type=resize for a label, was: type=", e.getMessage());
  }

  @Test
  void boundsAreKept() {
    assertThrows(InvalidJobException.class, () -> parse("x".repeat(257)));
    assertEquals(JobFilter.ALL.withWord("x".repeat(256)), parse("x".repeat(256)));
    assertThrows(InvalidJobException.class, () -> parse(" ".repeat(4097)));
    assertThrows(InvalidJobException.class, () -> JobFilter.ALL.withWord("a\nb"));
    assertThrows(InvalidJobException.class, () -> JobFilter.ALL.withPriority(0, 101));
    InvalidJobException e =
        assertThrows(InvalidJobException.class, () -> parse("id:" + "x".repeat(200_000)));
    assertTrue(e.getMessage().length() < 300, "a message is short");
  }
}
