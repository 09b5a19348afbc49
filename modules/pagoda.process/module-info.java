/**
 * Runs foreign programs safely: limits, logs, an exact end of the whole process tree.
 *
 * {@snippet lang=java :
 * import java.nio.charset.StandardCharsets;
 * import java.nio.file.*;
 * import pagoda.process.*;
 *
 * class Example {
 *   public static void main(String[] args) throws Exception {
 *     Path folder = Files.createTempDirectory("runs");
 *     try (var runner = ProgramRunner.open(ProgramRunnerOptions.defaults(folder))) {
 *       var program = Program.of(ProgramCommand.of("/usr/bin/tr", "a-z", "A-Z"));
 *       var input = ProgramInput.of("hello".getBytes(StandardCharsets.UTF_8));
 *       ProgramExit exit = runner.run(program, input, ProgramListener.NONE);
 *       System.out.println(exit.outcome().describe() + ": " + exit.resultText());
 *     }
 *   }
 * }
 * }
 */
module pagoda.process {
  exports pagoda.process;
}
