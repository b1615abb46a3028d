package org.tgraph.playground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
  private final Guard local = new Guard("127.0.0.1", true);
  private final Guard open = new Guard("lab.example.org", false);

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8765, true, true",
    "localhost:8765, true, true",
    "LocalHost:8765, true, true",
    "[::1]:8765, true, true",
    "127.0.0.1, false, false",
    "127.0.0.1:80, false, false",
    "evil.example.org:8765, false, false",
    "127.0.0.1.evil.example.org:8765, false, false",
    "192.168.1.7:8765, false, true",
    "[fe80::1]:8765, false, true",
    "lab.example.org:8765, false, true",
    ":8765, false, false",
  })
  void hosts(String host, boolean onLoopback, boolean elsewhere) {
    assertEquals(onLoopback, local.allowsHost(host, 8765));
    assertEquals(elsewhere, open.allowsHost(host, 8765));
  }

  @Test
  void aRequestWithoutHostIsRefused() {
    assertFalse(local.allowsHost(null, 8765));
  }

  @Test
  void onlyItsOwnPageMayConnect() {
    assertTrue(local.allowsOrigin("http://localhost:8765", "localhost:8765"));
    assertFalse(local.allowsOrigin("http://localhost:9000", "localhost:8765"));
    assertFalse(local.allowsOrigin("https://localhost:8765", "localhost:8765"));
    assertFalse(local.allowsOrigin("http://evil.example.org", "localhost:8765"));
    assertFalse(local.allowsOrigin("null", "localhost:8765"));
    assertFalse(local.allowsOrigin(null, "localhost:8765"));
  }
}
