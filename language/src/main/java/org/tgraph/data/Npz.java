package org.tgraph.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.tgraph.diagnostic.Code;

/** A ZIP archive of {@code .npy} files, stored or deflated. */
record Npz() implements DataFormat {
  /** What a single tensor is called, as {@code numpy.savez} calls it. */
  private static final String ONLY = "arr_0";

  /** Deflate never shrinks anything more than this. */
  private static final long BEST_RATIO = 1032;

  private static final String SUFFIX = ".npy";

  @Override
  public String extension() {
    return ".npz";
  }

  @Override
  public DataNode header(DataSource file) throws IOException, BadData {
    try (ZipFile zip = open(file)) {
      Map<String, DataNode> nodes = new LinkedHashMap<>();
      for (Map.Entry<String, ZipEntry> entry : entries(zip, file).entrySet()) {
        DataSource part = file.part(entry.getKey());
        try (InputStream in = zip.getInputStream(entry.getValue())) {
          nodes.put(entry.getKey(), Npy.node(NpyHeader.read(in, entry.getValue().getSize(), part)));
        } catch (ZipException e) {
          throw part.corrupt("cannot be unpacked");
        }
      }
      return DottedNames.nest(nodes);
    }
  }

  @Override
  public List<DataValue> read(DataSource file, List<Wanted> wanted) throws IOException, BadData {
    try (ZipFile zip = open(file)) {
      Map<String, ZipEntry> entries = entries(zip, file);
      List<DataValue> values = new ArrayList<>();
      for (Wanted one : wanted) {
        String name = DottedNames.find(one, entries.keySet(), file);
        values.add(read(zip, entries.get(name), one, file.part(name)));
      }
      return values;
    }
  }

  private static DataValue read(ZipFile zip, ZipEntry entry, Wanted wanted, DataSource part)
      throws IOException, BadData {
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum)) {
      DataValue value = Npy.read(in, entry.getSize(), wanted, part);
      if (in.read() >= 0 || sum.getValue() != entry.getCrc()) {
        throw part.corrupt("is damaged: its checksum is wrong");
      }
      return value;
    } catch (ZipException e) {
      throw part.corrupt("cannot be unpacked");
    }
  }

  private static ZipFile open(DataSource file) throws IOException, BadData {
    try {
      return new ZipFile(file.path().toFile());
    } catch (ZipException | IllegalArgumentException e) {
      throw file.corrupt("is not a sound ZIP archive");
    }
  }

  /** By the names of the arrays. */
  private static Map<String, ZipEntry> entries(ZipFile zip, DataSource file) throws BadData {
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (!name.endsWith(SUFFIX) || name.length() == SUFFIX.length()) {
        throw file.corrupt("contains `" + name + "`, which is not a `.npy` file");
      }
      long size = entry.getSize();
      long packed = entry.getCompressedSize();
      if (size < 0 || packed < 0 || size / BEST_RATIO > packed) {
        throw file.corrupt("claims an impossible size for `" + name + "`");
      }
      String array = name.substring(0, name.length() - SUFFIX.length());
      if (entries.put(array, entry) != null) {
        throw file.corrupt("contains `" + name + "` twice");
      }
    }
    return entries;
  }

  @Override
  public Output prepare(DataSource file, DataValue value) throws BadData {
    Map<String, DataValue> parts = DottedNames.flatten(value, ONLY, file);
    Map<String, Output> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, DataValue> part : parts.entrySet()) {
      if (part.getKey().getBytes(StandardCharsets.UTF_8).length > 1000) {
        throw file.bad(Code.TG0706, "cannot hold a field with so long a name");
      }
      outputs.put(part.getKey(), new Npy().prepare(file, part.getValue()));
    }
    return out -> {
      // Not closed: the stream below belongs to whoever made it.
      ZipOutputStream zip = new ZipOutputStream(out);
      for (Map.Entry<String, Output> part : outputs.entrySet()) {
        zip.putNextEntry(entry(part.getKey(), part.getValue()));
        part.getValue().to(zip);
        zip.closeEntry();
      }
      zip.finish();
    };
  }

  /**
   * Stored, as NumPy does, which needs length and checksum beforehand; the same bytes each time.
   */
  private static ZipEntry entry(String name, Output output) throws IOException {
    Counter counter = new Counter();
    CheckedOutputStream checked = new CheckedOutputStream(counter, new CRC32());
    output.to(checked);
    ZipEntry entry = new ZipEntry(name + SUFFIX);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(counter.count);
    entry.setCrc(checked.getChecksum().getValue());
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    return entry;
  }

  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      count += length;
    }
  }
}
