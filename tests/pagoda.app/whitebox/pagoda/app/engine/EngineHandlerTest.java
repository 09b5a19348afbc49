package pagoda.app.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagoda.broker.Broker;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcRequest;
import pagoda.broker.RpcServerOptions;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverPoolOptions;

/** What an engine answers, whatever the transport. */
class EngineHandlerTest {
  private final SolverPool pool = new SolverPool(SolverPoolOptions.defaults().withThreads(1));
  private final Broker broker = Broker.embedded();

  EngineHandlerTest() {
    broker.serve(EngineHandler.QUEUE, RpcServerOptions.defaults(), new EngineHandler(pool));
  }

  @AfterEach
  void close() {
    broker.close();
    pool.close();
  }

  private static RpcRequest request(String type) {
    return RpcRequest.text(EngineHandler.QUEUE, "2")
        .withType(type)
        .withTimeout(Duration.ofMinutes(1));
  }

  @Test
  void a07_unknownTypeIsNoBadRequestButOneThatAnotherEngineMayKnow() throws Exception {
    RpcFailure failure =
        assertInstanceOf(RpcFailure.class, broker.client().ask(request("hanoi.range.v2")));
    assertEquals(RpcCode.UNKNOWN_OPERATION, failure.code());
    assertTrue(failure.code().retryable(), "callers may try elsewhere");
    assertTrue(failure.message().contains("hanoi.range.v1"), failure.message());
    assertTrue(failure.message().contains("hanoi.range.v2"), failure.message());
  }

  @Test
  void requestWithoutATypeIsTheOriginals() throws Exception {
    byte[] answer = broker.client().ask(request("")).orThrow().body();
    assertEquals("[[0,1],[0,2],[1,2]]", new String(answer, UTF_8));
  }
}
