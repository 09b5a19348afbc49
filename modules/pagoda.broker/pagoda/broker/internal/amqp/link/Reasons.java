package pagoda.broker.internal.amqp.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;

/** Says in one line why a connection or channel failed. */
public final class Reasons {
  private Reasons() {}

  public static String of(Throwable failure) {
    if (failure instanceof AuthenticationFailureException) {
      return "the broker refuses the user name or password";
    }
    if (failure instanceof DeclareException) {
      return failure.getMessage();
    }
    if (failure instanceof SSLException) {
      return "no TLS with the broker: " + line(failure);
    }
    ShutdownSignalException signal = signal(failure);
    if (signal == null) {
      return line(failure);
    }
    if (signal.getReason() instanceof AMQP.Connection.Close close) {
      return "the broker closed the connection: "
          + reply(close.getReplyCode(), close.getReplyText());
    }
    if (signal.getReason() instanceof AMQP.Channel.Close close) {
      return "the broker closed a channel: " + reply(close.getReplyCode(), close.getReplyText());
    }
    return signal.getCause() == null ? "the connection was lost" : line(signal.getCause());
  }

  /** The reply code with which the broker closed a connection or channel, if it did. */
  public static OptionalInt replyCode(Throwable failure) {
    ShutdownSignalException signal = signal(failure);
    Method reason = signal == null ? null : signal.getReason();
    return switch (reason) {
      case AMQP.Connection.Close close -> OptionalInt.of(close.getReplyCode());
      case AMQP.Channel.Close close -> OptionalInt.of(close.getReplyCode());
      case null, default -> OptionalInt.empty();
    };
  }

  /** The text with which the broker closed a connection or channel; empty if it did not. */
  static String replyText(Throwable failure) {
    ShutdownSignalException signal = signal(failure);
    Method reason = signal == null ? null : signal.getReason();
    return switch (reason) {
      case AMQP.Connection.Close close -> close.getReplyText();
      case AMQP.Channel.Close close -> close.getReplyText();
      case null, default -> "";
    };
  }

  private static String reply(int code, String text) {
    return text.startsWith(code + " ") ? text : code + " " + text;
  }

  private static ShutdownSignalException signal(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ShutdownSignalException signal
          && !(each instanceof AlreadyClosedException && each.getCause() != null)) {
        return signal;
      }
    }
    return null;
  }

  private static String line(Throwable failure) {
    String message = failure.getMessage();
    String text = message == null ? "" : ": " + message.lines().findFirst().orElse("");
    return failure.getClass().getSimpleName() + text;
  }
}
