package org.tgraph.playground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
  private final Places places = new Places(Path.of("/tmp/room 1"));

  @Test
  void placesOfThePageAreThoseOfTheRoom() throws IOException {
    String message = "{\"uri\":\"file:///playground/tour/a.tgraph\",\"n\":[1,2.5,true,null]}";
    String inside = "{\"uri\":\"file:///tmp/room%201/tour/a.tgraph\",\"n\":[1,2.5,true,null]}";
    assertEquals(inside, places.toServer(message));
    assertEquals(message, places.toPage(inside));
  }

  @Test
  void namesOfFieldsAreGivenBackToo() throws IOException {
    assertEquals(
        "{\"changes\":{\"file:///playground/tour/a.tgraph\":[]}}",
        places.toPage("{\"changes\":{\"file:///tmp/room%201/tour/a.tgraph\":[]}}"));
  }

  @Test
  void textsDoNotSayWhereTheRoomIs() throws IOException {
    assertEquals(
        "{\"message\":\"In tour/a.tgraph\"}",
        places.toPage("{\"message\":\"In /tmp/room 1/tour/a.tgraph\"}"));
  }

  @Test
  void aScriptMayHoldAnyText() throws IOException {
    String message = "{\"uri\":\"file:///playground/a\",\"text\":\"file:///etc/passwd\"}";
    assertEquals(message.replace("/playground/", "/tmp/room%201/"), places.toServer(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "file:///playground/../etc/passwd",
        "file:///playground/%2e%2e/etc/passwd",
        "file:///playground",
        "file:/etc/passwd",
        "file://host/playground/a",
        "FILE:///etc/passwd",
        "jar:file:///a.jar!/b",
        "file:///playground/..\\\\a",
      })
  void aPlaceOutsideIsRefused(String place) {
    String message = "{\"params\":{\"textDocument\":{\"uri\":\"" + place + "\"}}}";
    assertThrows(Places.Outside.class, () -> places.toServer(message));
  }

  @Test
  void whatIsNotJsonIsRefused() {
    assertThrows(IOException.class, () -> places.toServer("{\"uri\":"));
    assertThrows(IOException.class, () -> places.toServer("{} }"));
  }
}
