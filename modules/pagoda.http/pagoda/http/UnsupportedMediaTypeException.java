package pagoda.http;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The body is of a type the route does not take: 415 {@code UNSUPPORTED_MEDIA_TYPE} with {@code
 * Accept}.
 */
public final class UnsupportedMediaTypeException extends ProblemException {
  private static final long serialVersionUID = 1;

  private final transient List<MediaType> accepted;

  /**
   * {@code seen} is the header as it came, {@code accepted} what the route takes.
   *
   * @param seen the header as it came
   * @param accepted the media types taken
   */
  public UnsupportedMediaTypeException(String seen, Collection<MediaType> accepted) {
    super(
        Problem.of(
            415,
            ProblemCodes.UNSUPPORTED_MEDIA_TYPE,
            "Content-Type must be " + join(accepted, " or ") + "; seen: " + Problem.shown(seen)),
        "Accept",
        join(accepted, ", "));
    this.accepted = List.copyOf(accepted);
  }

  private static String join(Collection<MediaType> types, String separator) {
    return types.stream().map(MediaType::toString).collect(Collectors.joining(separator));
  }

  /** {@return the media types the route takes} */
  public List<MediaType> accepted() {
    return accepted;
  }
}
