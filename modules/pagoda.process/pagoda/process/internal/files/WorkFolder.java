package pagoda.process.internal.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramOrder;

/**
 * The folder of one attempt: the program's working directory, with the files of the contract. Its
 * name, which nobody can guess, is also the mark that the program's processes carry.
 */
public final class WorkFolder {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Set<StandardOpenOption> FRESH =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path path;
  private final Optional<UserPrincipal> user;
  private final FileChannel report;

  private WorkFolder(Path path, Optional<UserPrincipal> user) throws IOException {
    this.path = path;
    this.user = user;
    // opened before the program can put something else in its place
    this.report =
        FileChannel.open(
            report(),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.READ);
  }

  /** Makes the folder of an attempt below {@code parent}, for the program's user if it has one. */
  public static WorkFolder create(Path parent, ProgramInput input, Optional<String> user)
      throws IOException {
    return create(parent, user, folder -> folder.fill(input));
  }

  /** Makes the folder of a program that is fed line by line: input and output are pipes. */
  public static WorkFolder createServing(Path parent, Optional<String> user) throws IOException {
    return create(parent, user, WorkFolder::makePipes);
  }

  private static WorkFolder create(Path parent, Optional<String> user, Filling filling)
      throws IOException {
    Path path = Files.createDirectory(parent.resolve(UUID.randomUUID().toString()), OWNER_ONLY);
    try {
      Optional<UserPrincipal> owner = Optional.empty();
      if (user.isPresent()) {
        var lookup = path.getFileSystem().getUserPrincipalLookupService();
        owner = Optional.of(lookup.lookupPrincipalByName(user.get()));
      }
      WorkFolder folder = new WorkFolder(path, owner);
      try {
        filling.fill(folder);
        folder.giveAway(folder.report());
        folder.giveAway(path);
        return folder;
      } catch (IOException e) {
        folder.report.close();
        throw e;
      }
    } catch (IOException e) {
      Deletion.delete(path);
      throw e;
    }
  }

  private void fill(ProgramInput input) throws IOException {
    write(payload(), input.payload());
    write(output(), new byte[0]); // a full disk shows here, before anything has started
    if (input.checkpoint().isPresent()) {
      write(checkpoint(), input.checkpoint().get());
    }
  }

  private void makePipes() throws IOException {
    Process mkfifo =
        new ProcessBuilder("mkfifo", "-m", "600", payload().toString(), output().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(mkfifo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!said.isEmpty()) {
      throw new IOException(said.strip());
    }
    giveAway(payload());
    giveAway(output());
  }

  /** What is put into a folder before the program's user gets it. */
  private interface Filling {
    void fill(WorkFolder folder) throws IOException;
  }

  private void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, FRESH)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
    giveAway(file);
  }

  private void giveAway(Path file) throws IOException {
    if (user.isPresent()) {
      Files.setOwner(file, user.get());
    }
  }

  /** Tells the program why it must stop; it sees the whole order or none. */
  public void order(ProgramOrder order) throws IOException {
    Path draft = path.resolve("pagoda.order." + UUID.randomUUID());
    write(draft, (order.text() + "\n").getBytes(StandardCharsets.UTF_8));
    Files.move(draft, order(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The folder itself. */
  public Path path() {
    return path;
  }

  /** The mark of the attempt's processes. */
  public String run() {
    return path.getFileName().toString();
  }

  /** The report's bytes from the beginning, whatever the program does to its name. */
  public FileChannel reportChannel() {
    return report;
  }

  /** The payload, which is the program's standard input. */
  public Path payload() {
    return path.resolve("pagoda.payload");
  }

  /** The program's standard output. */
  public Path output() {
    return path.resolve("pagoda.stdout");
  }

  /** Where the program may put its result. */
  public Path result() {
    return path.resolve("pagoda.result");
  }

  /** Where the program reports. */
  public Path report() {
    return path.resolve("pagoda.report");
  }

  /** Where the program finds and puts checkpoints. */
  public Path checkpoint() {
    return path.resolve("pagoda.checkpoint");
  }

  /** Where the program finds the order. */
  public Path order() {
    return path.resolve("pagoda.order");
  }

  /** Deletes everything. */
  public void delete() throws IOException {
    report.close();
    Deletion.delete(path);
  }
}
