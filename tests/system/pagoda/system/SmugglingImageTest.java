package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import pagoda.http.attacks.SmugglingContract;
import pagoda.http.attacks.Target;

/** Requests hidden behind doubtful ends, sent to the image. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmugglingImageTest extends SmugglingContract {
  private ImageVictim image;

  @BeforeAll
  void start() throws Exception {
    image = ImageVictim.start();
  }

  @AfterAll
  void stop() throws Exception {
    String complaints = image.complaints();
    image.close();
    assertEquals("", complaints);
  }

  @Override
  protected Target target() {
    return image.target();
  }
}
