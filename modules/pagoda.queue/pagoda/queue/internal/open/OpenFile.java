package pagoda.queue.internal.open;

import java.nio.file.Path;
import pagoda.queue.FileStore;
import pagoda.queue.StorageState;
import pagoda.queue.internal.round.Call;
import pagoda.queue.internal.sqlite.Backup;
import pagoda.queue.internal.sqlite.WriteConnection;
import pagoda.queue.store.JobStore;

/** The file of an open queue. Immutable. */
record OpenFile(Path file, JobStore store) implements FileStore {
  @Override
  public long walBytes() {
    return WriteConnection.logBytes(file);
  }

  @Override
  public long fileBytes() {
    return file.toFile().length();
  }

  @Override
  public void backup(Path target) {
    if (store.state() == StorageState.FAILED) {
      throw store.reason();
    }
    Call.await(Backup.start(file, target));
  }
}
