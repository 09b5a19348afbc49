package pagoda.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A folder of job types, each a program of a few lines that knows the folder as $HERE. */
record TypeFolder(Path folder) {
  /** A type whose program is a shell script; {@code lines} are further lines of its file. */
  TypeFolder shell(String type, String script, String... lines) throws IOException {
    return program(type, "#!/bin/sh\n" + script, lines);
  }

  /** A type whose program is a Python script. */
  TypeFolder python(String type, String script, String... lines) throws IOException {
    return program(type, "#!/usr/bin/python3 -I\n" + script, lines);
  }

  private TypeFolder program(String type, String script, String... lines) throws IOException {
    Path program = Files.writeString(folder.resolve(type + ".program"), script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> all = new ArrayList<>(List.of("command = " + program, "env.HERE = " + folder));
    all.addAll(List.of(lines));
    return file(type, all.toArray(String[]::new));
  }

  /** A type's file with these lines, put in place whole. */
  TypeFolder file(String type, String... lines) throws IOException {
    Path fresh = Files.write(folder.resolve(type + ".new"), List.of(lines));
    Files.move(
        fresh, folder.resolve(type + ".properties"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    return this;
  }

  /** A file that a program writes for the test to see. */
  Path seen(String name) {
    return folder.resolve(name);
  }

  /** What a program wrote there; empty text as long as it has not. */
  String read(String name) throws IOException {
    return Files.exists(seen(name)) ? Files.readString(seen(name)).strip() : "";
  }
}
