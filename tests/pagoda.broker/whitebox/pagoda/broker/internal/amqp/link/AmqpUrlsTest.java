package pagoda.broker.internal.amqp.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.broker.BrokerAddress;
import pagoda.broker.Credentials;

class AmqpUrlsTest {

  @Test
  void everyPartIsTaken() {
    AmqpUrls urls =
        AmqpUrls.parse("amqp://u%40x:p%2Fw+@h:1/v%2Fh, amqps://u%40x:p%2Fw+@[::1]/v%2Fh");
    assertEquals(
        List.of(new BrokerAddress("h", 1, false), new BrokerAddress("::1", 5671, true)),
        urls.addresses());
    assertEquals(new Credentials("u@x", "p/w+"), urls.credentials());
    assertEquals("v/h", urls.virtualHost());
  }

  @Test
  void whatIsLeftOutHasADefault() {
    AmqpUrls urls = AmqpUrls.parse("amqp://h/");
    assertEquals(List.of(new BrokerAddress("h", 5672, false)), urls.addresses());
    assertEquals(Credentials.GUEST, urls.credentials());
    assertEquals("/", urls.virtualHost());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://h",
        "amqp://u:secret@",
        "amqp://u:secret@h:0",
        "amqp://u:secret@h/a/b",
        "amqp://u:secret@h/?x=1",
        "amqp://u:sec ret@h",
        "amqp://u:secret@h,",
        "amqp://u:secret@h,amqp://u:secret2@h"
      })
  void malformedUrlIsRefusedWithoutShowingItsPassword(String urls) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> AmqpUrls.parse(urls)).getMessage();
    assertTrue(message.startsWith("AMQP URL "), message);
    assertFalse(message.contains("sec"), message);
  }
}
