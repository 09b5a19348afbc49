package pagoda.process.internal.attempt;

import java.nio.file.Path;
import java.util.Optional;
import pagoda.process.ProgramLimits;
import pagoda.process.internal.files.SafeFile;
import pagoda.process.internal.files.WorkFolder;
import pagoda.process.internal.text.ErrorText;
import pagoda.process.internal.tree.TreeUse;

/** Finds the limit that an attempt is over, in words. */
public record Limits(ProgramLimits limits, Optional<WorkFolder> folder) {
  /** Limits of a program that answers on a pipe. */
  public static Limits of(ProgramLimits limits) {
    return new Limits(limits, Optional.empty());
  }

  /** By what the tree uses; empty if it is within. */
  public Optional<String> breach(TreeUse use) {
    if (limits.memoryBytes().isPresent() && use.memoryBytes() > limits.memoryBytes().getAsLong()) {
      return Optional.of(outOfMemory(use.memoryBytes()));
    }
    if (use.processes() > limits.processes()) {
      return Optional.of(
          "over "
              + limits.processes()
              + " processes: it had "
              + use.processes()
              + ", which is more than it may");
    }
    return Optional.empty();
  }

  /** By what the program wrote as its answer; empty if it is within. */
  Optional<String> breachOfAnswer() {
    return folder.filter(f -> isOver(f.output()) || isOver(f.result())).isPresent()
        ? Optional.of("output over " + ErrorText.size(limits.resultBytes()))
        : Optional.empty();
  }

  private boolean isOver(Path file) {
    return SafeFile.facts(file).filter(f -> f.size() > limits.resultBytes()).isPresent();
  }

  /** Out of memory, with this peak. */
  public String outOfMemory(long peak) {
    long most = limits.memoryBytes().orElse(0);
    return "out of memory: "
        + (peak > 0 ? ErrorText.size(peak) + " used, " : "")
        + (most > 0 ? ErrorText.size(most) + " allowed" : "the machine has no more");
  }
}
