package org.tgraph.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.array.Array;

/**
 * The head of a {@code .safetensors} file: its length in 8 bytes, then JSON. The tensors must fill
 * the rest of the file without holes or overlaps, as the format demands.
 *
 * @param dataStart where in the file the numbers begin
 */
record SafetensorsHeader(long dataStart, Map<String, Tensor> tensors) {
  /** The format's own limit. */
  private static final long LONGEST = 100_000_000;

  private static final int MOST_AXES = 64;

  /**
   * @param begin counted from where the numbers begin
   */
  record Tensor(Binary numbers, long[] shape, long begin, long end) {}

  static SafetensorsHeader read(InputStream in, long length, DataSource file)
      throws IOException, BadData {
    byte[] size = in.readNBytes(Long.BYTES);
    if (size.length < Long.BYTES) {
      throw file.corrupt(size.length == 0 ? "is empty" : "ends inside its header");
    }
    long headerLength = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (headerLength < 2 || headerLength > Math.min(LONGEST, length - Long.BYTES)) {
      throw file.corrupt("claims a header of " + Long.toUnsignedString(headerLength) + " bytes");
    }
    byte[] text = in.readNBytes((int) headerLength);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (JsonParser json = Json.FACTORY.createParser(text)) {
      tensors(json, tensors, file);
    } catch (JsonProcessingException | CharConversionException e) {
      throw file.corrupt("has a header that is not JSON");
    }
    long dataStart = Long.BYTES + headerLength;
    checkPlaces(tensors, length - dataStart, file);
    return new SafetensorsHeader(dataStart, tensors);
  }

  private static void tensors(JsonParser json, Map<String, Tensor> tensors, DataSource file)
      throws IOException, BadData {
    need(json.nextToken() == JsonToken.START_OBJECT, file);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (name.equals("__metadata__")) {
        need(json.nextToken() == JsonToken.START_OBJECT, file);
        json.skipChildren();
      } else if (tensors.put(name, tensor(json, file.part(name))) != null) {
        throw file.corrupt("contains `" + name + "` twice");
      }
    }
    need(json.nextToken() == null, file);
  }

  private static void need(boolean holds, DataSource file) throws BadData {
    if (!holds) {
      throw file.corrupt("has a damaged header");
    }
  }

  private static Tensor tensor(JsonParser json, DataSource file) throws IOException, BadData {
    String code = null;
    long[] shape = null;
    long[] offsets = null;
    need(json.nextToken() == JsonToken.START_OBJECT, file);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      if (key.equals("dtype") && code == null) {
        need(json.nextToken() == JsonToken.VALUE_STRING, file);
        code = json.getText();
      } else if (key.equals("shape") && shape == null) {
        shape = sizes(json, file);
      } else if (key.equals("data_offsets") && offsets == null) {
        offsets = sizes(json, file);
      } else {
        need(false, file);
      }
    }
    need(code != null && shape != null && offsets != null && offsets.length == 2, file);
    Binary numbers = Safetensors.binary(code);
    if (numbers == null) {
      throw file.corrupt("has elements of the type `" + code + "`, which the language has not");
    }
    try {
      long bytes = Math.multiplyExact(Array.count(shape), (long) numbers.width());
      if (offsets[1] - offsets[0] != bytes) {
        throw file.corrupt(
            "has %d bytes of data, but its shape %s takes %d"
                .formatted(offsets[1] - offsets[0], Arrays.toString(shape), bytes));
      }
    } catch (ArithmeticException e) {
      throw file.corrupt("claims the shape " + Arrays.toString(shape) + ", more than there can be");
    }
    return new Tensor(numbers, shape, offsets[0], offsets[1]);
  }

  private static long[] sizes(JsonParser json, DataSource file) throws IOException, BadData {
    need(json.nextToken() == JsonToken.START_ARRAY, file);
    List<Long> sizes = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
      boolean fits = json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      need(fits && json.getLongValue() >= 0 && sizes.size() < MOST_AXES, file);
      sizes.add(json.getLongValue());
    }
    need(json.currentToken() == JsonToken.END_ARRAY, file);
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private static void checkPlaces(Map<String, Tensor> tensors, long bytes, DataSource file)
      throws BadData {
    List<Map.Entry<String, Tensor>> order = new ArrayList<>(tensors.entrySet());
    order.sort(
        Comparator.comparingLong((Map.Entry<String, Tensor> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long at = 0;
    for (Map.Entry<String, Tensor> entry : order) {
      Tensor tensor = entry.getValue();
      if (tensor.begin() != at) {
        throw file.part(entry.getKey())
            .corrupt("begins at byte " + tensor.begin() + ", but the one before ends at " + at);
      }
      at = tensor.end();
    }
    if (at != bytes) {
      throw file.corrupt("has " + bytes + " bytes of numbers, but its header describes " + at);
    }
  }
}
