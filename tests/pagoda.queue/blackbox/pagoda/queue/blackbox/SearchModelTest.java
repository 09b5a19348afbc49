package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Enqueued;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobDetail;
import pagoda.queue.JobFilter;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobPage;
import pagoda.queue.JobQuery;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.TimeSpan;
import pagoda.testing.Await;
import pagoda.testing.Seed;

/** Random jobs and random filters against a plain list. */
class SearchModelTest {
  private static final int JOBS = 250;
  private static final int BATCH = 10;
  private static final int FILTERS = 150;
  private static final List<String> NAMES = List.of("good", "nobody");
  private static final List<JobState> STATES = List.of(JobState.values());

  private final ManualTime time = new ManualTime();
  private final Random random = Seed.random("SearchModelTest");
  private final SearchTexts texts = new SearchTexts(random);
  private final Map<UUID, String> errors = new ConcurrentHashMap<>();
  private Instant first;

  @BeforeEach
  void begin() {
    first = time.instant();
  }

  /** Ends as its type says; "long" fails with an error that is longer than what is searched. */
  private Fixture fixture() {
    return Fixture.with(
            LambdaHandler.waits("good", (payload, context) -> JobOutcome.completed(Bytes.EMPTY)),
            LambdaHandler.waits("bad", (p, context) -> JobOutcome.failed(error(context.job()))),
            LambdaHandler.waits("again", (p, context) -> JobOutcome.retry(error(context.job()))))
        .time(time);
  }

  private String error(Job job) {
    return errors.get(job.id()) + job.attempt();
  }

  private void addAll(Fixture fixture) throws Exception {
    fixture.queue().pause();
    List<UUID> cancelled = new ArrayList<>();
    for (int i = 0; i < JOBS / BATCH; i++) {
      time.pass(Duration.ofMillis(random.nextInt(30_000)));
      for (ItemOutcome<Enqueued> outcome :
          fixture.queue().enqueueAll(Stream.generate(this::request).limit(BATCH).toList())) {
        UUID id = ((ItemOutcome.Accepted<Enqueued>) outcome).value().job().id();
        errors.put(id, texts.text(random.nextInt(4) == 0 ? 1_000 : 3));
        if (random.nextInt(6) == 0) {
          cancelled.add(id);
        }
      }
    }
    fixture.queue().cancelAll(cancelled);
    fixture.queue().resume();
    Await.until(
        "all ran",
        Duration.ofSeconds(60),
        () ->
            fixture.queue().snapshot().count(JobState.PENDING) == 0
                && fixture.queue().snapshot().count(JobState.PROCESSING) == 0);
    fixture.queue().pause();
  }

  private JobRequest request() {
    JobRequest request =
        JobRequest.of(pick(List.of("good", "bad", "again")), texts.payload())
            .withPriority(random.nextInt(101))
            .withMaxAttempts(2)
            .withLabels(texts.labels());
    Instant later = time.instant().plus(Duration.ofDays(1 + random.nextInt(9)));
    return random.nextInt(5) == 0 ? request.withRunAt(later) : request;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private JobFilter filter(List<JobDetail> jobs) {
    JobFilter filter = JobFilter.ALL;
    for (int parts = random.nextInt(4); parts >= 0; parts--) {
      JobDetail job = pick(jobs);
      filter =
          switch (random.nextInt(11)) {
            case 0 -> id(filter, job);
            case 1 -> filter.withTypes(Set.copyOf(List.of(job.job().type(), pick(NAMES))));
            case 2 -> filter.withStates(Set.copyOf(List.of(job.job().state(), pick(STATES))));
            case 3 -> filter.withPriority(random.nextInt(50), 50 + random.nextInt(51));
            case 4 -> filter.withError(texts.word());
            case 5 -> job.job().lastError().map(e -> part(e)).map(filter::withError).orElse(filter);
            case 6 -> filter.withWord(texts.word());
            case 7 ->
                texts.decoded(job.payload()).map(this::part).map(filter::withWord).orElse(filter);
            case 8 -> filter.withLabel(texts.label());
            case 9 -> filter.withCreated(span()).withRunAt(span());
            default ->
                random.nextBoolean() ? filter.withFinished(span()) : filter.withLatest(span());
          };
    }
    return filter;
  }

  private JobFilter id(JobFilter filter, JobDetail job) {
    String id = job.job().id().toString();
    return filter.id().isPresent() || random.nextInt(3) == 0
        ? filter.withWord(id)
        : filter.withId(id.substring(0, 7 + random.nextInt(30)));
  }

  /** A piece of a text, without what no filter may hold. */
  private String part(String text) {
    String line = text.lines().findFirst().orElse("");
    if (line.isEmpty()) {
      return "x";
    }
    int begin = line.offsetByCodePoints(0, random.nextInt(line.codePointCount(0, line.length())));
    String rest = line.substring(begin);
    int most = Math.min(60, rest.codePointCount(0, rest.length()));
    return rest.substring(0, rest.offsetByCodePoints(0, 1 + random.nextInt(most)));
  }

  private TimeSpan span() {
    Instant since = first.plusMillis(random.nextInt(JOBS * 1_500));
    TimeSpan span = TimeSpan.since(since);
    return switch (random.nextInt(3)) {
      case 0 -> span;
      case 1 -> TimeSpan.until(since);
      default -> span.and(TimeSpan.until(since.plus(Duration.ofSeconds(random.nextInt(300)))));
    };
  }

  private List<JobPage.Row> all(Fixture fixture, JobFilter filter) {
    List<JobPage.Row> rows = new ArrayList<>();
    JobQuery query =
        JobQuery.of(filter)
            .withLimit(1 + random.nextInt(40))
            .withMostExamined(1 + random.nextInt(random.nextInt(5) == 0 ? 20 : 1_000));
    Optional<UUID> before = Optional.empty();
    do {
      JobPage page = fixture.queue().list(query.withBefore(before));
      assertTrue(page.rows().size() <= query.limit(), "a page is full");
      assertTrue(page.examined() <= query.mostExamined(), "a page ends");
      rows.addAll(page.rows());
      before = page.next();
    } while (before.isPresent());
    return rows;
  }

  @Test
  void findsWhatAPlainListHas() throws Exception {
    try (Fixture fixture = fixture().start()) {
      addAll(fixture);
      List<JobDetail> jobs = new ArrayList<>();
      all(fixture, JobFilter.ALL).forEach(row -> jobs.add(fixture.queue().detail(row.job().id())));
      assertEquals(JOBS, jobs.size());
      int found = 0;
      for (int i = 0; i < FILTERS; i++) {
        JobFilter filter = filter(jobs);
        List<JobPage.Row> expected =
            jobs.stream()
                .filter(job -> SearchModel.matches(filter, job, texts))
                .map(job -> new JobPage.Row(job.job(), texts.beginning(job.payload(), 200)))
                .toList();
        assertEquals(expected, all(fixture, filter), () -> filter.toString());
        assertEquals(filter, JobFilter.parse(filter.toString(), first, java.time.ZoneOffset.UTC));
        found += expected.isEmpty() ? 0 : 1;
      }
      assertTrue(found > FILTERS / 10, "filters find something: " + found);
    }
  }
}
