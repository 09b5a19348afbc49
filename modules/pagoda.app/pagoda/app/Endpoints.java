package pagoda.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import pagoda.app.api.BackupApi;
import pagoda.app.api.BulkApi;
import pagoda.app.api.CircuitApi;
import pagoda.app.api.DescriptionApi;
import pagoda.app.api.HealthApi;
import pagoda.app.api.JobsApi;
import pagoda.app.api.LiveEvents;
import pagoda.app.api.LogApi;
import pagoda.app.api.OperationsApi;
import pagoda.app.api.QueueApi;
import pagoda.app.api.Roles;
import pagoda.app.api.StatusApi;
import pagoda.app.api.StatusJson;
import pagoda.app.api.SubmitApi;
import pagoda.app.api.TypesApi;
import pagoda.app.api.VersionApi;
import pagoda.app.api.hanoi.HanoiApi;
import pagoda.app.api.hanoi.PositionApi;
import pagoda.app.breakers.Breakers;
import pagoda.app.jobs.ServedTypes;
import pagoda.app.jobs.TypeDefaults;
import pagoda.app.jobs.Validation;
import pagoda.app.lifecycle.Build;
import pagoda.app.lifecycle.Readiness;
import pagoda.app.metrics.Metrics;
import pagoda.app.metrics.MetricsApi;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Settings;
import pagoda.app.solver.AnswerSource;
import pagoda.app.work.AttemptApi;
import pagoda.app.work.WorkApi;
import pagoda.app.work.WorkersApi;
import pagoda.http.Route;
import pagoda.http.Routes;
import pagoda.http.StaticFiles;
import pagoda.queue.JobQueue;

/** Every route of the service. */
record Endpoints(
    Settings settings,
    Build build,
    Readiness readiness,
    AnswerSource answers,
    JobQueue queue,
    ServedTypes types,
    Validation validation,
    Breakers breakers,
    StatusJson status,
    LiveEvents events,
    WorkApi work,
    Metrics metrics) {

  Routes routes() throws IOException {
    Clock clock = Clock.systemUTC();
    int maxDiscs = settings.get(Keys.HANOI_MAX_DISCS);
    List<Route> routes = new ArrayList<>();
    routes.addAll(new PositionApi(answers, maxDiscs).routes());
    routes.addAll(submitApi().routes());
    routes.addAll(new JobsApi(queue).routes());
    routes.addAll(new LogApi(queue, readiness.drains()).routes());
    routes.addAll(new BulkApi(queue).routes());
    routes.addAll(new OperationsApi(queue.operations()).routes());
    routes.addAll(new TypesApi(types, queue).routes());
    routes.addAll(work.routes());
    routes.addAll(attempts().routes());
    routes.addAll(new WorkersApi(queue.leases(), clock).routes());
    routes.addAll(new QueueApi(queue, clock).routes());
    routes.addAll(new BackupApi(queue, settings.get(Keys.DATA_DIR)).routes());
    routes.addAll(new CircuitApi(breakers).routes());
    routes.addAll(new StatusApi(status).routes());
    routes.addAll(events.routes());
    routes.addAll(new MetricsApi(metrics).routes());
    routes.addAll(new HealthApi(readiness).routes());
    routes.addAll(new VersionApi(build).routes());
    routes.addAll(new DescriptionApi().routes());
    return Routes.of(routes)
        .withoutOtherQueries()
        .and(new HanoiApi(answers, maxDiscs).routes())
        .and(page())
        .readableBy(Roles.READ)
        .changeableBy(Roles.SUBMIT);
  }

  private SubmitApi submitApi() {
    return new SubmitApi(
        queue,
        validation,
        new TypeDefaults(types.table(), settings.get(Keys.QUEUE_DEFAULT_TYPE)),
        Math.toIntExact(settings.get(Keys.QUEUE_MAX_PAYLOAD)),
        readiness.drains());
  }

  /** As many beats may wait as there may be connections: who runs a job is never kept out. */
  private AttemptApi attempts() {
    int connections = settings.get(Keys.HTTP_MAX_CONNECTIONS);
    return new AttemptApi(
        queue,
        Math.toIntExact(settings.get(Keys.QUEUE_MAX_RESULT)),
        Math.toIntExact(settings.get(Keys.QUEUE_MAX_CHECKPOINT)),
        new Route.Places(connections, connections));
  }

  /** The browser client's files stand beside the program; outside an image there are none. */
  private static List<Route> page() throws IOException {
    Path web = Build.home().resolve("web");
    return Files.isDirectory(web) ? StaticFiles.load(web).routes() : List.of();
  }
}
