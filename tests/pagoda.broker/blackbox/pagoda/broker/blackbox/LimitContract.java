package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcClientOptions;
import pagoda.broker.RpcCode;

/** The limits of a client, whatever the transport. */
abstract class LimitContract extends BrokerFixture {

  @Test
  void scenario21RefusedCallsGiveTheirPlaceBack() throws Exception {
    Gate gate = new Gate();
    serve(1, gate);
    RpcClient small = broker.newClient(RpcClientOptions.defaults().withMaxPending(2));
    awaitReady();
    RpcCall first = small.call(request("1"));
    RpcCall second = small.call(request("2"));
    assertTrue(assertFails(RpcCode.OVERLOADED, small.ask(request("3"))).retryAfter().isPositive());
    assertEquals(2, small.snapshot().pending());
    gate.open(3);
    assertReply("1", first.await());
    assertReply("2", second.await());
    assertReply("4", small.ask(request("4")));
  }

  @Test
  void pendingBytesAreBounded() throws Exception {
    Gate gate = new Gate();
    serve(1, gate);
    RpcClient small =
        broker.newClient(
            RpcClientOptions.defaults()
                .withMaxPending(100)
                .withMaxPendingBytes(10)
                .withMaxRequestBytes(8));
    awaitReady();
    RpcCall first = small.call(request("12345678"));
    assertFails(RpcCode.OVERLOADED, small.ask(request("123")));
    assertFails(RpcCode.TOO_LARGE, small.ask(request("123456789")));
    gate.open(2);
    assertReply("12345678", first.await());
    assertReply("123", small.ask(request("123")));
    assertEquals(0, small.snapshot().pendingBytes());
  }
}
