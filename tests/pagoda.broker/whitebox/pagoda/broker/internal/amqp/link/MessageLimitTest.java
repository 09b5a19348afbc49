package pagoda.broker.internal.amqp.link;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MessageLimitTest {
  @Test
  void limitIsLearntFromTheRefusalOfEitherVersion() {
    for (String words : new String[] {"max size 10", "configured max size 10"}) {
      MessageLimit limit = new MessageLimit();
      limit.learn("CHANNEL_ERROR - unexpected method");
      assertTrue(limit.allows(new byte[11]));
      limit.learn("PRECONDITION_FAILED - message size 11 is larger than " + words);
      assertFalse(limit.allows(new byte[11]));
      assertTrue(limit.allows(new byte[10]));
    }
  }
}
