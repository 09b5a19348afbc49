package pagoda.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that cannot be used are told of before anything starts. */
class MachineRulesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "FILE, is not a directory",
    "FILE/below, is not a directory",
    "/proc/pagoda, no such file or directory"
  })
  void l03_aDataDirThatCannotBeMadeIsNamedWithTheReason(String where, String reason)
      throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Settings settings = set("data.dir=" + where.replace("FILE", file.toString()));
    SettingException e =
        assertThrows(SettingException.class, () -> MachineRules.makeData(settings));
    assertEquals("data.dir", e.key());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  @Test
  void l03_checkingADataDirMakesNothing() {
    Path data = folder.resolve("a/b");
    MachineRules.check(set("data.dir=" + data));
    assertFalse(Files.exists(data.getParent()));
    MachineRules.makeData(set("data.dir=" + data));
    assertTrue(Files.isDirectory(data));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http.tokens-file", "broker.tls-ca-file", "broker.tls-key-store", "handlers.dir"})
  void l03_aPathThatIsNotThereIsNamedWithItsKey(String key) {
    Path missing = folder.resolve("missing");
    SettingException e =
        assertThrows(SettingException.class, () -> MachineRules.check(set(key + "=" + missing)));
    assertEquals(key, e.key());
    assertTrue(
        e.getMessage().endsWith("seen '" + missing + "' (no such file or directory)"),
        e.getMessage());
  }

  @Test
  void l03_aFileIsNoFolderOfHandlersAndAFolderNoTokensFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThrows(SettingException.class, () -> MachineRules.check(set("handlers.dir=" + file)));
    assertThrows(
        SettingException.class, () -> MachineRules.check(set("http.tokens-file=" + folder)));
    MachineRules.check(set("handlers.dir=" + folder, "http.tokens-file=" + file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http.insecure=true", "http.insecure=false"})
  void l03_aHostThatNobodyKnowsIsNamed(String insecure) {
    SettingException e =
        assertThrows(SettingException.class, () -> set("http.host=nosuch.invalid", insecure));
    assertEquals(
        "http.host: allowed is an address of this machine, seen 'nosuch.invalid' (no such host)",
        e.getMessage());
  }

  private static Settings set(String... assignments) {
    return SettingsLoader.load(Optional.empty(), Map.of(), List.of(assignments));
  }
}
