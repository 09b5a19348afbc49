import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Reads lists of mutants and compiles each, alone, against what is compiled. Arguments: the module
 * or class whose mutants are wanted, or nothing for all; the folder of the lists; where to.
 *
 * <p>Prints one line a mutant, its fields apart by tabs: {@code run}, its number, its module, the
 * class that must fail, and what it changes; {@code equivalent} and what it changes; or {@code
 * fault}, what it changes and what is wrong.
 */
final class Mutants {
  private static final Pattern HEAD = Pattern.compile("(\\w+) (\\w+)(?: by (\\w+))?");
  private static final Path MODULES = Path.of("modules");

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final Path target;
  private int number;

  private Mutants(Path target) {
    this.target = target;
  }

  /** One entry of a list: {@code reason} says why no test can tell it from the original. */
  private record Mutant(
      String module, String type, String test, String old, String changed, String reason) {
    String text() {
      return type
          + ": "
          + oneLine(old)
          + " => "
          + (changed.isBlank() ? "(nothing)" : oneLine(changed));
    }

    private static String oneLine(String code) {
      return code.strip().replaceAll("\\s+", " ");
    }

    /** Code is the same however its words are broken into lines. */
    Pattern pattern() {
      return Pattern.compile(
          Arrays.stream(old.strip().split("\\s+"))
              .map(Pattern::quote)
              .collect(Collectors.joining("\\s+")));
    }
  }

  /** What is wrong with an entry. */
  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
      super(message);
    }
  }

  public static void main(String[] args) throws IOException {
    Mutants mutants = new Mutants(Path.of(args[2]));
    try (Stream<Path> lists = Files.list(Path.of(args[1]))) {
      for (Path list : lists.filter(file -> file.toString().endsWith(".txt")).sorted().toList()) {
        for (String block : Files.readString(list).split("\n\n+")) {
          mutants.entry(list, block, args[0]);
        }
      }
    }
  }

  private void entry(Path list, String block, String wanted) throws IOException {
    List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
    if (lines.isEmpty()) {
      return;
    }
    String name = list.getFileName() + ": " + lines.getFirst();
    try {
      Mutant mutant = read(lines);
      name = mutant.text();
      if (wanted.isEmpty() || wanted.equals(mutant.module()) || wanted.equals(mutant.type())) {
        report(mutant);
      }
    } catch (Fault fault) {
      System.out.println("fault\t" + name + "\t" + fault.getMessage());
    }
  }

  private static Mutant read(List<String> lines) throws Fault {
    Matcher head = HEAD.matcher(lines.getFirst());
    if (!head.matches()) {
      throw new Fault("an entry begins with: MODULE CLASS by TEST");
    }
    String old = part(lines, '-');
    String reason = part(lines, '=').strip();
    if (old.isBlank() || (head.group(3) == null) == reason.isEmpty()) {
      throw new Fault(
          "an entry has lines with '-', and a test or lines with '=' that say why none can fail");
    }
    return new Mutant(head.group(1), head.group(2), head.group(3), old, part(lines, '+'), reason);
  }

  private static String part(List<String> lines, char mark) throws Fault {
    for (String line : lines.subList(1, lines.size())) {
      if (line.isEmpty() || "-+=".indexOf(line.charAt(0)) < 0) {
        throw new Fault("a line begins with '-', '+' or '=', not: " + line);
      }
    }
    return lines.stream()
        .skip(1)
        .filter(line -> line.charAt(0) == mark)
        .map(line -> line.substring(1) + "\n")
        .collect(Collectors.joining());
  }

  private void report(Mutant mutant) throws IOException, Fault {
    Path source = source(mutant);
    String text = changed(mutant, Files.readString(source));
    if (!mutant.reason().isEmpty()) {
      System.out.println("equivalent\t" + mutant.text());
      return;
    }
    number++;
    compile(mutant, source, text);
    System.out.println(
        String.join("\t", "run", "" + number, mutant.module(), mutant.test(), mutant.text()));
  }

  private static Path source(Mutant mutant) throws IOException, Fault {
    Path module = MODULES.resolve("pagoda." + mutant.module());
    if (!Files.isDirectory(module)) {
      throw new Fault("there is no module " + module);
    }
    try (Stream<Path> files = Files.walk(module)) {
      List<Path> found = files.filter(file -> file.endsWith(mutant.type() + ".java")).toList();
      if (found.size() != 1) {
        throw new Fault(
            found.size() + " files in " + module + " are named " + mutant.type() + ".java");
      }
      return found.getFirst();
    }
  }

  private static String changed(Mutant mutant, String text) throws Fault {
    Matcher matcher = mutant.pattern().matcher(text);
    int found = (int) matcher.results().count();
    if (found != 1) {
      throw new Fault("the file has it " + found + " times, not once");
    }
    return matcher.replaceFirst(Matcher.quoteReplacement(mutant.changed()));
  }

  /** Leaves the classes in a folder that is the mutant's number. */
  private void compile(Mutant mutant, Path source, String text) throws IOException, Fault {
    String module = "pagoda." + mutant.module();
    Path folder = target.resolve("" + number);
    Path copy = folder.resolve("source").resolve(MODULES.resolve(module).relativize(source));
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, text);
    List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn", "-parameters"));
    options.addAll(List.of("-XDignore.symbol.file", "-p", "build/classes:build/deps/image"));
    options.addAll(List.of("--patch-module", module + "=" + folder.resolve("source")));
    options.addAll(List.of("-d", folder.resolve("classes").toString()));
    StringWriter messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var unit = files.getJavaFileObjects(copy);
      if (!compiler.getTask(messages, files, null, options, null, unit).call()) {
        throw new Fault(
            "it does not compile: " + messages.toString().lines().findFirst().orElse(""));
      }
    }
  }
}
