package org.tgraph.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.type.DType;

/**
 * JSON as Stan and others use it for data: nested arrays of equal lengths are tensors, objects are
 * records. Numbers that JSON has no word for are the texts {@code "nan"}, {@code "inf"} and {@code
 * "-inf"}, also without quotes as Python writes them; {@code null} is a missing number.
 */
record Json() implements DataFormat {
  /** Streams stay open, as they belong to others. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  @Override
  public String extension() {
    return ".json";
  }

  @Override
  public DataNode header(DataSource file) throws IOException, BadData {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()));
        JsonParser json = FACTORY.createParser(in)) {
      return new JsonShapes(json, file).file();
    } catch (JsonProcessingException | CharConversionException e) {
      throw damaged(e, file);
    }
  }

  @Override
  public List<DataValue> read(DataSource file, List<Wanted> wanted) throws IOException, BadData {
    DataNode content = header(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()));
        JsonParser json = FACTORY.createParser(in)) {
      return new JsonTensors(json, file, content, wanted).values();
    } catch (JsonProcessingException | CharConversionException e) {
      throw damaged(e, file);
    }
  }

  private static BadData damaged(IOException e, DataSource file) {
    if (!(e instanceof JsonProcessingException json)) {
      return file.corrupt("is not in UTF-8");
    }
    JsonLocation at = json.getLocation();
    String where =
        at == null || at.getLineNr() < 1
            ? ""
            : " in row %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    if (e instanceof StreamConstraintsException) {
      return file.corrupt("is nested too deeply, or has too long a number or text" + where);
    }
    return file.corrupt("is not valid JSON" + where);
  }

  @Override
  public Output prepare(DataSource file, DataValue value) throws BadData {
    check(file, value, new ArrayList<>());
    return out -> {
      JsonGenerator json = FACTORY.createGenerator(out);
      write(json, value);
      json.writeRaw('\n');
      json.flush();
    };
  }

  private static void check(DataSource file, DataValue value, List<String> path) throws BadData {
    String name = path.isEmpty() ? "" : ", as `" + String.join(".", path) + "` has";
    switch (value) {
      case DataValue.Numbers(Array array) -> {
        if (array.dtype().isComplex()) {
          throw file.bad(Code.TG0706, "cannot hold complex numbers" + name);
        }
        checkShape(file, array.shape(), name);
      }
      case DataValue.Text text -> checkShape(file, text.shape(), name);
      case DataValue.Fields record -> {
        for (Map.Entry<String, DataValue> field : record.fields().entrySet()) {
          path.add(field.getKey());
          check(file, field.getValue(), path);
          path.removeLast();
        }
      }
    }
  }

  /** After an axis of size 0, JSON shows nothing of the others. */
  private static void checkShape(DataSource file, long[] shape, String name) throws BadData {
    for (int axis = 0; axis < shape.length - 1; axis++) {
      if (shape[axis] == 0) {
        throw file.bad(
            Code.TG0706, "cannot hold a tensor without elements and more than one axis" + name);
      }
    }
  }

  private static void write(JsonGenerator json, DataValue value) throws IOException {
    switch (value) {
      case DataValue.Numbers(Array array) ->
          nested(json, array.shape(), 0, 0, i -> number(json, array, i));
      case DataValue.Text text ->
          nested(json, text.shape(), 0, 0, i -> json.writeString(text.texts().get((int) i)));
      case DataValue.Fields record -> {
        json.writeStartObject();
        for (Map.Entry<String, DataValue> field : record.fields().entrySet()) {
          json.writeFieldName(field.getKey());
          write(json, field.getValue());
        }
        json.writeEndObject();
      }
    }
  }

  private interface Leaf {
    void write(long i) throws IOException;
  }

  /** Writes what is below {@code axis}; returns the place after it. */
  private static long nested(JsonGenerator json, long[] shape, int axis, long from, Leaf leaf)
      throws IOException {
    if (axis == shape.length) {
      leaf.write(from);
      return from + 1;
    }
    json.writeStartArray();
    long at = from;
    for (long i = 0; i < shape[axis]; i++) {
      at = nested(json, shape, axis + 1, at, leaf);
    }
    json.writeEndArray();
    return at;
  }

  private static void number(JsonGenerator json, Array array, long i) throws IOException {
    DType dtype = array.dtype();
    if (dtype == DType.BOOL) {
      json.writeBoolean(array.getBoolean(i));
    } else if (dtype == DType.U64) {
      json.writeNumber(new BigInteger(Long.toUnsignedString(array.getLong(i))));
    } else if (dtype.isInt()) {
      json.writeNumber(array.getLong(i));
    } else if (Double.isFinite(array.getDouble(i))) {
      json.writeNumber(ExactText.of(array, i));
    } else {
      json.writeString(ExactText.of(array, i));
    }
  }
}
