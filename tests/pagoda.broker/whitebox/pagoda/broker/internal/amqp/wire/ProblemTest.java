package pagoda.broker.internal.amqp.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;

class ProblemTest {
  @Test
  void whateverTheMessageTheDocumentIsJson() {
    RpcFailure failure = RpcFailure.of(RpcCode.BAD_REQUEST, "a \"b\" \\ \n\u0001 ü \ud83d");
    assertEquals(
        "{\"status\":400,\"code\":\"BAD_REQUEST\","
            + "\"detail\":\"a \\\"b\\\" \\\\ \\u000a\\u0001 ü \\ud83d\"}",
        new String(Problem.json(failure), UTF_8));
  }
}
