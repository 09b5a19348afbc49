package pagoda.process.internal.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.ChildProcess;

class SafeFileTest {
  @TempDir Path folder;

  @Test
  void readsPlainFilesUpToALimit() throws IOException {
    Path file = Files.write(folder.resolve("f"), new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2, 3}, SafeFile.read(file, 3));
    assertThrows(IOException.class, () -> SafeFile.read(file, 2));
  }

  @Test
  void w16_readsNoLinkPipeOrFolder() throws IOException {
    Path file = Files.write(folder.resolve("f"), new byte[] {1});
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    Path inner = Files.createDirectory(folder.resolve("folder"));
    Path pipe = folder.resolve("pipe");
    ChildProcess.run(folder, "mkfifo", pipe.toString());
    for (Path odd : new Path[] {link, inner, pipe, folder.resolve("missing")}) {
      assertThrows(IOException.class, () -> SafeFile.read(odd, 10), odd::toString);
      assertEquals(Optional.empty(), SafeFile.facts(odd));
    }
    Path hard = Files.createLink(folder.resolve("hard"), file);
    assertThrows(IOException.class, () -> SafeFile.read(hard, 10));
  }

  @Test
  void w17_deletionFollowsNoLinkAndOpensLockedFolders() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept"), "x");
    Path tree = Files.createDirectories(folder.resolve("tree/a/b"));
    Files.createSymbolicLink(tree.resolve("link"), folder);
    Files.writeString(tree.resolve("file"), "x").toFile().setReadOnly();
    ChildProcess.run(folder, "chmod", "-R", "a-rwx", "tree/a");
    Deletion.delete(folder.resolve("tree"));
    assertFalse(Files.exists(folder.resolve("tree")));
    assertEquals("x", Files.readString(kept));
  }
}
