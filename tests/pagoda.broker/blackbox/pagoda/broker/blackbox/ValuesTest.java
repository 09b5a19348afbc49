package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pagoda.broker.BrokerAddress;
import pagoda.broker.Credentials;
import pagoda.broker.MessageTrace;
import pagoda.broker.QueueDeclare;
import pagoda.broker.RangePlan;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;

/** What the values of the API refuse, and what they keep to themselves. */
class ValuesTest {
  private static final RpcRequest REQUEST = RpcRequest.text("q", "x");

  private static void assertRefused(Runnable making) {
    assertThrows(IllegalArgumentException.class, making::run);
  }

  @Test
  void requestHoldsItsRanges() {
    assertRefused(() -> RpcRequest.text("", "x"));
    assertRefused(() -> RpcRequest.text("q".repeat(256), "x"));
    assertRefused(() -> REQUEST.withPriority(-1));
    assertRefused(() -> REQUEST.withTimeout(Duration.ZERO));
    assertEquals(10, REQUEST.withPriority(99).priority());
  }

  @Test
  void whatWouldNotFitAFrameIsRefused() {
    assertRefused(() -> REQUEST.withType("t".repeat(256)));
    assertRefused(() -> REQUEST.withContentType("ü".repeat(128)));
    assertRefused(() -> REQUEST.withHeader("n".repeat(256), ""));
    assertRefused(() -> REQUEST.withHeader("n", "v".repeat(4096)));
    assertEquals(4095, REQUEST.withHeader("n", "v".repeat(4095)).headers().get("n").length());
    assertRefused(() -> new RpcReply(new byte[0], "", Map.of("n", "v".repeat(4096))));
  }

  @Test
  void planHoldsItsRanges() {
    assertRefused(() -> RangePlan.of(-1, 1, 1));
    assertRefused(() -> RangePlan.of(1, Long.MAX_VALUE, 1));
    assertRefused(() -> RangePlan.of(1, 1, 0));
    assertRefused(() -> new RangePlan(1, 1, 1, 5, 1));
    assertEquals(43_690, RangePlan.ofItems(1, 9, 6, 2).step());
  }

  @Test
  void passwordIsNotShown() {
    assertFalse(new Credentials("u", "secret").toString().contains("secret"));
    assertEquals("amqps://[::1]:1", new BrokerAddress("::1", 1, true).toString());
  }

  @Test
  void traceThatBreaksTheStandardIsNone() {
    String id = "0af7651916cd43dd8448eb211c80319c";
    for (String bad :
        new String[] {
          "",
          "00-" + id,
          "ff-" + id + "-b7ad6b7169203331-01",
          "00-" + "0".repeat(32) + "-b7ad6b7169203331-01",
          "00-" + id + "-0000000000000000-01",
          "00-" + id.toUpperCase(java.util.Locale.ROOT) + "-b7ad6b7169203331-01"
        }) {
      assertEquals(Optional.empty(), MessageTrace.from(Map.of("traceparent", bad)), bad);
      assertRefused(() -> new MessageTrace(bad, ""));
    }
    String good = "00-" + id + "-b7ad6b7169203331-01";
    assertEquals(
        Optional.of(new MessageTrace(good, "")),
        MessageTrace.from(Map.of("traceparent", good, "tracestate", "x".repeat(513))));
  }

  @Test
  void traceTellsItsParts() {
    MessageTrace trace =
        new MessageTrace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03", "");
    assertEquals("0af7651916cd43dd8448eb211c80319c", trace.traceId());
    assertEquals("b7ad6b7169203331", trace.parentId());
    assertTrue(trace.sampled());
    assertFalse(new MessageTrace(trace.traceparent().replace("-03", "-02"), "").sampled());
  }

  @Test
  void wordsOfEnumsAreReadBack() {
    for (RpcCode code : RpcCode.values()) {
      assertEquals(Optional.of(code), RpcCode.parse(code.text()));
    }
    assertEquals(Optional.empty(), RpcCode.parse("no_route"));
    for (QueueDeclare way : QueueDeclare.values()) {
      assertEquals(Optional.of(way), QueueDeclare.parse(way.text()));
    }
    assertEquals(Optional.empty(), QueueDeclare.parse(""));
  }
}
