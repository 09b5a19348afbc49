package pagoda.app.client;

import java.util.regex.Pattern;
import pagoda.app.cli.UsageException;

/** Ids of jobs as they are written on a command line. */
final class JobIds {
  private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{6,36}");

  private JobIds() {}

  /** The id, which can be part of an address as it is. */
  static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new UsageException("ID: allowed is the id of a job, seen '" + id + "'");
    }
    return id;
  }
}
