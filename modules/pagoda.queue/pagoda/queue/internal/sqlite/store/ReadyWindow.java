package pagoda.queue.internal.sqlite.store;

import java.util.Arrays;
import java.util.List;
import pagoda.queue.internal.sqlite.JobStatements;

/**
 * The first pending jobs of one type and priority, in order of their places. Confined to the
 * writer.
 *
 * <p>It is a cache over the index {@code job_ready}: when {@linkplain #complete() complete} it
 * holds every pending job of its kind, else those behind its last one are only in the file.
 */
final class ReadyWindow {
  /** The most jobs a window holds. */
  static final int CAPACITY = JobStatements.WINDOW;

  private long[] rows = new long[8];
  private long[] places = new long[8];
  private long[] sinces = new long[8];
  private int first;
  private int size;
  private boolean complete;

  ReadyWindow(boolean complete) {
    this.complete = complete;
  }

  int size() {
    return size;
  }

  boolean complete() {
    return complete;
  }

  /** Forgets everything: the file knows. */
  void invalidate() {
    first = 0;
    size = 0;
    complete = false;
  }

  /** Takes the first jobs of the file, in order; fewer than it can hold are all there are. */
  void fill(List<ReadyJob> jobs) {
    first = 0;
    size = 0;
    for (ReadyJob job : jobs) {
      insertAt(size, job.row(), job.place(), job.since());
    }
    complete = size < CAPACITY;
  }

  ReadyJob first() {
    return new ReadyJob(rows[first], places[first], sinces[first]);
  }

  long firstPlace() {
    return places[first];
  }

  long firstSince() {
    return sinces[first];
  }

  void removeFirst() {
    size--;
    first = size == 0 ? 0 : first + 1;
  }

  /** Adds a job behind all others of its kind, in the window and in the file. */
  void append(long row, long place, long since) {
    if (!complete) {
      return;
    }
    if (size == CAPACITY) {
      complete = false;
      return;
    }
    insertAt(size, row, place, since);
  }

  /** Adds a job at its place, which may be before others. */
  void insert(long row, long place, long since) {
    int index = search(place);
    if (index < size || complete) {
      insertAt(index, row, place, since);
      if (size > CAPACITY) {
        size--;
        complete = false;
      }
    }
  }

  /** Removes the job at a place if the window holds it. */
  void remove(long place) {
    int index = search(place);
    if (index < size && places[first + index] == place) {
      int from = first + index + 1;
      int count = size - index - 1;
      shift(from, from - 1, count);
      size--;
    }
  }

  /** The number of jobs before a place. */
  private int search(long place) {
    int index = Arrays.binarySearch(places, first, first + size, place);
    return (index < 0 ? -index - 1 : index) - first;
  }

  private void insertAt(int index, long row, long place, long since) {
    makeRoom();
    int at = first + index;
    shift(at, at + 1, size - index);
    rows[at] = row;
    places[at] = place;
    sinces[at] = since;
    size++;
  }

  /** Makes room for one more at the end, by moving to the front or by growing. */
  private void makeRoom() {
    if (first + size < rows.length) {
      return;
    }
    if (first <= size) {
      int length = rows.length * 2;
      rows = Arrays.copyOf(rows, length);
      places = Arrays.copyOf(places, length);
      sinces = Arrays.copyOf(sinces, length);
    }
    shift(first, 0, size);
    first = 0;
  }

  private void shift(int from, int to, int count) {
    System.arraycopy(rows, from, rows, to, count);
    System.arraycopy(places, from, places, to, count);
    System.arraycopy(sinces, from, sinces, to, count);
  }
}
