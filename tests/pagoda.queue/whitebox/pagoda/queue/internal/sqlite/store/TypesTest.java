package pagoda.queue.internal.sqlite.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.TypeOptions;
import pagoda.queue.store.Added;
import pagoda.queue.store.Command;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.NewJob;
import pagoda.queue.store.Pool;
import pagoda.queue.store.ServedType;
import pagoda.queue.store.StoreFault;

class TypesTest extends OpenStore {
  private static final Command.Serve PROGRAMS_ONLY =
      new Command.Serve(
          List.of(
              new ServedType(
                  "program", Pool.PROGRAM, TypeOptions.defaults(), ServedType.HANDLER, true)));

  private static Command.Add add(int type) {
    return new Command.Add(
        new NewJob(type, 1, 3, 0, Bytes.EMPTY, Optional.empty(), Job.Envelope.EMPTY));
  }

  @Test
  void aRoundThatFailsServesWhatWasServedBefore() throws StoreFault {
    JobRow row = added();
    assertThrows(StoreFault.class, () -> commit(1, PROGRAMS_ONLY, add(99)));
    assertEquals(0, store.totals().parked());
    assertEquals(row.row(), claim().row().row());
  }

  @Test
  void whatFollowsInTheRoundIsDoneByTheNewTypes() throws StoreFault {
    int work = store.joined().types().get("work");
    var outcome = commit(5, PROGRAMS_ONLY, add(work));
    assertEquals(List.of(), outcome.claimed());
    assertEquals(1, store.totals().parked());
    assertEquals(2, ((Added.New) outcome.answers().get(1)).row().lane());
  }
}
