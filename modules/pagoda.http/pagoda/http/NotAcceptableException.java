package pagoda.http;

import java.util.List;
import java.util.stream.Collectors;

/** Nothing on offer is what the client accepts: 406 {@code NOT_ACCEPTABLE}. */
public final class NotAcceptableException extends ProblemException {
  private static final long serialVersionUID = 1;

  private final transient List<MediaType> offered;

  /**
   * {@code offered} are the media types there are.
   *
   * @param offered the media types there are, the preferred first
   */
  public NotAcceptableException(List<MediaType> offered) {
    super(
        Problem.of(
            406,
            ProblemCodes.NOT_ACCEPTABLE,
            "None of what Accept asks for is offered; offered: "
                + offered.stream().map(MediaType::toString).collect(Collectors.joining(", "))),
        "Vary",
        "Accept");
    this.offered = List.copyOf(offered);
  }

  /** {@return the media types there are} */
  public List<MediaType> offered() {
    return offered;
  }
}
