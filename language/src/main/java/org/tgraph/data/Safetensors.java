package org.tgraph.data;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.type.DType;

/** Hugging Face's format of named tensors: a JSON header, then the numbers, little-endian. */
record Safetensors() implements DataFormat {
  /** What a single tensor is called. */
  private static final String ONLY = "value";

  @Override
  public String extension() {
    return ".safetensors";
  }

  @Override
  public DataNode header(DataSource file) throws IOException, BadData {
    Map<String, DataNode> nodes = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file.path())) {
      SafetensorsHeader header = SafetensorsHeader.read(in, Files.size(file.path()), file);
      header
          .tensors()
          .forEach((name, at) ->
              nodes.put(name, new DataNode.Numbers(at.numbers().dtype(), true, at.shape())));
    }
    return DottedNames.nest(nodes);
  }

  @Override
  public List<DataValue> read(DataSource file, List<Wanted> wanted) throws IOException, BadData {
    List<DataValue> values = new ArrayList<>();
    SafetensorsHeader header;
    try (InputStream in = Files.newInputStream(file.path())) {
      header = SafetensorsHeader.read(in, Files.size(file.path()), file);
    }
    for (Wanted one : wanted) {
      String name = DottedNames.find(one, header.tensors().keySet(), file);
      SafetensorsHeader.Tensor tensor = header.tensors().get(name);
      DataSource part = file.part(name);
      if (one.dtype().isEmpty()) {
        throw part.unlike("`" + tensor.numbers().dtype() + "`", one.typeName());
      }
      try (InputStream in = Files.newInputStream(file.path())) {
        in.skipNBytes(header.dataStart() + tensor.begin());
        Array flat =
            tensor.numbers().read(in, Array.count(tensor.shape()), one.dtype().get(), part);
        values.add(new DataValue.Numbers(flat.reshape(tensor.shape())));
      }
    }
    return values;
  }

  @Override
  public Output prepare(DataSource file, DataValue value) throws BadData {
    Map<String, DataValue> parts = DottedNames.flatten(value, ONLY, file);
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, DataValue> part : parts.entrySet()) {
      if (!(part.getValue() instanceof DataValue.Numbers(Array array))) {
        throw file.bad(Code.TG0706, "cannot hold text, as `" + part.getKey() + "` is");
      }
      if (array.dtype().isComplex()) {
        throw file.bad(Code.TG0706, "cannot hold complex numbers, as `" + part.getKey() + "` has");
      }
      arrays.put(part.getKey(), array);
    }
    // The widest first, so that every one is aligned.
    List<String> order = new ArrayList<>(arrays.keySet());
    order.sort(Comparator.comparing(name -> -arrays.get(name).dtype().bytes()));
    byte[] header = headerBytes(arrays, order);
    return out -> {
      out.write(header);
      for (String name : order) {
        Array array = arrays.get(name);
        Binary.little(array.dtype()).write(array, out);
      }
    };
  }

  private static byte[] headerBytes(Map<String, Array> arrays, List<String> order) {
    Map<String, Long> begins = new LinkedHashMap<>();
    long at = 0;
    for (String name : order) {
      begins.put(name, at);
      at += bytes(arrays.get(name));
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(new byte[Long.BYTES]);
    try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, Array> part : arrays.entrySet()) {
        Array array = part.getValue();
        long begin = begins.get(part.getKey());
        json.writeObjectFieldStart(part.getKey());
        json.writeStringField("dtype", code(array.dtype()));
        json.writeFieldName("shape");
        json.writeArray(array.shape(), 0, array.rank());
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {begin, begin + bytes(array)}, 0, 2);
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    while (text.size() % Long.BYTES != 0) {
      text.write(' ');
    }
    byte[] bytes = text.toByteArray();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, bytes.length - Long.BYTES);
    return bytes;
  }

  private static long bytes(Array array) {
    return array.size() * array.dtype().bytes();
  }

  private static String code(DType dtype) {
    return dtype.toString().toUpperCase(Locale.ROOT);
  }

  /** How numbers of that code lie, or null. */
  static Binary binary(String code) {
    return switch (code) {
      case "F16" -> new Binary(DType.F32, Binary.Packing.F16, ByteOrder.LITTLE_ENDIAN);
      case "BF16" -> new Binary(DType.F32, Binary.Packing.BF16, ByteOrder.LITTLE_ENDIAN);
      default ->
          Arrays.stream(DType.values())
              .filter(dtype -> !dtype.isComplex() && code(dtype).equals(code))
              .findFirst()
              .map(Binary::little)
              .orElse(null);
    };
  }
}
