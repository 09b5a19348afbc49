package pagoda.app.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import pagoda.app.breakers.Breakers;
import pagoda.app.lifecycle.Build;
import pagoda.app.worker.WorkerSnapshot;
import pagoda.hanoi.SolverPool;
import pagoda.http.ExchangeListener;
import pagoda.http.WebServer;
import pagoda.queue.JobQueue;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.lease.JobLeases;

/** All metrics of one process, and their two text forms. Thread-safe. */
public final class Metrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final CompletableFuture<Void> jvm = new CompletableFuture<>();
  private final ReentrantLock scraping = new ReentrantLock();
  private final List<Scraped<?>> sources = new CopyOnWriteArrayList<>();

  /**
   * The metrics of the JVM and the build. JMX is slow to start (60 ms, a quarter of a service's
   * start), so the former are made on a thread of their own, and the first scrape waits for them.
   */
  public Metrics(Build build) {
    Thread.ofPlatform().daemon().name("jvm-metrics").start(this::jvm);
    Info.builder()
        .name("pagoda_build_info")
        .help("Which build this is.")
        .labelNames("version", "commit", "java")
        .register(registry)
        .setLabelValues(build.version(), build.commit(), build.java());
  }

  private void jvm() {
    try {
      JvmMetrics.builder().register(registry);
      jvm.complete(null);
    } catch (RuntimeException | Error e) {
      jvm.completeExceptionally(e); // the scrape throws it
    }
  }

  /** Adds requests; the result must hear of each. */
  public ExchangeListener http(Supplier<WebServer> server) {
    return new HttpMetrics(registry, server);
  }

  /** Adds the solver pool. */
  public void solver(SolverPool pool) {
    SolverMetrics.register(registry, onceAScrape(pool::snapshot));
  }

  /** Adds the breakers. */
  public void breakers(Breakers breakers) {
    BreakerMetrics.register(registry, breakers);
  }

  /** Adds the queue, also under the names of the article, and who works for it. */
  public void queue(JobQueue queue, Clock clock) {
    Supplier<QueueSnapshot> now = onceAScrape(queue::snapshot);
    QueueMetrics.register(registry, queue, now, clock);
    JobLeases leases = queue.leases();
    WorkMetrics.register(registry, leases, onceAScrape(leases::snapshot));
    ArticleMetrics.register(registry, now);
  }

  /** Adds calls and requests over a broker; the result must hear of each. */
  public BrokerMetrics broker() {
    return new BrokerMetrics(registry);
  }

  /** Adds a worker of another service. */
  public void worker(Supplier<WorkerSnapshot> worker) {
    WorkerMetrics.register(registry, onceAScrape(worker));
  }

  /** Everything in the Prometheus text format, version 0.0.4. */
  public Scrape prometheus() {
    return scrape(PrometheusTextFormatWriter.create());
  }

  /** Everything in the OpenMetrics text format, version 1.0.0. */
  public Scrape openMetrics() {
    return scrape(OpenMetricsTextFormatWriter.create());
  }

  private <T> Supplier<T> onceAScrape(Supplier<T> source) {
    Scraped<T> scraped = new Scraped<>(source);
    sources.add(scraped);
    return scraped;
  }

  private MetricSnapshots now() {
    scraping.lock(); // its sources are read by one scrape at a time
    try {
      sources.forEach(Scraped::forget);
      return registry.scrape();
    } finally {
      scraping.unlock();
    }
  }

  private Scrape scrape(ExpositionFormatWriter writer) {
    jvm.join();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, now(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return new Scrape(writer.getContentType(), out.toString(StandardCharsets.UTF_8));
  }

  /**
   * Metrics as text.
   *
   * @param contentType the format, with version and character set
   * @param text the text
   */
  public record Scrape(String contentType, String text) {}
}
