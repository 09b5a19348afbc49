package pagoda.app.settings;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why the system refused something, in its own words: Java's exceptions often leave them out. */
public final class SystemReason {
  private SystemReason() {}

  /** The reason, without the name of what it was refused for where that can be helped. */
  public static String of(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      case NotDirectoryException _ -> "not a directory";
      case FileAlreadyExistsException _ -> "a file stands there";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      case FileNotFoundException e -> e.getMessage();
      case CharacterCodingException _ -> "not UTF-8 text";
      case UnknownHostException _ -> "no such host";
      case UnresolvedAddressException _ -> "no such host";
      case ConnectException e -> connect(e);
      case IOException e when e.getMessage() != null -> e.getMessage();
      default -> failure.toString();
    };
  }

  /** The JDK's HTTP client hides the reason in the causes. */
  private static String connect(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return "no such host";
      }
      if (t.getMessage() != null && !t.getMessage().isBlank()) {
        return t.getMessage();
      }
    }
    return "connection refused";
  }
}
