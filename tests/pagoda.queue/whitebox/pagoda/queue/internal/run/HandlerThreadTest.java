package pagoda.queue.internal.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HandlerThreadTest {
  @Test
  void interruptNeverLeavesTheHandler() throws Exception {
    HandlerThread thread = new HandlerThread();
    assertTrue(thread.enter());
    thread.interrupt();
    assertTrue(Thread.currentThread().isInterrupted());
    thread.leave();
    assertFalse(Thread.currentThread().isInterrupted());
    thread.interrupt();
    assertFalse(Thread.currentThread().isInterrupted(), "it came after the end");
    assertFalse(thread.enter(), "what was stopped before does not begin");
  }
}
