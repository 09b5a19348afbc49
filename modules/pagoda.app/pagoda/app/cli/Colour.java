package pagoda.app.cli;

/** The colours of a terminal that stand for how something is. */
public enum Colour {
  /** Done. */
  GREEN("32"),
  /** Failed. */
  RED("31"),
  /** Under way. */
  YELLOW("33"),
  /** Of less interest. */
  DIM("2");

  static final String RESET = "\u001b[0m";
  private final String number;

  Colour(String number) {
    this.number = number;
  }

  /** What turns the colour on. */
  String code() {
    return "\u001b[" + number + "m";
  }
}
