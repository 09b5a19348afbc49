package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagoda.broker.Broker;
import pagoda.broker.BrokerLimitException;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcClientOptions;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcServerOptions;

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

  @Test
  void c04_documentedCallIsSafeHoweverOftenItIsMade() throws Exception {
    serve(4, request -> RpcReply.of(request.body()));
    for (int i = 0; i < 1024; i++) {
      RpcClient same = broker.client();
      assertSame(client, same);
      assertReply("x", same.ask(request("x")));
      same.close();
    }
    assertEquals(1, broker.link().epoch());
    assertEquals(1024, client.snapshot().calls());
  }

  @Test
  void c04_furtherClientsAndServersAreRefusedPastALimitAndHurtNobody() throws Exception {
    serve(4, request -> RpcReply.of(request.body()));
    List<RpcClient> clients = new ArrayList<>();
    for (int i = 0; i < Broker.MAX_CLIENTS; i++) {
      clients.add(broker.newClient(RpcClientOptions.defaults()));
    }
    BrokerLimitException refused =
        assertThrows(
            BrokerLimitException.class, () -> broker.newClient(RpcClientOptions.defaults()));
    assertEquals(Broker.MAX_CLIENTS, refused.limit());
    for (int i = 1; i < Broker.MAX_SERVERS; i++) {
      broker.serve(queue, RpcServerOptions.defaults(), request -> RpcReply.of(request.body()));
    }
    assertThrows(
        BrokerLimitException.class,
        () -> broker.serve(queue, RpcServerOptions.defaults(), _ -> RpcReply.text("")));
    awaitReady();
    for (RpcClient each : clients) {
      assertReply("x", each.ask(request("x")));
    }
    clients.getFirst().close();
    try (RpcClient another = broker.newClient(RpcClientOptions.defaults())) {
      awaitReady();
      assertReply("x", another.ask(request("x")));
    }
    assertReply("x", client.ask(request("x")));
    assertEquals(1, broker.link().epoch());
  }
}
