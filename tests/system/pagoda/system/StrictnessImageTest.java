package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import pagoda.http.attacks.StrictnessContract;
import pagoda.http.attacks.Target;

/** Requests to the image that are not exactly right; its log stays a line each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictnessImageTest extends StrictnessContract {
  private ImageVictim image;

  @BeforeAll
  void start() throws Exception {
    image = ImageVictim.start("http.allowed-hosts=pagoda.test");
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
