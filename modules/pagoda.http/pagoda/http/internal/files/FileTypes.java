package pagoda.http.internal.files;

import java.util.Locale;
import java.util.Map;

/** The media types of the files that a web client consists of. */
public final class FileTypes {
  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("html", "text/html"),
          Map.entry("css", "text/css"),
          Map.entry("js", "text/javascript"),
          Map.entry("mjs", "text/javascript"),
          Map.entry("txt", "text/plain"),
          Map.entry("md", "text/markdown"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"));

  private FileTypes() {}

  /** The type of a file by the ending of its name; {@code application/octet-stream} if unknown. */
  public static String of(String fileName) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return BY_ENDING.getOrDefault(ending, "application/octet-stream");
  }

  /** True if compressing files of this type saves anything. */
  public static boolean compressible(String type) {
    return type.startsWith("text/")
        || type.endsWith("-text")
        || type.endsWith("json")
        || type.endsWith("+xml")
        || type.equals("application/wasm");
  }
}
